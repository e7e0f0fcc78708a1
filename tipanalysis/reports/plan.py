"""The plan of one report: what it will say of whom, and which files it will write; checked before anything runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..register.read import check_file
from ..words.settings import using
from .parameters import ALL, checked
from .spec import ReportSpec, load_report
from .workshop import check_replaceable


@dataclass(frozen=True)
class PlannedReport:
    """A report whose parameters are in order: its values, the folder and the files it will write there."""

    spec: ReportSpec
    values: Mapping[str, str]
    out: Path
    files: Mapping[str, Path]
    """By part: html, workbook, notebook and manifest."""

    @property
    def stem(self) -> str:
        """What the names of its files have in common."""
        return self.files["html"].stem


def plan_report(name: str, parameters: Mapping[str, Any] | None = None, *, out: str | Path) -> PlannedReport:
    """The plan of the report ``name``; values that are not given are the report's defaults.

    Raises
    ------
    ReportError, InputError, SourceMapError, OutputError
        For every unknown or mistyped parameter at once, for a file that does not fit its source map and for a place
        that cannot be written to.
    """
    spec = load_report(name)
    values = checked(spec.parameters, parameters or {})
    with using(lang=values["lang"], country=values["country"]):
        files = _files(Path(out), _file_stem(spec, values, _source(spec, values)))
        check_replaceable(files.values())
    return PlannedReport(spec, values, Path(out), files)


def _source(spec: ReportSpec, values: Mapping[str, str]) -> str:
    """The source of the data, if there are any: the first file by the first map; refused before a kernel starts."""
    named = {parameter.kind: values[parameter.name] for parameter in reversed(spec.parameters)}
    return check_file(named["file"], named["source"]) if {"file", "source"} <= set(named) else ""


def _files(folder: Path, stem: str) -> dict[str, Path]:
    endings = {"html": "html", "workbook": "xlsx", "notebook": "ipynb", "manifest": "manifest.json"}
    return {part: folder / f"{stem}.{ending}" for part, ending in endings.items()}


def _file_stem(spec: ReportSpec, values: Mapping[str, str], source: str) -> str:
    """A name that says what is inside: report, source, institution, period, country and language."""
    institution = values.get("institucion", ALL).replace("/", "-").replace("\\", "-").replace(" ", "-")
    parts = [spec.name, source, "" if institution == ALL else institution]
    parts += [values.get("periodo", ""), values["country"], values["lang"]]
    return "_".join(part for part in parts if part)
