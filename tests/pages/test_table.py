"""Table pages: what a reader sees, hears and prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import FrozenInstanceError
from itertools import product
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest

from tipanalysis.counts.count import count_by
from tipanalysis.counts.counts import TOTAL
from tipanalysis.pages.table import TablePage, show_table
from tipanalysis.release.policy import Policy
from tipanalysis.release.protect import protect
from tipanalysis.release.release import Release, seal_release
from tipanalysis.words.errors import ReleaseError, TipError

Make = Callable[..., Release]


def table_of(page: TablePage) -> ElementTree.Element:
    return found(ElementTree.fromstring(page.html), ".//table")


def found(element: ElementTree.Element, path: str) -> ElementTree.Element:
    child = element.find(path)
    assert child is not None
    return child


def text_of(element: ElementTree.Element) -> str:
    return "".join(element.itertext()).strip()


def grid(page: TablePage) -> list[list[str]]:
    """The table as a browser lays it out: spanning cells repeated in each place they cover."""
    rows: list[dict[int, str]] = []
    for index, tr in enumerate(table_of(page).iter("tr")):
        rows += [{} for _ in range(index + 1 - len(rows))]
        column = 0
        for cell in tr:
            while column in rows[index]:
                column += 1
            down, across = int(cell.get("rowspan", 1)), int(cell.get("colspan", 1))
            rows += [{} for _ in range(index + down - len(rows))]
            for i, j in product(range(down), range(across)):
                rows[index + i][column + j] = text_of(cell)
    return [[row[column] for column in sorted(row)] for row in rows]


def notes_of(page: TablePage) -> list[str]:
    return [text_of(note) for note in ElementTree.fromstring(page.html).iter("li")]


def test_one_dimension_stands_in_rows_with_n_and_percent(release_by: Make) -> None:
    page = show_table(release_by("sexo"))
    assert page.title == "Personas según sexo registrado"
    assert grid(page) == [
        ["Sexo registrado", "n (personas)", "% del total"],
        ["Mujer", "29", "47,5\xa0%"],
        ["Hombre", "27", "44,3\xa0%"],
        ["Prefiere no responder", "5", "8,2\xa0%"],
        ["Total", "61", "100,0\xa0%"],
    ]
    assert "Denominador de los porcentajes: total de personas, incluidos los registros sin dato." in notes_of(page)


def test_two_dimensions_stand_crosswise_with_margins(release_by: Make) -> None:
    assert grid(show_table(release_by("sexo", "finalidad"), lang="en", country="GTM")) == [
        ["Recorded sex", *["Purpose of exploitation"] * 4],
        [
            "Recorded sex",
            "Sexual exploitation",
            "Forced labour or labour exploitation",
            "Not available in the source",
            "Total",
        ],
        ["Woman", "20", "9", "0", "29"],
        ["Man", "0", "27", "0", "27"],
        ["Prefers not to answer", "0", "0", "5", "5"],
        ["Total", "20", "36", "5", "61"],
    ]


def test_shares_within_a_dimension_name_it(release_by: Make) -> None:
    page = show_table(release_by("sexo", "finalidad"), share="sexo")
    rows = grid(page)
    assert rows[0][1] == "Finalidad de explotación · % de cada grupo de sexo registrado"
    assert rows[2] == ["Mujer", "20 69,0\xa0%", "9 31,0\xa0%", "0 0,0\xa0%", "29 100,0\xa0%"]
    assert rows[5] == ["Total", "20 32,8\xa0%", "36 59,0\xa0%", "5 8,2\xa0%", "61 100,0\xa0%"]
    assert (
        "Denominador de los porcentajes: total de personas de cada grupo de sexo registrado, incluidos los "
        "registros sin dato."
    ) in notes_of(page)


def test_three_dimensions_nest_and_every_cell_stands_in_its_place(release_by: Make) -> None:
    release = release_by("sexo", "provincia_explotacion", "finalidad")
    page = show_table(release)
    rows = grid(page)
    assert {len(row) for row in rows} == {6}
    assert rows[2] == ["Mujer", "San José", "12", "•oculto", "0", "15"]
    assert rows[5] == ["Mujer", "Total", "20", "9", "0", "29"]
    assert rows[-1] == ["Total", "Total", "20", "36", "5", "61"]
    scopes = [th.get("scope") for th in table_of(page).iter("th")]
    assert set(scopes) == {"col", "colgroup", "row", "rowgroup"}
    assert len(table_of(page).findall("tbody")) == 4


def test_rows_and_columns_can_be_chosen(release_by: Make) -> None:
    release = release_by("sexo", "finalidad")
    turned = grid(show_table(release, columns="sexo"))
    assert [row[0] for row in turned[2:]] == [
        "Explotación sexual", "Trabajo forzado o explotación laboral", "No disponible en la fuente", "Total"
    ]  # fmt: skip
    assert grid(show_table(release, rows="finalidad")) == turned
    long = grid(show_table(release, rows=["sexo", "finalidad"], share=()))
    assert long[0] == ["Sexo registrado", "Finalidad de explotación", "n (personas)", "% del total"]
    assert long[1] == ["Mujer", "Explotación sexual", "20", "32,8\xa0%"]


def test_a_long_dimension_goes_into_the_rows() -> None:
    codes = ["SJ", "A", "C", "H", "G", "P", "L"]
    ages = ["00-05", "06-11", "12-14", "15-17", "18-24", "25-29", "30-39", "40-49", "50-59", "60+"]
    frame = pd.DataFrame(
        [(p, a) for p in codes for a in ages for _ in range(9)], columns=["provincia_explotacion", "g"]
    )
    frame = frame.rename(columns={"g": "grupo_edad"})
    assert len(grid(show_table(protect(count_by(frame, list(frame)))))[0]) == 1 + len(codes) + 1


def test_the_parts_that_a_screen_reader_needs(release_by: Make) -> None:
    page = ElementTree.fromstring(show_table(release_by("sexo", "finalidad"), lang="en").html)
    assert page.get("lang") == "en"
    assert text_of(found(page, ".//caption")) == "Persons by recorded sex and purpose of exploitation"
    region = found(page, ".//div[@role='region']")
    assert region.get("tabindex") == "0"
    assert region.get("aria-label") == (
        "Table: Persons by recorded sex and purpose of exploitation. It can be scrolled with the arrow keys."
    )
    assert all(th.get("scope") for th in page.iter("th"))
    assert all(text_of(th) for th in page.iter("th"))


def test_hidden_is_a_mark_with_words_and_a_legend_and_zero_is_zero(release_by: Make) -> None:
    page = show_table(release_by("sexo", "provincia_explotacion", "finalidad"))
    cells = [cell for cell in table_of(page).iter("td") if cell.get("class") == "tip-hidden"]
    assert [text_of(cell) for cell in cells] == ["•oculto"]
    assert found(cells[0], "span[@aria-hidden='true']").text == "•"
    assert notes_of(page)[0] == (
        "• oculto: hay una cifra, pero no se muestra, para que nadie pueda ser reconocido. No es cero."
    )
    assert "0" in grid(page)[2]
    assert not any("oculto: hay" in note for note in notes_of(show_table(release_by("sexo"))))


def test_a_hidden_number_is_nowhere_in_the_page(release_by: Make) -> None:
    page = show_table(leaking(release_by("sexo", "finalidad")), share="sexo")
    assert "98765" not in page._repr_html_()
    assert "98\xa0765" not in page._repr_html_()
    assert repr(page) == "TablePage('Personas según sexo registrado y finalidad de explotación')"


def leaking(release: Release) -> Release:
    """A release whose hidden cells still hold a number, as no release of the gate does."""
    kept = {name: getattr(release, name) for name in release.__dataclass_fields__ if name != "seal"}
    frame = release.frame.assign(status=["hidden", *["shown"] * (len(release.frame) - 1)])
    frame["n"] = pd.array([98765, *release.frame["n"].iloc[1:]], "Int64")
    margins = release.margins.assign(status="hidden", n=pd.array([98765] * len(release.margins), "Int64"))
    return seal_release(**{**kept, "frame": frame, "margins": margins})


def test_a_percentage_is_hidden_with_its_denominator(release_by: Make) -> None:
    rows = grid(show_table(leaking(release_by("sexo"))))
    assert rows[1:] == [
        ["Mujer", "•oculto", "•oculto"],
        ["Hombre", "27", "•oculto"],
        ["Prefiere no responder", "5", "•oculto"],
        ["Total", "•oculto", "•oculto"],
    ]


def test_reasons_for_missing_are_set_apart_and_counted(release_by: Make) -> None:
    page = show_table(release_by("sexo"))
    kinds = {text_of(tr[0]): tr.get("class") for tr in table_of(page).findall("tbody/tr")}
    assert kinds == {
        "Mujer": None, "Hombre": None, "Prefiere no responder": "tip-missing tip-first-missing", "Total": "tip-total"
    }  # fmt: skip
    shown = [int(row[1]) for row in grid(page)[1:]]
    assert sum(shown[:-1]) == shown[-1]


def test_estimates_bring_their_denominator_and_interval(shares_by: Make) -> None:
    assert grid(show_table(shares_by("sexo"))) == [
        ["Sexo registrado", "n (personas)", "Denominador", "Porcentaje", "Intervalo de 95\xa0%"],
        ["Mujer", "29", "61", "47,5\xa0%", "35,5 a 59,8"],
        ["Hombre", "27", "61", "44,3\xa0%", "32,5 a 56,7"],
        ["Prefiere no responder", "5", "61", "8,2\xa0%", "3,6 a 17,8"],
        ["Total", "61", "—no aplica", "—", "—"],
    ]
    crossed = grid(show_table(shares_by("sexo", "finalidad", among="sexo")))
    assert crossed[2] == [
        "Mujer", "69,0\xa0% 50,8 a 82,7 n = 20", "31,0\xa0% 17,3 a 49,2 n = 9", "0,0\xa0% 0,0 a 11,7 n = 0", "n = 29"
    ]  # fmt: skip


def test_no_dimension_gives_one_row(release_by: Make) -> None:
    page = show_table(release_by())
    assert page.title == "Total de personas"
    assert grid(page) == [["Grupo", "n (personas)"], ["Total", "61"]]


def test_synthetic_data_are_announced_above_the_table(release_by: Make) -> None:
    banner = "DATOS SINTÉTICOS: inventados para practicar; no describen a ninguna persona real."
    page = show_table(release_by("sexo"))
    assert page.html.index(banner) < page.html.index("<table")
    assert page.html.count(banner) == 1
    assert page.notes[0] == banner


def test_what_the_gate_makes_can_be_shown() -> None:
    frame = pd.DataFrame({"sexo": ["MUJER"] * 9 + ["HOMBRE"] * 7 + ["INTERSEX"] * 2})
    rows = grid(show_table(protect(count_by(frame, "sexo"))))
    assert rows[1:] == [
        ["Mujer", "9", "50,0\xa0%"],
        ["Hombre", "•oculto", "•oculto"],
        ["Intersex", "•oculto", "•oculto"],
        ["Total", "18", "100,0\xa0%"],
    ]


def test_text_never_becomes_markup(release_by: Make) -> None:
    frame = pd.DataFrame({"sede": ["<b>&\"'</b>"] * 9 + ["<script>"] * 9})
    page = show_table(protect(count_by(frame, "sede")), title="<script>alert('x')</script>")
    assert "<script>" not in page.html
    assert "<b>" not in page.html
    assert {row[0] for row in grid(page)[1:]} == {"<b>&\"'</b>", "<script>", "Total"}


def test_a_page_is_frozen_and_shows_itself_with_its_style(release_by: Make) -> None:
    page = show_table(release_by("sexo"))
    with pytest.raises(FrozenInstanceError):
        page.html = ""  # type: ignore[misc]
    assert page._repr_html_().startswith("<style>\n/* Tables of tipanalysis.")
    assert page._repr_html_().endswith(page.html)


def test_anything_but_a_release_is_refused() -> None:
    counts: Any = count_by(pd.DataFrame({"sexo": ["MUJER"]}), "sexo")
    refused(
        lambda: show_table(counts),
        "Solo se puede mostrar un cuadro protegido (Release); llegó un valor de tipo «Counts». Protéjalo antes: "
        "protect(conteo).\nOnly a protected table (Release) can be shown; a value of type “Counts” was given. "
        "Protect it first: protect(counts).",
    )


def refused(call: Callable[[], object], message: str, error: type[TipError] = ReleaseError) -> None:
    with pytest.raises(error) as caught:
        call()
    assert caught.value.both() == message


@pytest.mark.parametrize("wrong", [{"rows": "edad"}, {"columns": "edad"}, {"rows": ["sexo", "edad"]}])
def test_unknown_rows_and_columns_are_refused(release_by: Make, wrong: dict[str, Any]) -> None:
    with pytest.raises(ReleaseError) as caught:
        show_table(release_by("sexo", "finalidad"), **wrong)
    assert str(caught.value).endswith(
        "no son las variables del cuadro (sexo, finalidad). Nombre cada variable una sola vez."
    )


def test_a_dimension_named_twice_is_refused(release_by: Make) -> None:
    refused(
        lambda: show_table(release_by("sexo", "finalidad"), rows="sexo", columns="sexo"),
        "Las filas y columnas pedidas (sexo, sexo) no son las variables del cuadro (sexo, finalidad). Nombre cada "
        "variable una sola vez.\nThe rows and columns asked for (sexo, sexo) are not the variables of the table "
        "(sexo, finalidad). Name each variable exactly once.",
    )


def test_an_unknown_share_is_refused(release_by: Make) -> None:
    refused(
        lambda: show_table(release_by("sexo", "finalidad"), share="edad"),
        "No se puede calcular el porcentaje dentro de: edad. El cuadro tiene estas variables: sexo, finalidad. "
        "Nombre una o varias de ellas, pero no todas; share=() usa el total.\nThe percentage cannot be computed "
        "within: edad. The table has these variables: sexo, finalidad. Name one or several of them, but not all; "
        "share=() uses the total.",
    )


def test_a_share_of_estimates_is_refused(shares_by: Make) -> None:
    refused(
        lambda: show_table(shares_by("sexo"), share=()),
        "Este cuadro ya trae sus porcentajes o tasas con su denominador. Quite share= o muestre el cuadro de "
        "conteos.\nThis table already has its percentages or rates, with their denominator. Leave out share=, or "
        "show the table of counts.",
    )


def test_a_combination_that_the_release_leaves_out_does_not_apply(release_by: Make) -> None:
    whole = release_by("sexo", "finalidad", policy=Policy("publication", threshold=2))
    kept = {name: getattr(whole, name) for name in whole.__dataclass_fields__ if name != "seal"}
    page = show_table(seal_release(**{**kept, "frame": whole.frame.iloc[1:]}))
    assert grid(page)[-1][-1] == "61"
    row = next(row for row in grid(page) if row[0] == "Mujer")
    assert "—no aplica" in row
    assert "— no aplica: aquí no hay nada que calcular." in notes_of(page)
    assert TOTAL not in page.html
