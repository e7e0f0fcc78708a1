"""A participant's first half hour in a real JupyterLab: index, wrong answer, hint, restart, right answer, progress."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from course.lab import Lab, running_lab
from reports.accessible import opened_browser
from tipanalysis.course.exercise import find_exercise
from tipanalysis.course.solved import find_place
from tipanalysis.words.texts import say

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PATIENCE = 60_000
WORDS = {
    "es": {
        "link": "Un primer vistazo al registro",
        "not attempted": "Sin intentar.",
        "progress": "Su avance: ",
        "wrong": "Ese es el número de personas de 18 años o más.",
        "back": "Repase la sección «Contar».",
        "place": "Contar",
        "hint": "En la celda, cambie «sexo» por «mayoria_edad»",
        "right": "Así es. Que eran menores de 18 años",
        "stopped": "No existe nada con el nombre «menores_de_81».",
        "restarted": "están otra vez como al principio",
        "chosen": "Ningún registro cuenta a quienes nadie detectó.",
        "choose": "Responder",
    },
    "en": {
        "link": "A first look at the register",
        "not attempted": "Not attempted.",
        "progress": "Your progress: ",
        "wrong": "That is the number of people aged 18 or over.",
        "back": "Go back to the section “Count”.",
        "place": "Count",
        "hint": "In the cell, change “sexo” to “mayoria_edad”",
        "right": "That is right. Their being under 18",
        "stopped": "There is nothing called “menores_de_81”.",
        "restarted": "are again as they were at the beginning",
        "chosen": "No register counts those whom nobody detected.",
        "choose": "Answer",
    },
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with opened_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def lab(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with pytest.MonkeyPatch.context() as patch, running_lab(tmp_path_factory.mktemp("lab"), patch) as running:
        yield running


class Notebook:
    """One notebook on the screen, worked with as a person does: by click and key."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.panel = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
        self.panel.locator(".jp-CodeCell").first.wait_for(timeout=PATIENCE)
        self.panel.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").first.wait_for(timeout=PATIENCE)

    def cell(self, text: str) -> Any:
        """The code cell that holds ``text``."""
        return self.panel.locator(".jp-CodeCell", has=self.page.locator(".cm-content", has_text=text)).first

    def run(self, text: str, new: str = "") -> str:
        """Run a cell, with other text if it is given; what it shows."""
        cell = self.cell(text)
        cell.scroll_into_view_if_needed(timeout=PATIENCE)
        cell.locator(".cm-content").click(timeout=PATIENCE)
        if new:
            self.page.keyboard.press("Control+a")
            self.page.keyboard.insert_text(new)
            cell = self.cell(new)
        prompt = cell.locator(".jp-InputPrompt").first
        before = now = prompt.inner_text().strip()
        for turn in range(PATIENCE // 100):
            if turn % 100 == 0 and "*" not in now:  # a page still busy with itself may miss a key
                cell.locator(".cm-content").click(timeout=PATIENCE)
                self.page.keyboard.press("Control+Enter")
            self.page.wait_for_timeout(100)
            now = prompt.inner_text().strip()
            if now != before and re.fullmatch(r"\[\d+\]:", now):
                break
        else:
            pytest.fail(f"the cell did not run: {text}")
        self.page.wait_for_timeout(300)
        return str(cell.locator(".jp-OutputArea").first.inner_text())


def opened(browser: Any, address: str) -> Any:
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    page.goto(address)
    return page


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_first_exercise_of_three_modules(browser: Any, lab: Lab, lang: str, tmp_path: Path) -> None:
    words = WORDS[lang]
    task = find_exercise("0.1")[1]
    under, adults = task.expected(), task.mistakes[0].value()
    (lab.project / "avance.jsonl").unlink(missing_ok=True)
    page = opened(browser, lab.address(f"exercises/{lang}/indice.ipynb", desk=lang))
    index = Notebook(page)
    index.run("tip.progress()")
    page.locator(f'figure img[alt^="{words["progress"]}0 "]').wait_for(timeout=PATIENCE)
    assert not page.locator(".jp-Dialog, .Toastify__toast").count()
    page.get_by_role("link", name=words["link"]).first.click()
    page.get_by_role("tab", name="00_primer_vistazo.ipynb").wait_for(timeout=PATIENCE)
    page.wait_for_timeout(1500)
    lesson = Notebook(page)
    for text in (
        "import tipanalysis",
        "tip.read_register",
        "condicion_victima=",
        "tip.show_table(tip.protect(por_sexo))",
    ):
        lesson.run(text)
    lesson.run("cambie una palabra" if lang == "es" else "change one word")
    lesson.run("menores_de_18 = ____")
    assert words["not attempted"] in lesson.run('tip.check("0.1"')
    lesson.run("menores_de_18 = ____", f"menores_de_18 = {adults}")
    wrong = lesson.run('tip.check("0.1"')
    assert words["wrong"] in wrong
    page.get_by_role("link", name=words["back"]).click()
    page.wait_for_timeout(500)
    place = lesson.panel.get_by_role("heading", name=words["place"], exact=True).bounding_box()
    assert place is not None and 0 <= place["y"] <= 900
    assert words["hint"] in lesson.run('tip.hint("0.1", 1)', 'tip.hint("0.1", 1)')
    stopped = lesson.run('tip.check("0.1"', 'tip.check("0.1", menores_de_81)')
    assert words["stopped"] in stopped
    assert "Traceback" not in stopped
    lesson.run('tip.check("0.1"', 'tip.check("0.1", menores_de_18)')
    lesson.run(f"menores_de_18 = {adults}", f"menores_de_18 = {under}")
    assert words["right"] in lesson.run('tip.check("0.1"')
    assert words["restarted"] in lesson.run('tip.hint("0.1", 1)', 'tip.restart("0.1")')
    page.screenshot(path=tmp_path / f"{lang}.png")
    lesson.run('tip.quiz("0")')
    page.get_by_role("radio").first.click()
    page.get_by_role("button", name=words["choose"]).first.click()
    page.get_by_text(words["chosen"]).first.wait_for(timeout=PATIENCE)
    page.screenshot(path=tmp_path / f"quiz_{lang}.png")
    for name, exercise in OTHERS.items():
        page.get_by_role("tab", name="indice.ipynb").click()
        wrong_hint_right(page, name, exercise, lang)
        page.screenshot(path=tmp_path / f"{exercise}_{lang}.png")
    page.get_by_role("tab", name="indice.ipynb").click()
    Notebook(page).run("tip.progress()")
    page.locator(f'figure img[alt^="{words["progress"]}3 "]').wait_for(timeout=PATIENCE)
    page.screenshot(path=tmp_path / f"progress_{lang}.png")
    assert not page.locator(".jp-Dialog, .Toastify__toast").count()
    page.close()


OTHERS = {"01_del_hecho_al_registro_1": "1.1", "04_duplicados_1": "4.1"}
"""Two more notebooks, with the first exercise of each."""


def wrong_hint_right(page: Any, name: str, exercise: str, lang: str) -> None:
    """Open a notebook from the index; answer its first exercise wrong, ask for a hint, answer it right."""
    module, task = find_exercise(exercise)
    title = module.parts[0].meta["title"][lang]
    page.get_by_role("link", name=title, exact=True).first.click()
    page.get_by_role("tab", name=f"{name}.ipynb").wait_for(timeout=PATIENCE)
    page.wait_for_timeout(1500)
    place = find_place(module, exercise)
    assert place is not None
    notebook, mistake = Notebook(page), task.mistakes[0]
    notebook.run("import tipanalysis")
    notebook.run(f"{place.name} = ", f"{place.name} = {as_code(mistake.value())}")
    check = f'tip.check("{exercise}"'
    assert module.say(f"{exercise}.{mistake.name}", lang=lang)[:60] in notebook.run(check)
    asked = f'tip.hint("{exercise}", 1)'
    assert module.say(f"{exercise}.pista_1", lang=lang, more="2")[:60] in notebook.run(asked, asked)
    notebook.run(f"{place.name} = ", f"{place.name} = {as_code(task.expected())}")
    assert module.say(f"{exercise}.correcto", lang=lang)[:60] in notebook.run(check)
    assert not page.locator(".jp-Dialog, .Toastify__toast").count()


def as_code(value: Any) -> str:
    """An answer as a participant types it."""
    return repr(sorted(value)) if isinstance(value, frozenset) else repr(value)


CHOSEN = {
    "es": {
        "list": "Cambie una palabra",
        "choice": "Minoría o mayoría de edad",
        "row": "0 a 17 años",
        "box": "Su respuesta",
    },
    "en": {"list": "Change one word", "choice": "Child or adult status", "row": "0 to 17 years", "box": "Your answer"},
}


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_same_without_writing_code(browser: Any, lab: Lab, lang: str, tmp_path: Path) -> None:
    """With the mouse alone but for the number: step by step with the button ▶, a list, a box, a button."""
    words, chosen = WORDS[lang], CHOSEN[lang]
    task = find_exercise("0.1")[1]
    under, adults = task.expected(), task.mistakes[0].value()
    (lab.project / "avance.jsonl").unlink(missing_ok=True)
    page = opened(browser, lab.address(f"exercises/{lang}/sin_codigo/00_primer_vistazo.ipynb", desk=f"s{lang}"))
    notebook = Notebook(page)
    step = notebook.panel.locator('[data-jp-item-name="run"]').first
    answer_box = notebook.panel.get_by_label(say("answer_yours", lang=lang), exact=True)
    for _ in range(40):
        step.click(timeout=PATIENCE)
        page.wait_for_timeout(250)
        if answer_box.count():
            break
    answer_box.wait_for(timeout=PATIENCE)
    assert not notebook.panel.locator(".jp-CodeCell .cm-content:visible").count()
    press = lambda key: page.get_by_role("button", name=say(key, lang=lang)).first.click()  # noqa: E731
    notebook.panel.get_by_label(chosen["list"]).select_option(label=chosen["choice"])
    press("answer_run")
    page.get_by_role("cell", name=chosen["row"]).or_(page.get_by_role("rowheader", name=chosen["row"])).first.wait_for()
    for value, said in ((adults, "wrong"), (under, "right")):
        answer_box.fill(str(value))
        press("answer_check")
        page.get_by_text(words[said]).first.wait_for(timeout=PATIENCE)
    page.screenshot(path=tmp_path / f"sin_codigo_{lang}.png")
    assert '"correct"' in (lab.project / "avance.jsonl").read_text("utf-8")
    assert not page.locator(".jp-Dialog, .Toastify__toast").count()
    page.close()
