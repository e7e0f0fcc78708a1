"""What is written down comes back as it was shown, from a file and from a store; it can be attacked, not written."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from ledger.offices import people
from tipanalysis.pages.workbook import write_workbook
from tipanalysis.register.register import Register
from tipanalysis.release.audit import audit
from tipanalysis.release.held import as_held, as_plain
from tipanalysis.release.ledger import Ledger, open_ledger, published_before
from tipanalysis.release.ledger_file import LedgerFile
from tipanalysis.release.ledger_store import LedgerStore
from tipanalysis.release.protect import protect, protect_together
from tipanalysis.release.publication import Publication
from tipanalysis.release.release import Release
from tipanalysis.words.errors import InputError, OutputError, ReleaseError, StoreError, TipError
from tipanalysis.words.settings import using

DAY = datetime(2026, 3, 5, 12, 30)
Tables = Mapping[str, Release]


@pytest.fixture(params=["publicaciones.jsonl", "almacen.duckdb"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / str(request.param)


def add(path: Path, tables: Tables, report: str = "perfil", date: datetime = DAY) -> int:
    ledger = open_ledger(path)
    with ledger.adding(Publication(report, date, "0.1.0", tables), ledger.state()) as added:
        return added


def refusal(act: Callable[[], object], kind: type[TipError]) -> str:
    with pytest.raises(kind) as refused:
        act()
    return refused.value.both()


def test_the_kind_of_ledger_follows_from_its_file(tmp_path: Path) -> None:
    assert isinstance(open_ledger(tmp_path / "libro.jsonl"), LedgerFile)
    assert isinstance(open_ledger(tmp_path / "almacen.duckdb"), LedgerStore)
    add(tmp_path / "almacen.duckdb", {"sexo": protect(people(30, 20))})
    (tmp_path / "almacen.duckdb").rename(tmp_path / "sin_nombre")
    assert isinstance(open_ledger(tmp_path / "sin_nombre"), LedgerStore)


def test_what_was_shown_comes_back(path: Path, released: Tables) -> None:
    assert add(path, released) == len(released)
    (kept,) = open_ledger(path).publications()
    assert (kept.report, list(kept.tables)) == ("perfil", list(released))
    assert repr(kept).endswith(", 5 tables)")
    for name, release in released.items():
        found = kept.tables[name]
        pd.testing.assert_frame_equal(found.frame, release.frame)
        pd.testing.assert_frame_equal(found.margins, release.margins)
        assert (found.by, found.unit, found.multi, found.among) == (
            release.by,
            release.unit,
            release.multi,
            release.among,
        )
        assert (found.provenance.source, found.provenance.checksum) == ("sintetico", release.provenance.checksum)
        assert (found.provenance.where, found.measure, found.per) == (
            release.provenance.where,
            release.measure,
            release.per,
        )
        assert found.policy.threshold_for(["etnia"]) == release.policy.threshold_for(["etnia"]) == 10


def test_no_hidden_number_stands_in_the_file(tmp_path: Path, released: Tables, synthetic: Register) -> None:
    path = tmp_path / "publicaciones.jsonl"
    add(path, released)
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    hidden = [row for line in lines for row in (*line["cells"], *line["margins"]) if "hidden" in row]
    assert len(hidden) == sum(release.hidden for release in released.values()) > 10
    numbers = {type(value) for row in hidden for value in row if not isinstance(value, str)}
    assert numbers <= {type(None), int}, "of a hidden cell at most the denominator is kept"
    assert all(row[place] is None for line in lines for row in line["cells"] if "hidden" in row
               for place, name in enumerate(line["columns"]) if name in ("n", "estimate", "low", "high"))  # fmt: skip
    assert not set(synthetic.records["id"]) & set(path.read_text("utf-8").replace('"', " ").split())


def test_the_same_table_is_written_down_once(path: Path, released: Tables) -> None:
    assert add(path, released) == 5
    assert add(path, released, report="otro") == 0
    assert add(path, {"sexo": released["sexo"], "nuevo": protect(people(30, 20))}, report="otro") == 1
    assert [list(each.tables) for each in open_ledger(path).publications()] == [list(released), ["nuevo"]]


def test_of_two_tables_of_one_name_none_is_lost(path: Path) -> None:
    for women in (30, 60):
        add(path, {"sexo": protect(people(women, 20))})
    found = [table for each in open_ledger(path).publications() for table in each.tables.values()]
    assert sorted(table.total for table in found) == [50, 80]


def test_what_fails_leaves_the_ledger_as_it_was(path: Path, released: Tables) -> None:
    add(path, {"sexo": protect(people(30, 20))})
    before = (path.read_bytes(), open_ledger(path).state())
    ledger = open_ledger(path)
    for trouble in (KeyboardInterrupt, OSError):
        with pytest.raises(trouble), ledger.adding(Publication("perfil", DAY, "0.1.0", released), ledger.state()):
            raise trouble
        assert open_ledger(path).state() == before[1]
        assert [list(each.tables) for each in open_ledger(path).publications()] == [["sexo"]]
    assert sorted(file.name for file in path.parent.iterdir() if file.suffix != ".wal") == [path.name]
    assert path.suffix == ".duckdb" or path.read_bytes() == before[0]


def test_what_changed_meanwhile_is_not_passed_over(path: Path, released: Tables) -> None:
    ledger = open_ledger(path)
    seen = ledger.state()
    add(path, {"sexo": protect(people(30, 20))})

    def go_on() -> None:
        with ledger.adding(Publication("perfil", DAY, "0.1.0", released), seen):
            raise AssertionError("it must not come to this")

    kind = OutputError if path.suffix == ".jsonl" else StoreError
    assert refusal(go_on, kind) == (
        f"El libro de publicaciones «{path.name}» cambió mientras se hacía el informe: este no toma en cuenta lo que "
        "se anotó entretanto. No se escribió nada; haga el informe de nuevo.\n"
        f"The ledger of releases “{path.name}” changed while the report was being made: the report does not take into "
        "account what was written down meanwhile. Nothing was written; make the report again."
    )
    assert [list(each.tables) for each in open_ledger(path).publications()] == [["sexo"]]


def test_two_at_once_are_not_let_in(tmp_path: Path, released: Tables) -> None:
    path = tmp_path / "publicaciones.jsonl"
    ledger = open_ledger(path)
    with ledger.adding(Publication("perfil", DAY, "0.1.0", released), ledger.state()):
        said = refusal(lambda: add(path, released), OutputError)
    assert said == (
        "Otro informe se está anotando en «publicaciones.jsonl». Espere a que termine. Si ninguno está en marcha, uno "
        "se cortó de golpe: borre «publicaciones.jsonl.nuevo» y pruebe de nuevo; el libro está como estaba.\n"
        "Another report is being written down in “publicaciones.jsonl”. Wait until it ends. If none is running, one "
        "was cut off: delete “publicaciones.jsonl.nuevo” and try again; the ledger is as it was."
    )
    assert [list(each.tables) for each in open_ledger(path).publications()] == [list(released)]


@pytest.mark.parametrize("line", ["{", "{}", "[]", '"x"', "palabras"])
def test_a_damaged_line_is_named(tmp_path: Path, released: Tables, line: str) -> None:
    path = tmp_path / "publicaciones.jsonl"
    add(path, {"sexo": released["sexo"]})
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    assert refusal(lambda: open_ledger(path).publications(), InputError) == (
        "El libro de publicaciones «publicaciones.jsonl» está dañado en la línea 2: no se entiende el cuadro que "
        "anota. No se hizo nada. Recupere la última copia de seguridad; no lo corrija a mano.\n"
        "The ledger of releases “publicaciones.jsonl” is damaged at line 2: the table written down there cannot be "
        "understood. Nothing was done. Restore the last backup; do not correct it by hand."
    )


def test_a_place_that_cannot_be_written_to(tmp_path: Path, released: Tables) -> None:
    path = tmp_path / "no_hay" / "publicaciones.jsonl"
    assert refusal(lambda: add(path, released), OutputError) == (
        f"No se puede escribir el libro de publicaciones «publicaciones.jsonl» en {path.parent}. Revise que la carpeta "
        "exista y que usted tenga permiso; no se escribió ningún archivo.\n"
        f"The ledger of releases “publicaciones.jsonl” cannot be written in {path.parent}. Check that the folder is "
        "there and that you have permission; no file was written."
    )


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    (tmp_path / "carpeta").mkdir()
    assert refusal(lambda: open_ledger(tmp_path / "carpeta").publications(), InputError) == (
        "El libro de publicaciones «carpeta» no se puede abrir. Revise que exista, que sea un archivo y que usted "
        "tenga permiso de leerlo.\n"
        "The ledger of releases “carpeta” cannot be opened. Check that it is there, that it is a file and that you "
        "may read it."
    )


def test_a_table_with_the_number_of_a_hidden_cell_is_not_taken(released: Tables) -> None:
    plain = as_plain(released["parte"])
    row = next(row for row in plain["cells"] if "hidden" in row)
    row[plain["columns"].index("n")] = 3
    assert refusal(lambda: as_held(plain), ReleaseError) == (
        "Una celda oculta trae su número: ese cuadro no salió así de la protección. Vuelva a hacer el informe.\n"
        "A hidden cell brings its number: that table did not leave the protection like this. Make the report again."
    )


@pytest.mark.parametrize("part", ["columns", "cells", "where", "by", "threshold"])
def test_a_table_that_lacks_something_is_not_taken(released: Tables, part: str) -> None:
    plain = as_plain(released["sexo"])
    with pytest.raises(ReleaseError):
        as_held({key: value for key, value in plain.items() if key != part})
    with pytest.raises(ReleaseError):
        as_held(plain | {part: 0})


def test_what_comes_back_can_be_attacked_and_not_written(path: Path, released: Tables, tmp_path: Path) -> None:
    add(path, released)
    tables = open_ledger(path).publications()[0].tables
    assert audit(tables).passed
    with pytest.raises(ReleaseError, match="no permite guardar nada"):
        write_workbook(tmp_path / "otra_vez.xlsx", tables, title="Otra vez")


def test_only_the_same_source_is_asked_for(path: Path, released: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    add(path, released)
    add(path, {"sexo": protect(people(30, 20))}, report="conteo")
    monkeypatch.setenv("TIPANALYSIS_LEDGER", str(path))
    found = published_before("oficina")
    assert len(found.tables) == 1
    ((name,),) = found.publications
    assert name.startswith("sexo del informe conteo (")
    with using(lang="en"):
        ((name,),) = published_before("oficina").publications
    assert name.startswith("sexo of the report conteo (")
    assert published_before("ofic").tables == {}


@pytest.mark.parametrize("more", range(1, 5))
def test_a_register_that_grew_by_a_few_is_never_told_twice(path: Path, more: int) -> None:
    """57 people, then 59: the two new ones must not be learnt."""
    add(path, {"sexo": protect(people(30, 27))})
    earlier = published_before("oficina", path)
    now = protect_together({"sexo": people(30 + more, 27)}, previous=earlier.tables)
    found = audit(now, previous=earlier.publications)
    assert not found.passed or now["sexo"].total is None
    if not found.passed:
        assert "sexo del informe perfil (" in found.explain()[0]


def test_a_register_that_grew_by_many_is_told(path: Path) -> None:
    add(path, {"sexo": protect(people(30, 27))})
    earlier = published_before("oficina", path)
    now = protect_together({"sexo": people(50, 40)}, previous=earlier.tables)
    assert audit(now, previous=earlier.publications).passed
    assert now["sexo"].hidden == 0


def test_without_a_ledger_nothing_was_published() -> None:
    assert published_before("eri").publications == ()


def test_ledgers_are_of_one_kind(path: Path) -> None:
    ledger: Ledger = open_ledger(path)
    assert (ledger.name, ledger.publications()) == (path.name, ())
