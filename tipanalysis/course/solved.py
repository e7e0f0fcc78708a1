"""What the solved notebook of an exercise holds: its solution, where it begins, what comes before it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ..words.settings import current_settings
from .lesson import Lesson, Part, project_folder

STARTING = "inicio"
"""In the metadata of a solved exercise cell: the lines that the participant gets."""
NOT_BEFORE = {"revision", "pista", "instructor", "sin-salida"}


@dataclass(frozen=True)
class Place:
    """An exercise in its notebook: the code before it, the lines it begins with and those that solve it.

    ``name`` is the variable that its check looks at.
    """

    before: tuple[str, ...]
    starting: tuple[str, ...]
    solution: tuple[str, ...]
    name: str = ""


def solved_path(part: Part, lang: str) -> Path:
    """Where the solved notebook lies."""
    return project_folder() / "notebooks" / "solved" / lang / f"{part.name}.ipynb"


def solution_code(lesson: Lesson, exercise: str) -> str:
    """The lines that solve an exercise; empty where the solved notebook is not there."""
    place = find_place(lesson, exercise)
    return "\n".join(place.solution) if place else ""


def find_place(lesson: Lesson, exercise: str) -> Place | None:
    """Where an exercise stands; ``None`` where the solved notebook is not there."""
    for part in lesson.parts:
        cells = _code_cells(solved_path(part, current_settings().lang))
        own = [cell for cell in cells if f"ej:{exercise}" in _tags(cell)]
        if own:
            return Place(
                before=tuple(_before(cells, own[0])),
                starting=tuple("".join(cell["metadata"].get(STARTING, "")) for cell in own),
                solution=tuple("".join(cell["source"]) for cell in own),
                name=_checked(cells, exercise),
            )
    return None


def _checked(cells: Sequence[Any], exercise: str) -> str:
    """The variable that is given to the check of an exercise."""
    for cell in cells:
        found = re.search(rf'check\("{re.escape(exercise)}",\s*(\w+)\)', "".join(cell["source"]))
        if found and "revision" in _tags(cell):
            return found[1]
    return ""


def _before(cells: Sequence[Any], first: Any) -> Iterator[str]:
    for cell in cells[: cells.index(first)]:
        if not NOT_BEFORE.intersection(_tags(cell)):
            yield "".join(cell["source"])


@cache
def _code_cells(path: Path) -> tuple[Any, ...]:
    if not path.is_file():
        return ()
    return tuple(cell for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == "code")


def _tags(cell: Any) -> Sequence[str]:
    return cell["metadata"].get("tags", [])  # type: ignore[no-any-return]
