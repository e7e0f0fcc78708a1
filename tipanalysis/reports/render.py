"""Making a report: check everything, run the notebook, hand over finished files or nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..release.ledger import given_ledger
from ..words.errors import ReportError
from ..words.settings import using
from ..words.texts import Told
from .execution import execute
from .export import write_html
from .handover import TABLES, WORKBOOK
from .manifest import write_manifest
from .paper import print_page
from .plan import PlannedReport, plan_report
from .recording import Recording
from .warm import Shared
from .workshop import deliver, workshop


@dataclass(frozen=True)
class RenderedReport:
    """The files of a finished report and what it says of itself."""

    html: Path
    workbook: Path
    notebook: Path
    manifest: Path
    tables: int
    hidden: int
    earlier: int = 0
    """How many tables of earlier publications it was protected together with."""
    recorded: int = 0
    """How many of its tables were new to the ledger."""
    warnings: tuple[Told, ...] = ()
    """What whoever has an extract of the same people can do with its tables."""
    pdf: Path | None = None


def render_report(
    name: str,
    parameters: Mapping[str, Any] | None = None,
    *,
    out: str | Path = "informes",
    ledger: str | Path | None = None,
    progress: bool = False,
    warm: bool = False,
    pdf: bool = False,
) -> RenderedReport:
    """Run the report ``name`` and write HTML, workbook, executed notebook and manifest into ``out``.

    Parameters
    ----------
    name : see :func:`~tipanalysis.reports.spec.list_reports`
    parameters : values by parameter name; those not given keep the report's default
    out : folder, made if it does not exist
    ledger : file of the ledger of releases, a store or a file of lines; else that of ``TIPANALYSIS_LEDGER``, else none.
        The report is protected and attacked together with what it holds, and written down in it
    progress : show a bar on the terminal
    warm : fork the kernel from a process that has imported what reports import, where the system can; the files are
        the same, and of many reports each starts sooner
    pdf : print the page too, by a browser that is installed

    Raises
    ------
    ReportError, InputError, SourceMapError, OutputError
        Before anything runs, for every unknown or mistyped parameter at once, for a file that does not fit its
        source map and for a place that cannot be written to; later for what the data, or what was published before,
        do not allow. Nothing is left half written, in the ledger neither.
    """
    return make_planned(plan_report(name, parameters, out=out, pdf=pdf), ledger=ledger, progress=progress, warm=warm)


def make_planned(
    plan: PlannedReport,
    *,
    ledger: str | Path | None = None,
    progress: bool = False,
    warm: bool = False,
    shared: Shared | None = None,
) -> RenderedReport:
    """Make the report of a plan: all its files or none, as :func:`render_report` says."""
    with using(lang=plan.values["lang"], country=plan.values["country"]):
        recording = Recording(given_ledger(ledger))
        with workshop(plan.out) as bench:
            summary = _made(plan, bench, recording.path, progress=progress, warm=warm, shared=shared)
            with recording.adding(bench, plan.stem) as added:
                deliver(bench, plan.out)
    return RenderedReport(
        **plan.files,
        tables=len(summary["tables"]),
        hidden=sum(table["hidden"] for table in summary["tables"]),
        earlier=len(summary["earlier"]),
        recorded=added,
        warnings=tuple(map(Told, summary["extracts"])),
    )


def _made(plan: PlannedReport, bench: Path, ledger: Path | None, **how: Any) -> dict[str, Any]:
    """Run the notebook and finish every file on the bench; what the notebook says of its tables."""
    target = bench / plan.files["notebook"].name
    notebook = execute(plan.spec, plan.values, bench, target, ledger=ledger, **how)
    summary = _handed_over(bench)
    (bench / WORKBOOK).rename(bench / plan.files["workbook"].name)
    write_html(notebook, bench / plan.files["html"].name, title=plan.spec.title())
    if "pdf" in plan.files:
        print_page(bench / plan.files["html"].name, bench / plan.files["pdf"].name, profile=bench / "_navegador")
    write_manifest(bench / plan.files["manifest"].name, plan.spec, plan.values, summary)
    return summary


def _handed_over(bench: Path) -> dict[str, Any]:
    left = bench / TABLES
    if not left.is_file():
        raise ReportError("reports_nothing_handed_over")
    summary: dict[str, Any] = json.loads(left.read_text("utf-8"))
    return summary
