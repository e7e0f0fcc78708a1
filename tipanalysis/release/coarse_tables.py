"""Coarser versions of a table, made from its numbers: broader levels, years or rare levels together, less crossing.

Levels are only added up where one person stands in one of them; margins are added up with the body. Of what events the
people of a sum come from the numbers do not tell: what one event makes up may still have to be hidden.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from ..counts.counts import TOTAL, Counts
from ..counts.margins import margin_of
from ..standard.codebook import load_codebook
from ..standard.fixed_codes import is_year

Kind = Literal["wider", "years", "rare", "fewer"]
SPANS = (3, 5)
"""How many years are put together."""
RARE = "OTRAS_JUNTAS"
"""The level that rare ones are put into."""


@dataclass(frozen=True)
class Coarse:
    """A coarser version: what is done to which ``variable`` (``to`` another, or to spans), and the tables it gives."""

    kind: Kind
    variable: str
    to: str
    tables: Mapping[str, Counts]


def coarser_versions(name: str, counts: Counts, others: Mapping[str, Counts], threshold: int) -> Iterator[Coarse]:
    """The versions of the table ``name`` that the standard knows, the mildest first.

    ``others`` are the tables beside it: what would contradict them, or stands there already, is left out.
    """
    for variable in counts.by:
        if variable not in counts.multi:
            yield from _wider(name, counts, variable)
            yield from _pooled(name, counts, variable)
            if not any(variable in other.by for other in others.values()):
                yield from _without_rare(name, counts, variable, threshold)
    standing = {(frozenset(other.by), other.unit, other.provenance.where) for other in others.values()}
    for variable in counts.by if len(counts.by) > 1 else ():
        rest = tuple(other for other in counts.by if other != variable)
        if (frozenset(rest), counts.unit, counts.provenance.where) not in standing:
            yield Coarse("fewer", variable, "", {name: margin_of(counts, rest)})


def _wider(name: str, counts: Counts, variable: str) -> Iterator[Coarse]:
    book = load_codebook()
    levels = [str(code) for code in counts.frame[variable].unique()]
    if variable not in book or any(code not in book[variable].codes() and not book.is_missing(code) for code in levels):
        return
    for to in book.roll_up_path(variable)[1:]:
        if to not in counts.by:
            wide = _merged(counts, variable, {code: book.roll_up(variable, code, to) for code in levels})
            by = tuple(to if other == variable else other for other in counts.by)
            parts = [part.rename(columns={variable: to}) for part in (wide.frame, wide.margins)]
            yield Coarse("wider", variable, to, {name: replace(wide, frame=parts[0], margins=parts[1], by=by)})


def _pooled(name: str, counts: Counts, variable: str) -> Iterator[Coarse]:
    """Spans of years, each a table of its own, as one selects a period; whoever has no year stands in another one."""
    years = sorted(code for code in counts.frame[variable].unique() if code.isdigit()) if is_year(variable) else []
    others = [code for code in counts.frame[variable].unique() if code not in years]
    for span in SPANS:
        groups = [years[start : start + span] for start in range(0, len(years), span)]
        if span < len(years):
            tables = {f"{name} {codes[0]}": _selected(counts, variable, codes) for codes in (*groups, others) if codes}
            yield Coarse("years", variable, str(span), tables)


def _selected(counts: Counts, variable: str, codes: list[str]) -> Counts:
    """The table without ``variable``, of whoever holds one of ``codes``."""
    rows = pd.concat([counts.frame, counts.margins], ignore_index=True)
    rest = [name for name in counts.by if name != variable]
    kept = rows[rows[variable].isin(codes)]
    summed = _summed(kept, rest) if rest else pd.DataFrame({"n": [kept["n"].sum()]})
    is_body = (summed[rest] != TOTAL).all(axis=1)
    body, margins = (summed[where].reset_index(drop=True) for where in (is_body, ~is_body))
    total = int(margins["n"].iloc[-1]) if rest else int(body["n"].iloc[0])
    origin = counts.provenance.narrowed(variable, tuple(codes))
    return replace(counts, frame=body, margins=margins, by=tuple(rest), total=total, provenance=origin, events={})


def _without_rare(name: str, counts: Counts, variable: str, threshold: int) -> Iterator[Coarse]:
    book = load_codebook()
    sizes = margin_of(counts, variable).frame.set_index(variable)["n"]
    rare = [code for code, n in sizes.items() if 0 < n < threshold and not book.is_missing(str(code))]
    if 1 < len(rare) < len(sizes):
        merged = _merged(counts, variable, {str(code): RARE if code in rare else str(code) for code in sizes.index})
        yield Coarse("rare", variable, RARE, {name: merged})


def _merged(counts: Counts, variable: str, to: Mapping[str, str]) -> Counts:
    """The table with its levels of ``variable`` put together."""
    renamed = {**to, TOTAL: TOTAL}
    frame, margins = (
        _summed(part.assign(**{variable: part[variable].map(renamed)}), list(counts.by))
        for part in (counts.frame, counts.margins)
    )
    return replace(counts, frame=frame, margins=margins, events={})


def _summed(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Rows with the same codes added up, in the order in which they first stand."""
    return rows.groupby(by, sort=False, observed=True, as_index=False)["n"].sum()[[*by, "n"]]
