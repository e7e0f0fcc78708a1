"""Services: both figures are those of the file, never a coverage, and what cannot be shown is said in words."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tipanalysis.charts.picture import Picture
from tipanalysis.register.read import read_register
from tipanalysis.register.register import Register
from tipanalysis.release.audit import audit
from tipanalysis.release.protect import protect_together
from tipanalysis.release.release import Release
from tipanalysis.reports import lists, services
from tipanalysis.reports.services import NEEDED, RECEIVED, Services
from tipanalysis.reports.shown import Shown
from tipanalysis.standard.codebook import load_codebook
from tipanalysis.words.errors import ReportError
from tipanalysis.words.settings import using

FILE = Path(__file__).resolve().parents[2] / "datasets" / "servicios.csv"
HEAD = ["Boleta", "Año", "Sexo", "Finalidad", "Condición migratoria"]
COLUMNS = {NEEDED: "Servicios que necesitaba", RECEIVED: "Servicios que recibió"}
MEDICAL, HOUSING = "Atención médica", "Alojamiento seguro"
Rows = list[tuple[str, str, int]]


@pytest.fixture(autouse=True)
def spanish_in_costa_rica() -> Iterator[None]:
    with using(lang="es", country="CRI"):
        yield


@pytest.fixture(scope="module")
def bundled() -> Register:
    return read_register(FILE, "servicios")


def written(place: Path, rows: Rows, year: str = "2020") -> Path:
    """A file of people who needed and received these services, so many of each."""
    path = place / "propios.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow([*HEAD, *COLUMNS.values()])
        many = [(needed, received) for needed, received, n in rows for _ in range(n)]
        for at, both in enumerate(many):
            out.writerow([f"B{at}", year, "Mujer", "Explotación sexual", "Nacional", *both])
    return path


def read(path: Path, beside: Register, period: str = "2018-2022") -> Services:
    return services.read_services(str(path), "servicios", period, beside)


def released(found: Services) -> dict[str, Release]:
    return protect_together(services.service_tables(found))


def text(parts: object) -> str:
    return "\n".join(map(str, parts))  # type: ignore[call-overload]


def test_both_figures_are_those_of_the_file_line_by_line(bundled: Register) -> None:
    """The words of the file itself are counted, without a register or a gate."""
    with FILE.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if "2018" <= row["Año"] <= "2022"]
    tables = released(read(FILE, bundled))
    for name, column in COLUMNS.items():
        counted = Counter(cell for row in rows for cell in row[column].split("; "))
        shown = {load_codebook().label(name, code, "es"): n for code, n in tables[name].frame.to_numpy()[:, :2]}
        assert {label: n for label, n in shown.items() if n} == counted
        assert tables[name].total == len(rows)


def test_the_sentence_names_the_widest_and_the_narrowest_of_the_figures_shown(
    tmp_path: Path, bundled: Register
) -> None:
    rows = [(MEDICAL, MEDICAL, 40), (HOUSING, MEDICAL, 30), (f"{MEDICAL}; {HOUSING}", "Ninguno", 20)]
    found = read(written(tmp_path, rows), bundled)
    told = services.services_told(released(found))
    assert told == (
        "Entre los servicios que muestran sus dos cifras, donde más se separan es en «Alojamiento seguro»: 50 personas "
        "necesitaban ese servicio y 0 lo recibieron. Donde menos, en «Atención médica»: 60 y 70."
    )


def test_one_service_is_told_alone_and_none_as_none(tmp_path: Path, bundled: Register) -> None:
    one = released(read(written(tmp_path, [(MEDICAL, MEDICAL, 40), (MEDICAL, "Ninguno", 20)]), bundled))
    told = "Solo un servicio muestra sus dos cifras, «Atención médica»: 60 personas lo necesitaban y 40 lo recibieron."
    assert services.services_told(one) == told
    none = released(read(written(tmp_path, [(MEDICAL, MEDICAL, 3), ("No se preguntó", "Ninguno", 20)]), bundled))
    assert services.services_told(none).startswith("Ningún servicio muestra sus dos cifras")


def test_a_hidden_figure_is_neither_told_nor_computed_with(tmp_path: Path, bundled: Register) -> None:
    rows = [
        (MEDICAL, MEDICAL, 40),
        (HOUSING, MEDICAL, 38),
        (HOUSING, HOUSING, 2),
        ("Educación y capacitación", MEDICAL, 9),
    ]
    tables = released(read(written(tmp_path, rows), bundled))
    assert Shown(tables[RECEIVED]).n(**{RECEIVED: "ALOJAMIENTO"}) is None
    assert HOUSING not in services.services_told(tables)


def test_the_section_has_the_picture_with_its_table_and_what_it_does_not_say(bundled: Register) -> None:
    found = read(FILE, bundled)
    parts = services.services_passage(released(found), found)
    (picture,) = [part for part in parts if isinstance(part, Picture)]
    assert "129" in picture.alt and "DATOS SINTÉTICOS" in picture.alt
    assert "Atención psicológica" in picture.html
    assert "no dicen si son las mismas personas" in str(parts[-1]) and "%" not in text(parts[:2])


@pytest.mark.parametrize("method", ["hide", "round"])
@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("country", ["CRI", "GTM"])
def test_every_reader_gets_the_section(bundled: Register, method: str, lang: str, country: str) -> None:
    found = read(FILE, bundled)
    tables = service_release(found, method)
    with using(lang=lang, country=country):
        told, parts = services.services_told(tables), services.services_passage(tables, found)
    assert len(parts) == 4
    assert ("≈ 130" if method == "round" else "129") in told.replace("\xa0", " ")
    assert ("Material or financial" if lang == "en" else "Ayuda material") in told


def service_release(found: Services, method: str) -> dict[str, Release]:
    tables = services.service_tables(found)
    releases = protect_together(tables, method="round" if method == "round" else "hide")
    assert audit(releases, truth=tables).passed
    return releases


def test_of_few_people_there_is_a_sentence_and_no_empty_chart(tmp_path: Path, bundled: Register) -> None:
    found = read(written(tmp_path, [(MEDICAL, HOUSING, 3)]), bundled)
    tables = released(found)
    assert text(services.services_passage(tables, found)) == (
        "Ninguna cifra de los servicios se puede mostrar sin exponer a alguien: son muy pocas personas."
    )


def test_without_a_file_there_are_no_tables_and_the_section_says_why(bundled: Register) -> None:
    found = services.read_services("ninguna", "servicios", "2018-2022", bundled)
    assert services.service_tables(found) == {} and found.lists.sources == ()
    assert text(services.services_passage({}, found)).startswith("No se dio un archivo de servicios.")


def test_synthetic_services_never_stand_beside_people_of_an_institution(bundled: Register) -> None:
    own = replace(bundled, provenance=replace(bundled.provenance, synthetic=False))
    found = read(FILE, own)
    assert services.service_tables(found) == {}
    assert text(services.services_passage({}, found)).startswith("El archivo de servicios es de datos sintéticos")


def test_a_period_without_anybody_names_the_years(tmp_path: Path, bundled: Register) -> None:
    found = read(written(tmp_path, [(MEDICAL, MEDICAL, 9)], year="2023"), bundled)
    assert text(services.services_passage({}, found)).endswith("los años que tiene son: 2023.")


def test_more_services_each_than_the_gate_answers_for_are_not_shown(tmp_path: Path, bundled: Register) -> None:
    many = f"{MEDICAL}; {HOUSING}; Atención psicológica; Educación y capacitación; Oportunidades de empleo"
    found = read(written(tmp_path, [(many, MEDICAL, 30)]), bundled)
    assert services.service_tables(found) == {}
    assert "más de 4 servicios" in text(services.services_passage({}, found))
    four = "; ".join(many.split("; ")[:4])
    assert set(released(read(written(tmp_path, [(four, MEDICAL, 30)]), bundled))) == {NEEDED, RECEIVED}


def test_a_file_of_something_else_is_refused_with_what_it_lacks(bundled: Register) -> None:
    with pytest.raises(ReportError) as refusal:
        services.read_services("datasets/inspecciones.csv", "inspecciones", "2018-2022", bundled)
    assert "a esta fuente le falta: Servicio que necesitaba y Servicio que recibió." in str(refusal.value)


def test_what_was_published_of_the_same_source_is_looked_up_once(
    bundled: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    nothing = lists.published_before("nadie")
    monkeypatch.setattr(lists, "published_before", lambda source: asked.append(source) or nothing)
    lists.published_of(bundled, read(FILE, bundled).lists)
    assert asked == ["servicios"]
