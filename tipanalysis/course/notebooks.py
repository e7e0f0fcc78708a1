"""From a lesson's source: the participant's notebook, without answers, and the solved one, with outputs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from .lesson import Lesson, project_folder

START_MARK = "#: "
"""In an exercise cell of the source, a line that starts so is what the participant gets; the rest is the solution."""
EXERCISE_TAG = "ejercicio"
_KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def participant_path(lesson: Lesson, lang: str) -> Path:
    """Where the participant's notebook lies."""
    return project_folder() / "exercises" / lang / f"{lesson.name}.ipynb"


def solved_path(lesson: Lesson, lang: str) -> Path:
    """Where the solved notebook lies."""
    return project_folder() / "notebooks" / "solved" / lang / f"{lesson.name}.ipynb"


def participant_notebook(lesson: Lesson, lang: str) -> Any:
    """The notebook with the starting lines in place of every solution, and no outputs."""
    return _notebook(lesson, lang, starting_lines)


def solved_notebook(lesson: Lesson, lang: str) -> Any:
    """The notebook with the solutions, not executed yet."""
    return _notebook(lesson, lang, solution_lines)


def _notebook(lesson: Lesson, lang: str, version: Callable[[str], list[str]]) -> Any:
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    cells = []
    for position, cell in enumerate(read_source(lesson, lang).cells):
        make: Any = new_code_cell if cell.cell_type == "code" else new_markdown_cell
        tags = cell.metadata.get("tags", [])
        source = "\n".join(version(cell.source)) if EXERCISE_TAG in tags else cell.source
        made = make(source, id=f"l{lesson.name[:2]}-{position:02d}")
        if tags:
            made.metadata["tags"] = tags
        cells.append(made)
    return new_notebook(cells=cells, metadata=_KERNEL)


def read_source(lesson: Lesson, lang: str) -> Any:
    """The source of a lesson as a notebook."""
    import jupytext

    return jupytext.reads(lesson.source(lang).read_text("utf-8"), fmt={"extension": ".py", "format_name": "percent"})


def starting_lines(source: str) -> list[str]:
    """What a participant gets of an exercise cell."""
    return [line.removeprefix(START_MARK) for line in source.splitlines() if line.startswith(START_MARK)]


def solution_lines(source: str) -> list[str]:
    """The solution of an exercise cell."""
    return [line for line in source.splitlines() if not line.startswith(START_MARK)]


def build_lesson(lesson: Lesson, lang: str) -> tuple[Path, Path]:
    """Write the participant's notebook and execute the solved one; return both paths."""
    participant, solved = participant_path(lesson, lang), solved_path(lesson, lang)
    _write(participant_notebook(lesson, lang), participant)
    _write(executed(solved_notebook(lesson, lang), lang), solved)
    return participant, solved


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
    notebook.metadata["language_info"] = _KERNEL["language_info"]
    return notebook


def _write(notebook: Any, path: Path) -> None:
    import nbformat

    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
