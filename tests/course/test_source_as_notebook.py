"""The source of a lesson opens and is saved as a notebook in JupyterLab, by jupytext, and stays what it was."""

from __future__ import annotations

from pathlib import Path

import jupytext
import pytest

from course.test_notebooks import PARTS, named
from tipanalysis.course.lesson import Part
from tipanalysis.words.settings import LANGS


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("part", PARTS, ids=named)
def test_saved_again_it_has_the_same_cells(part: Part, lang: str, tmp_path: Path) -> None:
    copy = tmp_path / "leccion.py"
    notebook = jupytext.read(part.source(lang))
    jupytext.write(notebook, copy, fmt="py:percent")
    again = jupytext.read(copy)
    cells = [(cell.cell_type, cell.source, cell.metadata) for cell in notebook.cells]
    assert [(cell.cell_type, cell.source, cell.metadata) for cell in again.cells] == cells
    header = copy.read_text("utf-8").split("# %%", 1)[0]
    assert all(piece in header for piece in ("extension: .py", "format_name: percent", "kernelspec:"))
