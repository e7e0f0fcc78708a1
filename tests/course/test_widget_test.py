"""The test in a notebook: controls where a person works, text elsewhere, a file of answers for the evaluation."""

from __future__ import annotations

from pathlib import Path

import pytest

from tipanalysis.course import test as taking
from tipanalysis.learning.answers import read_answers
from tipanalysis.learning.bank import form_items
from tipanalysis.words.errors import LearningError
from tipanalysis.words.settings import using


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "notebooks" / "lessons").mkdir(parents=True)
    monkeypatch.setenv("TIPANALYSIS_PROJECT", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("lang", ["es", "en"])
def test_elsewhere_no_question_is_shown_beforehand(lang: str) -> None:
    with using(lang=lang):
        shown = " ".join(taking.test("pre", form="B")._repr_mimebundle_().values())
    assert "B: 15" in shown
    for item in form_items("B"):
        assert item.text[lang] not in shown and not any(choice.text[lang] in shown for choice in item.choices)


def test_what_is_sent_is_read_by_the_evaluation(project: Path) -> None:
    shown = taking.test("post", form="A")
    letters = [*[item.key for item in form_items("A")][:14], ""]
    path = taking.write_test(shown, " ma-07 sán", letters, "MUJER", "INAMU")
    assert path == project / "respuestas" / "post_MA07SAN.csv"
    only = read_answers([project / "respuestas"]).taken[0]
    assert (only.code, only.test, only.score, only.sex, only.institution) == ("MA07SAN", "POST", 14, "MUJER", "INAMU")


def test_the_same_code_twice_is_refused_and_nothing_is_overwritten(project: Path) -> None:
    shown = taking.test("pre")
    path = taking.write_test(shown, "MA07SAN", ["a"] * 15)
    before = path.read_bytes()
    with pytest.raises(LearningError) as refused, using(lang="es"):
        taking.write_test(shown, "ma 07 san", ["b"] * 15)
    assert str(refused.value) == (
        "En la carpeta «respuestas» ya hay respuestas de esta prueba con ese código. Si son suyas, no tiene que hacer "
        "nada; si no, agregue una letra a su código y anótela para la otra prueba."
    )
    assert path.read_bytes() == before


def test_where_a_person_works_there_are_native_controls(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ipywidgets.widgets.widget import _instances

    monkeypatch.setenv("JPY_SESSION_NAME", "cuaderno")
    before = set(_instances)
    assert "application/vnd.jupyter.widget-view+json" in taking.test("pre")._repr_mimebundle_()
    made = [_instances[one] for one in set(_instances) - before]
    choices = [one for one in made if type(one).__name__ == "RadioButtons"]
    code = next(one for one in made if type(one).__name__ == "Text" and one.tooltip == "Su código (no es su nombre)")
    button = next(one for one in made if type(one).__name__ == "Button")

    def said() -> str:
        return " ".join(one.value for one in made if type(one).__name__ == "HTML" and "status" in one.value)

    assert len(choices) == 15 and all(choice.value is None and choice.tooltip for choice in choices)
    button.click()
    assert "Quedan 15 preguntas en blanco" in said()
    button.click()
    assert "Falta su código" in said()
    code.value = "MA07SAN"
    with using(lang="en"):  # a click comes from wherever it comes; the test keeps its language
        button.click()
    assert "Sus respuestas quedaron en «respuestas»" in said()
    assert (project / "respuestas" / "pre_MA07SAN.csv").is_file()


def test_a_moment_that_does_not_exist_is_told() -> None:
    with pytest.raises(LearningError) as refused, using(lang="es"):
        taking.test("medio")
    assert str(refused.value) == "No hay una prueba de «medio». Se esperaba una de estas: pre, post."
