"""Published files: what kind each is, and the tables of counts in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..register.file_kind import detect_kind
from ..register.sheets import load_sheets
from ..release.ledger import open_ledger
from ..release.release import Release
from ..words.errors import InputError
from ..words.suggest import nearest_name
from .grid import CountTable, Rows, Unread, count_tables
from .ours import manifests_of, read_ours
from .page import page_tables
from .sums import add_up, blanks_hide

_PAGES = (".html", ".htm", ".xhtml")
_TEXTS = (".csv", ".tsv", ".txt")
_LEDGERS = (".jsonl", ".duckdb", ".db")


@dataclass
class Published:
    """What one file says: tables of somebody else, releases of ours, and what was not understood.

    ``releases`` come as publications, oldest first; all but a ledger have one at most. ``paths`` tell the file from
    others of its name, and a report of ours given by any of its files from none but itself.
    """

    name: str
    paths: tuple[Path, ...]
    tables: dict[str, CountTable] = field(default_factory=dict)
    releases: list[dict[str, Release]] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def read_published(path: Path, marks: Collection[str]) -> Published:
    """Read one file, or a folder of our reports.

    Raises
    ------
    InputError
        If there is no such file, it is of no kind that can be read, it is damaged, or it holds no table.
    """
    _check_there(path)
    ours = manifests_of(path)
    if ours:
        return Published(path.as_posix(), _resolved(ours), releases=[_united(ours)])
    if path.is_dir():
        raise InputError("published_folder_empty", folder=path.resolve().name)
    if path.suffix.lower() in _LEDGERS:
        publications = open_ledger(path).publications()
        tables = [each.named() for each in publications if each.tables]
        extracts = [Unread(each.report, "published_extract") for each in publications for _ in each.extracts]
        return Published(path.as_posix(), _resolved([path]), releases=tables, unread=extracts)
    return _foreign(path, marks)


def _resolved(paths: list[Path]) -> tuple[Path, ...]:
    return tuple(path.resolve() for path in paths)


def _check_there(path: Path) -> None:
    if not path.exists():
        names = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
        near = nearest_name(path.name, names)
        if near:
            raise InputError("register_file_not_found_near", file=path.name, near=near)
        raise InputError("register_file_not_found", file=path.name)


def _united(manifests: list[Path]) -> dict[str, Release]:
    """The tables of all reports of a folder; where there are several, each named after its report."""
    if len(manifests) == 1:
        return read_ours(manifests[0])
    return {
        f"{manifest.name.partition('.')[0]}: {name}": release
        for manifest in manifests
        for name, release in read_ours(manifest).items()
    }


def _foreign(path: Path, marks: Collection[str]) -> Published:
    found = Published(path.as_posix(), _resolved([path]))
    for name, rows in _grids(path):
        for table in count_tables(name, rows, marks):
            if isinstance(table, Unread):
                found.unread.append(table)
                continue
            if blanks_hide(table):
                table = replace(table, cells={**table.cells, **dict.fromkeys(table.blank)}, blank=(), filled=True)
            if add_up(table).short:
                found.unread.append(Unread(table.name, "published_short"))
            else:
                found.tables[table.name] = table
    if not found.tables and not found.unread:
        raise InputError("published_no_tables", file=path.name)
    return found


def _grids(path: Path) -> Iterator[tuple[str, Rows]]:
    if path.suffix.lower() in _PAGES:
        yield from page_tables(path)
        return
    kind = detect_kind(path)
    if kind not in ("xlsx", "csv") or (kind == "csv" and path.suffix.lower() not in _TEXTS):
        raise InputError("published_kind_unknown", file=path.name, kind=path.suffix or kind)
    for sheet in load_sheets(path, kind):
        yield sheet.name, sheet.rows
