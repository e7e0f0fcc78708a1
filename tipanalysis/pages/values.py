"""What one cell says to a reader: its number, the lines below it, or the mark of a number that is not shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..release.release import Release
from ..words.numbers import PERCENT, format_number, format_percent, format_range
from ..words.texts import say
from .labels import unit_label, variables_in_words
from .layout import Cell
from .notes import HIDDEN_MARK, has_estimates

NOT_APPLICABLE_MARK = "—"
_ESTIMATE_HEADS = {
    "share": "pages_head_percent",
    "rate": "pages_head_rate",
    "difference": "pages_head_difference",
    "ratio": "pages_head_ratio",
    "excess": "pages_head_excess",
    "value": "pages_head_value",
}


@dataclass(frozen=True)
class Said:
    """Either ``main`` (with smaller ``lines``) or a ``mark`` with the words ``spoken`` for it by a screen reader."""

    main: str = ""
    lines: tuple[str, ...] = ()
    mark: str = ""
    spoken: str = ""
    kind: str = ""

    def of_kind(self, kind: str) -> Said:
        """The same, drawn as another kind of cell."""
        return replace(self, kind=kind)


def say_cell(release: Release, cell: Cell, share: float | None) -> Said:
    """A cell of a crosstab: the count with its percentage, or the estimate with its interval and n."""
    if cell.n is None:
        return say_mark(cell)
    count = format_number(cell.n)
    if not has_estimates(release):
        return Said(count, () if share is None else (format_percent(share),))
    if cell.estimate is None:
        return Said(say("pages_cell_n", n=count))
    lines = (say_interval(release, cell), say("pages_cell_n", n=count))
    return Said(say_estimate(release, cell), lines)


def say_mark(cell: Cell) -> Said:
    """The mark of a cell without a number to show."""
    if cell.status == "hidden":
        return Said(mark=HIDDEN_MARK, spoken=say("pages_hidden"), kind="tip-hidden")
    return Said(mark=NOT_APPLICABLE_MARK, spoken=say("pages_not_applicable"))


def say_estimate(release: Release, cell: Cell) -> str:
    """The estimate on its own scale."""
    if cell.estimate is None:
        return NOT_APPLICABLE_MARK
    if release.measure == "share":
        return format_percent(cell.estimate)
    return format_number(cell.estimate, decimals_of(release))


def decimals_of(release: Release) -> int:
    """With how many decimals an estimate is written: a ratio needs one more than a percentage or a rate."""
    return 2 if release.measure == "ratio" else 1


def say_interval(release: Release, cell: Cell) -> str:
    """The two ends of the interval."""
    if cell.low is None or cell.high is None:
        return NOT_APPLICABLE_MARK
    return format_range(cell.low, cell.high, decimals_of(release))


def value_heads(release: Release, among: Sequence[str] | None) -> tuple[str, ...]:
    """Heads of the columns of a table whose dimensions all stand in rows."""
    count = say("pages_head_n", unit=unit_label(release.unit))
    if has_estimates(release):
        estimate = say(_ESTIMATE_HEADS[release.measure], per=format_number(release.per))
        level = format_percent(PERCENT * release.confidence, 0)
        return count, say("pages_head_base"), estimate, say("pages_head_interval", level=level)
    return (count,) if among is None else (count, share_head(among))


def estimate_heads(release: Release) -> tuple[str, str]:
    """Heads of an estimate and its interval where several stand beside each other: each with its denominator."""
    whole = say(_ESTIMATE_HEADS[release.measure], per=format_number(release.per))
    level = format_percent(PERCENT * release.confidence, 0)
    name = share_head(release.among) if release.measure == "share" else whole
    return name, say("pages_head_interval", level=level)


def estimate_cells(release: Release, cell: Cell) -> tuple[Said, Said]:
    """The cells under :func:`estimate_heads`."""
    if cell.n is None:
        return (say_mark(cell),) * 2
    return Said(say_estimate(release, cell)), Said(say_interval(release, cell))


def share_head(among: Sequence[str]) -> str:
    """What the percentages of a table of counts are taken of."""
    if not among:
        return say("pages_head_share")
    return say("pages_head_share_among", groups=variables_in_words(among))


def value_cells(release: Release, cell: Cell, share: float | None, among: Sequence[str] | None) -> tuple[Said, ...]:
    """The cells under :func:`value_heads`."""
    if cell.n is None:
        return (say_mark(cell),) * len(value_heads(release, among))
    count = Said(format_number(cell.n))
    if has_estimates(release):
        base = Said(format_number(cell.d)) if cell.d is not None else say_mark(Cell("not_applicable"))
        return count, base, Said(say_estimate(release, cell)), Said(say_interval(release, cell))
    if among is None:
        return (count,)
    return count, say_mark(Cell("hidden")) if share is None else Said(format_percent(share))
