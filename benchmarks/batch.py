"""Reports per minute of one batch against plain papermill, one after another: ``python -m benchmarks.batch``.

A hundred reports of the bundled data: all nine, in both languages, by period, group and institution
(:mod:`benchmarks.batch_rows`). Plain papermill executes the same notebooks in a kernel of its own each and exports
them with nbconvert (no workbook, no manifest, no check of its parameters); of the hundred a sample, half of it before
the batch and half after. At the end one report of each kind is made again in a fresh kernel, and its files are
compared with those of the batch, byte by byte.

Everything measured is kept as soon as it is there: a run can be stopped and taken up again. The table goes to
``results/batch.md``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import time
from collections.abc import Iterator, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from benchmarks.batch_report import report
from benchmarks.batch_rows import Row, first_rows, spread
from tipanalysis.reports.batch import plan_batch, run_batch
from tipanalysis.reports.batch_log import Outcome
from tipanalysis.reports.spec import load_report

SHOWN = Path(__file__).parent / "results" / "batch.md"
WORK = Path(gettempdir()) / "tipanalysis_batch"
"""Where the reports are made, and what was measured is kept."""
KEPT = WORK / "medido.jsonl"
PACKAGES = ("pandas", "matplotlib", "papermill", "nbconvert", "ipykernel")
KINDS = 9


def main(arguments: Sequence[str] | None = None) -> None:
    asked = _asked(arguments)
    if asked.fresh:
        shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(exist_ok=True)
    if not asked.report:
        rows = first_rows(asked.rows)
        _begin(asked)
        sample = spread(rows, asked.plain)
        half = (len(sample) + 1) // 2
        _run_plain(rows, sample[:half])
        _run_batch(rows, asked.jobs)
        _run_plain(rows, sample[half:])
        _compare(rows, spread(rows, asked.same, offset=1), asked.jobs)
    SHOWN.write_text(report(list(_kept())), "utf-8")
    print(SHOWN.read_text("utf-8"))


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100, help="reports of the batch")
    parser.add_argument("--plain", type=int, default=2 * KINDS, help="reports of plain papermill")
    parser.add_argument("--same", type=int, default=KINDS, help="reports made again in fresh kernels")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="reports at a time")
    parser.add_argument("--fresh", action="store_true", help="forget what was measured before")
    parser.add_argument("--report", action="store_true", help="measure nothing, write the table again")
    return parser.parse_args(arguments)


def _begin(asked: argparse.Namespace) -> None:
    """What is kept belongs to one wish: another one begins anew."""
    wish = {"way": "asked", "rows": asked.rows, "jobs": asked.jobs}
    before = next(_kept(), None)
    if before is None:
        versions = {package: version(package) for package in PACKAGES}
        about = {"day": date.today().isoformat(), "machine": platform.machine(), "cores": os.cpu_count()}
        _keep({**wish, **about, "python": platform.python_version(), "versions": versions})
    elif any(before.get(name) != value for name, value in wish.items()):
        raise SystemExit(f"{KEPT} holds another run, of {before}: --fresh forgets it")


def _run_plain(rows: Sequence[Row], sample: Sequence[int]) -> None:
    """Papermill as it comes, in this process, which has imported it, with one exporter for all."""
    import papermill  # noqa: F401 # its import is not measured
    from nbconvert import HTMLExporter

    done = [line["place"] for line in _kept() if line["way"] == "plain"]
    exporter = HTMLExporter(exclude_input=True)
    for place in sample:
        if place not in done:
            seconds = _plain_seconds(rows[place], WORK / f"plain_{place}.ipynb", exporter)
            _keep({"way": "plain", "place": place, "name": rows[place]["report"], "seconds": seconds, **_load()})


def _plain_seconds(row: Row, target: Path, exporter: Any) -> float:
    import nbformat
    import papermill

    values = {name: value for name, value in row.items() if name not in ("report", "folder")}
    notebook = load_report(row["report"]).notebook
    begun = time.monotonic()
    papermill.execute_notebook(notebook, target, values, kernel_name="python3", progress_bar=False)
    page, _ = exporter.from_notebook_node(nbformat.read(target, as_version=4))
    target.with_suffix(".html").write_text(page, "utf-8")
    return time.monotonic() - begun


def _run_batch(rows: Sequence[Row], jobs: int) -> None:
    """The batch, or what is missing of it: each time is a sitting of its own, and their seconds add up."""
    lines = [line for line in _kept() if line["way"] == "batch"]
    sitting = 1 + max((line["sitting"] for line in lines), default=0)
    begun = time.monotonic()

    def told(outcome: Outcome) -> None:
        if outcome.state in ("made", "failed"):
            about = {"place": outcome.row.number - 1, "name": outcome.row.plan.spec.name, "state": outcome.state}
            at = {"seconds": outcome.seconds, "sitting": sitting, "at": time.monotonic() - begun}
            _keep({"way": "batch", **about, **at, **_load()})

    if {line["place"] for line in lines} < set(range(len(rows))):
        run_batch(rows, out=WORK / "batch", jobs=jobs, told=told)


def _compare(rows: Sequence[Row], sample: Sequence[int], jobs: int) -> None:
    """Whether the files of the batch are those of fresh kernels."""
    done = [line["place"] for line in _kept() if line["way"] == "same"]
    left = [place for place in sample if place not in done]
    if not left:
        return
    again = [rows[place] for place in left]
    run_batch(again, out=WORK / "fresh", jobs=jobs, fresh=True, told=print)
    pairs = zip(plan_batch(again, out=WORK / "batch").rows, plan_batch(again, out=WORK / "fresh").rows, strict=True)
    for place, (warm, fresh) in zip(left, pairs, strict=True):
        files = [(file.read_bytes(), fresh.plan.files[part].read_bytes()) for part, file in warm.plan.files.items()]
        alike = sum(one == other for one, other in files)
        _keep({"way": "same", "place": place, "name": rows[place]["report"], "files": len(files), "alike": alike})


def _load() -> dict[str, float]:
    return {"load": os.getloadavg()[0]} if hasattr(os, "getloadavg") else {}


def _keep(measured: dict[str, Any]) -> None:
    with KEPT.open("a", encoding="utf-8") as file:
        file.write(json.dumps(measured) + "\n")
    print(json.dumps(measured), flush=True)


def _kept() -> Iterator[dict[str, Any]]:
    if KEPT.exists():
        yield from map(json.loads, KEPT.read_text("utf-8").splitlines())


if __name__ == "__main__":
    main()
