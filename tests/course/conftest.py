"""A project of one lesson, copied where it can be spoilt."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tipanalysis.course import lesson as lesson_module
from tipanalysis.course import quiz_file
from tipanalysis.course.key import write_key
from tipanalysis.course.lesson import Lesson, load_lesson
from tipanalysis.course.notebooks import participant_notebook, participant_path, solved_notebook, write_notebook
from tipanalysis.course.solved import solved_path
from tipanalysis.course.without_code import without_code_notebook, without_code_path
from tipanalysis.words.settings import LANGS, using

ROOT = Path(__file__).resolve().parents[2]
NAME = "00_primer_vistazo"
COPIED = (f"notebooks/lessons/{NAME}", "notebooks/solved", "exercises")
QUICK = """
from tipanalysis.course.exercise import Exercise, Mistake

UNDER, ADULTS = 73, 91
EXERCISES = (
    Exercise(
        "0.1",
        lambda: UNDER,
        (
            Mistake("adultas", lambda: ADULTS),
            Mistake("total", lambda: UNDER + ADULTS),
            Mistake("proporcion", lambda: UNDER / ADULTS),
        ),
        hints=2,
    ),
)
"""
"""Exercises whose numbers cost nothing: gates that look at notebooks need not read a register."""


@pytest.fixture(autouse=True)
def spanish_in_costa_rica(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    with using(lang="es", country="CRI"):
        yield


@pytest.fixture
def lesson(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lesson:
    """The first lesson in a project of its own."""
    for folder in COPIED:
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / "notebooks" / "lessons" / NAME / "ejercicios.py").write_text(QUICK, "utf-8")
    monkeypatch.setenv("TIPANALYSIS_PROJECT", str(tmp_path))
    made = load_lesson(NAME)
    write_key(made)
    return made


@pytest.fixture
def rebuild(lesson: Lesson) -> Callable[[], None]:
    """Make the notebooks of the lesson anew, not executed: gates compare what stands in their cells."""

    def write() -> None:
        for part in lesson.parts:
            for lang in LANGS:
                write_notebook(participant_notebook(part, lang), participant_path(part, lang))
                write_notebook(without_code_notebook(part, lang), without_code_path(part, lang))
                write_notebook(solved_notebook(part, lang), solved_path(part, lang))

    return write


@pytest.fixture
def change(lesson: Lesson) -> Callable[..., None]:
    """Replace text in a file of the lesson; it must stand there."""

    def edit(old: str, new: str, *files: str) -> None:
        for name in files:
            path = lesson.folder / name
            text = path.read_text("utf-8")
            assert old in text, f"{old!r} is not in {name}"
            path.write_text(text.replace(old, new, 1), "utf-8")
        for cached in (lesson_module._words, lesson_module._exercises, quiz_file.read_questions):
            cached.cache_clear()

    return edit
