"""From a lesson's source: the participant's notebook, without answers, and the solved one, with outputs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from .lesson import Part, project_folder
from .solved import STARTING

START_MARK = "#: "
"""In an exercise cell of the source, a line that starts so is what the participant gets; the rest is the solution."""
EXERCISE_TAG = "ejercicio"
TRAINER_TAG = "instructor"
KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def participant_path(part: Part, lang: str) -> Path:
    """Where the participant's notebook lies."""
    return project_folder() / "exercises" / lang / f"{part.name}.ipynb"


def participant_notebook(part: Part, lang: str) -> Any:
    """The notebook with the starting lines in place of every solution, no trainer's notes and no outputs."""
    notebook = _notebook(part, lang, starting_lines)
    notebook.cells = [cell for cell in notebook.cells if TRAINER_TAG not in cell.metadata.get("tags", [])]
    return notebook


def solved_notebook(part: Part, lang: str) -> Any:
    """The notebook with the solutions, not executed yet; an exercise cell keeps the lines that it begins with."""
    return _notebook(part, lang, solution_lines)


def _notebook(part: Part, lang: str, version: Callable[[str], list[str]]) -> Any:
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    cells = []
    for position, cell in enumerate(read_source(part, lang).cells):
        make: Any = new_code_cell if cell.cell_type == "code" else new_markdown_cell
        tags = cell.metadata.get("tags", [])
        source = "\n".join(version(cell.source)) if EXERCISE_TAG in tags else cell.source
        made = make(source, id=f"l{part.lesson.name[:2]}{part.number}-{position:02d}")
        if tags:
            made.metadata["tags"] = tags
        if EXERCISE_TAG in tags and version is solution_lines:
            made.metadata[STARTING] = "\n".join(starting_lines(cell.source))
        cells.append(made)
    return new_notebook(cells=cells, metadata=KERNEL)


def read_source(part: Part, lang: str) -> Any:
    """The source of a notebook."""
    import jupytext

    return jupytext.reads(part.source(lang).read_text("utf-8"), fmt={"extension": ".py", "format_name": "percent"})


def starting_lines(source: str) -> list[str]:
    """What a participant gets of an exercise cell."""
    return [line.removeprefix(START_MARK) for line in source.splitlines() if line.startswith(START_MARK)]


def solution_lines(source: str) -> list[str]:
    """The solution of an exercise cell."""
    return [line for line in source.splitlines() if not line.startswith(START_MARK)]


def executed(notebook: Any, lang: str) -> Any:
    """The notebook run from top to bottom in a fresh kernel, in the language given."""
    import os

    from nbclient import NotebookClient

    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        kernel_manager_class="tipanalysis.reports.kernel.QuietKernelManager",
        resources={"metadata": {"path": str(project_folder())}},
    )
    client.execute(env={**os.environ, "TIPANALYSIS_LANG": lang, "PYTHONWARNINGS": "ignore"})
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    notebook.metadata["language_info"] = KERNEL["language_info"]
    return notebook


def write_notebook(notebook: Any, path: Path) -> Path:
    """Write a notebook where it belongs."""
    import nbformat

    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path
