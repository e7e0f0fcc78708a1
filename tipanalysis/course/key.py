"""The key of a lesson: its right and wrong answers, computed when it is built, so that feedback does not wait.

``respuestas.json`` tells for which exercises and which data it was computed, by checksum. Where either has changed the
file counts for nothing and the answers are computed anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .answers import Answer, Kind, answer_of
from .lesson import RIGHT, Lesson, project_folder

if TYPE_CHECKING:
    from .exercise import Exercise

NAME = "respuestas.json"
Key = Mapping[str, Answer]
"""The answers of one exercise by name: the right one first, then the mistakes."""


def key_of(lesson: Lesson, task: Exercise) -> Key:
    """The answers of an exercise: those of the file, where it fits, else computed now."""
    return _kept(lesson).get(task.id) or computed_key(task)


@cache
def computed_key(task: Exercise) -> Key:
    """The answers of an exercise, computed from the data."""
    return {
        RIGHT: answer_of(task.expected()),
        **{mistake.name: answer_of(mistake.value()) for mistake in task.mistakes},
    }


@cache
def _kept(lesson: Lesson) -> Mapping[str, Key]:
    try:
        kept = json.loads((lesson.folder / NAME).read_text("utf-8"))
        if kept["of"] != checksum(lesson):
            return {}
        return {task: {name: _read(*pair) for name, pair in key.items()} for task, key in kept["answers"].items()}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _read(kind: str, value: Any) -> Answer:
    return Answer(Kind(kind), _tuples(value))


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def checksum(lesson: Lesson) -> str:
    """Of the exercises and of the data that they name: in ``datasets/`` and beside them."""
    exercises = (lesson.folder / "ejercicios.py").read_text("utf-8")
    places = sorted((*(project_folder() / "datasets").glob("*"), *lesson.folder.glob("*.csv")))
    digest = hashlib.sha256(exercises.encode())
    for place in places:
        if place.name in exercises:
            for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
                digest.update(path.name.encode() + (path.read_bytes() if path.is_file() else b""))
    return digest.hexdigest()


def key_text(lesson: Lesson) -> str:
    """What ``respuestas.json`` must hold."""
    answers = {
        task.id: {name: [one.kind, one.value] for name, one in computed_key(task).items()}
        for task in lesson.exercises()
    }
    return json.dumps({"of": checksum(lesson), "answers": answers}, ensure_ascii=False, indent=1) + "\n"


def write_key(lesson: Lesson) -> Path:
    """Compute the answers of a lesson and keep them beside its exercises."""
    path = lesson.folder / NAME
    path.write_text(key_text(lesson), "utf-8")
    return path
