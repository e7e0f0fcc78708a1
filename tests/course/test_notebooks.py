"""The notebooks of every lesson: what a participant opens, and what a trainer has beside it."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from tipanalysis.course.answering import AnswerForm, answer
from tipanalysis.course.answers import Answer, Kind, read_answer
from tipanalysis.course.explore import explore
from tipanalysis.course.feedback import Outcome
from tipanalysis.course.lesson import RIGHT, Lesson, Part, list_lessons
from tipanalysis.course.notebooks import (
    EXERCISE_TAG,
    START_MARK,
    TRAINER_TAG,
    participant_path,
    read_source,
    solution_lines,
    starting_lines,
)
from tipanalysis.course.restart import restore
from tipanalysis.course.solved import find_place, solved_path
from tipanalysis.course.without_code import without_code_path
from tipanalysis.register.remembered import Memory, remember
from tipanalysis.words.settings import LANGS
from tipanalysis.words.texts import say

PARTS = [part for lesson in list_lessons() for part in lesson.parts]
EACH = [(part, lang) for part in PARTS for lang in LANGS]


def named(part: Part) -> str:
    return part.name[:2] + (f"_{part.number}" if part.number else "")


each_part = pytest.mark.parametrize("part", PARTS, ids=named)
each = pytest.mark.parametrize(("part", "lang"), EACH, ids=[f"{named(part)}-{lang}" for part, lang in EACH])
MANAGER = "tipanalysis.reports.kernel.QuietKernelManager"


@pytest.fixture(scope="module", autouse=True)
def what_was_worked_out_is_remembered() -> Iterator[None]:
    """The same registers are read and counted again and again: once is enough, as in a batch of reports."""
    with TemporaryFile() as file:
        remember(Memory(file.fileno(), sealed=False))
        yield
        remember()


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
def test_a_participant_gets_no_outputs_and_no_solutions(part: Part, lang: str) -> None:
    notebook = opened(participant_path(part, lang))
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in notebook.cells)
    given = "\n".join(cell.source for cell in notebook.cells)
    for cell in tagged(read_source(part, lang), EXERCISE_TAG):
        kept = starting_lines(cell.source)
        assert [line for line in solution_lines(cell.source) if line not in kept and line in given] == []
    assert START_MARK not in given


@each
def test_a_participant_has_something_to_fill_in_for_every_exercise(part: Part, lang: str) -> None:
    notebook = opened(participant_path(part, lang))
    for task in exercises_in(part, lang):
        cells = list(tagged(notebook, f"ej:{task}"))
        assert sum(cell.source.count("____") for cell in cells) >= 1
        assert any(f'tip.check("{task}"' in cell.source for cell in tagged(notebook, "revision"))


def exercises_in(part: Part, lang: str) -> list[str]:
    tags = [tag for cell in read_source(part, lang).cells for tag in cell.metadata.get("tags", [])]
    return list(dict.fromkeys(tag.removeprefix("ej:") for tag in tags if tag.startswith("ej:")))


@pytest.mark.parametrize("lesson", list_lessons(), ids=lambda lesson: lesson.name[:2])
def test_every_exercise_stands_in_one_notebook(lesson: Lesson) -> None:
    there = [task for part in lesson.parts for task in exercises_in(part, "es")]
    assert there == [task.id for task in lesson.exercises()]
    assert set(there) == set(lesson.exercise_ids())


@each
def test_any_jupyter_opens_it(part: Part, lang: str) -> None:
    for path in (participant_path(part, lang), solved_path(part, lang)):
        notebook = opened(path)
        nbformat.validate(notebook)
        assert notebook.metadata.kernelspec == {"display_name": "Python 3", "language": "python", "name": "python3"}
        ids = [cell.id for cell in notebook.cells]
        assert len(set(ids)) == len(ids)


@each_part
def test_both_languages_have_the_same_cells(part: Part) -> None:
    for path_of in (participant_path, solved_path):
        spanish, english = (opened(path_of(part, lang)) for lang in LANGS)
        shapes = [
            [(cell.id, cell.cell_type, cell.metadata.get("tags")) for cell in one.cells] for one in (spanish, english)
        ]
        assert shapes[0] == shapes[1]
        texts = [one for one, other in zip(spanish.cells, english.cells, strict=True) if one.source == other.source]
        assert [cell.source for cell in texts if cell.cell_type == "markdown"] == []


@each
def test_it_begins_with_its_title_and_says_that_its_data_are_synthetic(part: Part, lang: str) -> None:
    first = opened(participant_path(part, lang)).cells[0].source
    assert first.startswith(f"# {part.meta['title'][lang]}\n")
    assert {"es": "DATOS SINTÉTICOS", "en": "SYNTHETIC DATA"}[lang] in first


@each
def test_the_solved_notebook_was_run_whole_and_shows_it(part: Part, lang: str) -> None:
    notebook = opened(solved_path(part, lang))
    code = [cell for cell in notebook.cells if cell.cell_type == "code" and not _only_comments(cell.source)]
    assert [cell.execution_count for cell in code] == sorted(cell.execution_count for cell in code)
    assert not [output for cell in code for output in cell.outputs if output.output_type in ("error", "stream")]
    assert all(word.startswith(f"✔ {say('course_correct', lang=lang)}.") for word in feedback_of(notebook))
    assert len(feedback_of(notebook)) == len(exercises_in(part, lang))


def _only_comments(source: str) -> bool:
    return all(line.startswith("#") or not line.strip() for line in source.splitlines())


@each
def test_trainers_notes_stay_with_the_trainer(part: Part, lang: str) -> None:
    assert list(tagged(opened(participant_path(part, lang)), TRAINER_TAG)) == []


@each_part
def test_an_untouched_notebook_says_not_attempted_and_is_solved_by_choosing(
    part: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = participant_path(part, "es")
    monkeypatch.chdir(path.parent)
    played = play(opened(path))
    assert [feedback.outcome for feedback in played.told] == [Outcome.NOT_ATTEMPTED] * len(exercises_in(part, "es"))
    for exercise, names in zip(exercises_in(part, "es"), played.then, strict=True):
        solve_by_choosing(exercise, names)
    for counted in explored_in(part):
        explorer = explore(played.names[counted])
        assert "<caption" in explorer.html(explorer.variables[0])


def solve_by_choosing(exercise: str, names: dict[str, Any]) -> None:
    """Every list set as the solution has it shows something, and the right answer is right."""
    form = answer(exercise)
    form.names = names
    for gap in form.trial.gaps:
        assert gap.wanted in [code for _, code in form.gap_options(gap)]
    if form.trial.code:
        assert form.run([gap.wanted for gap in form.trial.gaps]) or form.kind == Kind.TABLE
    right = form.key[RIGHT]
    assert form.submit(given_to(form, right)).outcome == Outcome.CORRECT


def given_to(form: AnswerForm, wanted: Answer) -> Any:
    """What a person gives to the form to mean this answer."""
    if wanted.kind == Kind.NUMBER:
        return f"{wanted.value:.6f}"
    if wanted.kind == Kind.TABLE:
        return None
    if wanted.kind == Kind.TRUTH:
        return wanted.value
    if wanted.kind == Kind.TEXT:
        return next(value for _, value in form.options if read_answer(value, Kind.TEXT) == wanted)
    found = {read_answer([value], Kind.LIST).value[0]: value for _, value in form.options}  # type: ignore[union-attr]
    return [found[item] for item in wanted.value]


def explored_in(part: Part) -> list[str]:
    """What the notebook without code offers to explore."""
    sources = [cell.source for cell in opened(without_code_path(part, "es")).cells]
    return [found for source in sources for found in re.findall(r"^tip\.explore\((\w+)\)", source)]


@each_part
def test_solutions_are_correct_and_still_are_after_all_later_cells(part: Part, monkeypatch: pytest.MonkeyPatch) -> None:
    path = solved_path(part, "es")
    monkeypatch.chdir(path.parent)
    notebook = opened(path)
    played = play(notebook)
    assert [repr(feedback) for feedback in played.told] == feedback_of(notebook)
    again = [evaluate(cell.source, played.names) for cell in tagged(notebook, "revision")]
    assert {feedback.outcome for feedback in again} <= {Outcome.CORRECT}


@each_part
def test_an_exercise_starts_again_whatever_was_spoilt(part: Part, monkeypatch: pytest.MonkeyPatch) -> None:
    path = solved_path(part, "es")
    monkeypatch.chdir(path.parent)
    notebook = opened(path)
    for task in exercises_in(part, "es"):
        place = find_place(part.lesson, task)
        assert place is not None
        names: dict[str, Any] = {"registro": "spoilt", "acreditadas": None}
        restore(place, names)
        revision = next(cell for cell in tagged(notebook, "revision") if f'"{task}"' in cell.source)
        assert evaluate(revision.source, names).outcome == Outcome.NOT_ATTEMPTED
        for code in place.solution:
            evaluate(code, names)
        assert evaluate(revision.source, names).outcome == Outcome.CORRECT


@pytest.mark.slow
def test_the_first_notebook_runs_in_a_kernel_as_a_participant_has_it() -> None:
    path = participant_path(PARTS[0], "en")
    notebook = run(opened(path), path.parent)
    errors = [output for cell in notebook.cells for output in cell.get("outputs", []) if output.output_type == "error"]
    assert errors == []
    assert all(word.startswith("○ Not attempted.") for word in feedback_of(notebook))


@dataclass
class Played:
    """What a notebook left: its names, and what its revision cells told."""

    names: dict[str, Any] = field(default_factory=dict)
    told: list[Any] = field(default_factory=list)
    then: list[dict[str, Any]] = field(default_factory=list)
    """The names as they were at each revision cell."""


def play(notebook: Any) -> Played:
    """Run the code of a notebook here, from top to bottom: no kernel to start, nothing to import again."""
    played = Played()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            value = evaluate(cell.source, played.names)
            if "revision" in cell.metadata.get("tags", []):
                played.told.append(value)
                played.then.append(dict(played.names))
    return played


def evaluate(source: str, names: dict[str, Any]) -> Any:
    """Run a cell; the value of its last line, as a notebook shows it."""
    tree = ast.parse(source)
    last = ast.Expression(tree.body.pop().value) if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    return None if last is None else eval(compile(last, "cell", "eval"), names)
