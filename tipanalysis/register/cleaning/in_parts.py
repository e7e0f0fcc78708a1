"""A large text file read and, if asked to, cleaned part by part, by this process or with the help of others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

from ..file_kind import detect_kind
from ..location import located
from ..parts import PART, Part, Plan, Survey, read_part, survey
from ..register import Register
from ..source_map import SourceMap
from ..workers import Workers
from .clean import clean_part
from .decide import Words, agreed_words
from .rules import Rule

LARGE = 30_000_000
"""Bytes from which a text file is read in parts where nobody says otherwise."""


def comes_in_parts(path: str | Path, part: int | None) -> bool:
    """Whether a file is read in parts: a text file that is large, or for which the rows of a part are given."""
    file = located(path)
    return detect_kind(file) == "csv" and (part is not None or file.stat().st_size >= LARGE)


@dataclass(frozen=True)
class _Task:
    """What is done to every part: how it is read and, with ``words``, cleaned."""

    plan: Plan
    words: Words | None
    rules: tuple[Rule, ...]


class FileInParts:
    """A text file that was looked through and can be read once, part by part; inside ``with``, for its workers.

    ``clean`` says whether the parts are cleaned, by ``rules`` of an office too. ``pause`` is called whenever this
    process waits or begins a part: an error in it ends the work.
    """

    def __init__(
        self,
        path: str | Path,
        source: str | Path | SourceMap,
        *,
        key: str | None = None,
        clean: bool = False,
        rules: Sequence[Rule] = (),
        size: int = PART,
        workers: int = 0,
    ) -> None:
        self._workers = Workers(workers)
        self._open: Callable[[], Survey] = lambda: survey(path, source, key=key, size=size, mapped=self._workers.map)
        self._clean, self._rules = clean, tuple(replace(rule) for rule in rules)

    def __enter__(self) -> FileInParts:
        self._workers.__enter__()
        try:
            self._survey = self._open()
        except BaseException:
            self._workers.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._workers.__exit__(kind, error, trace)

    @property
    def rows(self) -> int:
        """The rows of the file that hold anything."""
        return self._survey.provenance.rows_read

    def registers(self, pause: Callable[[], None]) -> Iterator[Register]:
        """What each part holds, in order; together they are the register of the whole file."""
        self._workers.pause = pause
        task = _Task(self._survey.plan, agreed_words(self._survey.words) if self._clean else None, self._rules)
        return self._survey.registers(self._workers.map(_made, task, self._survey.parts()))


def _made(task: _Task, part: Part) -> Register:
    register = read_part(task.plan, part)
    return register if task.words is None else clean_part(register, task.words, rules=task.rules)
