"""Gaps between the groups of a release: computed from what it shows, so that they say nothing that it hides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..analysis.quality import Gap, largest_gap
from ..standard.codebook import load_codebook
from ..standard.fixed_codes import TOTAL
from ..words.errors import ReleaseError
from .release import Release


@dataclass(frozen=True)
class Comparison:
    """A share compared between groups: who does not have the ``flaw``, of all but those ``outside``.

    ``release`` counts units, or gives their shares, by groups and by a variable that holds ``flaw`` and ``outside``.
    Groups ``apart``, as that of unknown values, are not compared.

    Raises
    ------
    ReleaseError
        For anything but a Release by two variables.
    """

    name: str
    release: Release
    flaw: str
    outside: str = ""
    apart: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not isinstance(self.release, Release):
            raise ReleaseError("pages_not_a_release", given=type(self.release).__name__)
        if len(self.release.by) != 2:
            raise ReleaseError("charts_gaps_dimensions", name=self.name, given=", ".join(self.release.by))

    @cached_property
    def gap(self) -> Gap | None:
        """The largest gap between groups whose numbers are shown; ``None`` where two cannot be compared."""
        return largest_gap(self._groups())

    @property
    def group(self) -> str:
        """The variable of the groups."""
        return self.release.by[0]

    def _groups(self) -> dict[str, tuple[int, int]]:
        """By group, who has no flaw and who is in the denominator; a level that nobody has is a true zero."""
        groups = {}
        left = (TOTAL, *load_codebook().missing_codes, *self.apart)
        for code in dict.fromkeys(group for group, _ in self._numbers if group not in left):
            whole, flawed, outside = (self._numbers.get((code, level), 0) for level in (TOTAL, self.flaw, self.outside))
            if whole is not None and flawed is not None and outside is not None:
                groups[code] = (whole - outside - flawed, whole - outside)
        return groups

    @cached_property
    def _numbers(self) -> dict[tuple[str, str], int | None]:
        """Units by group and by the other variable; ``None`` where that is hidden. A table of shares has them too."""
        return {(one, other): _shown(line) for (one, other), line in self.release.lines.items()}


def _shown(row: Mapping[Any, Any]) -> int | None:
    return None if row["status"] == "hidden" else int(row["n"])
