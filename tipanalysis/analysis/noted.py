"""What every result of several numbers carries: a status, and what a reader should know about it."""

from __future__ import annotations

from dataclasses import dataclass

from ..words.texts import say
from .estimates import Status


@dataclass(frozen=True, kw_only=True)
class Noted:
    """A result with a status; ``notes`` are text keys, the weightiest first."""

    status: Status = "ok"
    notes: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """The weightiest note, empty where there is none."""
        return self.notes[0] if self.notes else ""

    def reasons(self, *, lang: str | None = None) -> tuple[str, ...]:
        """The notes as sentences."""
        return tuple(say(note, lang=lang) for note in self.notes)
