"""The ledger of releases: which numbers were shown, of which file, when and under which policy; never a hidden one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any, Protocol

import pandas as pd

from ... import __version__
from ...words.errors import StoreError
from ..provenance import Provenance, Selection
from .file import Connection
from .fingerprint import frame_parts
from .schema import now

NUMBERS: Mapping[str, str] = {
    "n": "n",
    "d": "d",
    "estimate": "estimacion",
    "low": "bajo",
    "high": "alto",
    "within": "cerca",
}
"""What a cell of a release may hold, and where it stands in the ledger."""
_HIDDEN = ("n", "estimate", "low", "high")
"""What a cell that is not shown must not hold; a denominator may be that of cells that are."""
_TYPES = {"n": "Int64", "d": "Int64", "estimate": "float64", "low": "float64", "high": "float64", "within": "Int64"}
_SELECTION = "STRUCT(variable VARCHAR, codigos VARCHAR[])[]"


class Policied(Protocol):
    """The policy of a release, as far as the ledger writes it down."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def threshold(self) -> int:
        """The smallest count but zero that it shows."""


class Released(Protocol):
    """A release, as far as the ledger writes it down; the type itself lives at the gate, three floors up."""

    @property
    def frame(self) -> pd.DataFrame:
        """One row per cell: levels, ``n``, ``status`` and what else there is of ``NUMBERS``."""

    @property
    def margins(self) -> pd.DataFrame:
        """The same for the margins."""

    @property
    def by(self) -> tuple[str, ...]:
        """The dimensions."""

    @property
    def unit(self) -> str:
        """What is counted."""

    @property
    def provenance(self) -> Provenance:
        """Of what."""

    @property
    def policy(self) -> Policied:
        """What was hidden."""

    @property
    def multi(self) -> tuple[str, ...]:
        """Dimensions of which one unit may have several levels."""

    @property
    def among(self) -> tuple[str, ...]:
        """Dimensions that a share is among."""

    @property
    def measure(self) -> str:
        """What kind of numbers."""

    @property
    def per(self) -> int:
        """Per how many."""


@dataclass(frozen=True, repr=False)
class Entry:
    """One release in the ledger: its cells as they were shown, and what they speak of.

    ``frame`` and ``margins`` are those of the release. ``added`` is false where the ledger held it already.
    """

    id: int
    date: datetime
    """In UTC."""
    table: str
    source: str
    checksum: str
    unit: str
    measure: str
    per: int
    by: tuple[str, ...]
    among: tuple[str, ...]
    multi: tuple[str, ...]
    where: tuple[Selection, ...]
    policy: str
    threshold: int
    fingerprint: str
    frame: pd.DataFrame
    margins: pd.DataFrame
    report: str = ""
    """What it came out in; empty where it came out alone."""
    version: str = ""
    """Version of the program that made it."""
    added: bool = True

    def __repr__(self) -> str:
        return f"Entry({self.id}, {self.table!r}, by={self.by}, policy={self.policy!r}, {len(self.frame)} cells)"


def add_release(
    connection: Connection, release: Released, table: str, *, report: str = "", date: datetime | None = None
) -> Entry:
    """Write down a release under the name of its table; one that the ledger holds already is not written again."""
    _check_hidden(release, table)
    seal = _fingerprint(release, table)
    same = _entries(connection, "huella = ?", seal)
    if same:
        return replace(same[0], added=False)
    (number,) = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM publicacion").fetchone()
    origin = release.provenance
    where = [{"variable": part.variable, "codigos": list(part.codes)} for part in origin.where]
    values = [number, date or now(), table, origin.source, origin.checksum, release.unit, release.measure, release.per]
    values += [list(release.by), list(release.among), list(release.multi), where]
    values += [release.policy.name, release.policy.threshold, seal, report, __version__]
    marks = ["?"] * len(values)
    marks[8:12] = ["?::VARCHAR[]"] * 3 + [f"?::{_SELECTION}"]
    connection.execute(f"INSERT INTO publicacion VALUES ({', '.join(marks)})", values)
    for is_margin, frame in ((False, release.frame), (True, release.margins)):
        _add_cells(connection, number, is_margin, frame, release.by)
    return _entries(connection, "id = ?", number)[0]


def _check_hidden(release: Released, table: str) -> None:
    for frame in (release.frame, release.margins):
        numbers = frame[[name for name in _HIDDEN if name in frame]]
        if numbers[frame["status"] == "hidden"].notna().to_numpy().any():
            raise StoreError("store_hidden_number", table=table)


def _fingerprint(release: Released, table: str) -> str:
    origin = release.provenance
    said = (table, origin.source, origin.checksum, origin.where, release.unit, release.measure, release.per)
    seal = sha256(repr((said, release.by, release.among, release.multi, release.policy)).encode())
    for frame in (release.frame, release.margins):
        for part in frame_parts(frame):
            seal.update(part if isinstance(part, bytes) else f"{part}\x1f".encode())
    return seal.hexdigest()


def _add_cells(connection: Connection, number: int, is_margin: bool, frame: pd.DataFrame, by: tuple[str, ...]) -> None:
    state = frame["status"].mask((frame["status"] == "not_applicable") & frame["n"].notna(), "shown")
    cells = pd.DataFrame({"orden": range(len(frame)), "estado": state.to_numpy()})
    cells["niveles"] = [list(levels) for levels in frame[list(by)].astype("str").itertuples(index=False)]
    for name, place in NUMBERS.items():
        cells[place] = frame[name].to_numpy() if name in frame else None
        cells[place] = cells[place].astype(_TYPES[name].replace("float64", "Float64"))
    connection.register("celdas", cells)
    connection.execute(
        "INSERT INTO celda (publicacion, orden, margen, niveles, estado, n, d, estimacion, bajo, alto, cerca) "
        "SELECT ?, orden, ?, niveles, estado, n, d, estimacion, bajo, alto, cerca FROM celdas",
        [number, is_margin],
    )
    connection.unregister("celdas")


def read_releases(connection: Connection, checksum: str | None = None) -> tuple[Entry, ...]:
    """The releases in the ledger, oldest first; of one file, if its checksum is given."""
    return _entries(connection, "coalesce(suma = ?, true)", checksum)


def count_releases(connection: Connection) -> int:
    """How many releases are in the ledger."""
    (number,) = connection.execute("SELECT count(*) FROM publicacion").fetchone()
    return int(number)


def _entries(connection: Connection, condition: str, value: object) -> tuple[Entry, ...]:
    rows = connection.execute(f"SELECT * FROM publicacion WHERE {condition} ORDER BY id", [value]).fetchall()
    return tuple(_entry(connection, row) for row in rows)


def _entry(connection: Connection, row: tuple[Any, ...]) -> Entry:
    number, *told = row
    date, table, source, checksum, unit, measure, per, by, among, multi, where, policy, threshold, seal, *made = told
    return Entry(
        id=number,
        date=date,
        table=table,
        source=source,
        checksum=checksum,
        unit=unit,
        measure=measure,
        per=per,
        by=tuple(by),
        among=tuple(among),
        multi=tuple(multi),
        where=tuple(Selection(part["variable"], tuple(part["codigos"])) for part in where),
        policy=policy,
        threshold=threshold,
        fingerprint=seal,
        frame=_cells(connection, number, by, measure, is_margin=False),
        margins=_cells(connection, number, by, measure, is_margin=True),
        report=made[0],
        version=made[1],
    )


def _cells(connection: Connection, number: int, by: list[str], measure: str, *, is_margin: bool) -> pd.DataFrame:
    kept = connection.execute(
        "SELECT niveles, estado, n, d, estimacion, bajo, alto, cerca FROM celda WHERE publicacion = ? AND margen = ? "
        "ORDER BY orden",
        [number, is_margin],
    ).to_arrow_table()
    levels = kept["niveles"].to_pylist()
    frame = pd.DataFrame({name: pd.Series([row[i] for row in levels], dtype="str") for i, name in enumerate(by)})
    named = {"n": "n", "status": "estado"}
    if measure != "count" and not is_margin:
        named |= {name: NUMBERS[name] for name in ("d", "estimate", "low", "high")}
    if kept["cerca"].null_count < len(kept):
        named["within"] = NUMBERS["within"]
    for name, place in named.items():
        frame[name] = pd.Series(kept[place].to_pylist(), dtype=_TYPES.get(name, "str"))
    return frame
