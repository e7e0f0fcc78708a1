"""The table of the batch beside plain papermill, from what was measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from benchmarks.batch_rows import first_rows

Line = Mapping[str, Any]
HEADS = ("Way", "reports", "seconds", "reports per minute", "times plain papermill")
KIND_HEADS = ("Report", "in the batch", "plain papermill, s", "batch, first language, s", "batch, second language, s")


def report(lines: Sequence[Line]) -> str:
    """The page: how it was measured, the ways beside each other, and what a report of each kind takes."""
    asked, by_way = (
        lines[0],
        {way: [line for line in lines if line["way"] == way] for way in ("plain", "batch", "same")},
    )
    kinds = [row["report"] for row in first_rows(asked["rows"])]
    slow, fast = _seconds_of_kinds(by_way["plain"]), _seconds_of_batch(by_way["batch"])
    whole = sum(slow.get(kind, median(slow.values())) for kind in kinds)
    made = sum(line["state"] == "made" for line in by_way["batch"])
    ways = [
        ("plain papermill, one after another", len(kinds), whole, 1.0),
        (f"one batch, {asked['jobs']} at a time", made, fast, made / fast * whole / len(kinds)),
    ]
    rows = [(way, f"{n}", f"{s:.0f}", f"{60 * n / s:.1f}", f"{times:.1f}") for way, n, s, times in ways]
    parts = [_about(asked, by_way), _table(HEADS, rows), _table(KIND_HEADS, _kind_rows(kinds, slow, by_way["batch"]))]
    return "\n\n".join(["# Reports per minute", *parts, *_bytes_told(by_way["same"])]) + "\n"


def _seconds_of_kinds(plain: Sequence[Line]) -> dict[str, float]:
    names = dict.fromkeys(line["name"] for line in plain)
    return {name: median(line["seconds"] for line in plain if line["name"] == name) for name in names}


def _seconds_of_batch(batch: Sequence[Line]) -> float:
    """Of each sitting as far as its last report."""
    sittings = {line["sitting"] for line in batch}
    return float(sum(max(line["at"] for line in batch if line["sitting"] == one) for one in sittings))


def _about(asked: Line, by_way: Mapping[str, Sequence[Line]]) -> str:
    versions = ", ".join(f"{name} {number}" for name, number in asked["versions"].items())
    sittings = len({line["sitting"] for line in by_way["batch"]})
    loads = [line["load"] for way in ("plain", "batch") for line in by_way[way] if "load" in line]
    busy = f"load of the machine {min(loads):.1f} to {max(loads):.1f}, " if loads else ""
    return (
        f"`python -m benchmarks.batch`, {asked['day']}: {asked['machine']}, {asked['cores']} cores, Python "
        f"{asked['python']}, {versions}; {busy}the batch in {sittings} sitting(s).\n\n"
        "All nine reports of the bundled data in both languages, by period, group, province and institution "
        "(`batch_rows.py`). Plain papermill executes the same notebooks in a kernel of its own each and exports them "
        f"with nbconvert: {len(by_way['plain'])} of them were run, half before the batch and half after it; its "
        "seconds for all are the median of each kind times how often it is asked for. It writes no workbook and no "
        "manifest, which the batch does."
    )


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = (heads, ["---"] * len(heads), *rows)
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _kind_rows(kinds: Sequence[str], slow: Mapping[str, float], batch: Sequence[Line]) -> list[tuple[str, ...]]:
    """Rows stand in pairs, one for each language: the second is made when the first is worked out."""
    rows = []
    for kind in dict.fromkeys(kinds):
        mine = [line for line in batch if line["name"] == kind]
        shown = [_median([line["seconds"] for line in mine if line["place"] % 2 == turn]) for turn in (0, 1)]
        rows.append((kind, f"{kinds.count(kind)}", _median([slow[kind]] if kind in slow else []), *shown))
    return rows


def _median(seconds: Sequence[float]) -> str:
    return f"{median(seconds):.1f}" if seconds else "–"


def _bytes_told(same: Sequence[Line]) -> list[str]:
    if not same:
        return []
    alike, files = (sum(line[name] for line in same) for name in ("alike", "files"))
    return [
        f"The bytes: of {len(same)} reports made again, each in a kernel started afresh, {alike} of {files} files "
        "(page, workbook, notebook, manifest) are those of the batch."
    ]
