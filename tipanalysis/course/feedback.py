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


_LOOKS = {
    Outcome.NOT_ATTEMPTED: ("○", "#57606a"),
    Outcome.INCORRECT: ("✖", "#a04000"),
    Outcome.NOT_UNDERSTOOD: ("?", "#57606a"),
    Outcome.CORRECT: ("✔", "#0b5a8a"),
    Outcome.HINT: ("→", "#6f42a1"),
    Outcome.SOLUTION: ("=", "#0b5a8a"),
}


@dataclass(frozen=True)
class Feedback:
    """One answer to the participant."""

    outcome: Outcome
    message: str

    @property
    def word(self) -> str:
        """The outcome in one word; the colour of the box only repeats it."""
        return say(f"course_{self.outcome.value}")

    def _repr_html_(self) -> str:
        sign, colour = _LOOKS[self.outcome]
        body = escape(self.message).replace("\n", "<br>")
        return (
            f'<div role="status" style="border-left:6px solid {colour};padding:0.5em 1em;margin:0.5em 0;'
            f'max-width:46em"><strong>{sign} {escape(self.word)}.</strong> {body}</div>'
        )

    def __repr__(self) -> str:
        return f"{_LOOKS[self.outcome][0]} {self.word}. {self.message}"
