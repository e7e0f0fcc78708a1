"""What an attack on published files leaves open: parts not read, marks that say too much, totals that nearly agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from ..standard.fixed_codes import TOTAL
from ..words.texts import Phrase
from .attack import foreign_tables
from .files import Published
from .grid import CountTable
from .people import followed, grand_total, people_of
from .sums import add_up, sums_of_others


def doubts(file: Published) -> list[Phrase]:
    """Why a file that could not be broken is not sure to be safe: one sentence for all tables with the same reason."""
    tables: dict[tuple[str, str], list[str]] = {}
    for table, key, what in _reasons(file):
        tables.setdefault((key, what), []).append(table)
    return [Phrase(key, {"table": "; ".join(names), "what": what}) for (key, what), names in tables.items()]


def _reasons(file: Published) -> Iterator[tuple[str, str, str]]:
    """Table, key of the text that tells the reason, and what in the table is meant."""
    for part in file.unread:
        yield part.name, part.reason, ""
    for name, table in file.tables.items():
        for dimension in add_up(table).overlapping:
            yield name, "published_overlap", dimension
        if table.beside:
            yield name, "published_beside", ", ".join(table.beside)
        if table.filled:
            yield name, "published_blank", ""
        if any(TOTAL in cell for cell in table.blank):
            yield name, "published_blank_total", ""
        subtotals = sums_of_others(table)
        if subtotals:
            yield name, "published_subtotal", ", ".join(subtotals)
        if table.unread and _is_base(table):
            yield name, "published_base", ", ".join(table.unread)
        if table.telling:
            yield name, "published_telling_mark", ""


def _is_base(table: CountTable) -> bool:
    """Whether the only counts are one number again and again: the base of the percentages beside them."""
    numbers = [number for cell, number in table.cells.items() if TOTAL not in cell]
    return len(table.by) == 1 and len(numbers) > 1 and len(set(numbers)) == 1


def near_totals(files: Sequence[Published], threshold: int) -> Iterator[Phrase]:
    """Tables whose grand totals differ by a small number: if one counts a part of the other, the rest is told."""
    totals = [(f"{file.name}: {name}", grand_total(table)) for file in files for name, table in file.tables.items()]
    for (one, first), (other, second) in combinations(totals, 2):
        if first is not None and second is not None and 0 < abs(first - second) < threshold:
            yield Phrase("published_near_totals", {"first": one, "second": other})


def shrunk(files: Sequence[Published], before: Sequence[Published]) -> Iterator[Phrase]:
    """Earlier tables with more people in a cell than now: they cannot be told apart into who was there and who came."""
    groups = people_of(foreign_tables(files))
    for file in before:
        old = people_of(foreign_tables([file]))
        for group, match in zip(old, followed(groups, old), strict=True):
            now = groups[match].tables if match is not None else {}
            for name, table in group.tables.items():
                if any(_fewer(table, newer) for newer in now.values()):
                    yield Phrase("published_shrunk", {"table": name})


def _fewer(old: CountTable, new: CountTable) -> bool:
    """Whether a cell that both tables show counts fewer people in the new one."""
    pairs = [(number, new.cells.get(cell)) for cell, number in old.cells.items()] if old.by == new.by else []
    return any(then is not None and now is not None and now < then for then, now in pairs)
