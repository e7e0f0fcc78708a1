"""Time and memory of protecting tables against their cells: ``python -m benchmarks.protection``.

Invented cases (``cube_data.py``), one three-way table or linked two-way tables with all their totals, threshold 11, and
readers both outside and inside. Each case runs in a process of its own. Beside them the figures of a first prototype of
linear programmes: without insiders, on other data of the same kind, and on another day of a shared machine.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

SHOWN = Path(__file__).parent / "results" / "protection.md"
THRESHOLD = 11
LONGEST = 300.0
CASES: dict[str, tuple[int, str]] = {
    "two-way, 10 thousand cases": (10_000, "0x8"),
    "linked two-way, 10 thousand": (10_000, "0x4,0x8,4x8"),
    "linked two-way, 10 thousand, wider": (10_000, "0x2,0x8,2x8"),
    "all two-way tables of five attributes, 10 thousand": (10_000, "3x4,3x5,3x6,3x7,4x5,4x6,4x7,5x6,5x7,6x7"),
    "three-way, 10 thousand": (10_000, "2x3x8"),
    "three-way, 10 thousand, wider": (10_000, "0x4x8"),
    "three-way, 200 thousand": (200_000, "0x4x8"),
    "two-way, 200 thousand": (200_000, "0x1"),
    "three-way, 10 thousand, long": (10_000, "0x2x8"),
    "three-way, 10 thousand, longest": (10_000, "0x2x5"),
}
"""How many cases, and which attributes are crossed: ``0x4,0x8`` are two tables."""
PROTOTYPE = (
    ("one two-way table, 10 thousand cases", 285, 118, 0.06),
    ("all two-way tables of three attributes, 10 thousand", 755, 411, 0.7),
    ("all two-way tables of five attributes, 10 thousand", 872, 244, 49.0),
    ("one three-way table, 10 thousand", 1668, 1168, 22.0),
    ("one three-way table, 200 thousand", 3082, 1493, 66.0),
    ("another three-way table, 200 thousand", 1197, 213, 2.0),
)
"""Name, cells, small cells, seconds for hiding."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=CASES, default=list(CASES))
    parser.add_argument("--measure", choices=CASES, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.measure:
        print(json.dumps(measured(*CASES[asked.measure])))
        return
    found = {name: _in_its_own_process(name) for name in asked.only}
    SHOWN.write_text(report(found), "utf-8")
    print(SHOWN.read_text("utf-8"))


def _in_its_own_process(name: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.protection", "--measure", name]
    try:
        done = subprocess.run(
            command, cwd=SHOWN.parents[2], capture_output=True, encoding="utf-8", timeout=LONGEST, check=True
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as fault:
        return {"skipped": type(fault).__name__}
    print(name, done.stdout.strip(), flush=True)
    return dict(json.loads(done.stdout))


def measured(rows: int, crossed: str) -> dict[str, Any]:
    """Cells, small cells, cells hidden beside, seconds (of the clock and of the processor) and megabytes."""
    import resource
    import time

    from tipanalysis.release.policy import Policy
    from tipanalysis.release.protect import protect_with_log

    tables = _tables(rows, crossed)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    wall, processor = time.perf_counter(), time.process_time()
    protection = protect_with_log(tables, policy=Policy("benchmark", threshold=THRESHOLD))
    spent = time.perf_counter() - wall, time.process_time() - processor
    log = protection.log
    return {
        "cells": sum(len(table.frame) + len(table.margins) for table in tables.values()),
        "small": int((log["reason"] == "small").sum()),
        "beside": int((log["reason"] == "with_others").sum()),
        "wall": spent[0],
        "processor": spent[1],
        "megabytes": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024,
    }


def _tables(rows: int, crossed: str) -> dict[str, Any]:
    import numpy as np
    import pandas as pd

    from benchmarks.cube_data import NAMES, load_cases
    from tipanalysis.counts.count import count_by

    codes = load_cases(rows)
    tables = {table: [int(at) for at in table.split("x")] for table in crossed.split(",")}
    used = sorted({at for places in tables.values() for at in places})
    frame = pd.DataFrame({NAMES[at]: np.where(codes[at] < 0, "ND", codes[at].astype(str)) for at in used})
    return {name: count_by(frame, [NAMES[at] for at in places]) for name, places in tables.items()}


def report(found: dict[str, dict[str, Any]]) -> str:
    head = (
        "| tables | cells | small | hidden beside | s | processor s | MB more |\n|---|---|---|---|---|---|---|",
        "| prototype | cells | small | s |\n|---|---|---|---|",
    )
    rows = [f"| {name} | {_row(numbers)} |" for name, numbers in found.items()]
    theirs = [f"| {name} | {cells:,} | {small:,} | {seconds} |" for name, cells, small, seconds in PROTOTYPE]
    machine = f"{date.today()}, Python {platform.python_version()}, {platform.machine()}; others used it too."
    return "\n".join(
        [
            "# Protecting tables",
            "",
            str(__doc__).partition("\n\n")[2].strip(),
            "",
            head[0],
            *rows,
            "",
            head[1],
            *theirs,
            "",
            machine,
            "",
        ]
    )


def _row(numbers: dict[str, Any]) -> str:
    if "skipped" in numbers:
        return f"| | | not finished: {numbers['skipped']} | |"
    kept = [f"{numbers[key]:,}" for key in ("cells", "small", "beside")]
    return " | ".join([*kept, *(f"{numbers[key]:.1f}" for key in ("wall", "processor")), f"{numbers['megabytes']:.0f}"])


if __name__ == "__main__":
    main()
