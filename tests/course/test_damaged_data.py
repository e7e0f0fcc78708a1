"""Rows that go missing from the data are noticed: the key, the answers and what the solved notebook shows say so."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from course.conftest import NAME, ROOT
from tipanalysis.course import key
from tipanalysis.course.gates import problems_of
from tipanalysis.course.key import key_of
from tipanalysis.course.lesson import RIGHT, Lesson, Part, load_lesson, project_folder
from tipanalysis.course.solved import solved_path
from tipanalysis.reports.kernel import manager_for

REGISTER = "datasets/registro_limpio"
COPIED = (f"notebooks/lessons/{NAME}", "notebooks/solved", "exercises", REGISTER)


@pytest.fixture
def whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lesson:
    """The first lesson in a project of its own, with the register that it reads."""
    for folder in COPIED:
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.setenv("TIPANALYSIS_PROJECT", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return load_lesson(NAME)


def lose_rows(folder: Path) -> None:
    """Every tenth application is gone, from all tables alike."""
    for path in folder.glob("*.csv"):
        lines = path.read_text("utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.split(",")[0].endswith("7")]
        assert len(kept) < len(lines)
        path.write_text("".join(kept), "utf-8")
    key._kept.cache_clear()


def test_rows_that_go_missing_are_noticed(whole: Lesson) -> None:
    assert problems_of(whole) == []
    assert changed_cells(whole.parts[0], "es") == []
    (task,) = whole.exercises()
    lose_rows(project_folder() / REGISTER)
    key.computed_key.cache_clear()
    task.expected.__globals__["_register"].cache_clear()
    assert problems_of(whole) == [
        f"{NAME}/respuestas.json no corresponde a su fuente. Ejecute: tipanalysis lesson build {NAME}"
    ]
    kept = json.loads((whole.folder / key.NAME).read_text("utf-8"))["answers"][task.id][RIGHT][1]
    assert 0 < key_of(whole, task)[RIGHT].value < kept
    assert any("tip.show_table" in source for source in changed_cells(whole.parts[0], "es"))


def changed_cells(part: Part, lang: str) -> list[str]:
    """The code of the cells of a solved notebook that show something else when they are run again, as nbval asks."""
    kept, again = (nbformat.read(solved_path(part, lang), as_version=4) for _ in range(2))
    manager = manager_for(project_folder(), {"PYTHONWARNINGS": "ignore"}, warm=True)
    NotebookClient(again, timeout=120, kernel_manager_class=manager).execute()
    pairs = zip(kept.cells, again.cells, strict=True)
    return [one.source for one, other in pairs if one.cell_type == "code" and shown(one) != shown(other)]


def shown(cell: Any) -> list[dict[str, Any]]:
    """All that a cell shows, but for the number of its turn."""
    return [{name: part for name, part in output.items() if name != "execution_count"} for output in cell.outputs]
