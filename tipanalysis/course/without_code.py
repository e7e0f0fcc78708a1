"""The same lesson for whoever does not write code: the code folded away, each exercise a form, the rest untouched."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ..words.texts import say
from .lesson import Part, project_folder
from .notebooks import EXERCISE_TAG, participant_notebook

FOLDER = "sin_codigo"
_CHECK_TAG, _HELP_TAG = "revision", "pista"


def without_code_path(part: Part, lang: str) -> Path:
    """Where the notebook without code lies."""
    return project_folder() / "exercises" / lang / FOLDER / f"{part.name}.ipynb"


def without_code_notebook(part: Part, lang: str) -> Any:
    """The participant's notebook with its code folded, a form in place of each exercise, and something to explore.

    Nothing is written for it in a lesson: what can be chosen follows from the starting lines and the solution.
    """
    from nbformat.v4 import new_code_cell, new_markdown_cell

    notebook = participant_notebook(part, lang)
    cells = [cell for place, cell in enumerate(notebook.cells) if place not in _left_out(notebook.cells)]
    for exercise, cell in _last_cells(cells).items():
        cell.source = f'{cell.source}\n\ntip.answer("{exercise}")'
    start = f"{cells[0].id.partition('-')[0]}-s"
    cells.insert(1, new_markdown_cell(say("without_code_how", lang=lang), id=f"{start}1"))
    people = _first_counted(cells)
    if people:
        cells.append(new_markdown_cell(say("without_code_explore", lang=lang), id=f"{start}2"))
        cells.append(new_code_cell(f"tip.explore({people})", id=f"{start}3"))
    for cell in cells:
        if cell.cell_type == "code":
            cell.metadata["jupyter"] = {"source_hidden": True}
    notebook.cells = cells
    return notebook


def _left_out(cells: Sequence[Any]) -> set[int]:
    """The cells that check and help in code, with what is said about the help: the form does it."""
    left_out: set[int] = set()
    for place, cell in enumerate(cells):
        if _CHECK_TAG in _tags(cell):
            after = next((n for n in range(place + 1, len(cells)) if cells[n].cell_type == "code"), place)
            left_out.update(range(place, after + 1) if _HELP_TAG in _tags(cells[after]) else (place,))
        if _HELP_TAG in _tags(cell):
            left_out.add(place)
    return left_out


def _last_cells(cells: Sequence[Any]) -> dict[str, Any]:
    """For each exercise its last cell, below which the form stands."""
    return {
        tag.removeprefix("ej:"): cell
        for cell in cells
        if EXERCISE_TAG in _tags(cell)
        for tag in _tags(cell)
        if tag.startswith("ej:")
    }


def _first_counted(cells: Sequence[Any]) -> str:
    """The first register that the notebook counts; empty where it counts none."""
    return next((name for cell in cells if cell.cell_type == "code" for name in _counted(cell.source)), "")


def _counted(code: str) -> Iterator[str]:
    try:
        calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    except SyntaxError:  # another gate says so
        return
    for call in calls:
        first = call.args[0] if call.args else None
        if ast.unparse(call.func) == "tip.count_by" and isinstance(first, ast.Name):
            yield first.id


def _tags(cell: Any) -> list[str]:
    return cell.metadata.get("tags", [])  # type: ignore[no-any-return]
