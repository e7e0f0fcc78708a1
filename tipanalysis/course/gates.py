"""The gates of a lesson: everything that must hold before a participant sees it, each with the way to mend it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

from ..words.settings import LANGS
from ..words.texts import say
from .gates_answers import answer_faults
from .gates_guide import guide_faults
from .gates_outputs import output_faults
from .gates_quiz import quiz_faults
from .lesson import Lesson, Part
from .notebooks import (
    EXERCISE_TAG,
    participant_notebook,
    participant_path,
    read_source,
    solution_lines,
    solved_notebook,
    starting_lines,
)
from .seconds import seconds_faults
from .solved import solved_path
from .without_code import without_code_notebook, without_code_path

_TAGS = {EXERCISE_TAG, "revision", "pista", "instructor", "grupo", "sin-salida", "hide-input"}
_HEADER = ("extension: .py", "format_name: percent", "kernelspec:")
_LATER = (answer_faults, quiz_faults, output_faults, seconds_faults, guide_faults)
"""What is looked at once sources and notebooks are whole."""


def problems_of(lesson: Lesson) -> list[str]:
    """All that is wrong with a lesson, one sentence each; empty if it is ready."""
    found = [*_folder_faults(lesson)]
    for part in () if found else lesson.parts:
        in_sources = [problem for lang in LANGS for problem in _problems_in(part, lang)]
        found += in_sources or _differences(part)
    return found or [fault for faults in _LATER for fault in faults(lesson)]


def _folder_faults(lesson: Lesson) -> Iterator[str]:
    if not lesson.parts:
        yield say("course_gate_no_source", lesson=lesson.name)
    for part in lesson.parts:
        if not part.source("en").is_file():
            yield say("course_gate_no_english", path=part.source("en").name, lesson=lesson.name)
    parts = lesson.meta.get("part", [])
    if lesson.parts and lesson.parts[0].number and len(parts) != len(lesson.parts):
        yield say("course_gate_parts", lesson=lesson.name, n=len(lesson.parts), told=len(parts))
    elif parts and sum(part["minutes"] for part in parts) != lesson.meta["minutes"]:
        yield say("course_gate_minutes", lesson=lesson.name)


def _problems_in(part: Part, lang: str) -> Iterator[str]:
    text = part.source(lang).read_text("utf-8")
    where = {"lesson": part.name, "language": lang}
    for piece in _HEADER:
        if piece not in text.split("# %%", 1)[0]:
            yield say("course_gate_header", part=piece, **where)
    if "# %% markdown" in text:
        yield say("course_gate_markdown_mark", **where)
    try:
        cells = read_source(part, lang).cells
    except Exception:  # whatever jupytext's parser of headers raises
        yield say("course_gate_header_broken", **where)
        return
    for position, cell in enumerate(cells):
        for tag in cell.metadata.get("tags", []):
            if tag not in _TAGS and not tag.startswith("ej:"):
                yield say("course_gate_tag", tag=tag, cell=position, **where)
        if cell.cell_type == "code" and not _parses(cell.source):
            yield say("course_gate_syntax", cell=position, **where)
    yield from _stale(part, lang)
    yield from _headings(part, lang, cells)


def _parses(source: str) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


def _stale(part: Part, lang: str) -> Iterator[str]:
    """Generated notebooks must equal what the source gives now, and hold no solution and no output."""
    import nbformat

    versions = (
        (participant_path, participant_notebook),
        (without_code_path, without_code_notebook),
        (solved_path, solved_notebook),
    )
    for path_of, make in versions:
        path = path_of(part, lang)
        if not path.is_file() or _sources(nbformat.read(path, as_version=4)) != _sources(make(part, lang)):
            yield say("course_gate_stale", path=f"{path.parent.name}/{path.name}", lesson=part.lesson.name)
            return
    given = nbformat.read(participant_path(part, lang), as_version=4)
    where = {"lesson": part.lesson.name, "language": lang}
    if any(cell.get("outputs") for cell in given.cells):
        yield say("course_gate_outputs", **where)
    everything = "\n".join(cell.source for cell in given.cells)
    for line in _solution_lines(part, lang):
        if line in everything:
            yield say("course_gate_leak", line=line, **where)


def _sources(notebook: Any) -> list[tuple[str, str, str, str]]:
    return [(cell.id, cell.cell_type, cell.source, cell.metadata.get("inicio", "")) for cell in notebook.cells]


def _solution_lines(part: Part, lang: str) -> Iterator[str]:
    for cell in read_source(part, lang).cells:
        if EXERCISE_TAG in cell.metadata.get("tags", []):
            given = starting_lines(cell.source)
            yield from (line for line in solution_lines(cell.source) if line.strip() and line not in given)


def _headings(part: Part, lang: str, cells: list[Any]) -> Iterator[str]:
    """The title is the one that ``meta.toml`` says, and the sections that feedback leads to are there."""
    texts = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    headings = [found.strip() for found in re.findall(r"^#+ (.*)$", texts, flags=re.MULTILINE)]
    where = {"lesson": part.name, "language": lang}
    title = part.meta["title"][lang]
    if headings[:1] != [title]:
        yield say("course_gate_title", title=title, **where)
    here = {tag.removeprefix("ej:") for cell in cells for tag in cell.metadata.get("tags", []) if tag[:3] == "ej:"}
    for key in part.lesson.section_keys():
        if any(key.startswith(f"{exercise}.") for exercise in here):
            section = part.lesson.say(key, lang=lang)
            if section not in headings:
                yield say("course_gate_section", key=key, section=section, **where)


def _differences(part: Part) -> Iterator[str]:
    """Both languages: the same sequence of cells and tags, and code that is equal as syntax trees."""
    first, second = (read_source(part, lang).cells for lang in LANGS)
    if [_shape(cell) for cell in first] != [_shape(cell) for cell in second]:
        yield say("course_gate_shape", lesson=part.name)
        return
    for position, (one, other) in enumerate(zip(first, second, strict=True)):
        if one.cell_type == "code" and code_tree(one.source) != code_tree(other.source):
            yield say("course_gate_code", lesson=part.name, cell=position)


def _shape(cell: Any) -> tuple[str, tuple[str, ...]]:
    return cell.cell_type, tuple(cell.metadata.get("tags", []))


def code_tree(source: str) -> str:
    """The code without its comments and without the language it sets, the one thing that may differ.

    Examples
    --------
    >>> code_tree('f(lang="es")  # uno') == code_tree('f(lang="en")')
    True
    """
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "lang":
            node.value = ast.Constant("")
    return ast.dump(tree)
