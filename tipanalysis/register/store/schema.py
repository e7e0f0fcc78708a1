"""The schema of a store: numbered steps, each run once, all of them in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files

from ...words.errors import StoreError
from .file import NAME, Connection, StoreFile

Step = tuple[int, str]
"""A number and the SQL that leads to it."""


@cache
def load_steps() -> tuple[Step, ...]:
    """The steps of ``steps/`` by number, from 1 on."""
    found = (file for file in files(__package__).joinpath("steps").iterdir() if file.name.endswith(".sql"))
    steps = tuple(sorted((int(file.name.partition("_")[0]), file.read_text("utf-8")) for file in found))
    assert [number for number, _ in steps] == list(range(1, len(steps) + 1)), "the steps are numbered without gaps"
    return steps


def bring_up(file: StoreFile, steps: Sequence[Step] | None = None) -> int:
    """Bring a store to the newest version of its schema; what it holds stays. Returns the version found.

    A store made by a newer program is refused, and so is a database that is not a store.
    """
    chosen = load_steps() if steps is None else steps
    with file.reading() as connection:
        found = version_of(connection, file.name)
    if found > len(chosen):
        raise StoreError("store_newer", file=file.name, found=found, known=len(chosen))
    if found < len(chosen):
        with file.writing() as (connection, _):
            run_steps(connection, chosen[version_of(connection, file.name) :])
    return found


def version_of(connection: Connection, file: str) -> int:
    """The version of the schema; a database without any table is at 0."""
    rows = connection.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = ?", [NAME]).fetchall()
    tables = {name for (name,) in rows}
    if not tables:
        return 0
    if "esquema" not in tables:
        raise StoreError("store_not_ours", file=file)
    (version,) = connection.execute("SELECT coalesce(max(version), 0) FROM esquema").fetchone()
    return int(version)


def run_steps(connection: Connection, steps: Sequence[Step]) -> None:
    """Run steps and write down each; inside the transaction of the caller."""
    connection.execute("CREATE TABLE IF NOT EXISTS esquema (version INTEGER NOT NULL, aplicada TIMESTAMP NOT NULL)")
    for number, sql in steps:
        connection.execute(sql)
        connection.execute("INSERT INTO esquema VALUES (?, ?)", [number, now()])


def now() -> datetime:
    """This second in UTC, as the store writes it."""
    return datetime.now(UTC).replace(microsecond=0, tzinfo=None)
