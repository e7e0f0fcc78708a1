"""The test at the start and at the end of a training: fifteen questions, a code of one's own, one file of answers."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from ..learning.answers import TESTS, plain_code
from ..learning.bank import Item, form_items
from ..learning.columns import QUESTIONS
from ..standard.codebook import load_codebook
from ..words.errors import LearningError
from ..words.settings import current_settings, using
from ..words.texts import say
from .lesson import project_folder
from .progress import in_person

FOLDER = "respuestas"
COLUMNS = ("codigo", "prueba", "forma", "sexo", "institucion", *QUESTIONS)


def test(moment: str, form: str = "A") -> Test:
    """The test of a training, to be answered in the notebook.

    Parameters
    ----------
    moment : ``"pre"`` at the start, ``"post"`` at the end
    form : ``"A"`` or ``"B"``; whoever began with one ends with the other

    Returns
    -------
    Test
        In a notebook that a person has open: a place for the code, the questions and a button that writes the answers
        into the folder ``respuestas`` of this computer. Elsewhere, as on the page of a lesson: where it can be
        answered, and no question, since both forms are asked twice. No answer is judged here: the first test must not
        teach the last one.

    Raises
    ------
    LearningError
        If there is no such moment or form.
    """
    known = {words[0]: moment_of for moment_of, words in TESTS.items()}
    if moment not in known:
        raise LearningError("test_moment_unknown", given=moment, known=", ".join(known))
    return Test(moment, form, form_items(form))


@dataclass(frozen=True)
class Test:
    """One test, shown by the means there are."""

    moment: str
    form: str
    items: tuple[Item, ...]

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Mapping[str, Any]:
        texts = {"text/plain": repr(self), "text/html": self.html()}
        return {**texts, **_live(self)} if in_person() else texts

    def __repr__(self) -> str:
        return say("test_elsewhere", form=self.form, n=len(self.items))

    def html(self) -> str:
        """What a page or a printed lesson says in place of the test."""
        return f'<p class="tip-test">{escape(repr(self))}</p>'


def write_test(shown: Test, code: str, letters: Sequence[str], sex: str = "", institution: str = "") -> Path:
    """Write one person's answers, a file of their own.

    Raises
    ------
    LearningError
        Without a code, or if this code has answered this test on this computer already.
    """
    plain = plain_code(code)
    if not plain:
        raise LearningError("test_code_missing")
    folder = project_folder() / FOLDER
    folder.mkdir(exist_ok=True)
    path = folder / f"{shown.moment}_{plain}.csv"
    row = dict(zip(COLUMNS, (plain, shown.moment, shown.form, sex, institution, *letters), strict=True))
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerow(row)
    except FileExistsError:
        raise LearningError("test_taken_already", folder=FOLDER) from None
    return path


def _live(shown: Test) -> Mapping[str, Any]:
    box = _controls(shown)
    return {mime: data for mime, data in box._repr_mimebundle_().items() if mime.startswith("application/")}


def _controls(shown: Test) -> Any:
    """Native controls only, each with its name beside it, all reached with the keyboard."""
    from ipywidgets import HTML, Button, Dropdown, Label, Layout, Text, VBox

    lang, wide = current_settings().lang, Layout(width="26em")
    code, institution = Text(tooltip=say("test_code"), layout=wide), Text(tooltip=say("test_institution"), layout=wide)
    book = load_codebook()["sexo"]
    sexes = [(say("test_no_answer"), ""), *((book.label_of(one), one) for one in book.codes())]
    sex = Dropdown(options=sexes, value="", tooltip=say("test_sex"), layout=wide)
    questions = [_question(number, item) for number, item in enumerate(shown.items, start=1)]
    button, said = Button(description=say("test_send"), tooltip=say("test_send")), HTML()
    warned: list[int] = []

    def send(_: object) -> None:
        with using(lang=lang):  # a click comes from outside the cell that set the language
            letters = [choice.value or "" for _, choice in questions]
            said.value = _sent(shown, code.value, letters, sex.value, institution.value, warned)

    button.on_click(send)
    who = [Label(say("test_code")), code, Label(say("test_sex")), sex, Label(say("test_institution")), institution]
    return VBox([HTML(_how(shown)), *who, *(box for box, _ in questions), button, said])


def _how(shown: Test) -> str:
    """The title, what the test is for, and how to make up a code."""
    parts = "".join(f"<li>{escape(say(f'evaluation_form_code_{part}'))}</li>" for part in ("one", "two", "three"))
    return (
        f"<h3>{escape(say('test_title', form=shown.form))}</h3><p>{escape(say('test_how'))}</p>"
        f"<p>{escape(say('evaluation_form_code_how'))}</p><ul>{parts}</ul>"
    )


def _question(number: int, item: Item) -> tuple[Any, Any]:
    """A question with its radio buttons, and the buttons alone."""
    from ipywidgets import HTML, Layout, RadioButtons, VBox

    lang = current_settings().lang
    asked = HTML(f"<strong>{number}. {escape(item.text[lang])}</strong>")
    options = [(choice.text[lang], choice.letter) for choice in item.choices]
    choice = RadioButtons(options=options, value=None, layout=Layout(width="auto"), tooltip=item.text[lang])
    return VBox([asked, choice], layout=Layout(margin="0 0 1em 0")), choice


def _sent(shown: Test, code: str, letters: Sequence[str], sex: str, institution: str, warned: list[int]) -> str:
    """What is said to whoever sends the answers; blanks are asked about once."""
    blank = list(letters).count("")
    if blank and blank not in warned:
        warned.append(blank)
        return _said(say("test_blank", n=blank))
    try:
        path = write_test(shown, code, letters, sex, institution)
    except LearningError as problem:
        return _said(str(problem))
    return _said(say("test_done", file=path.name, folder=FOLDER))


def _said(text: str) -> str:
    return f'<p role="status" style="border-left:6px solid #0b5a8a;padding:.4em .8em;max-width:46em">{escape(text)}</p>'
