"""The released tables of a sample report, as they were when somebody last said that they are right."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tipanalysis.release.held import as_plain
from tipanalysis.release.release import Release

STORED = Path(__file__).parent / "stored"
LANGUAGE = "title"
"""What of a table changes with the language of the reader."""
CELLS = ("cells", "margins")
Told = dict[str, Any]


def stored(report: str) -> Path:
    """Where the tables of a report are."""
    return STORED / f"{report}.json"


def told(releases: Mapping[str, Release]) -> dict[str, Told]:
    """The tables as a file says them: only what readers see of a Release."""
    plain = {name: as_plain(release) for name, release in releases.items()}
    kept = {name: {key: value for key, value in one.items() if key != LANGUAGE} for name, one in plain.items()}
    tables: dict[str, Told] = json.loads(json.dumps(kept))
    return tables


def write(report: str, tables: Mapping[str, Told]) -> None:
    """A line for each cell, so that a change can be read."""
    stored(report).parent.mkdir(exist_ok=True)
    stored(report).write_text("".join(_lines(tables)), "utf-8")


def _lines(tables: Mapping[str, Told]) -> Iterator[str]:
    yield "{\n"
    for at, (name, table) in enumerate(tables.items()):
        head = {key: value for key, value in table.items() if key not in CELLS}
        yield f"{',' if at else ''}{json.dumps(name, ensure_ascii=False)}: {{\n"
        yield "".join(f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)},\n" for key, value in head.items())
        for part in CELLS:
            rows = ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in table[part])
            yield f' "{part}": [\n  {rows}\n ]{"," if part != CELLS[-1] else ""}\n'
        yield "}\n"
    yield "}\n"


def read(report: str) -> dict[str, Told]:
    """What :func:`write` wrote."""
    tables: dict[str, Told] = json.loads(stored(report).read_text("utf-8"))
    return tables


def changes(before: Mapping[str, Told], now: Mapping[str, Told]) -> Iterator[str]:
    """Every difference, in a line that a person can check."""
    yield from (f"table {name} is gone" for name in before if name not in now)
    yield from (f"table {name} is new" for name in now if name not in before)
    for name in before:
        for key in (*before[name], *(key for key in now.get(name, ()) if key not in before[name])):
            was, is_now = before[name].get(key), now.get(name, before[name]).get(key)
            if was != is_now and key in CELLS and len(was) == len(is_now):
                pairs = zip(was, is_now, strict=True)
                yield from (f"table {name}, {key}: {old} became {new}" for old, new in pairs if old != new)
            elif was != is_now:
                yield f"table {name}, {key}: {was} became {is_now}"
