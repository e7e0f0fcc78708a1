"""The extracts of a store: what was handed out of a register, when and under which protection; never a record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ... import __version__
from .file import Connection

_COLUMNS = {
    "source": "fuente",
    "checksum": "suma",
    "unit": "unidad",
    "records": "registros",
    "years": "anios",
    "quasi": "se_podria_saber",
    "sensitive": "delicadas",
    "k": "k",
    "diversity": "l",
    "epsilon": "epsilon",
    "seal": "huella",
}
"""What is known of an extract, and where it stands."""
Told = tuple[str, datetime, str]
"""Where an extract was left, when (UTC), and by which version of the program."""


def add_extract(connection: Connection, extract: Mapping[str, Any], *, report: str, date: datetime) -> bool:
    """Write down an extract; whether it is new: the same one of the same file is not written again."""
    same = [extract["source"], extract["checksum"], extract["seal"]]
    known = connection.execute("SELECT 1 FROM extracto WHERE fuente = ? AND suma = ? AND huella = ?", same).fetchone()
    if known:
        return False
    values = [date, report, __version__, *(extract[name] for name in _COLUMNS)]
    marks = [_mark(name) for name in ("date", "report", "version", *_COLUMNS)]
    connection.execute(
        f"INSERT INTO extracto (fecha, informe, programa, {', '.join(_COLUMNS.values())}) VALUES ({', '.join(marks)})",
        values,
    )
    return True


def _mark(name: str) -> str:
    return "?::INTEGER[]" if name == "years" else "?::VARCHAR[]" if name in ("quasi", "sensitive") else "?"


def read_extracts(connection: Connection) -> tuple[tuple[Told, dict[str, Any]], ...]:
    """The extracts, oldest first."""
    columns = ", ".join(_COLUMNS.values())
    rows = connection.execute(f"SELECT informe, fecha, programa, {columns} FROM extracto ORDER BY fecha").fetchall()
    return tuple(((row[0], row[1], row[2]), dict(zip(_COLUMNS, row[3:], strict=True))) for row in rows)


def count_extracts(connection: Connection) -> int:
    """How many extracts were handed out."""
    (number,) = connection.execute("SELECT count(*) FROM extracto").fetchone()
    return int(number)
