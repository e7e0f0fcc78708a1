"""The log of a batch: what became of each row, as a table for readers and a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from ..words.errors import OutputError
from ..words.numbers import format_number
from ..words.texts import Told, say
from .batch_rows import PlannedRow

State = Literal["made", "failed", "kept", "dropped"]
STATES: tuple[State, ...] = get_args(State)
COLUMNS = ("row", "report", "parameters", "state", "message", "seconds", "files")


@dataclass(frozen=True)
class Outcome:
    """What became of one row: made, failed, made already (kept), or not made because the batch was broken off."""

    row: PlannedRow
    state: State
    message: Told | None = None
    seconds: float = 0.0

    def __str__(self) -> str:
        said = say("batch_line", row=self.row.number, name=self.row.plan.stem, state=say(f"batch_{self.state}"))
        return f"{said}. {self.message}" if self.message else said

    def cells(self) -> tuple[str, ...]:
        """What the table says of it, column by column."""
        plan = self.row.plan
        given = "; ".join(f"{name}={value}" for name, value in self.row.given.items())
        there = self.state in ("made", "kept")
        files = "; ".join(path.name for path in plan.files.values()) if there else ""
        message = str(self.message or "").replace("\n", " ")
        seconds = format_number(self.seconds, 1) if self.state in ("made", "failed") else ""
        return (str(self.row.number), plan.spec.name, given, say(f"batch_{self.state}"), message, seconds, files)


def write_log(path: Path, outcomes: Sequence[Outcome]) -> None:
    """Write the table whole or not at all; Excel opens it with its accents."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([heads(), *(outcome.cells() for outcome in outcomes)])
    beside = path.with_name(f".{path.name}.nueva")
    try:
        beside.write_text(text.getvalue(), "utf-8-sig")
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise OutputError("reports_file_locked", given=path) from None


def table(outcomes: Sequence[Outcome]) -> str:
    """The table for a terminal, its columns in line; the files stand in the log."""
    rows = [(*cells[:4], cells[5], cells[4]) for cells in (heads(), *(outcome.cells() for outcome in outcomes))]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def heads() -> tuple[str, ...]:
    """The names of the columns in the language set."""
    return tuple(say(f"batch_column_{column}") for column in COLUMNS)
