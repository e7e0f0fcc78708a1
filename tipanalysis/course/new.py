"""A new lesson: a copy of another one under its own number, to be rewritten."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from ..words.errors import LessonError
from .key import NAME as KEY_NAME
from .lesson import Lesson, list_lessons, project_folder

_NAME = re.compile(r"\d\d_[a-z0-9_]+")


def new_lesson(name: str, pattern: Lesson) -> Path:
    """Copy the folder of ``pattern`` to a lesson called ``name``, its exercises renumbered.

    Raises
    ------
    LessonError
        If ``name`` is not two digits, ``_`` and a word without accents, or its number is taken.
    """
    if not _NAME.fullmatch(name):
        raise LessonError("course_new_name", given=name)
    taken = next((lesson.name for lesson in list_lessons() if lesson.name[:2] == name[:2]), None)
    if taken:
        raise LessonError("course_new_taken", given=name, taken=taken)
    made = Lesson(project_folder() / "notebooks" / "lessons" / name)
    left_out = shutil.ignore_patterns("__pycache__", KEY_NAME)
    shutil.copytree(pattern.folder, made.folder, ignore=left_out)
    for path in made.folder.iterdir():
        if path.suffix in (".py", ".csv", ".md"):
            path.write_text(_renumbered(path.read_text("utf-8"), pattern, made.number), "utf-8")
    return made.folder


def _renumbered(text: str, pattern: Lesson, number: str) -> str:
    for exercise in sorted(pattern.exercise_ids(), key=len, reverse=True):
        new = f"{number}.{exercise.partition('.')[2]}"
        text = re.sub(rf"(?<![\d.,]){re.escape(exercise)}(?![\d,])", new, text)
    return text.replace(f'tip.quiz("{pattern.number}"', f'tip.quiz("{number}"')
