"""The table of the cube's benchmark: medians, ratios, bars, and whether all contenders counted the same."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.cube_contenders import groupings

Record = dict[str, Any]
HEAD = """# The cube beside other ways to count

Written by `python -m benchmarks.cube`; every single measurement is in `cube.jsonl` beside this file. All counts of one
to {orders} of 15 attributes of invented cases (60, 60, 20, 10, 9, 6, 4, 3 and seven times 2 values, 20 to 28 % of the
values missing; a missing value is a level like others). Seconds are medians of a warm start: wall (CPU). Each contender
runs in a process of its own on its best form of the data (small codes or categories in memory), in turns. ~ a sample of
groupings, scaled to all. MB: peak memory that the call took beyond the data.

"""
MACHINE = (
    "Machine: {cores} cores; load before each measurement {low:.1f} to {high:.1f}, median {middle:.1f}. {versions}.\n"
)
CALLED = {
    "cube": "**the cube**",
    "duckdb": "DuckDB, GROUPING SETS, 100 a query",
    "polars": "Polars, collect_all of 64 lazy group-bys",
    "pandas": "pandas, one groupby a grouping, categories",
    "pac-synth": "pac-synth, get_aggregates",
    "reading": "reading the 15 code columns once",
}
ENGINES = ("duckdb", "polars")


def report(records: Sequence[Record]) -> str:
    """The page; what was not measured is left out, never filled in."""
    measured = [record for record in records if "wall" in record]
    if not measured:
        return "Nothing measured yet.\n"
    orders = sorted({record["order"] for record in measured})
    text = HEAD.format(orders=" or ".join(map(str, orders))) + _machine(measured)
    for order in orders:
        mine = [record for record in measured if record["order"] == order]
        text += f"\n## Up to {order} attributes at once\n\n" + "\n".join(_table(mine)) + "\n"
        text += "\n" + "\n".join(_bars(mine, order)) + "\n"
    return text + "\n" + "\n".join(_notes(records)) + "\n"


def _machine(measured: Sequence[Record]) -> str:
    loads = [record["load"] for record in measured if record["load"] is not None] or [float("nan")]
    versions = measured[-1]["versions"] | {"days": ", ".join(sorted({record["day"] for record in measured}))}
    return MACHINE.format(
        cores=measured[-1]["cores"],
        low=min(loads),
        high=max(loads),
        middle=statistics.median(loads),
        versions=", ".join(f"{name} {number}" for name, number in versions.items()),
    )


def _table(measured: Sequence[Record]) -> Iterator[str]:
    sizes = sorted({record["rows"] for record in measured})
    yield "| | " + " | ".join(f"{_short(rows)}: s (CPU s), MB" for rows in sizes) + " |"
    yield "|---" * (len(sizes) + 1) + "|"
    for name, called in CALLED.items():
        cells = [_cell(measured, name, rows) for rows in sizes]
        if any(cells):
            yield f"| {called} | " + " | ".join(cell or "-" for cell in cells) + " |"


def _cell(measured: Sequence[Record], name: str, rows: int) -> str:
    if not _of(measured, name, rows):
        return ""
    wall, cpu = seconds(measured, name, rows, "wall"), seconds(measured, name, rows, "cpu")
    extra = statistics.median(record["extra_mb"] for record in _of(measured, name, rows))
    sampled = "~" if _share(_of(measured, name, rows)[0]) < 1 else ""
    return f"{sampled}{wall:.3g} ({cpu:.3g}), {extra:.0f}"


def _of(measured: Sequence[Record], name: str, rows: int) -> list[Record]:
    return [record for record in measured if record["name"] == name and record["rows"] == rows]


def seconds(measured: Sequence[Record], name: str, rows: int, kind: str) -> float:
    """The median of the rounds; a sample of the groupings is scaled to all of them."""
    return statistics.median(record[kind] / _share(record) for record in _of(measured, name, rows))


def _share(record: Record) -> float:
    return float(record["groupings"] / len(groupings(record["order"])))


def _bars(measured: Sequence[Record], order: int) -> Iterator[str]:
    """How far each bar is passed or missed, by wall and by CPU time."""
    yield "| | the cube is faster than | times | by CPU | bar | |"
    yield "|---|---|---|---|---|---|"
    sizes = [rows for rows in sorted({record["rows"] for record in measured}) if _of(measured, "cube", rows)]
    for rows in sizes:
        engines = [name for name in ENGINES if _of(measured, name, rows)]
        for name in sorted(engines, key=lambda each: seconds(measured, each, rows, "wall"))[:1]:
            yield _bar(measured, rows, name, 10)
        for name, bar in (("pandas", 100), ("pac-synth", 1000)):
            if _of(measured, name, rows):
                yield _bar(measured, rows, name, bar if rows >= 200_000 else 0)
    yield ""
    for rows in sizes:
        if _of(measured, "reading", rows):
            wall, cpu = _times(measured, "cube", "reading", rows)
            bar = f" {_at_most(150, wall, cpu)}" if rows == 10_000_000 and order == 3 else ""
            yield f"- {_short(rows)}: {wall:.0f} times as long as reading the columns once ({cpu:.0f} by CPU).{bar}"
    if order == 3 and 10_000 in sizes:
        wall, cpu = (1000 * seconds(measured, "cube", 10_000, kind) for kind in ("wall", "cpu"))
        yield f"- A notebook waits {wall:.0f} ms for 10k rows ({cpu:.0f} ms of CPU). {_at_most(50, wall, cpu)}"


def _times(measured: Sequence[Record], slow: str, fast: str, rows: int) -> tuple[float, float]:
    wall, cpu = (seconds(measured, slow, rows, kind) / seconds(measured, fast, rows, kind) for kind in ("wall", "cpu"))
    return wall, cpu


def _bar(measured: Sequence[Record], rows: int, name: str, bar: int) -> str:
    wall, cpu = _times(measured, name, "cube", rows)
    verdict = f"{bar} | {_verdict(wall / bar, cpu / bar)}" if bar else "- |"
    return f"| {_short(rows)} | {CALLED[name].split(',')[0]} | {wall:.3g} | {cpu:.3g} | {verdict} |"


def _at_most(bar: float, wall: float, cpu: float) -> str:
    return f"Bar of {bar:g}: {_verdict(bar / wall, bar / cpu)}."


def _verdict(wall: float, cpu: float) -> str:
    """What was reached as a part of the bar; what was missed says how far."""
    said = ["passed" if part >= 1 else f"missed, {part:.0%} of it reached" for part in (wall, cpu)]
    return said[0] if said[0] == said[1] else f"{said[0]}; by CPU {said[1]}"


def _notes(records: Sequence[Record]) -> Iterator[str]:
    """Whether all counted the same, and what was not tried."""
    same, different = [], []
    for rows, order in sorted({(record["rows"], record["order"]) for record in records}):
        whole = [
            record
            for record in records
            if (record["rows"], record["order"]) == (rows, order) and record.get("cells") and _share(record) == 1
        ]
        prints = {(record["cells"], record["sum"], record["squares"]) for record in whole}
        names = sorted({record["name"] for record in whole})
        if len(names) > 1:
            counted = f"{whole[0]['cells']:,} cells, sum {whole[0]['sum']:,}"
            line = f"{_short(rows)}, up to {order}: {', '.join(names)}; {counted}"
            (same if len(prints) == 1 else different).append(line)
    yield "## Do all count the same?\n"
    yield "Number of cells, their sum and the sum of their squares, of all that counted every grouping.\n"
    yield from (f"- The same: {line}." for line in same)
    yield from (f"- **Different**: {line}." for line in different)
    skipped = sorted({(r["name"], r["rows"], r["order"], r["skipped"]) for r in records if "skipped" in r})
    if skipped:
        yield (
            "\nNot measured: "
            + "; ".join(f"{name} at {_short(rows)}, up to {order} ({why})" for name, rows, order, why in skipped)
            + "."
        )


def _short(rows: int) -> str:
    return f"{rows // 1_000_000}M" if rows >= 1_000_000 else f"{rows // 1000}k"
