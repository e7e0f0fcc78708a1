"""Shown numbers: what a page computes, it computes from what its releases show, so it tells nothing that they hide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ..release.release import Release
from ..standard.codebook import load_codebook
from ..standard.fixed_codes import TOTAL
from ..words.errors import ReleaseError


@dataclass(frozen=True)
class Shown:
    """The numbers that a release shows.

    Raises
    ------
    ReleaseError
        For anything but a Release.

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.release.protect import protect
    >>> people = pd.DataFrame({"sexo": ["MUJER"] * 9 + ["HOMBRE"] * 7 + ["INTERSEX"] * 2})
    >>> shown = Shown(protect(count_by(people, "sexo")))
    >>> shown.n(), shown.n(sexo="MUJER"), shown.n(sexo="HOMBRE")
    (18, 9, None)
    """

    release: Release

    def __post_init__(self) -> None:
        if not isinstance(self.release, Release):
            raise ReleaseError("pages_not_a_release", given=type(self.release).__name__)

    def n(self, **at: str) -> int | None:
        """Units at these levels, summed over the other variables: ``None`` where hidden, 0 for who has no row."""
        place = tuple(at.get(name, TOTAL) for name in self.release.by)
        return self._numbers.get(place, 0) if TOTAL not in place or place in self._numbers else self.release.total

    def unknown(self, variable: str) -> int | None:
        """Units without a value of the variable, whatever the reason; ``None`` where a part is hidden."""
        book = load_codebook()
        parts = [self.n(**{variable: code}) for code in self._codes(variable) if code in book.unknown_codes]
        return None if None in parts else sum(part for part in parts if part is not None)

    def levels(self, variable: str) -> list[str]:
        """The levels of the variable that say something, in the order of the table."""
        missing = load_codebook().missing_codes
        return [code for code in self._codes(variable) if code not in missing]

    def _codes(self, variable: str) -> list[str]:
        return [str(code) for code in dict.fromkeys(self.release.frame[variable])]

    @cached_property
    def _numbers(self) -> Mapping[tuple[str, ...], int | None]:
        lines = self.release.lines.items()
        return {codes: None if line["status"] == "hidden" else int(line["n"]) for codes, line in lines}
