"""The quality page of the bundled workbook, made by the command: what must hold of what leaves the house."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quality.conftest import Made
from tipanalysis.register.quality.scheme import load_scheme
from tipanalysis.words.texts import say

pytestmark = pytest.mark.slow


def test_it_says_where_the_page_is_and_that_it_cleaned_first(made: Made) -> None:
    tables, hidden = len(made.manifest["tables"]), sum(table["hidden"] for table in made.manifest["tables"])
    assert (made.code, made.err) == (0, "")
    assert made.out == (
        f"Informe listo: {Path('informes', made.stem)}.html\n"
        f"Cuadros protegidos: {tables}. Celdas ocultas: {hidden}; la auditoría no pudo deducir ninguna. En la carpeta "
        "informes están también el libro de Excel, el cuaderno ejecutado y la ficha técnica (manifest.json).\n"
        "El archivo se limpió antes de medir; su contenido no cambió.\n"
    )


def test_the_audit_passed_and_no_table_says_less_than_its_policy(made: Made) -> None:
    assert made.manifest["audit"]["passed"]
    assert "una persona que esté sola" in made.manifest["audit"]["summary"]
    assert {table["policy"] for table in made.manifest["tables"]} == {"publication"}
    assert made.manifest["synthetic"]


def test_every_dimension_of_quality_has_its_place(made: Made) -> None:
    parts = ("completeness", "across", "validity", "uniqueness", "consistency", "timeliness", "comparability")
    heads = [head.get_text() for head in made.page.soup.find_all("h2")]
    wanted = [*(say(f"quality_{part}") for part in (*parts, "accuracy", "equity", "limits", "method"))]
    assert [head for head in heads if head in wanted] == wanted


def test_no_small_number_is_shown_of_people(made: Made) -> None:
    """Of counts in tables; a percentage stands beside its count."""
    for table in made.page.tables:
        whole = [int(text) for text in table.cells.values() if re.fullmatch(r"\d+", text)]
        assert [n for n in whole if 0 < n < 5] == [], table.caption


def test_every_measure_is_told_with_its_denominator_or_why_not(made: Made) -> None:
    lines = [item.get_text() for item in made.page.soup.find("ul", class_="tip-findings").find_all("li")]
    for measure in load_scheme().measures:
        name = say(f"quality_measure_{measure.name}")
        (line,) = [line for line in lines if name in line and not line.startswith("Diferencia")]
        assert re.search(r"\d+ de \d+|oculta|no trae", line), line


def test_a_gap_is_told_only_where_its_interval_leaves_out_zero(made: Made) -> None:
    told = [item.get_text() for item in made.page.soup.find_all("li") if "Diferencia entre grupos." in item.get_text()]
    table = made.page.soup.find("caption", string=say("quality_gap_caption")).find_parent("table")
    rows = [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in table.tbody.find_all("tr")]
    beyond = [row[0] for row in rows if row[4] == say("quality_gap_real")]
    assert len(told) == len(beyond) > 0
    for name in beyond:
        assert any(name in sentence for sentence in told)
    lows = {row[0]: float(re.search(r"\((-?[\d,]+) a", row[3])[1].replace(",", ".")) for row in rows}  # type: ignore[index]
    assert {name for name, low in lows.items() if low > 0} == set(beyond)


def test_accuracy_is_that_of_the_score(made: Made) -> None:
    (table,) = [table for table in made.page.tables if "cómo quedó el error" in table.caption]
    wrong = {level: text for (level, *_), text in table.cells.items() if "Ni bien" in level or "sin aviso" in level}
    assert set(wrong.values()) == {"0"}


def test_the_summary_tells_the_accuracy(made: Made) -> None:
    lines = [item.get_text() for item in made.page.soup.find("ul", class_="tip-findings").find_all("li")]
    (line,) = [line for line in lines if line.startswith("Exactitud")]
    planted, right, waits, other = map(int, re.findall(r"\d+", line.replace("\u202f", "").replace("\xa0", "")))
    assert (planted, other) == (right + waits, 0)
    assert right > waits > 0


def test_every_picture_has_words_and_its_data(made: Made) -> None:
    images = made.page.soup.find_all("img")
    assert len(images) >= 9
    assert [image["alt"] for image in images if len(image["alt"]) < 40] == []
    assert all(image.find_parent("figure").find("table") for image in images)


def test_it_asks_nothing_of_anybody(made: Made) -> None:
    assert [address for address in made.page.addresses() if not address.startswith(("data:", "#"))] == []
