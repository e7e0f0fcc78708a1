"""What was loaded into a store, when, from where, and what it takes the place of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ... import __version__
from ...words.numbers import format_date, format_number
from ...words.texts import say
from ..provenance import Provenance
from .code_lists import write_lists
from .file import Connection
from .loading import Arrived
from .schema import now

_COLUMNS = (
    *("id", "fuente", "titulo", "archivo", "suma", "sintetico", "filas_leidas", "pais"),
    *("unidad", "registros", "anios", "huella", "listas", "programa", "cargada"),
)


@dataclass(frozen=True)
class Load:
    """One load of a register.

    ``id`` counts the loads of the store, ``version`` those of the same source and unit. ``years`` are the years of
    registration that its records hold. ``replaces`` are the loads whose place it took and ``replaced_by`` the one that
    took its place; a load without one is current. ``added`` is false where the store held it already.
    """

    id: int
    version: int
    provenance: Provenance
    unit: str
    records: int
    years: tuple[int, ...]
    loaded: datetime
    """In UTC."""
    code_lists: str
    program: str
    fingerprint: str
    replaces: tuple[int, ...] = ()
    replaced_by: int | None = None
    added: bool = True

    @property
    def source(self) -> str:
        """Who keeps the register."""
        return self.provenance.source

    @property
    def is_current(self) -> bool:
        """Whether no later load took its place."""
        return self.replaced_by is None

    def told(self, store: str, *, encrypted: bool) -> str:
        """What became of the load, in a sentence or two, in the language set."""
        if not self.added:
            later = "" if self.replaced_by is None else " " + say("store_told_replaced", by=self.replaced_by)
            day = format_date(self.loaded.date())
            return say("store_told_known", file=self.provenance.file, store=store, load=self.id, day=day) + later
        years = str(self.years[0]) if self.years else "—"
        if len(self.years) > 1:
            years = say("number_range", low=self.years[0], high=self.years[-1])
        n = format_number(self.records)
        parts = [say("store_told_added", load=self.id, store=store, source=self.source, records=n, years=years)]
        if self.replaces:
            parts.append(say("store_told_replaces", loads=", ".join(map(str, self.replaces))))
        return " ".join([*parts, say("store_told_encrypted" if encrypted else "store_told_plain")])


def read_loads(connection: Connection) -> tuple[Load, ...]:
    """All loads of a store, oldest first."""
    swaps: list[tuple[int, int]] = connection.execute("SELECT carga, por FROM reemplazo ORDER BY carga").fetchall()
    rows = connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM carga ORDER BY id").fetchall()
    loads: list[Load] = []
    for row in rows:
        load = _load(dict(zip(_COLUMNS, row, strict=True)))
        same = sum(old.source == load.source and old.unit == load.unit for old in loads)
        older = tuple(old for old, new in swaps if new == load.id)
        loads.append(replace(load, version=same + 1, replaces=older, replaced_by=dict(swaps).get(load.id)))
    return tuple(loads)


def _load(row: Mapping[str, Any]) -> Load:
    return Load(
        id=row["id"],
        version=1,
        provenance=Provenance(
            source=row["fuente"],
            title=row["titulo"],
            file=row["archivo"],
            checksum=row["suma"],
            synthetic=row["sintetico"],
            rows_read=row["filas_leidas"],
            country=row["pais"],
        ),
        unit=row["unidad"],
        records=row["registros"],
        years=tuple(row["anios"]),
        loaded=row["cargada"],
        code_lists=row["listas"],
        program=row["programa"],
        fingerprint=row["huella"],
    )


def next_load(earlier: Sequence[Load]) -> int:
    """The number of the next load."""
    return max((load.id for load in earlier), default=0) + 1


def add_load(connection: Connection, arrived: Arrived, earlier: Sequence[Load]) -> Load:
    """Write down a new load and what it takes the place of; its tables are written by the caller."""
    shape = arrived.shape
    same = [load for load in earlier if load.source == shape.provenance.source and load.unit == shape.unit]
    load = Load(
        id=next_load(earlier),
        version=len(same) + 1,
        provenance=shape.provenance,
        unit=shape.unit,
        records=arrived.records,
        years=arrived.years,
        loaded=now(),
        code_lists=write_lists(connection),
        program=__version__,
        fingerprint=arrived.fingerprint,
    )
    load = replace(load, replaces=tuple(old.id for old in same if old.is_current and _covers(load, old)))
    _insert(connection, load)
    for place, (outcome, n) in enumerate(shape.rows.items()):
        connection.execute("INSERT INTO resultado_filas VALUES (?, ?, ?, ?)", [load.id, place, outcome, n])
    return load


def _covers(new: Load, old: Load) -> bool:
    """Whether a new load has every year of the old one; one stray year makes no load cover a whole series."""
    return set(old.years) <= set(new.years) if old.years else not new.years


def _insert(connection: Connection, load: Load) -> None:
    origin = load.provenance
    values = [load.id, origin.source, origin.title, origin.file, origin.checksum, origin.synthetic, origin.rows_read]
    values += [origin.country, load.unit, load.records, list(load.years), load.fingerprint, load.code_lists]
    values += [load.program, load.loaded]
    marks = ", ".join("?" for _ in _COLUMNS)
    connection.execute(f"INSERT INTO carga ({', '.join(_COLUMNS)}) VALUES ({marks})", values)
    for old in load.replaces:
        connection.execute("INSERT INTO reemplazo VALUES (?, ?)", [old, load.id])
