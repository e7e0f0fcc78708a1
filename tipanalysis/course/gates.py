"""The gates of a lesson: everything that must hold before a participant sees it, each with the way to mend it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from ..words.settings import LANGS
from ..words.texts import say
from .lesson import Lesson
from .notebooks import (
    EXERCISE_TAG,
    participant_notebook,
    participant_path,
    read_source,
    solution_lines,
    solved_notebook,
    solved_path,
    starting_lines,
)

_TAGS = {EXERCISE_TAG, "revision", "pista", "instructor", "sin-salida", "hide-input"}
_ANSWERS = ("sin_intentar", "no_es_numero", "correcto", "otro", "solucion")
_HEADER = ("extension: .py", "format_name: percent", "kernelspec:")


def problems_of(lesson: Lesson) -> list[str]:
    """All that is wrong with a lesson, one sentence each; empty if it is ready."""
    found = [problem for lang in LANGS for problem in _problems_in(lesson, lang)]
    return [*(found or _differences(lesson)), *_feedback_faults(lesson)]


def _problems_in(lesson: Lesson, lang: str) -> Iterator[str]:
    text = lesson.source(lang).read_text("utf-8")
    where = {"lesson": lesson.name, "language": lang}
    for part in _HEADER:
        if part not in text.split("# %%", 1)[0]:
            yield say("course_gate_header", part=part, **where)
    if "# %% markdown" in text:
        yield say("course_gate_markdown_mark", **where)
    try:
        cells = read_source(lesson, lang).cells
    except Exception:  # whatever jupytext's parser of headers raises
        yield say("course_gate_header_broken", **where)
        return
    for position, cell in enumerate(cells):
        for tag in cell.metadata.get("tags", []):
            if tag not in _TAGS and not tag.startswith("ej:"):
                yield say("course_gate_tag", tag=tag, cell=position, **where)
        if cell.cell_type == "code" and not _parses(cell.source):
            yield say("course_gate_syntax", cell=position, **where)
    yield from _stale(lesson, lang)


def _parses(source: str) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


def _stale(lesson: Lesson, lang: str) -> Iterator[str]:
    """Generated notebooks must equal what the source gives now, and hold no solution and no output."""
    import nbformat

    versions = ((participant_path, participant_notebook), (solved_path, solved_notebook))
    for path_of, make in versions:
        path = path_of(lesson, lang)
        if not path.is_file() or _sources(nbformat.read(path, as_version=4)) != _sources(make(lesson, lang)):
            yield say("course_gate_stale", path=f"{path.parent.name}/{path.name}", lesson=lesson.name)
            return
    given = nbformat.read(participant_path(lesson, lang), as_version=4)
    if any(cell.get("outputs") for cell in given.cells):
        yield say("course_gate_outputs", lesson=lesson.name, language=lang)
    everything = "\n".join(cell.source for cell in given.cells)
    for line in _solution_lines(lesson, lang):
        if line in everything:
            yield say("course_gate_leak", line=line, lesson=lesson.name, language=lang)


def _sources(notebook: Any) -> list[tuple[str, str, str]]:
    return [(cell.id, cell.cell_type, cell.source) for cell in notebook.cells]


def _solution_lines(lesson: Lesson, lang: str) -> Iterator[str]:
    for cell in read_source(lesson, lang).cells:
        if EXERCISE_TAG in cell.metadata.get("tags", []):
            given = starting_lines(cell.source)
            yield from (line for line in solution_lines(cell.source) if line.strip() and line not in given)


def _differences(lesson: Lesson) -> Iterator[str]:
    """Both languages: the same sequence of cells and tags, and code that is equal as syntax trees."""
    first, second = (read_source(lesson, lang).cells for lang in LANGS)
    if [_shape(cell) for cell in first] != [_shape(cell) for cell in second]:
        yield say("course_gate_shape", lesson=lesson.name)
        return
    for position, (one, other) in enumerate(zip(first, second, strict=True)):
        if one.cell_type == "code" and _tree(one.source) != _tree(other.source):
            yield say("course_gate_code", lesson=lesson.name, cell=position)


def _shape(cell: Any) -> tuple[str, tuple[str, ...]]:
    return cell.cell_type, tuple(cell.metadata.get("tags", []))


def _tree(source: str) -> str:
    """The code without its comments and without the language it sets, the one thing that may differ."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "lang":
            node.value = ast.Constant("")
    return ast.dump(tree)


def _feedback_faults(lesson: Lesson) -> Iterator[str]:
    """Every answer must find its words, and no two answers the same number: one of them would never be heard."""
    for task in lesson.exercises():
        where = {"lesson": lesson.name, "exercise": task.id}
        hints = [f"pista_{number}" for number in range(1, task.hints + 1)]
        for name in (*_ANSWERS, *hints, *(mistake.name for mistake in task.mistakes)):
            if not lesson.has_words(f"{task.id}.{name}"):
                yield say("course_gate_words", name=f"{task.id}.{name}", lesson=lesson.name)
        values = {"correcto": task.expected()}
        for mistake in task.mistakes:
            value = mistake.value()
            for name, other in values.items():
                if task.same(value, other):
                    yield say("course_gate_same_answer", name=mistake.name, other=name, **where)
            values[mistake.name] = value
