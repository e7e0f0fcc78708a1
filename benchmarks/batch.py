"""Reports per minute of one batch against plain papermill, one after another: ``python -m benchmarks.batch``.

A hundred reports of the bundled data: the annual profile by period, policy and language, the quality page by
institution, period and language. Plain papermill executes the same notebooks in a kernel of its own each and exports
them with nbconvert (no workbook, no manifest), before and after the batch; only a sample of them, because a hundred
would take long.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations_with_replacement, product
from pathlib import Path
from tempfile import TemporaryDirectory

from tipanalysis.reports.batch import Batch, run_batch
from tipanalysis.reports.spec import load_report

SHOWN = Path(__file__).parent / "results" / "batch.md"
Row = Mapping[str, str]
YEARS = ("2018", "2019", "2020", "2021", "2022")
INSTITUTIONS = ("JUDICIAL", "POLICIA", "MIGRACION", "ONG", "todas")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100, help="reports of the batch")
    parser.add_argument("--plain", type=int, default=8, help="reports of plain papermill, before and again after")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="reports at a time")
    asked = parser.parse_args(arguments)
    rows = every(asked.rows)
    with TemporaryDirectory() as folder:
        out = Path(folder)
        before = plain(every(asked.plain), out / "before")
        made, took = timed(rows, out / "batch", jobs=asked.jobs)
        after = plain(every(asked.plain), out / "after")
    found = {"plain papermill, before": (asked.plain, before), "batch": (made.number("made"), took)}
    found |= {"plain papermill, after": (asked.plain, after)}
    SHOWN.write_text(report(found, asked.jobs, len(rows)), "utf-8")
    print(SHOWN.read_text("utf-8"))


def every(many: int) -> list[Row]:
    """``many`` of the hundred reports, spread over all of them."""
    hundred = all_rows()
    return [hundred[index * len(hundred) // many] for index in range(many)]


def all_rows() -> list[Row]:
    periods = [f"{first}-{last}" for first, last in combinations_with_replacement(YEARS, 2)]
    annual = [
        {"report": "perfil_anual", "periodo": period, "policy": policy, "lang": lang, "folder": policy}
        for period, policy, lang in product(periods, ("publication", "strict"), ("es", "en"))
    ]
    quality = [
        {"report": "calidad", "institucion": institution, "periodo": period, "lang": lang}
        for institution, period, lang in product(INSTITUTIONS, ("2018-2022", *periods[1:4]), ("es", "en"))
    ]
    return [*annual, *quality]


def timed(rows: Sequence[Row], out: Path, **options: object) -> tuple[Batch, float]:
    begun = time.monotonic()
    made = run_batch(rows, out=out, told=lambda outcome: print(outcome, flush=True), **options)  # type: ignore[arg-type]
    return made, time.monotonic() - begun


def plain(rows: Sequence[Row], out: Path) -> float:
    """Papermill as it comes, in this process, with one exporter for all."""
    import nbformat
    import papermill
    from nbconvert import HTMLExporter

    out.mkdir()
    begun = time.monotonic()
    exporter = HTMLExporter(exclude_input=True)
    for number, row in enumerate(rows):
        values = {name: value for name, value in row.items() if name not in ("report", "folder")}
        target = out / f"{number}.ipynb"
        papermill.execute_notebook(
            load_report(row["report"]).notebook, target, values, kernel_name="python3", progress_bar=False
        )
        page, _ = exporter.from_notebook_node(nbformat.read(target, as_version=4))
        target.with_suffix(".html").write_text(page, "utf-8")
        print(f"plain {number + 1}/{len(rows)}", flush=True)
    return time.monotonic() - begun


def report(found: Mapping[str, tuple[int, float]], jobs: int, asked: int) -> str:
    plain_runs = [figures for name, figures in found.items() if name.startswith("plain")]
    slow = sum(many for many, _ in plain_runs) / sum(took for _, took in plain_runs)
    lines = [
        "# Reports per minute",
        "",
        f"`python -m benchmarks.batch`, {date.today().isoformat()}, {platform.machine()}, Python "
        f"{platform.python_version()}, {jobs} at a time, in this order in one run. "
        f"{asked} reports were asked of the batch.",
        "",
        "| Way | reports | seconds | reports per minute | times plain papermill |",
        "|---|---|---|---|---|",
    ]
    for name, (many, took) in found.items():
        lines.append(f"| {name} | {many} | {took:.0f} | {60 * many / took:.1f} | {many / took / slow:.1f} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
