"""The screen without a browser: what it holds is what the slices show, in the language chosen."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator

import bs4
import openpyxl
import pandas as pd
import pytest

from tipanalysis.counts.count import count_by
from tipanalysis.dashboard.choice import Choice
from tipanalysis.dashboard.declared import View
from tipanalysis.dashboard.draw import draw_slice
from tipanalysis.dashboard.result import result_html, status_line
from tipanalysis.dashboard.screen import Screen
from tipanalysis.dashboard.slices import Slice
from tipanalysis.dashboard.views import Views
from tipanalysis.pages.notes import HIDDEN_MARK
from tipanalysis.pages.table import show_table
from tipanalysis.release.protect import protect
from tipanalysis.words.settings import using
from tipanalysis.words.texts import Told


@pytest.fixture(autouse=True)
def spanish() -> Iterator[None]:
    with using(lang="es", country="CRI"):
        yield


@pytest.fixture(scope="module")
def few_men() -> Views:
    """One view, of forty women and two men."""
    people = {"finalidad": ["SEXUAL", "LABORAL"] * 21, "sexo": ["MUJER"] * 40 + ["HOMBRE"] * 2}
    released = protect(count_by(pd.DataFrame(people), ["finalidad", "sexo"]))
    view = View("finalidad", "explotacion", "victims", "finalidad", ("sexo",), 1)
    return Views((view,), {view.table(("finalidad", "sexo")): released}, Told({"es": "sí", "en": "yes"}))


TWO_MEN = Choice("es", "finalidad", {"sexo": "HOMBRE"})


def numbers(html: str) -> list[str]:
    return re.findall(r"\d+", bs4.BeautifulSoup(html, "html.parser").get_text(" "))


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_table_is_that_of_the_slice(views: Views, lang: str) -> None:
    choice = Choice(lang, "nivel_educativo", {"origen": "EXTRANJERA"}, "sexo")
    part = views.slice("nivel_educativo", {"origen": "EXTRANJERA"}, across="sexo")
    with using(lang):
        table = show_table(part.release, title=part.title(), rows="nivel_educativo", columns="sexo").html
    assert table in result_html(views, choice)


def test_few_people_show_why_nothing_is_shown_and_no_number(few_men: Views) -> None:
    shown = result_html(few_men, TWO_MEN)
    why = (
        "No se muestra ninguna cifra de este grupo: son pocas personas, o sus cifras permitirían calcular otras que se "
        "ocultan. Quite un filtro para ver un grupo más amplio."
    )
    assert f'<p class="board-why">{why}</p>' in shown
    assert status_line(few_men, TWO_MEN).endswith(why)
    assert numbers(shown) == []
    assert not re.search("<table|<img|<a ", shown)


def links(html: str) -> dict[str, bytes]:
    found = bs4.BeautifulSoup(html, "html.parser").find_all("a")
    return {link["download"]: base64.b64decode(link["href"].partition("base64,")[2]) for link in found}


def held(workbook: bytes) -> set[object]:
    """What stands in the cells of a workbook."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    return {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}


def test_what_is_downloaded_is_what_is_shown(views: Views) -> None:
    choice = Choice("es", "nivel_educativo", {"sexo": "MUJER"})
    files = links(result_html(views, choice))
    assert list(files) == ["tablero_nivel_educativo_sexo-MUJER.csv", "tablero_nivel_educativo_sexo-MUJER.xlsx"]
    part = views.slice("nivel_educativo", {"sexo": "MUJER"})
    assert files["tablero_nivel_educativo_sexo-MUJER.csv"] == b"\xef\xbb\xbf" + part.csv().encode()
    shown = {row.n for row in part.rows() if row.n is not None}
    assert shown <= held(files["tablero_nivel_educativo_sexo-MUJER.xlsx"])


def test_a_hidden_number_is_a_mark_in_the_downloads_too(views: Views) -> None:
    choice = next(
        Choice("es", "nivel_educativo", {"sexo": code})
        for code in views.choices("nivel_educativo")["sexo"]
        if (part := views.slice("nivel_educativo", {"sexo": code})).shown and any(row.n is None for row in part.rows())
    )
    for name, content in links(result_html(views, choice)).items():
        if name.endswith("csv"):
            assert HIDDEN_MARK in content.decode("utf-8-sig")
        else:
            book = openpyxl.load_workbook(io.BytesIO(content))
            assert any(
                cell == HIDDEN_MARK for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
            )


def test_years_stand_beside_each_other_as_two_lines(views: Views) -> None:
    part, beside = views.slice("anio_acreditacion"), views.slice("solicitudes")
    picture = draw_slice(part, beside)
    assert picture is not None
    for each in (part, beside):
        assert each.view.title() in picture.alt


def test_nothing_is_drawn_of_what_is_not_shown(few_men: Views) -> None:
    assert draw_slice(few_men.slice("finalidad", TWO_MEN.filters)) is None


def test_every_view_has_a_picture_with_a_number_in_its_alternative_text(views: Views) -> None:
    for view in views.views:
        picture = draw_slice(views.slice(view.name))
        assert picture is not None and re.search(r"\d", picture.alt), view.name


def test_a_visitor_changes_language_without_losing_the_choice(views: Views) -> None:
    screen = Screen(views)
    controls = screen._controls
    controls._group.value = "perfil"
    controls._view.value = "nivel_educativo"
    controls._filters["sexo"].value = "MUJER"
    controls._language.value = "en"
    assert controls.choice == Choice("en", "nivel_educativo", {"sexo": "MUJER"})
    assert controls._filters["sexo"].label == "Woman"
    title = views.slice("nivel_educativo", {"sexo": "MUJER"}).title("en")
    assert screen._status.value == f"<p>Now shown: {title}.</p>"
    assert 'data-board-lang="en"' in screen._head.value


def test_what_goes_wrong_is_said_in_words(views: Views, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen(views)

    def broken(part: Slice, beside: Slice | None = None) -> None:
        raise ZeroDivisionError("a secret: 3")

    monkeypatch.setattr("tipanalysis.dashboard.result.draw_slice", broken)
    screen._controls._group.value = "perfil"
    assert screen._result.value == ""
    assert screen._status.value == (
        '<p class="board-why" lang="es">Esto no se pudo mostrar por un problema del programa (ZeroDivisionError); '
        "ninguna cifra cambió. Quite los filtros o vuelva a abrir la página; si sigue igual, avise a quien le da "
        "apoyo.</p>"
    )
