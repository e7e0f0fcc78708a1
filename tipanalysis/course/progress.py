"""A participant's own progress: one local file of lines, without names, shown as a small picture.

A line holds the exercise, the outcome and the minute, never the answer. It is written only where a person works in a
notebook of their own (or where ``TIPANALYSIS_PROGRESS`` names a file), so that tests and builds leave no trace.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path

from ..words.settings import current_settings
from ..words.texts import say
from .feedback import Outcome
from .lesson import list_lessons, project_folder
from .quiz_file import question_ids

NAME = "avance.jsonl"
DONE, BEGUN, OPEN = "done", "begun", "open"
_SIDE, _GAP, _LINE, _LABEL = 18, 5, 30, 300


def in_person() -> bool:
    """Whether a person has this notebook open: JupyterLab tells its kernels, programs that run notebooks do not."""
    return "JPY_SESSION_NAME" in os.environ


def progress_path() -> Path | None:
    """The file with the progress; ``None`` where none is kept."""
    given = os.environ.get("TIPANALYSIS_PROGRESS")
    if given:
        return Path(given)
    return project_folder() / NAME if in_person() else None


def record(exercise: str, outcome: Outcome) -> None:
    """Add one line; a file that cannot be written is no reason to stop a lesson."""
    path = progress_path()
    if path is None:
        return
    line = {"exercise": exercise, "outcome": outcome.value, "at": datetime.now().isoformat(timespec="minutes")}
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
    except OSError:
        return


def progress() -> Progress:
    """How far you have come: which exercises and questions are solved, begun or still open.

    Returns
    -------
    Progress
        A small picture with its text, from the file on this computer; nothing leaves it. Modules without exercises
        are not in it.
    """
    reached = dict(_reached())
    rows = (
        Row(
            say("course_module", number=lesson.number, title=lesson.meta["title"][current_settings().lang]),
            tuple(reached.get(one, OPEN) for one in (*lesson.exercise_ids(), *question_ids(lesson))),
        )
        for lesson in list_lessons()
    )
    return Progress(tuple(row for row in rows if row.steps))


def _reached() -> Iterator[tuple[str, str]]:
    """The furthest that each exercise got: once solved it stays solved."""
    solved = set()
    for line in _lines():
        if line.get("outcome") == Outcome.CORRECT:
            solved.add(line.get("exercise", ""))
        yield line.get("exercise", ""), DONE if line.get("exercise", "") in solved else BEGUN


def _lines() -> Iterator[Mapping[str, str]]:
    path = progress_path()
    try:
        text = path.read_text("utf-8") if path else ""
    except OSError:
        return
    for line in text.splitlines():
        try:
            read = json.loads(line)
        except ValueError:
            continue
        if isinstance(read, dict):
            yield read


@dataclass(frozen=True)
class Row:
    """One module: its name and how far each of its exercises and questions got."""

    name: str
    steps: Sequence[str]

    @property
    def done(self) -> int:
        """How many are solved."""
        return self.steps.count(DONE)


@dataclass(frozen=True)
class Progress:
    """Progress over all modules, as text and as a picture."""

    rows: tuple[Row, ...]

    def __repr__(self) -> str:
        done, total = sum(row.done for row in self.rows), sum(len(row.steps) for row in self.rows)
        lines = [say("course_progress_row", name=row.name, done=row.done, total=len(row.steps)) for row in self.rows]
        return "\n".join([say("course_progress", done=done, total=total), *lines])

    def _repr_html_(self) -> str:
        picture = base64.b64encode(self.svg().encode()).decode()
        return (
            f'<figure style="margin:0"><img alt="{escape(repr(self))}" src="data:image/svg+xml;base64,{picture}">'
            f"<figcaption>{escape(say('course_progress_legend'))}</figcaption></figure>"
        )

    def svg(self) -> str:
        """The picture: a line for each module, a square for each exercise; the mark in it says what the colour says."""
        width = _LABEL + max((len(row.steps) for row in self.rows), default=0) * (_SIDE + _GAP) + _GAP
        body = "".join(_drawn(row, number * _LINE) for number, row in enumerate(self.rows))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{len(self.rows) * _LINE}" '
            f'font-family="sans-serif" font-size="13">{body}</svg>'
        )


def _drawn(row: Row, top: int) -> str:
    name = row.name if len(row.name) <= 44 else row.name[:43] + "…"
    text = f'<text x="0" y="{top + 19}" fill="#1b1f24">{escape(name)}</text>'
    return text + "".join(_square(step, _LABEL + n * (_SIDE + _GAP), top + 6) for n, step in enumerate(row.steps))


def _square(step: str, left: int, top: int) -> str:
    fill = "#0b5a8a" if step == DONE else "#ffffff"
    marks = {
        DONE: f'<path d="M{left + 4} {top + 9}l4 4l6-8" fill="none" stroke="#ffffff" stroke-width="2"/>',
        BEGUN: f'<path d="M{left} {top + _SIDE}V{top}h{_SIDE}z" fill="#8fb8d0"/>',
        OPEN: "",
    }
    box = f'<rect x="{left}" y="{top}" width="{_SIDE}" height="{_SIDE}" fill="{fill}" stroke="#0b5a8a"/>'
    return box + marks[step]
