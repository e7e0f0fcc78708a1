"""Making a report: check everything, run the notebook, hand over finished files or nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..register.read import check_file
from ..words.errors import ReportError
from ..words.settings import using
from .execution import execute
from .export import write_html
from .handover import TABLES, WORKBOOK
from .manifest import write_manifest
from .parameters import ALL, checked
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


def render_report(
    name: str, parameters: Mapping[str, Any] | None = None, *, out: str | Path = "informes", progress: bool = False
) -> RenderedReport:
    """Run the report ``name`` and write HTML, workbook, executed notebook and manifest into ``out``.

    Parameters
    ----------
    name : see :func:`~tipanalysis.reports.spec.list_reports`
    parameters : values by parameter name; those not given keep the report's default
    out : folder, made if it does not exist
    progress : show a bar on the terminal

    Raises
    ------
    ReportError, InputError, SourceMapError, OutputError
        Before anything runs, for every unknown or mistyped parameter at once, for a file that does not fit its
        source map and for a place that cannot be written to; later for what the data do not allow. Nothing is
        left half written.
    """
    spec = load_report(name)
    values = checked(spec.parameters, parameters or {})
    with using(lang=values["lang"], country=values["country"]):
        _check_data(spec, values)
        files = _files(Path(out), _file_stem(spec, values))
        check_replaceable(files.values())
        with workshop(Path(out)) as bench:
            summary = _made(spec, values, bench, files, progress)
            deliver(bench, Path(out))
    return RenderedReport(
        **files,
        tables=len(summary["tables"]),
        hidden=sum(table["hidden"] for table in summary["tables"]),
    )


def _check_data(spec: ReportSpec, values: Mapping[str, str]) -> None:
    """A file that cannot be read is refused before a kernel starts."""
    named = {parameter.kind: values[parameter.name] for parameter in spec.parameters}
    if "file" in named and "source" in named:
        check_file(named["file"], named["source"])


def _files(folder: Path, stem: str) -> dict[str, Path]:
    endings = {"html": "html", "workbook": "xlsx", "notebook": "ipynb", "manifest": "manifest.json"}
    return {part: folder / f"{stem}.{ending}" for part, ending in endings.items()}


def _made(
    spec: ReportSpec, values: Mapping[str, str], bench: Path, files: Mapping[str, Path], progress: bool
) -> dict[str, Any]:
    """Run the notebook and finish every file on the bench; what the notebook says of its tables."""
    notebook = bench / files["notebook"].name
    execute(spec, values, bench, notebook, progress=progress)
    summary = _handed_over(bench)
    (bench / WORKBOOK).rename(bench / files["workbook"].name)
    write_html(notebook, bench / files["html"].name, title=spec.title())
    write_manifest(bench / files["manifest"].name, spec, values, summary)
    return summary


def _file_stem(spec: ReportSpec, values: Mapping[str, str]) -> str:
    """A name that says what is inside: report, source, institution, period, country and language."""
    source = Path(values.get("source", "")).stem
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
