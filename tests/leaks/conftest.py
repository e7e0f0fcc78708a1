"""A workbook and a list with one marked person, and everything that the product writes of them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

ROOT = Path(__file__).resolve().parents[2]
SHEET, HEADERS, ROW = "2021-2022", 2, 3
PERSON = {
    "Nombre": "Quetzalmira Vozmarcada",
    "Documento": "7-7531-9864",
    "Relato": "Quetzalmira Vozmarcada contó que la tenían en Berrugalta.",
    "Ocupación": "ayudante de Quetzalmira",
}
"""What the marked row holds in columns that say who the person is, and, by a clerk's slip, in one that does not."""
ROW_MARKS = {
    "N.º de expediente": "ERI-MARCADO-2021",
    "Código de persona": "PS-MARCADA",
    "Evento": "EV-MARCADO",
    "Lengua materna": "lengua xilomarcana",
}
"""What the institution may see in its own papers and nobody else."""
LISTED = {"Duñallira": "Quetzalmira", "Sessahondo": "Vozmarcada"}
NAMES = ("Quetzalmira", "Vozmarcada", "7-7531-9864", "7531", "Berrugalta")
MARKS = (*NAMES, *ROW_MARKS.values(), "xilomarcana")


@dataclass(frozen=True)
class Written:
    """What commands wrote below one folder, and what they said."""

    folder: Path
    said: Mapping[str, str]


@dataclass(frozen=True)
class Room:
    """A place to work in: commands find a home, a temporary folder and nothing else of the machine."""

    folder: Path

    @property
    def _environment(self) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("TIPANALYSIS_", "JUPYTER_", "IPYTHON", "XDG_"))
        }
        home, temporary = (str(self.folder / name) for name in ("casa", "temporal"))
        return {**kept, "HOME": home, "USERPROFILE": home, "TMPDIR": temporary, "TEMP": temporary, "TMP": temporary}

    def run(self, *order: str) -> str:
        """Everything that a command says; it must end well."""
        ended = subprocess.run(
            [sys.executable, "-m", "tipanalysis.cli", *order],
            cwd=self.folder,
            env={**self._environment, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            timeout=400,
            check=False,
        )
        said = ended.stdout.decode() + ended.stderr.decode()
        assert ended.returncode == 0, said
        return said


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Room:
    folder = tmp_path_factory.mktemp("usuaria_de_la_maquina")
    for name in ("casa", "temporal"):
        (folder / name).mkdir()
    book = openpyxl.load_workbook(ROOT / "datasets" / "registro_sucio.xlsx")
    sheet = book[SHEET]
    columns = {cell.value: cell.column for cell in sheet[HEADERS]}
    for header, text in (PERSON | ROW_MARKS).items():
        sheet.cell(ROW, columns[header], text)
    book.save(folder / "registro.xlsx")
    lines = (ROOT / "datasets" / "listas" / "eri.csv").read_text("utf-8")
    for name, marked in LISTED.items():
        assert name in lines
        lines = lines.replace(name, marked)
    (folder / "eri.csv").write_text(lines, "utf-8")
    (folder / "pani.csv").write_bytes((ROOT / "datasets" / "listas" / "pani.csv").read_bytes())
    return Room(folder)


@pytest.fixture(scope="session")
def published(room: Room) -> Written:
    """What is made to be published."""
    orders = {
        "report": ["report", "perfil_anual", "--data", "registro.xlsx", "--periodo", "2021-2022"],
        "quality": ["quality", "registro.xlsx", "--source", "eri", "--periodo", "2021-2022"],
    }
    return Written(room.folder / "informes", {name: room.run(*order) for name, order in orders.items()})


@pytest.fixture(scope="session")
def kept(room: Room) -> Written:
    """What stays in the institution."""
    orders = {
        "clean": ["clean", "registro.xlsx", "--source", "eri", "--out", "interno/limpio"],
        "load": ["load", "registro.xlsx", "--source", "eri", "--clean", "--store", "interno/registro.duckdb"],
        "link": ["link", "eri.csv", "pani.csv", "--source", "listas", "--out", "interno/enlace"],
    }
    (room.folder / "interno").mkdir()
    return Written(room.folder / "interno", {name: room.run(*order) for name, order in orders.items()})
