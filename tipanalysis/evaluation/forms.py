"""The forms on paper: both tests, the sheet for answers, the key, the reaction and what is used at work later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path

from ..learning.answers import TESTS
from ..learning.bank import FORMS, LENGTH, Item, form_items
from ..learning.columns import SURVEY_COLUMN, TEST_COLUMNS
from ..learning.surveys import SCALES, SURVEYS, Asked, load_surveys, survey_questions
from ..pages.labels import level_label
from ..reports.passage import Passage, bullets, paragraph
from ..words.settings import current_settings, using
from ..words.texts import say
from .page import whole_page

EXTRA = ("sexo", "institucion")
"""Columns that may be left empty."""


def write_forms(folder: Path, lang: str) -> Iterator[Path]:
    """Write all forms of one language into ``folder`` and give each file; files of the same name are replaced.

    Pages open with a double click and print on A4; ``respuestas.csv`` and ``formularios.csv`` are the empty sheets into
    which a trainer types.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with using(lang=lang):
        pages = {
            **{f"prueba_{form}": paper_test(form) for form in FORMS},
            "hoja_de_respuestas": answer_sheet(),
            "clave": key_page(),
            **{survey: survey_page(survey) for survey in SURVEYS},
        }
    for name, text in pages.items():
        yield _written(folder / f"{name}.html", text)
    yield _written(folder / "respuestas.csv", ",".join((*TEST_COLUMNS[:3], *EXTRA, *TEST_COLUMNS[3:])) + "\n")
    yield _written(folder / "formularios.csv", ",".join((SURVEY_COLUMN, *_survey_columns())) + "\n")


def _survey_columns() -> Sequence[str]:
    """The columns for marks that are counted, as many as the longest form has."""
    return sorted({asked.column for asked in load_surveys() if SCALES[asked.kind]})


def _written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def paper_test(form: str) -> str:
    """One test, to be printed and handed out; the answers go on the sheet."""
    items = "".join(_asked(item) for item in form_items(form))
    return _page(
        say("evaluation_form_test", form=form),
        [paragraph("evaluation_form_test_how"), Passage(f'<ol class="tip-items">{items}</ol>', "")],
    )


def _asked(item: Item) -> str:
    lang = current_settings().lang
    choices = "".join(f"<li>{escape(choice.text[lang])}</li>" for choice in item.choices)
    return f'<li><p>{escape(item.text[lang])}</p><ol type="a">{choices}</ol></li>'


def answer_sheet() -> str:
    """One sheet for one test of one person: code, which test, which form, and a letter for each question."""
    rows = "".join(
        f'<tr><th scope="row">{number}</th>{"".join(f"<td>{letter}</td>" for letter in "abc")}</tr>'
        for number in range(1, LENGTH + 1)
    )
    letters = f'<table class="tip-letters"><caption>{escape(say("evaluation_form_mark"))}</caption>{rows}</table>'
    return _page(say("evaluation_form_sheet"), [*_who(), Passage(letters, "")])


def _who() -> Iterator[Passage]:
    """What a person writes of herself: a code that she makes up, and what may be left empty."""
    yield paragraph("evaluation_form_code_how")
    yield bullets((say(f"evaluation_form_code_{part}") for part in CODE), css="tip-limits")
    moments = "".join(f"<li>{escape(say(f'evaluation_form_moment_{test}'))}</li>" for test in TESTS)
    forms = "".join(f"<li>{form}</li>" for form in FORMS)
    sexes = "".join(f"<li>{escape(level_label('sexo', code))}</li>" for code in ("MUJER", "HOMBRE", "INTERSEX"))
    yield Passage(
        f'<dl class="tip-boxes"><dt>{escape(say("evaluation_form_code"))}</dt><dd class="tip-line-long"></dd>'
        f"<dt>{escape(say('evaluation_form_moment'))}</dt><dd><ul>{moments}</ul></dd>"
        f"<dt>{escape(say('evaluation_form_form'))}</dt><dd><ul>{forms}</ul></dd>"
        f"<dt>{escape(say('evaluation_form_sex'))}</dt><dd><ul>{sexes}</ul></dd>"
        f'<dt>{escape(say("evaluation_form_institution"))}</dt><dd class="tip-line-long"></dd></dl>',
        "",
    )


CODE = ("one", "two", "three")


def key_page() -> str:
    """The right answers with their reasons, for the trainer; it is not handed out before the last test."""
    return _page(
        say("evaluation_form_key"),
        [paragraph("evaluation_form_key_how"), *(Passage(_key(form), "") for form in FORMS)],
    )


def _key(form: str) -> str:
    lang = current_settings().lang
    head = "".join(
        f'<th scope="col">{escape(say(f"evaluation_form_head_{name}"))}</th>'
        for name in ("place", "key", "module", "why")
    )
    rows = "".join(
        f'<tr><th scope="row">{number}</th><td><strong>{item.key}</strong></td>'
        f"<td>{escape(level_label('modulo', f'{item.module:02}'))}</td><td>{escape(item.why[lang])}</td></tr>"
        for number, item in enumerate(form_items(form), start=1)
    )
    caption = escape(say("evaluation_form_test", form=form))
    return (
        f'<div class="tip-page"><table class="tip-table tip-key"><caption>{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def survey_page(survey: str) -> str:
    """A form of statements to be marked; no name, no code."""
    body = "".join(_statement(asked) for asked in survey_questions(survey))
    return _page(
        say(f"evaluation_form_{survey}"),
        [paragraph("evaluation_form_survey_how"), Passage(f'<ol class="tip-items">{body}</ol>', "")],
    )


def _statement(asked: Asked) -> str:
    text = escape(asked.text[current_settings().lang])
    if not SCALES[asked.kind]:
        return f'<li><p>{text}</p><p class="tip-lines"></p></li>'
    marks = "".join(f"<li>{escape(say(f'evaluation_mark_{asked.kind}_{mark}'))}</li>" for mark in SCALES[asked.kind])
    return f'<li><p>{text}</p><ul class="tip-marks">{marks}</ul></li>'


def _page(title: str, passages: Sequence[Passage]) -> str:
    return whole_page(title, [Passage(f"<h1>{escape(title)}</h1>", title), *passages], _style())


@cache
def _style() -> str:
    return files(__package__).joinpath("forms.css").read_text("utf-8")
