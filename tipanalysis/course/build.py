"""Making everything that follows from a lesson's source: key, notebooks of three kinds, and the time they take."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from .key import write_key
from .lesson import Lesson
from .notebooks import executed, participant_notebook, participant_path, solved_notebook, write_notebook
from .seconds import keep_seconds, seconds_of
from .solved import solved_path
from .without_code import without_code_notebook, without_code_path


def build_lesson(lesson: Lesson, lang: str) -> Iterator[Path]:
    """Write the key, the participants' notebooks and the executed solved ones; give each path."""
    yield write_key(lesson)
    for part in lesson.parts:
        yield write_notebook(participant_notebook(part, lang), participant_path(part, lang))
        yield write_notebook(without_code_notebook(part, lang), without_code_path(part, lang))
        solved = solved_notebook(part, lang)
        keep_seconds(part, lang, seconds_of(partial(executed, solved, lang)))
        yield write_notebook(solved, solved_path(part, lang))
