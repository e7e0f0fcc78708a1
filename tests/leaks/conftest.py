"""A workbook and a list with one marked person, and everything that the product writes and says of them."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from leaks.orders import KEPT, PUBLISHED, REFUSED, SHARED
from tipanalysis.register.cleaning.rule_files import write_rules

ROOT = Path(__file__).resolve().parents[2]
DATASETS = ROOT / "datasets"
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
SECRET = "secreto-palabrazul"
"""The key of the institution, in the environment of every order."""
NAMES = ("Quetzalmira", "Vozmarcada", "7-7531-9864", "7531", "Berrugalta", SECRET)
MARKS = (*NAMES, *ROW_MARKS.values(), "xilomarcana")


@dataclass(frozen=True)
class Room:
    """A place to work in: orders find a home, a temporary folder and nothing else of the machine."""

    folder: Path

    @property
    def log(self) -> Path:
        """Which functions opened files for writing, one a line."""
        return self.folder / "casa" / "escrito.log"

    def start(self, *given: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
        """Start Python in the room, under watch."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("TIPANALYSIS_", "JUPYTER_", "IPYTHON", "XDG_", "PYTHON"))
        }
        home, temporary = (str(self.folder / name) for name in ("casa", "temporal"))
        places = {"HOME": home, "USERPROFILE": home, "TMPDIR": temporary, "TEMP": temporary, "TMP": temporary}
        paths = (ROOT / "tests" / "leaks" / "watch", ROOT / "tests", ROOT)
        told = {"PYTHONPATH": os.pathsep.join(map(str, paths)), "LEAKS_LOG": str(self.log), "TIPANALYSIS_KEY": SECRET}
        return subprocess.run(
            [sys.executable, *given],
            cwd=self.folder,
            env={**kept, **places, **told, **environment},
            capture_output=True,
            timeout=580,
            check=False,
        )


@dataclass(frozen=True)
class Ended:
    """How an order ended, all it said, and all that its error would tell a logger."""

    code: Any
    said: str
    error: str


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Room:
    folder = tmp_path_factory.mktemp("usuaria_de_la_maquina")
    for name in ("casa", "temporal", "interno"):
        (folder / name).mkdir()
    _write_workbook(folder)
    lines = (DATASETS / "listas" / "eri.csv").read_text("utf-8")
    for name, marked in LISTED.items():
        assert name in lines
        lines = lines.replace(name, marked)
    (folder / "eri.csv").write_text(lines, "utf-8")
    (folder / "pani.csv").write_bytes((DATASETS / "listas" / "pani.csv").read_bytes())
    (folder / "errores.csv").write_bytes((DATASETS / "registro_sucio_errores.csv").read_bytes())
    shutil.copytree(DATASETS / "registro_limpio", folder / "verdad")
    write_rules([], folder / "reglas.csv")
    (folder / "cuadro.csv").write_text("Sexo,n\nMujer,30\nHombre,27\nTotal,57\n", "utf-8")
    _write_bad_files(folder)
    _write_answers(folder)
    return Room(folder)


def _write_workbook(folder: Path) -> None:
    book = openpyxl.load_workbook(DATASETS / "registro_sucio.xlsx")
    sheet = book[SHEET]
    columns = {cell.value: cell.column for cell in sheet[HEADERS]}
    for header, text in (PERSON | ROW_MARKS).items():
        sheet.cell(ROW, columns[header], text)
    for name in book.sheetnames:
        if name != SHEET:
            del book[name]
    book.save(folder / "registro.xlsx")
    sheet.delete_rows(1, ROW - 1)
    book.save(folder / "sin_encabezado.xlsx")
    rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows(max_row=20)]
    with (folder / "sin_encabezado.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def _write_bad_files(folder: Path) -> None:
    whole = (folder / "registro.xlsx").read_bytes()
    (folder / "cortado.xlsx").write_bytes(whole[: len(whole) // 2])
    (folder / "falso.xlsx").write_bytes((folder / "eri.csv").read_bytes())
    for name, column in (("codigo_malo", "sexo"), ("fecha_mala", "fecha_solicitud"), ("tabla_mala", "")):
        shutil.copytree(DATASETS / "registro_limpio", folder / name)
        table = folder / name / "solicitudes.csv"
        heads, first, *rest = table.read_text("utf-8").splitlines()
        cells = first.split(",")
        if column:
            cells[heads.split(",").index(column)] = PERSON["Nombre"]
        else:
            cells = [PERSON["Nombre"], "", "", *cells, PERSON["Documento"]]
        table.write_text("\n".join([heads, ",".join(cells), *rest]) + "\n", "utf-8")


def _write_answers(folder: Path) -> None:
    """The invented answers; one person, alone of her institution, wrote her name where a code should be."""
    (folder / "respuestas").mkdir()
    code = (DATASETS / "evaluacion" / "prueba_inicial.csv").read_text("utf-8").splitlines()[1].split(",")[0]
    for source in sorted((DATASETS / "evaluacion").iterdir()):
        lines = source.read_text("utf-8").splitlines()
        for number, line in enumerate(lines):
            cells = line.split(",")
            if cells[0] == code:
                lines[number] = ",".join([PERSON["Nombre"], *cells[1:4], "Berrugalta", *cells[5:]])
        (folder / "respuestas" / source.name).write_text("\n".join(lines) + "\n", "utf-8")
    heads, first = (folder / "respuestas" / "prueba_inicial.csv").read_text("utf-8").splitlines()[:2]
    cells = first.split(",")
    bad = ",".join([*cells[:5], PERSON["Nombre"], *cells[6:]])
    (folder / "respuesta_mala.csv").write_text(f"{heads}\n{bad}\n", "utf-8")


@pytest.fixture(scope="session")
def ended(room: Room) -> Mapping[str, Ended]:
    """All orders, one after the other: what is kept, published, shared and refused."""
    orders = {**KEPT, **PUBLISHED, **SHARED, **REFUSED}
    given, told = room.folder / "casa" / "ordenes.json", room.folder / "casa" / "terminado.json"
    given.write_text(json.dumps([list(order) for order in orders.values()]), "utf-8")
    done = room.start("-m", "leaks.driver", str(given), str(told))
    assert done.returncode == 0, done.stderr.decode()
    stray = (done.stdout + done.stderr).decode()
    found = {
        name: Ended(one["code"], one["said"], one["error"])
        for name, one in zip(orders, json.loads(told.read_text("utf-8")), strict=True)
    }
    told.unlink()
    given.unlink()
    return {**found, "stray": Ended(0, stray, "")}
