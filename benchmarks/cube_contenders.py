"""One contender of the cube's benchmark, measured in a process of its own; prints one line of JSON.

``python -m benchmarks.cube_contenders NAME ROWS ORDER GROUPINGS``: counts GROUPINGS of all the groupings of 1 to ORDER
of the fifteen attributes, drawn by chance with a fixed seed (0: all of them). A missing value is a level like others.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from benchmarks.cube_data import NAMES, SIZES, Codes, load_cases

Grouping = tuple[str, ...]
Work = Callable[[], Any]
Numbers = Iterator[Any]
WARM_UP_ROWS = 1000
LEAST_REPEATS, MOST_REPEATS = 3, 7
LEAST_SECONDS, MOST_SECONDS = 1.0, 15.0


def groupings(order: int, drawn: int = 0) -> list[Grouping]:
    every = [each for size in range(1, order + 1) for each in combinations(NAMES, size)]
    return random.Random(7).sample(every, drawn) if drawn else every


def _cube(codes: Codes, chosen: Sequence[Grouping], order: int) -> tuple[Work, Callable[[Any], Numbers]]:
    """The public call on a pandas frame of categories."""
    from tipanalysis.counts.cube import cube

    frame = _categories(codes)
    return lambda: cube(frame, NAMES, order), lambda found: (found.cells(each).n for each in chosen)


def _categories(codes: Codes, missing: str | None = None) -> Any:
    import pandas as pd

    columns = {}
    for name, size, column in zip(NAMES, SIZES, codes, strict=True):
        levels = [f"v{at}" for at in range(size)]
        columns[name] = pd.Categorical.from_codes(column, levels)
        if missing is not None:
            filled = np.where(column < 0, size, column).astype(np.int8)
            columns[name] = pd.Categorical.from_codes(filled, [*levels, missing])
    return pd.DataFrame(columns)


def _duckdb(codes: Codes, chosen: Sequence[Grouping], order: int) -> tuple[Work, Callable[[Any], Numbers]]:
    """GROUPING SETS, a hundred for each query, on columns of small whole numbers."""
    import duckdb

    connection = duckdb.connect()
    connection.register("given", _arrow(codes))
    connection.execute("CREATE TABLE cases AS SELECT * FROM given")
    connection.unregister("given")
    queries = [_grouping_sets(chosen[low : low + 100]) for low in range(0, len(chosen), 100)]
    run = lambda: [connection.sql(query).to_arrow_table() for query in queries]  # noqa: E731
    return run, lambda tables: (table["n"].to_numpy() for table in tables)


def _grouping_sets(chosen: Sequence[Grouping]) -> str:
    sets = ", ".join(f"({', '.join(each)})" for each in chosen)
    columns = ", ".join(sorted(set().union(*chosen)))
    return f"SELECT {columns}, count(*) AS n FROM cases GROUP BY GROUPING SETS ({sets})"


def _arrow(codes: Codes) -> Any:
    import pyarrow as pa

    return pa.table({name: (column + 1).view(np.uint8) for name, column in zip(NAMES, codes, strict=True)})


def _polars(codes: Codes, chosen: Sequence[Grouping], order: int) -> tuple[Work, Callable[[Any], Numbers]]:
    """Lazy group-bys, 64 collected together, on columns of small whole numbers."""
    import polars as pl

    frame = pl.DataFrame({name: (column + 1).view(np.uint8) for name, column in zip(NAMES, codes, strict=True)}).lazy()
    asked = [frame.group_by(each).len("n") for each in chosen]
    run = lambda: [pl.collect_all(asked[low : low + 64]) for low in range(0, len(asked), 64)]  # noqa: E731
    return run, lambda parts: (table["n"].to_numpy() for tables in parts for table in tables)


def _pandas(codes: Codes, chosen: Sequence[Grouping], order: int) -> tuple[Work, Callable[[Any], Numbers]]:
    """One groupby for each grouping, on categories."""
    frame = _categories(codes, missing="ND")
    run = lambda: [frame.groupby(list(each), observed=True, sort=False).size() for each in chosen]  # noqa: E731
    return run, lambda found: (sizes.to_numpy() for sizes in found)


def _pacsynth(codes: Codes, chosen: Sequence[Grouping], order: int) -> tuple[Work, Callable[[Any], Numbers]]:
    """get_aggregates: all combinations of up to ORDER attributes; the data are loaded beforehand."""
    pac = import_module("pacsynth")
    dataset = pac.Dataset.from_data_frame(_categories(codes, missing="ND").astype(str))
    return lambda: dataset.get_aggregates(order, ";"), lambda found: iter([np.fromiter(found.values(), np.int64)])


def _reading(codes: Codes, chosen: Sequence[Grouping], order: int) -> tuple[Work, Callable[[Any], Numbers]]:
    """Reading the code columns once: the sum of their bytes, eight at a time."""
    words = [column[: len(column) // 8 * 8].view(np.uint64) for column in codes]
    return lambda: [np.add.reduce(column) for column in words], lambda found: iter(())


CONTENDERS = {
    "cube": _cube,
    "duckdb": _duckdb,
    "polars": _polars,
    "pandas": _pandas,
    "pac-synth": _pacsynth,
    "reading": _reading,
}


def measure(name: str, rows: int, order: int, drawn: int) -> dict[str, Any]:
    """Medians of wall and CPU seconds of a warm start, the memory that a call takes, and what was counted."""
    codes = load_cases(rows)
    chosen = groupings(order, drawn)
    prepare = CONTENDERS[name]
    prepare([column[:WARM_UP_ROWS].copy() for column in codes], chosen, order)[0]()
    run, numbers = prepare(codes, chosen, order)
    forget_peak()
    before = peak_memory()
    walls, cpus = [], []
    while True:
        wall, cpu = time.perf_counter(), time.process_time()
        found = run()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
        if len(walls) == 1:
            extra = peak_memory() - before
        enough = sum(walls) > LEAST_SECONDS and len(walls) >= LEAST_REPEATS
        if enough or len(walls) == MOST_REPEATS or sum(walls) > MOST_SECONDS:
            break
    return {
        "wall": statistics.median(walls),
        "cpu": statistics.median(cpus),
        "extra_mb": extra / 1e6,
        "repeats": len(walls),
        **fingerprint(numbers(found)),
    }


def fingerprint(numbers: Numbers) -> dict[str, int]:
    """Cells, their sum and the sum of their squares: equal where the same was counted."""
    cells = total = squares = 0
    for counted in numbers:
        n = np.asarray(counted, np.int64)
        cells, total, squares = cells + len(n), total + int(n.sum()), squares + int(n @ n)
    return {"cells": cells, "sum": total, "squares": squares}


def forget_peak() -> None:
    """On Linux the peak of the memory can be set back to what is in use."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return


def peak_memory() -> int:
    """The most memory the process has had since, in bytes; on systems that do not tell, what it has now."""
    try:
        status = Path("/proc/self/status").read_text("ascii")
    except OSError:
        return int(psutil.Process().memory_info().rss)
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


if __name__ == "__main__":
    _, name, rows, order, drawn = sys.argv
    print(json.dumps(measure(name, int(rows), int(order), int(drawn))))
