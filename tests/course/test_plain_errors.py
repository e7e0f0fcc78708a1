"""Errors of Python become sentences; what Python said stays one click away."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from tipanalysis.course.blank import ____
from tipanalysis.course.plain_errors import StoppedCell, in_words, load_ipython_extension
from tipanalysis.register.read import read_register
from tipanalysis.reports.workshop import FOLDER_VARIABLE
from tipanalysis.words.errors import TipError
from tipanalysis.words.settings import using

NAMES = {"registro": 1, "acreditadas": "texto", "_oculto": 2}
FAULTS = {
    "registor": "No existe nada con el nombre «registor». ¿Quiso decir «registro»? Revise cómo está escrito",
    "x = (1": "No se puede leer la línea 1 de esta celda.",
    "for": "No se puede leer la línea 1 de esta celda.",
    "acreditadas.uper()": "No existe «uper» en lo que va antes del punto. ¿Quiso decir «upper»?",
    "{'MUJER': 1}['mujer']": "No existe «mujer» en ese cuadro.",
    "open('no_hay.csv')": "No se encontró el archivo «no_hay.csv».",
    "len(3)": "Se usó una cosa donde se esperaba otra",
    "1 / 0": "Algo en esta celda no se pudo hacer.",
    "____ + 1": "Todavía está el espacio en blanco.",
}


@pytest.mark.parametrize(("code", "sentence"), FAULTS.items(), ids=FAULTS)
def test_in_words(code: str, sentence: str) -> None:
    with pytest.raises(Exception) as raised:
        exec(code, {**NAMES, "____": ____})
    assert isinstance(raised.value, Exception)
    assert in_words(raised.value, NAMES).startswith(sentence)


def test_our_own_errors_speak_for_themselves() -> None:
    with pytest.raises(TipError) as raised:
        read_register("no_hay.csv", source="nada")
    assert in_words(raised.value) == str(raised.value)


def test_the_box_hides_what_python_said_under_a_mark_to_open() -> None:
    box = StoppedCell("Una frase.", "Traceback <module>")._repr_html_()
    first, rest = box.split("<details>")
    assert "La celda no pudo terminar.</strong>" in first
    assert "Traceback" not in first
    assert "<summary>Mensaje técnico, para quien le ayude</summary><pre>Traceback &lt;module&gt;</pre>" in rest
    with using(lang="en"):
        assert repr(StoppedCell("A sentence.", "")) == "! The cell could not finish. A sentence."


@pytest.mark.slow
def test_in_a_kernel_no_traceback_is_shown() -> None:
    cells = ["%load_ext tipanalysis.course.plain_errors", "registro = 1", "registor", "x = (1"]
    notebook: Any = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    manager = "tipanalysis.reports.kernel.QuietKernelManager"
    NotebookClient(notebook, timeout=120, allow_errors=True, kernel_manager_class=manager).execute()
    for cell, sentence in zip(notebook.cells[2:], ("¿Quiso decir «registro»?", "la línea 1"), strict=True):
        assert [output.output_type for output in cell.outputs] == ["display_data"]
        assert sentence in cell.outputs[0].data["text/plain"]


@pytest.mark.parametrize(("folder", "explained"), [(None, True), ("informe", False)])
def test_a_report_fails_where_it_fails(monkeypatch: pytest.MonkeyPatch, folder: str | None, explained: bool) -> None:
    """Or its making would go on after an error, and show what Python said of the data."""
    monkeypatch.delenv(FOLDER_VARIABLE, raising=False)
    if folder:
        monkeypatch.setenv(FOLDER_VARIABLE, folder)
    switched: list[object] = []
    load_ipython_extension(SimpleNamespace(set_custom_exc=lambda *given: switched.append(given)))
    assert bool(switched) == explained
