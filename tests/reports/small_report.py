"""A report of a few cells in a folder of its own: it starts as fast as a kernel can."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

DEFAULTS = {"lang": "es", "country": "CRI"}
KINDS = {"lang": "lang", "country": "country", "periodo": "period", "data": "file", "source": "source"}
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}

DECLARED = """
[parameters.{name}]
kind = "{kind}"
default = "{default}"
es = "qué es {name}"
en = "what {name} is"
"""


def write_report(folder: Path, name: str, cells: Sequence[str], **more: str) -> Path:
    """``name``.toml and ``name``.ipynb with ``cells`` after the cell of parameters; ``more`` are its own defaults."""
    defaults = {**DEFAULTS, **more}
    head = '[title]\nes = "Un título"\nen = "A title"\n[answers]\nes = "¿Qué?"\nen = "What?"\n'
    declared = "".join(DECLARED.format(name=key, kind=KINDS[key], default=value) for key, value in defaults.items())
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.toml").write_text(head + declared, "utf-8")
    assigned = "\n".join(f'{key} = "{value}"' for key, value in defaults.items())
    parameters = new_code_cell(assigned, metadata={"tags": ["parameters"]})
    notebook = new_notebook(
        cells=[parameters, *(new_code_cell(cell) for cell in cells)], metadata={"kernelspec": KERNEL}
    )
    path = folder / f"{name}.ipynb"
    nbformat.write(notebook, path)
    return path


EXPLAIN = "from tipanalysis.reports.handover import explain_errors, hand_over\nexplain_errors()"
"""The first cell of a report that speaks our errors."""
