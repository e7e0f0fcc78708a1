"""A lesson as one page that needs nothing from outside: for the screen, or for paper with the answers at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from ..reports.export import page_style
from ..words.errors import LessonError
from ..words.settings import current_settings, using
from ..words.texts import say
from .lesson import RIGHT, Lesson, Part
from .notebooks import TRAINER_TAG
from .quiz_file import read_questions
from .solved import solution_code, solved_path

GROUP_TAG = "grupo"
_OUTSIDE = re.compile(r"""(?:src|href)\s*=\s*["']https?://|@import|url\(\s*["']?https?:""", re.IGNORECASE)


def lesson_page(part: Part, lang: str, *, printed: bool = False) -> str:
    """The page of one notebook: text, code and results; hints and solutions folded away, on paper at the end.

    Raises
    ------
    LessonError
        If the notebook was not built, or its page would ask another host for something.
    """
    with using(lang=lang):
        cells = [cell for cell in solved_cells(part, lang) if TRAINER_TAG not in _tags(cell)]
        for cell in cells:
            if "pista" in _tags(cell):
                cell.metadata["pistas"] = list(_hints(part.lesson, cell.source))
        return _page(part.meta["title"][lang], cells, lang, annex=_annex(part.lesson, cells) if printed else "")


def group_page(lesson: Lesson, lang: str) -> str:
    """The exercises without a computer, for paper; empty where the module has none."""
    from nbformat.v4 import new_markdown_cell

    with using(lang=lang):
        cells = [cell for part in lesson.parts for cell in solved_cells(part, lang) if GROUP_TAG in _tags(cell)]
        title = say("course_page_group", title=lesson.meta["title"][lang])
        return _page(title, [new_markdown_cell(f"# {title}"), *cells], lang) if cells else ""


def solved_cells(part: Part, lang: str) -> list[Any]:
    """The cells of a solved notebook, with their outputs.

    Raises
    ------
    LessonError
        If it was not built.
    """
    import nbformat

    path = solved_path(part, lang)
    if not path.is_file():
        raise LessonError("course_gate_stale", path=f"{path.parent.name}/{path.name}", lesson=part.lesson.name)
    return nbformat.read(path, as_version=4).cells  # type: ignore[no-any-return]


def _tags(cell: Any) -> list[str]:
    return cell.metadata.get("tags", [])  # type: ignore[no-any-return]


def _hints(lesson: Lesson, source: str) -> Iterator[str]:
    """The hints that a cell offers, without the call that leads to the next one."""
    for exercise, number in re.findall(r'tip\.hint\("([\d.]+)", (\d+)\)', source):
        yield lesson.say(f"{exercise}.pista_{number}", more=str(int(number) + 1))


def _page(title: str, cells: list[Any], lang: str, *, annex: str = "") -> str:
    from nbformat.v4 import new_notebook

    style = page_style() + lesson_style()
    words = {
        "title": title,
        "lang": lang,
        "style": style,
        "annex": annex,
        "printed": bool(annex),
        "hint": say("course_hint"),
        "solution": say("course_solution"),
        "answered": say("course_page_answered"),
    }
    page, _ = _exporter().from_notebook_node(new_notebook(cells=cells), resources={"tip": words})
    return standing_alone(page, title)


def lesson_style() -> str:
    """The rules of style of code and text cells."""
    return files(__package__).joinpath("template/leccion/lesson.css").read_text("utf-8")


def standing_alone(page: str, title: str) -> str:
    """The page, if it needs nothing from outside.

    Raises
    ------
    LessonError
        If it would ask another host for something.
    """
    asked = _OUTSIDE.search(page)
    if asked:
        raise LessonError("course_page_outside", given=asked.group(0), title=title)
    return page


@cache
def _exporter() -> Any:
    from nbconvert import HTMLExporter

    return HTMLExporter(template_name="leccion", extra_template_basedirs=[str(files(__package__) / "template")])


def _annex(lesson: Lesson, cells: list[Any]) -> str:
    """Solutions of the exercises and answers to the questions that stand in ``cells``."""
    code = "\n".join(cell.source for cell in cells)
    solved = [_solved(lesson, one) for one in lesson.exercise_ids() if f'tip.check("{one}"' in code]
    asked = list(_answers(lesson)) if "tip.quiz(" in code else []
    return (
        f'<section class="tip-annex"><h2>{escape(say("course_page_answers"))}</h2>{"".join(solved + asked)}</section>'
    )


def _solved(lesson: Lesson, exercise: str) -> str:
    said = lesson.say(f"{exercise}.solucion", codigo=solution_code(lesson, exercise))
    why = lesson.say(f"{exercise}.{RIGHT}")
    return f'<h3>{escape(exercise)}</h3><pre class="tip-said">{escape(said)}</pre><p>{escape(why)}</p>'


def _answers(lesson: Lesson) -> Iterator[str]:
    lang = current_settings().lang
    for question in read_questions(lesson):
        for option in question.options:
            if option.right:
                asked, why = escape(question.text[lang]), escape(option.why[lang])
                yield f"<p><strong>{asked}</strong> {option.letter}) {why}</p>"
