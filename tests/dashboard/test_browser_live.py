"""The dashboard served, and used in a real browser from the first view to the downloaded file."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest

from reports.accessible import barriers, opened_browser
from tipanalysis.dashboard.choice import Choice
from tipanalysis.dashboard.kept import open_views
from tipanalysis.dashboard.result import result_html
from tipanalysis.dashboard.serving import LOOPBACK, find_place
from tipanalysis.dashboard.views import Views
from tipanalysis.pages.labels import level_label, variables_in_words
from tipanalysis.words.settings import using

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "datasets" / "registro_limpio"
WAIT = 60_000
FOCUSED = "(one => one.ariaLabel ?? (one.labels?.[0] ?? one).innerText.trim())(document.activeElement)"


@pytest.fixture(scope="module")
def kept(views: Views, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a few views, kept as those of the sample."""
    folder = tmp_path_factory.mktemp("vistas")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("tipanalysis.dashboard.kept.prepare_views", lambda *_, **__: views)
        open_views(SAMPLE, folder=folder)
    return folder


@pytest.fixture(scope="module")
def port(kept: Path) -> Iterator[int]:
    """The dashboard as the command serves it, and its port."""
    pytest.importorskip("voila", reason="the extra «tablero» is not installed")
    place = find_place()
    command = [sys.executable, "-m", "tipanalysis.cli", "dashboard", str(SAMPLE), "--kept", str(kept)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TIPANALYSIS_")}
    served = subprocess.Popen(
        [*command, "--port", str(place.port), "--no-browser"],
        cwd=kept,
        env={**environment, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    with served:
        assert served.stdout is not None
        said = [served.stdout.readline(), served.stdout.readline()]
        assert said[1] == f"El tablero está en {place.url} . Para cerrarlo: Ctrl+C en esta ventana.\n", said
        yield place.port
        served.send_signal(signal.SIGTERM)
        rest = served.stdout.read()
        assert (served.wait(timeout=60), rest) == (0, "El tablero está cerrado.\n")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with opened_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def asked() -> list[str]:
    """What the page asked for, and what went wrong in it."""
    return []


@pytest.fixture(scope="module")
def opened(browser: Any, port: int, asked: list[str]) -> Iterator[Any]:
    page = browser.new_page()
    page.set_default_timeout(WAIT)
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: asked.append(f"error: {error}"))
    page.on("response", lambda response: response.status >= 400 and asked.append(f"{response.status} {response.url}"))
    page.goto(f"http://{LOOPBACK}:{port}/", wait_until="commit")
    page.wait_for_selector(".board-result")
    yield page
    page.close()


@pytest.fixture
def page(opened: Any) -> Iterator[Any]:
    """The page as it opens: in Spanish, wide, the first view of everyone."""
    opened.set_viewport_size({"width": 1200, "height": 900})
    opened.get_by_label("Español").check()
    everyone = opened.get_by_role("button", name="Quitar los filtros")
    if everyone.is_enabled():
        everyone.click()
    opened.get_by_label("Cuántas personas").check()
    change(opened, "Personas según año de acreditación")
    yield opened


def change(page: Any, title: str) -> None:
    """Wait until this is shown."""
    page.wait_for_function("title => document.querySelector('.board-result h2')?.innerText === title", arg=title)


def go_to(page: Any, views: Views, name: str) -> None:
    """Choose a view."""
    view = views.view(name)
    page.get_by_label(view.group_label("es")).check()
    page.get_by_label("Qué se muestra").select_option(value=view.title("es"))
    change(page, views.slice(name).title("es"))


def cells(html: str) -> list[str]:
    return re.findall(r"<td[^>]*>.*?</td>", html.replace("&nbsp;", "\xa0"), re.DOTALL)


def test_the_first_view_is_in_spanish_says_what_the_data_are_and_shows_no_code(page: Any, views: Views) -> None:
    assert page.evaluate("[document.documentElement.lang, document.title]") == [
        "es",
        "Tablero de indicadores de trata de personas",
    ]
    assert page.locator(".tip-banner").inner_text().startswith("DATOS SINTÉTICOS")
    assert page.locator(".jp-InputArea, pre").count() == 0
    assert "show_dashboard" not in page.content()
    with using("es", "CRI"):
        expected = result_html(views, Choice("es", views.views[0].name))
    assert cells(page.locator(".board-result").inner_html()) == cells(expected)


def test_filters_and_columns_change_what_is_shown(page: Any, views: Views) -> None:
    go_to(page, views, "nivel_educativo")
    page.get_by_label("Solo: sexo registrado").select_option(value="Mujer")
    change(page, views.slice("nivel_educativo", {"sexo": "MUJER"}).title("es"))
    page.get_by_label("Comparar en columnas por").select_option(value="Origen nacional o extranjero")
    title = views.slice("nivel_educativo", {"sexo": "MUJER"}, across="origen").title("es")
    change(page, title)
    with using("es", "CRI"):
        expected = result_html(views, Choice("es", "nivel_educativo", {"sexo": "MUJER"}, "origen"))
    assert cells(page.locator(".board-result").inner_html()) == cells(expected)
    assert page.locator(".board-status[aria-live=polite]").inner_text() == f"Ahora se muestra: {title}."


def test_the_language_changes_and_the_choice_stays(page: Any, views: Views) -> None:
    go_to(page, views, "nivel_educativo")
    page.get_by_label("Solo: sexo registrado").select_option(value="Mujer")
    page.get_by_label("English").check()
    change(page, views.slice("nivel_educativo", {"sexo": "MUJER"}).title("en"))
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.get_by_label("Only: recorded sex").input_value() == "Woman"
    assert page.get_by_role("heading", level=1).inner_text() == "Trafficking in persons indicators dashboard"


def test_a_filter_that_leaves_few_people_says_why(page: Any, views: Views) -> None:
    name, (one, other), reason = few_people(views)
    go_to(page, views, name)
    for variable, code in (one, other):
        label = f"Solo: {variables_in_words([variable], 'es')}"
        page.get_by_label(label).select_option(value=level_label(variable, code, "es"))
    page.wait_for_selector(".board-why")
    assert page.locator(".board-why").inner_text() == reason
    assert page.locator(".board-status").inner_text().endswith(reason)
    assert page.locator(".board-picture").count() == 0


def few_people(views: Views) -> tuple[str, tuple[tuple[str, str], tuple[str, str]], str]:
    """A view and two filters that leave so few people that no row can be shown, and what is said then."""
    for view in views.views:
        for one, other in combinations(view.filters, 2):
            for codes in product(views.choices(view.name)[one], views.choices(view.name)[other]):
                part = views.slice(view.name, {one: codes[0], other: codes[1]})
                if part.reason("es") and not (part.release.frame["status"] == "shown").any():
                    return view.name, ((one, codes[0]), (other, codes[1])), part.reason("es")
    raise AssertionError("every group is large")


def test_what_is_shown_can_be_downloaded(page: Any, views: Views) -> None:
    go_to(page, views, "nivel_educativo")
    with page.expect_download() as download:
        page.get_by_role("link", name="Personas según nivel educativo (CSV)").click()
    assert download.value.suggested_filename == "tablero_nivel_educativo.csv"
    with using("es", "CRI"):
        text = views.slice("nivel_educativo").csv()
    assert download.value.path().read_bytes() == text.encode("utf-8-sig")
    with page.expect_download() as download:
        page.get_by_role("link", name="Personas según nivel educativo (Excel)").click()
    assert download.value.path().read_bytes()[:2] == b"PK"


def test_keys_reach_every_control_in_the_order_it_is_read(page: Any) -> None:
    page.evaluate("document.activeElement.blur()")
    page.locator(".board-skip").focus()
    reached = [page.evaluate(FOCUSED)]
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUSED))
    assert reached == [
        "Ir al contenido",
        "Español",
        "Cuántas personas",
        "Qué se muestra",
        "Solo: sexo registrado",
        "Solo: minoría o mayoría de edad",
        "Solo: origen nacional o extranjero",
        "Comparar en columnas por",
        "Gráfico: Personas según año de acreditación. Se puede desplazar con las flechas del teclado.",
    ]


def test_keys_alone_choose_and_the_focus_stays(page: Any, views: Views) -> None:
    page.locator("input:checked[name='board-1']").focus()
    page.keyboard.press("ArrowDown")
    change(page, "Personas según sexo registrado")
    assert page.evaluate(FOCUSED) == "Quiénes son"
    page.get_by_label("Solo: origen nacional o extranjero").focus()
    page.keyboard.press("ArrowDown")
    change(page, views.slice("sexo", {"origen": "NACIONAL"}).title("es"))
    assert page.evaluate(FOCUSED) == "Solo: origen nacional o extranjero"


@pytest.mark.parametrize("width", [320, 360, 768])
def test_no_reader_scrolls_sideways(page: Any, views: Views, width: int) -> None:
    go_to(page, views, "nivel_educativo")
    page.get_by_label("Comparar en columnas por").select_option(value="Sexo registrado")
    change(page, "Personas según nivel educativo y sexo registrado")
    page.set_viewport_size({"width": width, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    beyond = "[...document.querySelectorAll('.board select, .board button, .board label, .board-picture')]"
    assert page.evaluate(f"{beyond}.filter(one => one.getBoundingClientRect().right > {width + 1}).length") == 0


def test_it_keeps_nobody_out(page: Any) -> None:
    assert barriers(page) == []


def test_it_asks_nobody_else_and_nothing_goes_wrong(page: Any, asked: list[str], port: int) -> None:
    own = (f"http://{LOOPBACK}:{port}/", f"ws://{LOOPBACK}:{port}/", "data:")
    assert [url for url in asked if not url.startswith(own)] == []
    assert len(asked) > 20


def answered(port: int, path: str, **headers: str) -> tuple[int, str]:
    line = http.client.HTTPConnection(LOOPBACK, port, timeout=60)
    line.request("GET", path, headers=headers)
    answer = line.getresponse()
    code, rules = answer.status, answer.headers.get("Content-Security-Policy", "")
    line.close()
    return code, rules


def test_another_name_for_this_machine_is_refused(port: int) -> None:
    assert answered(port, "/voila/static/voila.js", Host=f"example.org:{port}")[0] == 403 or (
        answered(port, "/login", Host=f"example.org:{port}")[0] == 403
    )


@pytest.mark.parametrize("path", ["/voila/files/tablero.ipynb", "/voila/files/../serving.py", "/voila/files/x.png"])
def test_no_file_is_served(port: int, path: str) -> None:
    assert answered(port, path)[0] in (403, 404)
