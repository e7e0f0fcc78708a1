"""The notebooks of every lesson: what a participant opens, and what a trainer has beside it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from tipanalysis.course.lesson import Lesson, list_lessons
from tipanalysis.course.notebooks import (
    EXERCISE_TAG,
    START_MARK,
    participant_path,
    read_source,
    solution_lines,
    solved_path,
    starting_lines,
)
from tipanalysis.words.settings import LANGS
from tipanalysis.words.texts import say

EACH = [(lesson, lang) for lesson in list_lessons() for lang in LANGS]
each = pytest.mark.parametrize(("lesson", "lang"), EACH, ids=[f"{lesson.name[:2]}-{lang}" for lesson, lang in EACH])
MANAGER = "tipanalysis.reports.kernel.QuietKernelManager"


def opened(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def run(notebook: Any, folder: Path) -> Any:
    """Run as a participant does: from the folder the notebook lies in, top to bottom."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TIPANALYSIS_")}
    client = NotebookClient(
        notebook, timeout=120, kernel_manager_class=MANAGER, resources={"metadata": {"path": str(folder)}}
    )
    client.execute(env={**environment, "PYTHONWARNINGS": "error::UserWarning"})
    return notebook


def tagged(notebook: Any, tag: str) -> Iterator[Any]:
    return (cell for cell in notebook.cells if tag in cell.metadata.get("tags", []))


def feedback_of(notebook: Any) -> list[str]:
    return [cell.outputs[0].data["text/plain"] for cell in tagged(notebook, "revision")]


@each
def test_a_participant_gets_no_outputs_and_no_solutions(lesson: Lesson, lang: str) -> None:
    notebook = opened(participant_path(lesson, lang))
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in notebook.cells)
    given = "\n".join(cell.source for cell in notebook.cells)
    for cell in tagged(read_source(lesson, lang), EXERCISE_TAG):
        kept = starting_lines(cell.source)
        assert [line for line in solution_lines(cell.source) if line not in kept and line in given] == []
    assert START_MARK not in given


@each
def test_a_participant_has_something_to_fill_in_for_every_exercise(lesson: Lesson, lang: str) -> None:
    notebook = opened(participant_path(lesson, lang))
    for task in lesson.exercises():
        cells = list(tagged(notebook, f"ej:{task.id}"))
        assert sum(cell.source.count("____") for cell in cells) >= 1
        assert any(f'tip.check("{task.id}"' in cell.source for cell in tagged(notebook, "revision"))


@each
def test_any_jupyter_opens_it(lesson: Lesson, lang: str) -> None:
    for path in (participant_path(lesson, lang), solved_path(lesson, lang)):
        notebook = opened(path)
        nbformat.validate(notebook)
        assert notebook.metadata.kernelspec == {"display_name": "Python 3", "language": "python", "name": "python3"}
        ids = [cell.id for cell in notebook.cells]
        assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("lesson", list_lessons(), ids=lambda lesson: lesson.name[:2])
def test_both_languages_have_the_same_cells(lesson: Lesson) -> None:
    for path_of in (participant_path, solved_path):
        spanish, english = (opened(path_of(lesson, lang)) for lang in LANGS)
        shapes = [
            [(cell.id, cell.cell_type, cell.metadata.get("tags")) for cell in one.cells] for one in (spanish, english)
        ]
        assert shapes[0] == shapes[1]
        texts = [one for one, other in zip(spanish.cells, english.cells, strict=True) if one.source == other.source]
        assert [cell.source for cell in texts if cell.cell_type == "markdown"] == []


@each
def test_it_begins_with_its_title_and_says_that_its_data_are_synthetic(lesson: Lesson, lang: str) -> None:
    first = opened(participant_path(lesson, lang)).cells[0].source
    assert first.startswith(f"# {lesson.meta['title'][lang]}\n")  # type: ignore[index]
    assert {"es": "DATOS SINTÉTICOS", "en": "SYNTHETIC DATA"}[lang] in first


@each
def test_the_solved_notebook_was_run_whole_and_shows_it(lesson: Lesson, lang: str) -> None:
    notebook = opened(solved_path(lesson, lang))
    code = [cell for cell in notebook.cells if cell.cell_type == "code" and not _only_comments(cell.source)]
    assert [cell.execution_count for cell in code] == sorted(cell.execution_count for cell in code)
    assert not [output for cell in code for output in cell.outputs if output.output_type in ("error", "stream")]
    assert all(word.startswith(f"✔ {say('course_correct', lang=lang)}.") for word in feedback_of(notebook))
    assert len(feedback_of(notebook)) == len(lesson.exercises())


def _only_comments(source: str) -> bool:
    return all(line.startswith("#") or not line.strip() for line in source.splitlines())


@pytest.mark.slow
@each
def test_an_untouched_notebook_runs_and_says_not_attempted(lesson: Lesson, lang: str) -> None:
    path = participant_path(lesson, lang)
    notebook = run(opened(path), path.parent)
    errors = [output for cell in notebook.cells for output in cell.get("outputs", []) if output.output_type == "error"]
    assert errors == []
    assert all(word.startswith(f"○ {say('course_not_attempted', lang=lang)}.") for word in feedback_of(notebook))


@pytest.mark.slow
@pytest.mark.parametrize("lesson", list_lessons(), ids=lambda lesson: lesson.name[:2])
def test_the_solved_notebook_runs_again_and_is_correct(lesson: Lesson) -> None:
    path = solved_path(lesson, "es")
    kept = opened(path)
    again = run(opened(path), path.parent)
    assert feedback_of(again) == feedback_of(kept)
    assert all(word.startswith("✔ Correcto.") for word in feedback_of(again))
    assert _shown(again) == _shown(kept), f"tipanalysis lesson build {lesson.name}"


def _shown(notebook: Any) -> list[list[str]]:
    """What a terminal would show of every cell."""
    return [[output.data["text/plain"] for output in cell.get("outputs", [])] for cell in notebook.cells]
