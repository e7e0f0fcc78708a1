"""Where numbers come from: what travels with every result so that it can be made again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Selection:
    """One restriction of who is counted: records whose ``variable`` is in ``codes``."""

    variable: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Provenance:
    """The origin of a register and what was selected from it.

    Two tables speak of the same people only if ``checksum`` and ``unit`` agree; ``where``
    says which part of them a table counts.
    """

    source: str
    """Who keeps the register, e.g. ``"eri"``."""
    title: str
    """What a reader sees as the source line."""
    file: str
    """Name of the file, never its folder."""
    checksum: str
    """SHA-256 of the content read."""
    synthetic: bool = False
    rows_read: int = 0
    country: str = ""
    """ISO alpha-3 code of the country whose law the register follows; empty where it follows none in particular."""
    where: tuple[Selection, ...] = field(default=())

    def narrowed(self, variable: str, codes: tuple[str, ...]) -> Provenance:
        """The same origin with one more selection."""
        return replace(self, where=(*self.where, Selection(variable, codes)))
