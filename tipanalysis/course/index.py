"""The first page a participant opens: the modules with their minutes, and her own progress."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..words.texts import say
from .lesson import Lesson, list_lessons, project_folder
from .notebooks import KERNEL, write_notebook
from .without_code import FOLDER as WITHOUT_CODE

NAME = "indice.ipynb"


def index_path(lang: str) -> Path:
    """Where the index of one language lies."""
    return project_folder() / "exercises" / lang / NAME


def index_notebook(lang: str) -> Any:
    """The index as a notebook: how to begin, progress, modules."""
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    code = f'import tipanalysis as tip\n\ntip.settings(lang="{lang}")\ntip.progress()'
    modules = "\n\n".join(_told(lesson, lang) for lesson in list_lessons())
    cells = [
        new_markdown_cell(
            f"# {say('course_index_title', lang=lang)}\n\n{say('course_index_how', lang=lang)}", id="i-0"
        ),
        new_code_cell(code, id="i-1"),
        new_markdown_cell(f"## {say('course_index_modules', lang=lang)}\n\n{modules}", id="i-2"),
        new_markdown_cell(say("course_index_help", lang=lang), id="i-3"),
    ]
    return new_notebook(cells=cells, metadata=KERNEL)


def _told(lesson: Lesson, lang: str) -> str:
    title = say("course_module", lang=lang, number=lesson.number, title=lesson.meta["title"][lang])
    return f"### {title}\n\n{lesson.meta['objective'][lang]}\n\n" + "\n".join(_links(lesson, lang))


def _links(lesson: Lesson, lang: str) -> Iterator[str]:
    for part in lesson.parts:
        minutes = say("course_index_minutes", lang=lang, minutes=part.meta["minutes"])
        other = f"[{say('without_code_link', lang=lang)}]({WITHOUT_CODE}/{part.name}.ipynb)"
        yield f"- [{part.meta['title'][lang]}]({part.name}.ipynb) ({minutes}; {other})"


def write_index(lang: str) -> Path:
    """Write the index of one language."""
    return write_notebook(index_notebook(lang), index_path(lang))


def index_faults(lang: str) -> Iterator[str]:
    """What is wrong with an index: it must be what the lessons give now."""
    import nbformat

    path = index_path(lang)
    kept = nbformat.read(path, as_version=4) if path.is_file() else None
    if kept is None or [cell.source for cell in kept.cells] != [cell.source for cell in index_notebook(lang).cells]:
        yield say("course_gate_stale", path=f"{lang}/{NAME}", lesson="").strip()
