"""Feedback: a small box with a sign, a word and a sentence; plain text for terminals and screen readers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from html import escape

from ..words.texts import say


class Outcome(StrEnum):
    """What feedback tells."""

    NOT_ATTEMPTED = "not_attempted"
    INCORRECT = "incorrect"
    NOT_UNDERSTOOD = "not_understood"
    CORRECT = "correct"
    HINT = "hint"
    SOLUTION = "solution"
    RESTARTED = "restarted"
    STOPPED = "stopped"


_LOOKS = {
    Outcome.NOT_ATTEMPTED: ("○", "#57606a"),
    Outcome.INCORRECT: ("✖", "#a04000"),
    Outcome.NOT_UNDERSTOOD: ("?", "#57606a"),
    Outcome.CORRECT: ("✔", "#0b5a8a"),
    Outcome.HINT: ("→", "#6f42a1"),
    Outcome.SOLUTION: ("=", "#0b5a8a"),
    Outcome.RESTARTED: ("↺", "#57606a"),
    Outcome.STOPPED: ("!", "#a04000"),
}


@dataclass(frozen=True)
class Feedback:
    """One answer to the participant: an outcome, a sentence, and the heading of the lesson to go back to."""

    outcome: Outcome
    message: str
    exercise: str = ""
    section: str = ""

    @property
    def word(self) -> str:
        """The outcome in one word; the colour of the box only repeats it."""
        return say(f"course_{self.outcome.value}")

    def _repr_html_(self) -> str:
        sign, colour = _LOOKS[self.outcome]
        body = f'<span style="white-space:pre-wrap">{escape(self.message)}</span>'
        return (
            f'<div role="status" style="border-left:6px solid {colour};padding:0.5em 1em;margin:0.5em 0;'
            f'max-width:46em"><strong>{sign} {escape(self.word)}.</strong> {body}{self._way_back()}</div>'
        )

    def _way_back(self) -> str:
        if not self.section:
            return ""
        anchor = escape(self.section.replace(" ", "-"))
        return f'<br><a href="#{anchor}">{escape(say("course_way_back", section=self.section))}</a>'

    def __repr__(self) -> str:
        back = "\n" + say("course_way_back", section=self.section) if self.section else ""
        return f"{_LOOKS[self.outcome][0]} {self.word}. {self.message}{back}"
