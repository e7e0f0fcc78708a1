"""How long a module takes: reading at a calm pace, running cells, answering, talking in groups."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .lesson import Lesson
from .notebooks import read_source
from .quiz_file import read_questions

_WORD = re.compile(r"[\w’'-]+")
_GROUP = re.compile(r"[Ee]n grupo\b.*\((\d+) minutos\)")
"""In the Spanish text, the minutes of an activity in a group: in the line that names it."""
_NOT_RUN = {"revision", "pista"}


@dataclass(frozen=True)
class Reading:
    """What a module asks of a participant in one language, and the minutes that its notebooks have."""

    words: int
    cells: int
    exercises: int
    questions: int
    group: int
    needed: float
    minutes: int

    @property
    def share(self) -> float:
        """Minutes needed by minutes there are."""
        return self.needed / self.minutes


def reading_of(lesson: Lesson, lang: str) -> Reading:
    """The reading time of a module; pace and minutes for each task are in ``data/minutos.toml``."""
    pace = _pace()
    cells = [cell for part in lesson.parts for cell in read_source(part, lang).cells]
    texts = [cell.source for cell in cells if cell.cell_type == "markdown"]
    run = [cell for cell in cells if cell.cell_type == "code" and not _NOT_RUN & set(cell.metadata.get("tags", []))]
    spanish = "".join(part.source("es").read_text("utf-8") for part in lesson.parts)
    words = sum(len(_WORD.findall(text)) for text in texts)
    counts = len(run), len(lesson.exercise_ids()), len(read_questions(lesson))
    each = pace["cell"], pace["exercise"], pace["question"]
    group = sum(int(minutes) for minutes in _GROUP.findall(spanish))
    tasks = sum(many * minutes for many, minutes in zip(counts, each, strict=True))
    return Reading(words, *counts, group, words / pace["words_per_minute"] + tasks + group, lesson.meta["minutes"])


def tolerance() -> tuple[float, float]:
    """The least and the most that reading and tasks may take of a module's minutes."""
    return _pace()["least"], _pace()["most"]


@cache
def _pace() -> Mapping[str, float]:
    return tomllib.loads(files(__package__).joinpath("data/minutos.toml").read_text("utf-8"))
