"""An extract that is handed out is remembered: looked at beside what came before, written down without a record."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

import tipanalysis as tip
from extract.crowds import crowd
from tipanalysis.counts.count import count_by
from tipanalysis.extract.extract import make_extract
from tipanalysis.extract.handing_out import TABLE, HandingOut, hand_out, hand_out_invented, warnings_beside
from tipanalysis.extract.synthetic import Synthetic
from tipanalysis.register.folder import write_folder
from tipanalysis.register.register import Register
from tipanalysis.release.ledger import open_ledger, published_before
from tipanalysis.release.publication import Publication
from tipanalysis.release.release import Release
from tipanalysis.reports.extract import NOTE, RECORDS, extract_file
from tipanalysis.words.errors import ReleaseError, TipError
from tipanalysis.words.numbers import format_date

DAY = datetime(2026, 3, 5, 12, 30)
QUASI, SENSITIVE = ("sexo", "grupo_edad"), ("finalidad",)


@pytest.fixture(params=["publicaciones.jsonl", "almacen.duckdb"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / str(request.param)


@pytest.fixture(scope="module")
def people() -> Register:
    return crowd(7, 300, ("sexo", "grupo_edad", "nacionalidad", "anio_registro", "finalidad"))


def note(path: Path, done: HandingOut, report: str = "extracto") -> int:
    ledger = open_ledger(path)
    with ledger.adding(Publication(report, DAY, "0.1.0", done.tables, (done.extract,)), ledger.state()) as added:
        return added


def publish(path: Path, tables: dict[str, Release]) -> None:
    ledger = open_ledger(path)
    with ledger.adding(Publication("perfil", DAY, "0.1.0", tables), ledger.state()):
        pass


def handed(path: Path, register: Register, *, quasi: tuple[str, ...] = QUASI) -> HandingOut:
    return hand_out(make_extract(register, quasi, SENSITIVE), register, published_before("prueba", path))


def grown(register: Register, by: int) -> Register:
    more = register.records.iloc[:by].assign(id=[f"n{i}" for i in range(by)])
    records = type(register.records)(
        {name: [*register.records[name].astype("str"), *more[name].astype("str")] for name in register.records.columns}
    ).astype({name: "category" for name in register.records.columns if name != "id"})
    return replace(register, records=records, provenance=replace(register.provenance, checksum=f"grown {by}"))


def of_years(register: Register, *years: str) -> Register:
    chosen = register.records["anio_registro"].isin(years)
    records = register.records[chosen].reset_index(drop=True)
    return replace(register, records=records, provenance=replace(register.provenance, checksum=str(years)))


def test_what_it_tells_is_written_down_and_comes_back(path: Path, people: Register) -> None:
    done = handed(path, people)
    assert note(path, done) == 2, "the extract and the number of its records"
    (kept,) = open_ledger(path).publications()
    assert (kept.report, kept.extracts) == ("extracto", (done.extract,))
    assert kept.tables[TABLE].total == done.extract.records == len(people)
    assert (done.extract.k, done.extract.diversity, done.extract.years) == (5, 2, (2018, 2019, 2021))
    assert {"sexo"} <= set(done.extract.quasi)
    assert published_before("otra", path).extracts == ()


def test_no_record_is_written_down(tmp_path: Path, people: Register) -> None:
    path = tmp_path / "publicaciones.jsonl"
    note(path, handed(path, people))
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    (told,) = (line["extract"] for line in lines if "extract" in line)
    assert set(told) == {
        *("source", "checksum", "unit", "records", "years", "quasi", "sensitive"),
        *("k", "diversity", "epsilon", "seal"),
    }
    assert not {"MUJER", "SEXUAL", "r001"} & set(path.read_text("utf-8").replace('"', " ").split())


def test_the_same_extract_may_be_handed_out_again_and_is_written_down_once(path: Path, people: Register) -> None:
    note(path, handed(path, people))
    assert note(path, handed(path, people), "otra_carpeta") == 0
    assert len(published_before("prueba", path).extracts) == 1


def test_another_extract_of_the_same_people_is_refused(path: Path, people: Register) -> None:
    note(path, handed(path, people))
    for other, quasi in ((people, ("sexo",)), (grown(people, 20), QUASI), (of_years(people, "2018"), QUASI)):
        with pytest.raises(ReleaseError) as refused:
            handed(path, other, quasi=quasi)
        assert refused.value.key == "extract_again"
    (kept,) = open_ledger(path).publications()
    assert str(refused.value) == (
        f"De estas personas ya se entregó un extracto: «extracto» ({format_date(kept.date.date())}; 300 registros; "
        f"{', '.join(kept.extracts[0].quasi)}, finalidad). Quien junte los dos puede "
        "deshacer lo que cada uno recodifica, y si el registro creció, ver quién es nuevo. No se escribió nada. "
        "Entregue otra vez aquel mismo, o haga uno de años de registro que aquel no trae."
    )


def test_other_years_are_other_people(path: Path, people: Register) -> None:
    note(path, handed(path, of_years(people, "2018", "2019")))
    assert handed(path, of_years(people, "2021")).extract.years == (2021,)


@pytest.mark.parametrize("more", [1, 2, 4])
def test_its_number_of_records_may_not_tell_by_how_few_a_register_grew(path: Path, people: Register, more: int) -> None:
    publish(path, {"todo": tip.protect(count_by(people))})
    with pytest.raises(ReleaseError):
        handed(path, grown(people, more))
    assert handed(path, grown(people, 20)).tables[TABLE].total == 320


def test_tables_of_what_it_does_not_tell_are_no_reason_to_warn(path: Path, people: Register) -> None:
    publish(path, {"delitos": tip.protect(count_by(people, ["sexo", "finalidad", "anio_registro"]))})
    assert handed(path, people).warnings == (), "the extract does not tell the year"


def test_tables_after_it_are_warned_of(path: Path, people: Register) -> None:
    note(path, handed(path, people, quasi=("sexo", "nacionalidad")))
    earlier = published_before("prueba", path)
    hides = tip.protect(count_by(people, ["nacionalidad", "finalidad", "sexo"]))
    assert hides.hidden
    (kept,) = earlier.extracts
    told = [str(warning) for warning in warnings_beside({"cruce": hides}, earlier)]
    if "nacionalidad" in kept.extracts[0].quasi:
        assert "puede contar en él" in told[0]
    else:
        assert "dicen con más detalle" in told[0]
    assert told[0].startswith("De estas personas se entregó un extracto: «extracto» (")
    assert list(warnings_beside({"etapa": tip.protect(count_by(people, ["anio_registro"]))}, earlier)) == []


def test_invented_records_are_told_by_the_budget_spent(path: Path, people: Register) -> None:
    made = _invented(people, 1.5)
    first = hand_out_invented(made, people, published_before("prueba", path))
    assert first.warnings == ()
    note(path, first, "inventado")
    again = hand_out_invented(_invented(people, 2.0), people, published_before("prueba", path))
    assert [str(warning) for warning in again.warnings] == [
        "Con este ya son 2 juegos de registros inventados de la misma fuente: lo que se prometió de cada registro es "
        "ahora epsilon 3.5 en total, no el de uno solo."
    ]
    assert handed(path, people).extract.k == 5, "invented records are no reason to refuse true ones"


def _invented(people: Register, epsilon: float) -> Synthetic:
    from tipanalysis.extract import synthetic

    return Synthetic(
        records=people.records[["sexo"]].astype("str"),
        variables={"sexo": ("sexo",)},
        epsilon=epsilon,
        delta=1e-5,
        most_records=1,
        unit=people.unit,
        provenance=people.provenance,
        utility=people.records[["sexo"]],
        seal=synthetic._SEAL,
    )


def test_without_a_ledger_it_is_a_draft_and_says_so(tmp_path: Path, people: Register) -> None:
    folder = write_folder(people, tmp_path / "limpio")
    extract_file(folder, None, tmp_path / "borrador", QUASI, SENSITIVE)
    assert "BORRADOR." in (tmp_path / "borrador" / NOTE).read_text("utf-8")
    done = extract_file(folder, None, tmp_path / "sale", QUASI, SENSITIVE, ledger=tmp_path / "libro.jsonl")
    assert done.new
    assert "BORRADOR." not in (tmp_path / "sale" / NOTE).read_text("utf-8")


def test_what_fails_is_not_written_down(tmp_path: Path, people: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_folder(people, tmp_path / "limpio")
    book = tmp_path / "libro.jsonl"

    def stuck(*_: object) -> None:
        raise OSError("stuck")

    monkeypatch.setattr("tipanalysis.reports.extract.deliver", stuck)
    with pytest.raises(OSError, match="stuck"):
        extract_file(folder, None, tmp_path / "sale", QUASI, SENSITIVE, ledger=book)
    assert not book.exists()
    assert not (tmp_path / "sale" / RECORDS).exists()


def test_a_damaged_line_of_an_extract_is_named(tmp_path: Path, people: Register) -> None:
    path = tmp_path / "publicaciones.jsonl"
    note(path, handed(path, people))
    path.write_text(path.read_text("utf-8").replace('"diversity": 2', '"diversity": "dos"'), "utf-8")
    with pytest.raises(TipError) as refused:
        published_before("prueba", path)
    assert (refused.value.key, refused.value.values["line"]) == ("ledger_broken", 2)
