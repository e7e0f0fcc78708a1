"""Execution: a report's notebook run with its parameters in a kernel of its own, without traces of the machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..register.location import located
from ..release.ledger import LEDGER_VARIABLE
from ..words.errors import ReportError, TipError
from ..words.texts import Told
from .handover import PROBLEM
from .kernel import manager_for
from .parameters import NONE
from .spec import ReportSpec
from .warm import Shared
from .workshop import FOLDER_VARIABLE


def execute(
    spec: ReportSpec,
    values: Mapping[str, str],
    bench: Path,
    target: Path,
    *,
    progress: bool = False,
    ledger: Path | None = None,
    warm: bool = False,
    shared: Shared | None = None,
) -> Any:
    """Run the notebook of ``spec`` in the folder ``bench`` and write it, executed, to ``target``: the notebook.

    What it releases is protected together with what the ``ledger`` holds. ``warm`` forks its kernel where the system
    can, and then it has what is ``shared``. Nothing of this process changes, so that several threads can execute
    reports at a time.

    Raises
    ------
    ReportError
        If the notebook stops: its own message, or the cell and the kind of the error.
    """
    import nbformat
    import papermill

    absolute = {name: _absolute(spec, name, value) for name, value in values.items()}
    try:
        notebook = papermill.execute_notebook(
            spec.notebook,
            None,
            absolute,
            kernel_name="python3",
            progress_bar={"bar_format": "{l_bar}{bar}| {n_fmt}/{total_fmt}", "ncols": 80} if progress else False,
            kernel_manager_class=manager_for(bench.resolve(), _told(bench, values, ledger), warm=warm, shared=shared),
            shutdown_kernel="immediate",
        )
    except papermill.PapermillExecutionError as error:
        raise _problem(bench, error) from None
    _clear_traces(notebook, values)
    nbformat.write(notebook, target)
    return notebook


def data_of(spec: ReportSpec, values: Mapping[str, str]) -> tuple[str, str] | None:
    """The file of the register and its source as the notebook gets them, if the report has both."""
    named = {parameter.kind: parameter.name for parameter in reversed(spec.parameters)}
    if not {"file", "source"} <= set(named):
        return None
    data, source = (_absolute(spec, named[kind], values[named[kind]]) for kind in ("file", "source"))
    return data, source


def _absolute(spec: ReportSpec, name: str, value: str) -> str:
    kinds = {parameter.name: parameter.kind for parameter in spec.parameters}
    own_map = kinds[name] == "source" and value.endswith(".toml")
    is_file = kinds[name] == "file" or own_map or (kinds[name] == "optional_file" and value != NONE)
    return str(located(value).resolve()) if is_file else value


def _told(bench: Path, values: Mapping[str, str], ledger: Path | None) -> dict[str, str]:
    """What the kernel is told by its environment: where to hand over, which words to use, no start-up remarks."""
    return {
        FOLDER_VARIABLE: str(bench.resolve()),
        LEDGER_VARIABLE: str(ledger.resolve()) if ledger else "",
        "TIPANALYSIS_LANG": values["lang"],
        "TIPANALYSIS_COUNTRY": values["country"],
        "PYTHONWARNINGS": "ignore",
        "PYTHONHASHSEED": "0",
    }


def _problem(bench: Path, error: Any) -> TipError:
    """The notebook's own message if it was one of ours, else one that names the cell and the kind of error."""
    left = bench / PROBLEM
    if left.is_file():
        return ReportError("reports_told", message=Told(json.loads(left.read_text("utf-8"))))
    position = error.cell_index  # from 0, the injected cell included: from 1 in the report's own notebook
    return ReportError("reports_notebook_failed", cell=position, kind=error.ename)


def _clear_traces(notebook: Any, values: Mapping[str, str]) -> None:
    """Take out folders, times and random names: the notebook is handed on, and two runs give the same one."""
    notebook.metadata.pop("papermill", None)
    for cell in notebook.cells:
        for trace in ("papermill", "execution"):
            cell.metadata.pop(trace, None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.id = "parametros_dados"
            cell.source = "\n".join(f"{name} = {_literal(value)}" for name, value in values.items())


def _literal(value: str) -> str:
    """The value as Python text; of a file given with its whole path, its name only."""
    return json.dumps(Path(value).name if Path(value).is_absolute() else value, ensure_ascii=False)
