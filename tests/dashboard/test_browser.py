"""The folder in a real browser: opened from disk, asked for nothing else, used with keys and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reports.accessible import opened_browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CHANGE = """() => new Promise(done => {
    const list = document.getElementById('filter-sexo');
    const begun = performance.now();
    list.value = 'HOMBRE';
    list.dispatchEvent(new Event('change'));
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begun)));
})"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with opened_browser() as opened:
        yield opened


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def page(browser: Any, folder: Path, asked: list[str]) -> Iterator[Any]:
    opened = browser.new_page()
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("pageerror", lambda error: asked.append(f"error: {error}"))
    opened.goto((folder / "index.html").as_uri(), wait_until="load")
    yield opened
    opened.close()


def heads(page: Any) -> list[str]:
    return page.locator("h2").all_inner_texts()


def test_it_opens_from_disk_and_asks_for_its_own_files_only(page: Any, asked: list[str], folder: Path) -> None:
    own = {(folder / name).as_uri() for name in ("index.html", "tablero.css", "tablero.js", "datos.js")}
    assert set(asked) - {"data:,"} == own
    assert heads(page) == ["Personas según año de acreditación", "Solicitudes según año de registro"]
    assert page.locator("#synthetic").inner_text() == "DATOS SINTÉTICOS"


def test_a_filter_changes_what_is_shown_at_once(page: Any) -> None:
    page.select_option("#view", "nivel_educativo")
    assert page.evaluate(CHANGE) < 1000
    assert heads(page) == ["Personas según nivel educativo · sexo registrado: Hombre"]
    first = page.locator("tbody tr").first
    assert first.inner_text().split("\t") == ["Sin escolaridad", "8", "11,8\xa0%"]
    assert page.locator("td.hidden .spoken").first.inner_text() == "oculto"
    page.click("#clear")
    assert heads(page) == ["Personas según nivel educativo"]


def test_a_third_filter_takes_the_place_of_the_first_and_says_so(page: Any) -> None:
    page.select_option("#view", "nivel_educativo")
    for name, code in (("sexo", "HOMBRE"), ("mayoria_edad", "00-17"), ("origen", "NACIONAL")):
        page.select_option(f"#filter-{name}", code)
    assert page.locator("#filter-sexo").input_value() == ""
    assert page.locator("#told").inner_text() == (
        "A la vez se pueden usar 2 filtros: con más, casi todos los grupos tendrían muy pocas personas. "
        "Se quitó: Sexo registrado."
    )


def test_where_few_people_are_it_says_why_nothing_is_shown(page: Any, closed_folder: Path) -> None:
    page.goto((closed_folder / "index.html").as_uri())
    page.select_option("#filter-origen", "NACIONAL")
    assert page.locator(".reason").inner_text() == (
        "No se muestra ninguna cifra de este grupo: son pocas personas, o sus cifras permitirían calcular otras que se "
        "ocultan. Quite un filtro para ver un grupo más amplio."
    )
    assert page.locator("#shown table, #shown .chart, #shown .download").count() == 0


def test_the_language_changes_and_the_choice_stays(page: Any) -> None:
    page.select_option("#view", "nivel_educativo")
    page.select_option("#filter-sexo", "HOMBRE")
    page.click("#languages button[lang=en]")
    assert heads(page) == ["Persons by educational level · recorded sex: Man"]
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.evaluate("document.activeElement.lang") == "en"
    page.reload()
    assert heads(page) == ["Persons by educational level · recorded sex: Man"]


def test_the_table_shown_can_be_downloaded(page: Any) -> None:
    page.select_option("#view", "nivel_educativo")
    page.select_option("#filter-sexo", "HOMBRE")
    with page.expect_download() as caught:
        page.click(".download")
    content = Path(caught.value.path()).read_text("utf-8-sig").splitlines()
    assert caught.value.suggested_filename == "nivel_educativo_sexo_HOMBRE.csv"
    assert content[:3] == [
        '"Personas según nivel educativo · sexo registrado: Hombre"',
        '"Nivel educativo","personas","% del total"',
        '"Sin escolaridad","8","11,8\xa0%"',
    ]
    assert '"Grado universitario (CINE 6)","•","•"' in content


def test_keys_alone_change_the_view_and_a_filter(page: Any) -> None:
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "view"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.id") == "view"
    assert heads(page)[0] == "Solicitudes según año de registro"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "filter-mayoria_edad"


@pytest.mark.parametrize("width", [320, 400, 1200])
def test_no_reader_scrolls_sideways(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for view in page.locator("#view option").all():
        page.select_option("#view", view.get_attribute("value"))
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_control_has_a_name_and_every_picture_says_its_numbers(page: Any) -> None:
    unnamed = "[...document.querySelectorAll('select')].filter(one => !one.labels.length)"
    assert page.evaluate(f"{unnamed}.length") == 0
    for view in page.locator("#view option").all():
        page.select_option("#view", view.get_attribute("value"))
        for told in page.locator("[role=img]").all():
            assert any(letter.isdigit() for letter in told.get_attribute("aria-label"))
