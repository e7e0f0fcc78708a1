"""The cube beside other ways to count: ``python -m benchmarks.cube``.

All counts of up to three (and four) of fifteen attributes, at 10 thousand to 10 million invented cases. Each contender
runs in a process of its own; the contenders take turns, round by round, so that a busy hour meets all of them. Every
measurement is kept in ``results/cube.jsonl`` as soon as it is made: a run can be stopped, and pieces of it made again
(``--rows``, ``--orders``, ``--only``, ``--rounds``). The table of medians goes to ``results/cube.md``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.cube_contenders import CONTENDERS, groupings
from benchmarks.cube_data import load_cases
from benchmarks.cube_report import report

FOLDER = Path(__file__).parent / "results"
KEPT, SHOWN = FOLDER / "cube.jsonl", FOLDER / "cube.md"
ROWS = (10_000, 200_000, 1_000_000, 10_000_000)
ORDERS = (3, 4)
PACKAGES = ("numpy", "pandas", "duckdb", "polars", "pyarrow", "narwhals", "pac-synth")
SECONDS_FOR_A_GROUPING = {"pandas": 1e-7, "duckdb": 1.2e-8, "polars": 6e-9, "pac-synth": 1e-6}
"""What a row of a grouping takes about, to plan: what would take longer than PATIENCE counts a sample of groupings."""
PATIENCE = 60.0
LONGEST = 1800.0


def main(arguments: Sequence[str] | None = None) -> None:
    asked = _asked(arguments)
    FOLDER.mkdir(exist_ok=True)
    if asked.fresh:
        KEPT.unlink(missing_ok=True)
    for turn in range(0 if asked.report else asked.rounds):
        for rows in asked.rows:
            load_cases(rows)
            for order in asked.orders:
                for name in asked.only:
                    _keep(_measured(name, rows, order, turn))
    SHOWN.write_text(report(list(_kept())), "utf-8")
    print(SHOWN.read_text("utf-8"))


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=ROWS)
    parser.add_argument("--orders", type=int, nargs="+", default=ORDERS)
    parser.add_argument("--only", nargs="+", choices=CONTENDERS, default=list(CONTENDERS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--fresh", action="store_true", help="forget what was measured before")
    parser.add_argument("--report", action="store_true", help="measure nothing, write the table again")
    return parser.parse_args(arguments)


def _measured(name: str, rows: int, order: int, turn: int) -> dict[str, Any]:
    drawn = _drawn(name, rows, order)
    begun = {"name": name, "rows": rows, "order": order, "turn": turn, "groupings": len(groupings(order, drawn))}
    if name == "pac-synth" and (find_spec("pacsynth") is None or order > 3 or rows > 200_000):
        why = "not installed" if find_spec("pacsynth") is None else "would take hours"
        return {**begun, "skipped": why}
    command = [sys.executable, "-m", "benchmarks.cube_contenders", name, str(rows), str(order), str(drawn)]
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    try:
        done = subprocess.run(
            command,
            cwd=FOLDER.parents[1],
            capture_output=True,
            encoding="utf-8",
            timeout=LONGEST,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as fault:
        return {**begun, "skipped": f"{type(fault).__name__}"}
    return {**begun, **json.loads(done.stdout), "load": load, **_surroundings()}


def _drawn(name: str, rows: int, order: int) -> int:
    """How many groupings are counted: 0 for all. One cannot ask pac-synth for some only."""
    every = len(groupings(order))
    seconds = SECONDS_FOR_A_GROUPING.get(name, 0) * rows
    if name == "pac-synth" or seconds * every <= PATIENCE:
        return 0
    return max(int(PATIENCE / seconds), 8)


def _surroundings() -> dict[str, Any]:
    versions = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            continue
    return {"day": date.today().isoformat(), "cores": os.cpu_count(), "versions": versions}


def _keep(measured: dict[str, Any]) -> None:
    with KEPT.open("a", encoding="utf-8") as file:
        file.write(json.dumps(measured) + "\n")
    seconds = f"{measured['wall']:.4f} s" if "wall" in measured else measured["skipped"]
    print(f"{measured['name']:10} {measured['rows']:>10} rows, order {measured['order']}: {seconds}", flush=True)


def _kept() -> Iterator[dict[str, Any]]:
    if KEPT.exists():
        yield from map(json.loads, KEPT.read_text("utf-8").splitlines())


if __name__ == "__main__":
    main()
