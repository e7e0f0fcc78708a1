"""Count tables found in a grid of cells: where the heads are, which columns count, which rows are totals."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from ..register.signs import clean_text
from ..standard.fixed_codes import TOTAL
from .signs import (
    cell_kind,
    count_of,
    heads_a_count,
    heads_codes,
    is_label,
    is_noted_count,
    is_total,
    is_year,
    tells_size,
)

Rows = Sequence[Sequence[str]]
Levels = tuple[str, ...]


@dataclass(frozen=True)
class CountTable:
    """A table of counts as it was printed: its dimensions, and a number for each combination of their levels.

    ``cells``: ``None`` is a hidden number; a cell left blank is not in it. ``unread`` names columns that hold no
    counts, ``beside`` those of them that show a number in the row of a hidden one; ``telling`` is true where a mark
    says by itself that a number is small, ``filled`` where blank cells were taken for hidden ones.
    """

    name: str
    by: tuple[str, ...]
    cells: dict[Levels, int | None] = field(repr=False)
    blank: tuple[Levels, ...] = field(default=(), repr=False)
    unread: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    telling: bool = False
    filled: bool = False


@dataclass(frozen=True)
class Unread:
    """A part of a file that was not attacked, and the key of the text that says why."""

    name: str
    reason: str


def count_tables(name: str, rows: Rows, marks: Collection[str]) -> Iterator[CountTable | Unread]:
    """Every table of counts in a grid, and what looks like one and cannot be read; words alone are passed over."""
    blocks = [block for block in _blocks(rows) if _holds_numbers(block, marks)]
    for number, block in enumerate(blocks, start=1):
        called = name if len(blocks) == 1 else f"{name} ({number})"
        yield _Block(called, block, marks).table()


def _blocks(rows: Rows) -> Iterator[list[list[str]]]:
    """Runs of rows that are not empty, without the empty columns around them."""
    run: list[list[str]] = []
    for row in [*rows, []]:
        cells = [clean_text(cell) for cell in row]
        if any(cells):
            run.append(cells)
        elif run:
            yield _squared(run)
            run = []


def _squared(run: list[list[str]]) -> list[list[str]]:
    width = max(map(len, run))
    padded = [[*row, *[""] * (width - len(row))] for row in run]
    kept = [place for place in range(width) if any(row[place] for row in padded)]
    return [[row[place] for place in kept] for row in padded]


def _holds_numbers(block: Rows, marks: Collection[str]) -> bool:
    return any(cell_kind(cell, marks) in ("count", "number") and not is_label(cell) for row in block for cell in row)


def _column(rows: Rows, place: int) -> list[str]:
    return [row[place] for row in rows]


class _Block:
    """One run of rows: heads, then rows of labels and numbers, perhaps with remarks before and after."""

    def __init__(self, name: str, rows: list[list[str]], marks: Collection[str]) -> None:
        self.name = name
        self.marks = marks
        begin = next((place for place, row in enumerate(rows) if any(row[1:])), len(rows))
        first = next((place for place in range(begin, len(rows)) if not self._is_head(rows[place], place == begin)), 0)
        last = max((place for place, row in enumerate(rows) if self._has_numbers(row)), default=-1)
        while last + 1 < len(rows) and is_total(rows[last + 1][0]):
            last += 1
        kept = [place for place in range(len(rows[0])) if not any(map(heads_codes, _column(rows[begin:first], place)))]
        self.heads = [[row[place] for place in kept] for row in rows[begin:first]]
        self.body = [[row[place] for place in kept] for row in rows[first : last + 1]]

    def _is_head(self, row: Sequence[str], first: bool) -> bool:
        """Whether a row stands above the numbers. Age bands and years in heads look like numbers and marks."""
        if any(
            (cell_kind(cell, self.marks) == "count" and not is_year(cell)) or is_noted_count(cell) for cell in row[1:]
        ):
            return False
        return first or not row[0] or not self._has_numbers(row)

    def _has_numbers(self, row: Sequence[str]) -> bool:
        """Whether a row holds numbers or marks beside its first cell."""
        return any(
            cell_kind(cell, self.marks) in ("count", "number", "hidden") or is_noted_count(cell) for cell in row[1:]
        )

    def table(self) -> CountTable | Unread:
        """The table, or why it is none."""
        if not self.heads:
            return Unread(self.name, "published_no_heads")
        if not all(any(row[1:]) or is_total(row[0]) for row in self.body):
            return Unread(self.name, "published_sections")
        width = self._labels()
        others = range(width, len(self.body[0]))
        if any({"count", "words"} <= set(self._kinds(place)) and self._may_count(place) for place in others):
            return Unread(self.name, "published_words")
        numbers = [place for place in others if self._counts(place)]
        return self._read(width, numbers) if numbers else Unread(self.name, "published_no_counts")

    def _kinds(self, place: int) -> list[str]:
        return [cell_kind(row[place], self.marks) for row in self.body]

    def _labels(self) -> int:
        """How many columns, from the left, hold labels: the first, and those after it without numbers."""
        width = 1
        while width < len(self.body[0]) and self._are_labels([row[width] for row in self.body if row[width]]):
            width += 1
        return width

    def _are_labels(self, cells: Sequence[str]) -> bool:
        return all(cell_kind(cell, self.marks) == "words" or is_label(cell) for cell in cells)

    def _counts(self, place: int) -> bool:
        kinds = self._kinds(place)
        return self._may_count(place) and "count" in kinds and not {"number", "words"} & set(kinds)

    def _may_count(self, place: int) -> bool:
        return all(map(heads_a_count, _column(self.heads, place)))

    def _read(self, width: int, numbers: list[int]) -> CountTable | Unread:
        columns = _Columns(self.heads, numbers)
        by = (*(self.heads[-1][place] or self.heads[0][place] for place in range(width)), *columns.by)
        named = tuple(name or f"{place}" for place, name in enumerate(by, start=1))
        cells: dict[Levels, int | None] = {}
        blank: list[Levels] = []
        for row, labels in zip(self.body, self._row_labels(width), strict=True):
            for place in numbers:
                levels = (*labels, *columns.levels[place])
                if levels in cells or levels in blank:
                    return Unread(self.name, "published_rows_repeat")
                kind = cell_kind(row[place], self.marks)
                if kind == "empty":
                    blank.append(levels)
                else:
                    cells[levels] = count_of(row[place]) if kind == "count" else None
        if len(set(named)) < len(named):
            return Unread(self.name, "published_rows_repeat")
        others = [place for place in range(width, len(self.body[0])) if place not in numbers]
        telling = any(tells_size(row[place]) for row in self.body for place in numbers)
        beside = [place for place in others if self._beside(place, numbers)]
        return CountTable(self.name, named, cells, tuple(blank), self._named(others), self._named(beside), telling)

    def _named(self, places: Sequence[int]) -> tuple[str, ...]:
        return tuple(self.heads[-1][place] or str(place + 1) for place in places)

    def _beside(self, place: int, numbers: Sequence[int]) -> bool:
        """Whether a column shows a number in a row that hides one."""
        rows = [row for row in self.body if any(cell_kind(row[other], self.marks) == "hidden" for other in numbers)]
        return any(cell_kind(row[place], self.marks) in ("count", "number") for row in rows)

    def _row_labels(self, width: int) -> Iterator[Levels]:
        """The labels of each row; a cell left empty repeats the one above, and after a total means all."""
        above: list[str] = [""] * width
        for row in self.body:
            labels: list[str] = []
            for label, last in zip(row[:width], above, strict=True):
                rest = TOTAL if TOTAL in labels else last
                labels.append(TOTAL if is_total(label) else label or rest)
            above = labels
            yield tuple(labels)


class _Columns:
    """What the heads over the columns of numbers say: dimensions that run sideways, and their names."""

    def __init__(self, heads: Sequence[Sequence[str]], numbers: Sequence[int]) -> None:
        self.by: tuple[str, ...] = ()
        told: list[list[str]] = []
        name = ""
        for head in heads:
            labels = _spread([head[place] for place in numbers], told[-1] if told else [])
            if len(numbers) == 1 or len(set(labels)) == 1:
                name = labels[0]
            else:
                levels = [TOTAL if is_total(label) else label for label in labels]
                named = dict.fromkeys(label for label in levels if label not in (TOTAL, ""))
                self.by += (name or " / ".join(named),)
                told.append(levels)
                name = ""
        self.levels = {place: tuple(line[order] for line in told) for order, place in enumerate(numbers)}


def _spread(labels: Sequence[str], above: Sequence[str]) -> list[str]:
    """Labels of merged heads, each over all the columns that it stands above; below a total all is a total."""
    spread: list[str] = []
    for place, label in enumerate(labels):
        total = place < len(above) and above[place] == TOTAL
        spread.append(label or (TOTAL if total else spread[-1] if spread else ""))
    return spread
