"""Making a report: check everything, run the notebook, hand over finished files or nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..register.read import check_file
from ..release.ledger import given_ledger
from ..words.errors import ReportError
from ..words.settings import using
from ..words.texts import Told
from .execution import execute
from .export import write_html
from .handover import TABLES, WORKBOOK
from .manifest import write_manifest
from .parameters import ALL, checked
from .recording import Recording
from .spec import ReportSpec, load_report
from .workshop import check_replaceable, deliver, workshop


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


def render_report(
    name: str,
    parameters: Mapping[str, Any] | None = None,
    *,
    out: str | Path = "informes",
    ledger: str | Path | None = None,
    progress: bool = False,
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

    Raises
    ------
    ReportError, InputError, SourceMapError, OutputError
        Before anything runs, for every unknown or mistyped parameter at once, for a file that does not fit its
        source map and for a place that cannot be written to; later for what the data, or what was published before,
        do not allow. Nothing is left half written, in the ledger neither.
    """
    spec = load_report(name)
    values = checked(spec.parameters, parameters or {})
    with using(lang=values["lang"], country=values["country"]):
        files = _files(Path(out), _file_stem(spec, values, _source(spec, values)))
        check_replaceable(files.values())
        recording = Recording(given_ledger(ledger))
        with workshop(Path(out)) as bench:
            summary = _made(spec, values, bench, files, recording.path, progress)
            with recording.adding(bench, files["html"].stem) as added:
                deliver(bench, Path(out))
    return RenderedReport(
        **files,
        tables=len(summary["tables"]),
        hidden=sum(table["hidden"] for table in summary["tables"]),
        earlier=len(summary["earlier"]),
        recorded=added,
        warnings=tuple(map(Told, summary["extracts"])),
    )


def _source(spec: ReportSpec, values: Mapping[str, str]) -> str:
    """The source of the data, if there are any; a file that cannot be read is refused before a kernel starts."""
    named = {parameter.kind: values[parameter.name] for parameter in spec.parameters}
    return check_file(named["file"], named["source"]) if {"file", "source"} <= set(named) else ""


def _files(folder: Path, stem: str) -> dict[str, Path]:
    endings = {"html": "html", "workbook": "xlsx", "notebook": "ipynb", "manifest": "manifest.json"}
    return {part: folder / f"{stem}.{ending}" for part, ending in endings.items()}


def _made(
    spec: ReportSpec,
    values: Mapping[str, str],
    bench: Path,
    files: Mapping[str, Path],
    ledger: Path | None,
    progress: bool,
) -> dict[str, Any]:
    """Run the notebook and finish every file on the bench; what the notebook says of its tables."""
    notebook = bench / files["notebook"].name
    execute(spec, values, bench, notebook, ledger=ledger, progress=progress)
    summary = _handed_over(bench)
    (bench / WORKBOOK).rename(bench / files["workbook"].name)
    write_html(notebook, bench / files["html"].name, title=spec.title())
    write_manifest(bench / files["manifest"].name, spec, values, summary)
    return summary


def _file_stem(spec: ReportSpec, values: Mapping[str, str], source: str) -> str:
    """A name that says what is inside: report, source, institution, period, country and language."""
    institution = values.get("institucion", ALL).replace("/", "-").replace("\\", "-").replace(" ", "-")
    parts = [spec.name, source, "" if institution == ALL else institution]
    parts += [values.get("periodo", ""), values["country"], values["lang"]]
    return "_".join(part for part in parts if part)


def _handed_over(bench: Path) -> dict[str, Any]:
    left = bench / TABLES
    if not left.is_file():
        raise ReportError("reports_nothing_handed_over")
    summary: dict[str, Any] = json.loads(left.read_text("utf-8"))
    return summary
