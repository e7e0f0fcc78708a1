"""A variable of the record standard and the codes it may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ..words.errors import CodebookError
from ..words.settings import reader_lang
from .matching import Matcher, Suggestion


@dataclass(frozen=True)
class Code:
    """One code of a list: its two labels, the code it rolls up to, and when it holds."""

    code: str
    labels: Mapping[str, str]
    parent: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""

    def holds(self, on: date | None) -> bool:
        """Whether the code was in force ``on`` a day; without a day, always."""
        if on is None:
            return True
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True)
class CodeList:
    """The codes of one list in order, how texts find them, and the divisions of other countries."""

    name: str
    entries: Mapping[str, Code]
    matcher: Matcher
    abroad: Mapping[str, Code] = field(default_factory=dict)
    """Of a list of divisions, those of the other countries on file: no text finds them, each has its label."""


@dataclass(frozen=True, repr=False)
class Variable:
    """A variable of the standard: what it holds, what it is called, how texts become its codes.

    ``kind`` is ``code``, ``integer``, ``date``, ``text`` or ``derived`` (computed from others);
    ``multi`` says that one record may hold several values; ``sensitive`` that it needs extra care;
    ``roll_up`` names the variable its codes roll up to; ``other_names`` are headings seen in registers.
    """

    name: str
    kind: str
    multi: bool
    sensitive: bool
    table: str
    labels: Mapping[str, str]
    descriptions: Mapping[str, str]
    code_list: CodeList
    roll_up: str | None = None
    legal_basis: str = ""
    on_dashboard: bool = False
    in_minimum_set: bool = False
    other_names: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Variable({self.name!r}, {self.kind}, {len(self.code_list.entries)} codes)"

    def label(self, lang: str | None = None) -> str:
        """What a reader calls the variable."""
        return self.labels[reader_lang(lang)]

    def description(self, lang: str | None = None) -> str:
        """What the variable means, in a sentence."""
        return self.descriptions[reader_lang(lang)]

    @property
    def is_coded(self) -> bool:
        """Whether the values are codes of a list."""
        return bool(self.code_list.entries)

    def codes(self, on: date | None = None) -> tuple[str, ...]:
        """The substantive codes in order: all of them, or those in force ``on`` a day."""
        return tuple(code for code, entry in self.code_list.entries.items() if entry.holds(on))

    def entry(self, code: str) -> Code:
        """The code with its labels, parent, validity and source; an unknown code is an error."""
        found = self.code_list.entries.get(code) or self.code_list.abroad.get(code)
        if found is None:
            raise CodebookError("standard_code_unknown", given=code, variable=self.name, known=_some(self.codes()))
        return found

    def label_of(self, code: str, lang: str | None = None) -> str:
        """What a reader calls a substantive code."""
        return self.entry(code).labels[reader_lang(lang)]

    def parent(self, code: str) -> str | None:
        """The code of the variable named by ``roll_up`` to which ``code`` belongs."""
        return self.entry(code).parent

    def find(self, text: str) -> str | None:
        """The code that codes, labels and aliases give for ``text``, whatever its accents, case and spaces.

        Markers of missing values give their reason: ``"N/D"`` is ``ND``, a lone hyphen or space ``IGN``.
        ``None`` for an empty text, and where the tables say nothing or leave the text open:
        likeness never decides.
        """
        return self.code_list.matcher.find(text)

    def suggest(self, text: str, n: int = 3) -> list[Suggestion]:
        """Up to ``n`` codes that ``text`` may stand for with a likeness of at most 100; for a person to decide."""
        return self.code_list.matcher.suggest(text, n)

    def ambiguous(self, text: str) -> bool:
        """Whether ``text`` is known to mean more than one thing, so that only its source can decide."""
        return self.code_list.matcher.ambiguous(text)


def _some(codes: tuple[str, ...], most: int = 20) -> str:
    return ", ".join(codes[:most]) + (", …" if len(codes) > most else "")
