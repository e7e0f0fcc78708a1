"""What a report is: its notebook, its title and the parameters it declares."""

from __future__ import annotations

import ast
import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..words.errors import ReportError
from ..words.settings import reader_lang
from ..words.suggest import nearest
from .parameters import Parameter


@dataclass(frozen=True)
class ReportSpec:
    """One report: a notebook and, beside it, a TOML file that declares its title and parameters."""

    name: str
    notebook: Path
    titles: Mapping[str, str]
    answers: Mapping[str, str]
    parameters: tuple[Parameter, ...]

    def title(self, lang: str | None = None) -> str:
        """The title in the language set."""
        return self.titles[reader_lang(lang)]

    def answer(self, lang: str | None = None) -> str:
        """The question the report answers, in the language set."""
        return self.answers[reader_lang(lang)]


def reports_folder() -> Path:
    """Where the report notebooks lie: ``TIPANALYSIS_REPORTS``, else the project's ``notebooks/reports``."""
    given = os.environ.get("TIPANALYSIS_REPORTS")
    folder = Path(given) if given else Path(__file__).resolve().parents[2] / "notebooks" / "reports"
    if not folder.is_dir():
        raise ReportError("reports_folder_missing", given=folder.name)
    return folder


def list_reports() -> tuple[ReportSpec, ...]:
    """All reports, by name.

    Examples
    --------
    >>> names = [spec.name for spec in list_reports()]
    >>> names == sorted(names), "perfil_anual" in names
    (True, True)
    """
    return tuple(_loaded(path) for path in sorted(reports_folder().glob("*.toml")))


def load_report(name: str) -> ReportSpec:
    """The report ``name``; a name that does not exist is refused with the nearest one."""
    path = reports_folder() / f"{name}.toml"
    if path.name != f"{name}.toml" or not path.is_file():
        known = [spec.name for spec in list_reports()]
        raise ReportError("reports_unknown", given=name, guess=nearest(name, known), known=", ".join(known))
    return _loaded(path)


def _loaded(path: Path) -> ReportSpec:
    """Read and checked once, as long as neither of its two files changes: a batch asks for it with every row."""
    return _load(path, *(stamp(part) for part in (path, path.with_suffix(".ipynb"))))


def stamp(path: Path) -> tuple[int, int]:
    """What changes when a file does: its time and size; zeros where there is none."""
    if not path.exists():
        return 0, 0
    told = path.stat()
    return told.st_mtime_ns, told.st_size


@lru_cache(maxsize=64)
def _load(path: Path, *stamps: tuple[int, int]) -> ReportSpec:
    declared = tomllib.loads(path.read_text("utf-8"))
    spec = ReportSpec(
        name=path.stem,
        notebook=path.with_suffix(".ipynb"),
        titles=declared["title"],
        answers=declared["answers"],
        parameters=tuple(Parameter.declared(name, **facts) for name, facts in declared["parameters"].items()),
    )
    _check_notebook(spec)
    return spec


def _check_notebook(spec: ReportSpec) -> None:
    """Exactly one cell tagged ``parameters``, and it assigns exactly the parameters declared."""
    cells = json.loads(spec.notebook.read_text("utf-8"))["cells"]  # importing nbformat takes longer than counting
    tagged = [cell for cell in cells if "parameters" in cell["metadata"].get("tags", [])]
    if len(tagged) != 1:
        raise ReportError("reports_parameters_cell", given=spec.notebook.name, count=len(tagged))
    assigned = _assigned("".join(tagged[0]["source"]))
    declared = {parameter.name: parameter.default for parameter in spec.parameters}
    if assigned != declared:
        odd = sorted({name for name in {*assigned, *declared} if assigned.get(name, ...) != declared.get(name, ...)})
        raise ReportError("reports_parameters_differ", given=spec.notebook.name, names=", ".join(odd))


def _assigned(source: str) -> dict[str, Any]:
    pairs: dict[str, Any] = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            pairs[node.targets[0].id] = ast.literal_eval(node.value)
    return pairs
