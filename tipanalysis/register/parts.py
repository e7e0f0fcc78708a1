"""A large text file read part by part: what needs the whole of it is found out first, and no part is left in memory.

Read in parts, a file gives what it gives as a whole. What a row says may depend on rows far away: a record can stand
in several rows, and a word alone in a cell tells how it is read among others. Both are found in a first pass, with the
encoding, the header and the number of rows; a row of a record that began in an earlier part is read with that part.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..standard.codebook import load_codebook
from ..words.errors import InputError
from .cells import BROADER, FINER
from .coding import Found
from .faults import ReadingNotes, in_row_order, row_numbers
from .file_kind import detect_kind
from .fit import Fitted, fit_sheets, note_overflowing, note_unread
from .identifiers import given_key, safe_text
from .layout import cut_rows
from .location import located
from .provenance import Provenance
from .read import assembled, check_file, filtered, identified, provenance_of
from .readers import NARROWED
from .register import Register
from .sheets import Sheet, open_text, text_form, text_rows
from .signs import clean_text
from .source_map import SourceMap, load_source_map

PART = 10_000
"""Rows of a part."""
_HEAD = 2_500
"""Rows from which header and columns are recognised: as many as are looked at where a file is read whole, and more."""
LISTS = ("log", "faults", "places")
"""The parts of a register that speak of rows of the file."""

Guests = tuple[tuple[int, list[str]], ...]
Line = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class Plan:
    """How the parts of a file are read: its source map, its first rows, and where it comes from."""

    source: SourceMap
    key: str | None
    head: Sheet
    file: str
    provenance: Provenance | None = None

    @cached_property
    def fitted(self) -> Fitted:
        """The columns of the map in the file, and the table without rows."""
        (found,) = fit_sheets([self.head], self.source, self.file)
        return found

    @property
    def first(self) -> int:
        """The first row under the header."""
        return self.fitted.table.header_row + self.fitted.spec.header_rows

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "fitted"}


@dataclass(frozen=True)
class Part:
    """Lines of a file from the row ``first`` on. Rows ``gone`` are read elsewhere, ``guests`` come from there."""

    text: str = field(repr=False)
    first: int
    gone: frozenset[int] = frozenset()
    guests: Guests = field(default=(), repr=False)


def cut_part(plan: Plan, part: Part) -> Fitted:
    """The rows of a part under the header of the file."""
    delimiter, first = plan.head.delimiter, plan.first
    rows = enumerate(text_rows(Path(plan.file), io.StringIO(part.text, newline=""), delimiter), part.first)
    own = ((number, row) for number, row in rows if number >= first and number not in part.gone)
    return replace(plan.fitted, table=cut_rows(plan.fitted.table, (*own, *part.guests), delimiter))


def read_part(plan: Plan, part: Part) -> Register:
    """The records that begin in a part, as reading the whole file gives them."""
    fitted = cut_part(plan, part)
    notes = ReadingNotes([fitted.table.sheet])
    if part.first == 1:
        note_unread([fitted], [plan.head], plan.source, notes)
    else:
        note_overflowing(fitted.table, notes)
    assert plan.provenance is not None, "a file is surveyed before it is read"
    return assembled([fitted], plan.source, notes, plan.key, plan.provenance)


@dataclass(frozen=True)
class Seen:
    """What the first pass sees in a part: rows with anything in them, the kept ones with their record, lone texts."""

    rows_read: int
    kept: int
    numbers: np.ndarray
    ids: pd.Series
    texts: Mapping[int, Sequence[str]]


def see_part(plan: Plan, part: Part) -> Seen:
    """Look through a part for what other parts need to know."""
    fitted = cut_part(plan, part)
    table = fitted.table
    columns = list(zip(*table.rows, strict=True)) or [() for _ in table.headers]
    texts = {item.index: list(dict.fromkeys(columns[item.index])) for item in _with_several(plan.fitted)}
    numbers, ids = np.array([], dtype=np.int64), pd.Series([], dtype="str")
    if any(item.spec.variable == "id" for item in fitted.found):
        few = replace(fitted, found=_telling(fitted, plan.source), private=(), person=(), names=())
        notes = ReadingNotes([table.sheet])
        frame = filtered(identified([few], plan.source, notes, None), plan.source, notes)
        numbers, ids = frame["_fila"].to_numpy(dtype=np.int64), frame["id"].astype("str")
    return Seen(table.rows_read, len(table.rows), numbers, ids, texts)


def _with_several(fitted: Fitted) -> list[Found]:
    book = load_codebook()
    return [item for item in fitted.found if item.spec.variable in book and book[item.spec.variable].multi]


def _telling(fitted: Fitted, source: SourceMap) -> tuple[Found, ...]:
    """The columns that tell which record a row belongs to and whether a filter keeps it."""
    wanted = {"id"}
    for rule in source.filters:
        others = (NARROWED.get(rule.variable), FINER.get(rule.variable), BROADER.get(rule.variable))
        wanted |= {rule.variable, *filter(None, others)}
    return tuple(item for item in fitted.found if item.spec.variable in wanted)


Mapped = Callable[[Callable[[Any, Part], Any], Any, Iterable[Part]], Iterator[Any]]
"""How a function is applied to parts with something that all share, in their order: here, or by other processes."""


def one_by_one(work: Callable[[Any, Part], Any], shared: Any, parts: Iterable[Part]) -> Iterator[Any]:
    """Apply ``work`` to parts in this process."""
    return (work(shared, part) for part in parts)


@dataclass(frozen=True)
class Survey:
    """A file that was looked through once, ready to be read part by part."""

    path: Path
    plan: Plan
    provenance: Provenance
    words: tuple[Line, ...]
    """Texts of variables with several values and what they were read as: sheet, variable, raw text, codes, rule."""
    _encoding: str
    _lines: tuple[int, ...]
    _firsts: tuple[int, ...]
    _gone: Mapping[int, frozenset[int]]
    _guests: Mapping[int, Guests]

    def __len__(self) -> int:
        return len(self._firsts)

    def parts(self) -> Iterator[Part]:
        """The parts, in order."""
        with open_text(self.path, self._encoding) as file:
            for place, (lines, first) in enumerate(zip(self._lines, self._firsts, strict=True)):
                text = "".join(islice(file, lines))
                yield Part(text, first, self._gone.get(place, frozenset()), self._guests.get(place, ()))

    def registers(self, made: Iterable[Register]) -> Iterator[Register]:
        """What was made of the parts, each with the lines about its own rows: those of guests wait for their part."""
        waiting: dict[str, list[pd.DataFrame]] = {name: [] for name in LISTS}
        for place, register in enumerate(made):
            if place not in self._guests and not any(waiting.values()):
                yield register
                continue
            last = self._firsts[place + 1] if place + 1 < len(self) else np.iinfo(np.int64).max
            ready = {}
            for name in LISTS:
                every = pd.concat([getattr(register, name), *waiting[name]], ignore_index=True)
                later = row_numbers(every["fila"]) >= last
                waiting[name] = [every[later]] if later.any() else []
                ready[name] = in_row_order(every[~later], [])
            yield replace(register, **ready)


def survey(
    path: str | Path,
    source: str | Path | SourceMap,
    *,
    key: str | None = None,
    size: int = PART,
    mapped: Mapped = one_by_one,
) -> Survey:
    """Look through a text file for what its parts must know of each other; raises what reading it would raise.

    Memory holds one part, the ids of all rows, and the rows of records that began in an earlier part.

    Parameters
    ----------
    path, source, key : as for :func:`~tipanalysis.register.read.read_register`; a text file (CSV)
    size : rows of a part
    mapped : how the parts are gone through
    """
    path, chosen = located(path), load_source_map(source)
    check_file(path, chosen)
    assert detect_kind(path) == "csv", "only text files are read in parts"
    encoding, delimiter = text_form(path, chosen.file.encoding, chosen.file.delimiter)
    plan = Plan(chosen, given_key(key), _head(path, encoding, delimiter, chosen), path.name)
    lines: list[int] = []
    firsts: list[int] = []
    seen = list(mapped(see_part, plan, _counted(path, encoding, delimiter, size, lines, firsts)))
    if not any(part.kept for part in seen):
        raise InputError("register_no_rows", file=path.name, sheets=plan.head.name)
    homes = _homes(seen)
    provenance = provenance_of(path, chosen, sum(part.rows_read for part in seen))
    return Survey(
        path=path,
        plan=replace(plan, provenance=provenance),
        provenance=provenance,
        words=tuple(_words(plan, seen)),
        _encoding=encoding,
        _lines=tuple(lines),
        _firsts=tuple(firsts),
        _gone={part: frozenset(rows) for part, rows in homes.items()},
        _guests=_guests(path, encoding, delimiter, homes, lines, firsts),
    )


def _head(path: Path, encoding: str, delimiter: str, source: SourceMap) -> Sheet:
    """The first rows: so many that as many are records as reading the whole file looks at."""
    wanted = _HEAD
    while True:
        with open_text(path, encoding) as file:
            rows = list(islice(text_rows(path, file, delimiter), wanted))
        sheet = Sheet(path.stem, rows, delimiter=delimiter, encoding=encoding)
        if len(rows) < wanted or len(fit_sheets([sheet], source, path.name)[0].table.rows) >= _HEAD - 500:
            return sheet
        wanted *= 2


def _counted(
    path: Path, encoding: str, delimiter: str, size: int, lines: list[int], firsts: list[int]
) -> Iterator[Part]:
    """The parts of a file as they are found; their lines and first rows are noted down."""
    first = 1
    with open_text(path, encoding) as file:
        taken: list[str] = []
        rows = text_rows(path, _kept(file, taken), delimiter)
        while number := sum(1 for _ in islice(rows, size)):
            lines.append(len(taken))
            firsts.append(first)
            yield Part("".join(taken), first)
            first += number
            taken.clear()


def _kept(lines: Iterable[str], taken: list[str]) -> Iterator[str]:
    for line in lines:
        taken.append(line)
        yield line


def _homes(seen: Sequence[Seen]) -> dict[int, dict[int, int]]:
    """By part, the rows of records that began in an earlier one, each with that one."""
    ids = pd.concat([part.ids for part in seen], ignore_index=True)
    codes, _ = pd.factorize(ids)
    part_of = np.repeat(np.arange(len(seen)), [len(part.ids) for part in seen])
    home = np.full(int(codes.max(initial=-1)) + 1, len(seen))
    np.minimum.at(home, codes, part_of)
    numbers = np.concatenate([part.numbers for part in seen])
    away: dict[int, dict[int, int]] = defaultdict(dict)
    for row in np.flatnonzero(home[codes] != part_of).tolist():
        away[int(part_of[row])][int(numbers[row])] = int(home[codes[row]])
    return away


def _guests(
    path: Path,
    encoding: str,
    delimiter: str,
    homes: Mapping[int, Mapping[int, int]],
    lines: Sequence[int],
    firsts: Sequence[int],
) -> dict[int, Guests]:
    """By part, the rows of later parts that are read with it."""
    guests: dict[int, list[tuple[int, list[str]]]] = defaultdict(list)
    with open_text(path, encoding) as file:
        for place, (count, first) in enumerate(zip(lines, firsts, strict=True) if homes else ()):
            text = islice(file, count)
            if place not in homes:
                next(islice(text, count, count), None)
                continue
            for number, row in enumerate(text_rows(path, text, delimiter), first):
                if number in homes[place]:
                    guests[homes[place][number]].append((number, row))
    return {place: tuple(rows) for place, rows in guests.items()}


def _words(plan: Plan, seen: Sequence[Seen]) -> Iterator[Line]:
    for item in _with_several(plan.fitted):
        for text in dict.fromkeys(text for part in seen for text in part.texts.get(item.index, ())):
            said = item.read(text)
            if said.rule:
                yield plan.head.name, item.spec.variable, safe_text(clean_text(text)), said.standard, said.rule
