"""Making a report: check everything, run the notebook, hand over finished files or nothing."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..register.location import located
from ..words.errors import ReportError, TipError
from ..words.settings import using
from ..words.texts import Told
from .export import write_html
from .handover import PROBLEM, TABLES, WORKBOOK
from .manifest import write_manifest
from .parameters import checked
from .spec import ReportSpec, load_report
from .workshop import FOLDER_VARIABLE, deliver, workshop


@dataclass(frozen=True)
class RenderedReport:
    """The files of a finished report and what it says of itself."""

    html: Path
    workbook: Path
    notebook: Path
    manifest: Path
    tables: int
    hidden: int
    passed: bool


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
    ReportError, InputError, OutputError
        Before anything runs, for every unknown or mistyped parameter at once; later for what the data
        do not allow. Nothing is left half written.
    """
    spec = load_report(name)
    values = checked(spec.parameters, parameters or {})
    folder = Path(out)
    with using(lang=values["lang"], country=values["country"]), workshop(folder) as bench:
        notebook = _executed(spec, values, bench, progress)
        stem = _file_stem(spec, values)
        summary = _handed_over(bench)
        (bench / WORKBOOK).rename(bench / f"{stem}.xlsx")
        write_html(notebook, bench / f"{stem}.html", title=spec.title())
        write_manifest(bench / f"{stem}.manifest.json", spec, values, summary)
        notebook.rename(bench / f"{stem}.ipynb")
        deliver(bench, folder)
    return _rendered(folder, stem, summary)


def _rendered(folder: Path, stem: str, summary: Mapping[str, Any]) -> RenderedReport:
    return RenderedReport(
        html=folder / f"{stem}.html",
        workbook=folder / f"{stem}.xlsx",
        notebook=folder / f"{stem}.ipynb",
        manifest=folder / f"{stem}.manifest.json",
        tables=len(summary["tables"]),
        hidden=sum(table["hidden"] for table in summary["tables"]),
        passed=summary["audit"]["passed"],
    )


def _file_stem(spec: ReportSpec, values: Mapping[str, str]) -> str:
    """A name that says what is inside: report, source, period, country and language."""
    source = Path(values["source"]).stem
    parts = [spec.name, source, values.get("periodo", ""), values["country"], values["lang"]]
    return "_".join(part for part in parts if part)


def _executed(spec: ReportSpec, values: Mapping[str, str], bench: Path, progress: bool) -> Path:
    import papermill

    target = bench / "_informe.ipynb"
    absolute = {name: _absolute(spec, name, value) for name, value in values.items()}
    with _kernel_environment(bench, values):
        try:
            papermill.execute_notebook(
                spec.notebook,
                target,
                absolute,
                kernel_name="python3",
                progress_bar={"bar_format": "{l_bar}{bar}| {n_fmt}/{total_fmt}", "ncols": 80} if progress else False,
                cwd=bench,
                kernel_manager_class="tipanalysis.reports.kernel.QuietKernelManager",
            )
        except papermill.PapermillExecutionError as error:
            raise _problem(bench, error) from None
    return target


def _absolute(spec: ReportSpec, name: str, value: str) -> str:
    kinds = {parameter.name: parameter.kind for parameter in spec.parameters}
    is_file = kinds[name] == "file" or (kinds[name] == "source" and value.endswith(".toml"))
    return str(located(value).resolve()) if is_file else value


@contextmanager
def _kernel_environment(bench: Path, values: Mapping[str, str]) -> Iterator[None]:
    """Tell the kernel where to hand over and which words to use; quiet its start-up remarks."""
    told = {
        FOLDER_VARIABLE: str(bench.resolve()),
        "TIPANALYSIS_LANG": values["lang"],
        "TIPANALYSIS_COUNTRY": values["country"],
        "PYTHONWARNINGS": "ignore",
        "PYTHONHASHSEED": "0",
    }
    before = {name: os.environ.get(name) for name in told}
    os.environ.update(told)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _problem(bench: Path, error: Any) -> TipError:
    """The notebook's own message if it was one of ours, else one that names the cell and the kind of error."""
    left = bench / PROBLEM
    if left.is_file():
        return ReportError("reports_told", message=Told(json.loads(left.read_text("utf-8"))))
    return ReportError("reports_notebook_failed", cell=error.exec_count, kind=error.ename)


def _handed_over(bench: Path) -> dict[str, Any]:
    left = bench / TABLES
    if not left.is_file():
        raise ReportError("reports_nothing_handed_over")
    summary: dict[str, Any] = json.loads(left.read_text("utf-8"))
    return summary
