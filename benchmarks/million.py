"""Clean and load a million dirty rows, beside plain pandas reading of the same file: `python -m benchmarks.million`."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from datetime import date
from importlib.metadata import version
from pathlib import Path

import duckdb
import psutil

from .dirty_rows import make_rows, write_map, write_rows

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "million.md"
PANDAS = "import pandas, sys; print(len(pandas.read_csv(sys.argv[1], dtype='str')))"
OURS = """
import os, sys
from tipanalysis.register.store import open_store
if __name__ == "__main__":
    file, source, store = sys.argv[1:]
    with open_store(store) as kept:
        print(kept.load_file(file, source, clean=True, part=10_000, workers=min(2, os.cpu_count())).records)
"""
COST = """
import resource
spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(sum(used.ru_utime + used.ru_stime for used in spent))
"""
HEADS = ("Rows", "File, MB", "Program", "Seconds", "CPU seconds", "Rows a second", "Peak memory, MB", "Store, MB")


def main() -> None:
    """Measure, print, and write the table."""
    wishes = argparse.ArgumentParser(description=__doc__)
    wishes.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    wishes.add_argument("--seeds", type=int, default=20, help="how many synthetic registers the rows come from")
    wishes.add_argument("--keep", action="store_true", help="write results/million.md")
    chosen = wishes.parse_args()
    header, pool = make_rows(range(1, chosen.seeds + 1))
    lines = []
    with tempfile.TemporaryDirectory(prefix="millon") as folder:
        for rows in chosen.rows:
            lines += measured(Path(folder), header, pool, rows)
    table = "\n".join(["| " + " | ".join(HEADS) + " |", "|" + "---|" * len(HEADS), *lines])
    if chosen.keep:
        RESULTS.write_text(f"{about(len(pool), chosen.seeds)}\n{table}\n", "utf-8")


def measured(folder: Path, header: list[str], pool: list[list[str]], rows: int) -> list[str]:
    """The lines of one size: pandas, ours, and how much longer ours takes."""
    file, store = folder / "filas.csv", folder / "registro.duckdb"
    written = write_rows(file, header, pool, rows)
    source = write_map(folder / "filas.toml")
    megabytes = file.stat().st_size / 1e6
    plain = run(PANDAS, folder, file)
    ours = run(OURS, folder, file, source, store)
    check(store, rows, written)
    size = f"{store.stat().st_size / 1e6:.0f}"
    lines = [
        line(rows, megabytes, "pandas.read_csv", plain, ""),
        line(rows, megabytes, "read, cleaned, loaded", ours, size),
        f"| {rows:,} | | times as long | {ours['seconds'] / plain['seconds']:.0f} | | | | |",
    ]
    print("\n".join(lines), flush=True)
    store.unlink()
    return lines


def line(rows: int, megabytes: float, program: str, cost: dict[str, float], store: str) -> str:
    speed = rows / cost["seconds"]
    cells = (f"{rows:,}", f"{megabytes:.0f}", program, f"{cost['seconds']:.1f}", f"{cost['cpu']:.1f}", f"{speed:,.0f}")
    return "| " + " | ".join((*cells, f"{cost['memory']:.0f}", store)) + " |"


def run(code: str, folder: Path, *given: Path) -> dict[str, float]:
    """What a program costs: seconds, CPU seconds of it and its helpers, and the most memory that all held at once."""
    script = folder / "programa.py"
    script.write_text(f"{code}\nif __name__ == '__main__':\n" + COST.replace("\n", "\n    "), "utf-8")
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, script, *given],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as program:
        peak = Peak(program.pid)
        peak.start()
        said, _ = program.communicate()
    seconds = time.perf_counter() - begun
    assert program.returncode == 0, "the program failed"
    return {"seconds": seconds, "cpu": float(said.split()[-1]), "memory": peak.bytes / 1e6}


class Peak(threading.Thread):
    """Looks five times a second how much memory a program and its helpers hold; what they share counts for each."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._program = psutil.Process(pid)
        self.bytes = 0

    def run(self) -> None:
        while self._program.is_running():
            held = 0
            try:
                for process in (self._program, *self._program.children(recursive=True)):
                    held += process.memory_info().rss
            except psutil.NoSuchProcess:
                continue
            self.bytes = max(self.bytes, held)
            time.sleep(0.2)


def check(store: Path, rows: int, written: int) -> None:
    """Every record of the file is there once, and every row is accounted for."""
    with duckdb.connect(str(store), read_only=True) as base:
        ask = "SELECT count(*), count(DISTINCT id), min(id), max(id) FROM registro"
        there = base.execute(ask).fetchone()
        assert there == (rows, rows, "E-0000000", f"E-{rows - 1:07d}"), "a record is not there"
        (places,) = base.execute("SELECT count(*) FROM lugar").fetchone()
        outcomes = dict(base.execute("SELECT resultado, n FROM resultado_filas").fetchall())
        (lines,) = base.execute("SELECT count(*) FROM bitacora").fetchone()
    assert places == outcomes["registro"] == rows, "a place is not there"
    assert sum(outcomes.values()) == written, "a row is not accounted for"
    print(f"{rows:,} records, all there; rows by outcome {json.dumps(outcomes)}; {lines:,} lines of log", flush=True)


def about(people: int, seeds: int) -> str:
    """When, where and with what the table was made."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("pandas", "pyarrow", "duckdb", "numpy"))
    busy = ", ".join(f"{load:.1f}" for load in os.getloadavg()) if hasattr(os, "getloadavg") else "?"
    return f"""# A million dirty rows

Made by `python -m benchmarks.million --keep` on {date.today().isoformat()}:
{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()},
{packages}. Load of the machine at the end, over 1, 5 and 15 minutes: {busy}; this program brings about 2.

The rows are those of {people:,} invented people ({seeds} seeds) with the dirt of the generator, 46 columns, repeated
under other numbers. pandas reads every column as text and does nothing else. Ours reads, cleans, checks and keeps
records, child tables, log (about 30 lines a row), faults and places, with two helpers, in parts of 10,000 rows.
Memory is that of all processes together, what they share counted for each. After each run every record and every row
is looked for.
"""


if __name__ == "__main__":
    main()
