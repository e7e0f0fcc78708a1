"""The template of the closing on sheets that its author never saw: read whole, and nothing leaves unasked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest

from course.test_notebooks import Played, play
from tipanalysis.course.lesson import load_lesson
from tipanalysis.course.notebooks import participant_path
from tipanalysis.register.source_map import load_source_map
from tipanalysis.release.policy import load_policy

ROOT = Path(__file__).resolve().parents[2]
SHEET = "2021-2022"
HEADINGS = {
    "N.º de expediente": "Caso nuestro",
    "Sexo": "Sexo anotado",
    "Edad": "Años cumplidos",
    "Nacionalidad": "De dónde es",
}
"""What an office calls some columns of the practice workbook; the other headings stay."""


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One sheet of the dirty workbook under other headings, in a file of another name."""
    rows = pd.read_excel(ROOT / "datasets" / "registro_sucio.xlsx", sheet_name=SHEET, header=None, engine="calamine")
    path = tmp_path_factory.mktemp("oficina") / "libro_de_ingresos.xlsx"
    rows.replace(HEADINGS).to_excel(path, index=False, header=False, sheet_name="Hoja1")
    return path


@pytest.fixture
def played(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Played]:
    """The notebook as a participant has it, with some of its words replaced."""
    monkeypatch.chdir(tmp_path)
    notebook = nbformat.read(participant_path(load_lesson("11").parts[1], "es"), as_version=4)

    def run(**changes: str) -> Played:
        for name, value in changes.items():
            lines = [cell for cell in notebook.cells if f"{name} = " in cell.source and cell.cell_type == "code"]
            assert len(lines) == 1, name
            kept = [line for line in lines[0].source.splitlines() if not line.startswith(f"{name} = ")]
            lines[0].source = "\n".join([f"{name} = {value}", *kept])
        return play(notebook)

    return run


def test_as_it_stands_it_reads_the_practice_list_and_writes_nothing(played: Callable[..., Played]) -> None:
    names: dict[str, Any] = played().names
    assert names["mi_registro"].rows["registro"] == len(names["mi_registro"]) > 100
    assert names["mi_registro"].provenance.synthetic
    assert names["veredicto"].passed
    assert list(Path.cwd().iterdir()) == []


def test_it_takes_another_office_s_sheet_through_the_same_steps(played: Callable[..., Played], sheet: Path) -> None:
    decided = {"Caso nuestro": "id", "Sexo anotado": "sexo", "Años cumplidos": "edad", "De dónde es": "nacionalidad"}
    names = played(mi_hoja=repr(str(sheet)), decisiones=repr(decided)).names
    register = names["mi_registro"]
    assert sum(register.rows.values()) == register.provenance.rows_read
    assert not register.provenance.synthetic
    assert {"sexo", "mayoria_edad", "origen"} <= set(register.variables)
    shown = names["mis_publicables"]
    assert {release.policy for release in shown.values()} == {load_policy("publication")}
    assert shown["sexo"].total == len(register)
    assert names["veredicto"].passed
    assert list(Path.cwd().iterdir()) == []


def test_it_saves_protected_tables_and_the_map_when_told_to(played: Callable[..., Played], sheet: Path) -> None:
    decided = {"Caso nuestro": "id", "Sexo anotado": "sexo", "Años cumplidos": "edad", "De dónde es": "nacionalidad"}
    names = played(
        mi_hoja=repr(str(sheet)),
        decisiones=repr(decided),
        conteste_las_seis_preguntas="True",
        guardar_el_mapa="True",
    ).names
    assert {path.name for path in Path.cwd().iterdir()} == {"mis_cuadros.xlsx", "mi_mapa.toml"}
    assert load_source_map("mi_mapa.toml") == names["mi_mapa"]
    written = pd.read_excel("mis_cuadros.xlsx", sheet_name=None, header=None, dtype=str, engine="calamine")
    assert len(written) == 1 + len(names["mis_publicables"])
    ids = set(names["mi_registro"].records["id"])
    assert not any(table.isin(ids).any().any() for table in written.values())
