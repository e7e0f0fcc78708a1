"""The plan of one report: what it will say of whom, and which files it will write; checked before anything runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..register.location import located
from ..register.read import check_file
from ..words.settings import using
from .paper import find_browser
from .parameters import ALL, checked
from .spec import ReportSpec, load_report, stamp
from .workshop import check_replaceable


@dataclass(frozen=True)
class PlannedReport:
    """A report whose parameters are in order: its values, the folder and the files it will write there."""

    spec: ReportSpec
    values: Mapping[str, str]
    out: Path
    files: Mapping[str, Path]
    """By part: html, workbook, notebook, manifest and, if it was asked for, pdf."""

    @property
    def stem(self) -> str:
        """What the names of its files have in common."""
        return self.files["html"].stem


def plan_report(
    name: str, parameters: Mapping[str, Any] | None = None, *, out: str | Path, pdf: bool = False
) -> PlannedReport:
    """The plan of the report ``name``; values that are not given are the report's defaults.

    Raises
    ------
    ReportError, InputError, SourceMapError, OutputError
        For every unknown or mistyped parameter at once, for a file that does not fit its source map, for a place
        that cannot be written to and for a ``pdf`` that no browser here can print.
    """
    spec = load_report(name)
    values = checked(spec.parameters, parameters or {})
    if pdf:
        find_browser()
    with using(lang=values["lang"], country=values["country"]):
        files = _files(Path(out), _file_stem(spec, values, _source(spec, values)), pdf)
        check_replaceable(files.values())
    return PlannedReport(spec, values, Path(out), files)


def _source(spec: ReportSpec, values: Mapping[str, str]) -> str:
    """The source of the data, if there are any: the first file by the first map; refused before a kernel starts."""
    named = {parameter.kind: values[parameter.name] for parameter in reversed(spec.parameters)}
    if not {"file", "source"} <= set(named):
        return ""
    data, source = (located(named[kind]).resolve() for kind in ("file", "source"))
    return _source_of(named["file"], named["source"], Path.cwd(), stamp(data), stamp(source))


@lru_cache(maxsize=64)
def _source_of(data: str, source: str, here: Path, *stamps: tuple[int, int]) -> str:
    """Looked into once, as long as no file changes: a batch names the same one in every row."""
    return check_file(data, source)


def _files(folder: Path, stem: str, pdf: bool) -> dict[str, Path]:
    endings = {"html": "html", "workbook": "xlsx", "notebook": "ipynb", "manifest": "manifest.json"}
    endings |= {"pdf": "pdf"} if pdf else {}
    return {part: folder / f"{stem}.{ending}" for part, ending in endings.items()}


def _file_stem(spec: ReportSpec, values: Mapping[str, str], source: str) -> str:
    """A name that says what is inside: report, source, institution, period, country and language."""
    institution = values.get("institucion", ALL).replace("/", "-").replace("\\", "-").replace(" ", "-")
    parts = [spec.name, source, "" if institution == ALL else institution]
    parts += [values.get("periodo", ""), values["country"], values["lang"]]
    return "_".join(part for part in parts if part)
