"""The command as a person types it: what it prints, what it leaves, what it refuses."""

from __future__ import annotations

import re
from contextvars import copy_context
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from tipanalysis.cli import main
from tipanalysis.register.linking.pair_sheet import COLUMNS

ROOT = Path(__file__).resolve().parents[2]
FILES = [f"datasets/listas/{name}.csv" for name in ("eri", "pani")]
LINK = ["link", *FILES, "--source", "listas"]


def run(*args: str) -> int:
    with pytest.raises(SystemExit) as end:
        copy_context().run(main, list(args))
    return int(end.value.code or 0)


@pytest.fixture(autouse=True)
def no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TIPANALYSIS_KEY", raising=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the command leaves; its secret stands in the environment."""
    out = tmp_path_factory.mktemp("salida") / "enlace"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIPANALYSIS_KEY", "muy secreto")
        assert run(*LINK, "--out", str(out)) == 0
    return out


def test_it_leaves_its_files_and_nothing_half_written(folder: Path) -> None:
    names = ["enlace.html", "enlaces.csv", "pares.xlsx", "personas.csv", "pesos.csv"]
    assert sorted(path.name for path in folder.iterdir()) == names


def test_nothing_it_leaves_holds_a_name_or_a_birth_date(folder: Path) -> None:
    listed = pd.read_csv(ROOT / "datasets" / "listas" / "eri.csv", dtype=str)
    secret = {*listed["Primer apellido"].dropna(), *listed["Fecha de nacimiento"].dropna()} - {"N.N."}
    texts = [path.read_text("utf-8") for path in folder.glob("*.csv")] + [(folder / "enlace.html").read_text("utf-8")]
    book = openpyxl.load_workbook(folder / "pares.xlsx")
    texts += [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    days = {*listed["Fecha de solicitud"].dropna()}
    assert [word for word in secret - days if any(word in text for text in texts)] == []


def test_the_page_shows_protected_numbers_of_people_and_a_picture_with_words(folder: Path) -> None:
    page = (folder / "enlace.html").read_text("utf-8")
    tables = page.split("<figure")[0]
    cells = re.findall(r"<td[^>]*>\s*(\d+)\s*</td>", tables)
    assert len(cells) > 5 and [n for n in cells if 0 < int(n) < 5] == []
    assert "DATOS SINTÉTICOS" in page and "SYNTHETIC DATA" in page and "http" not in page
    assert re.search(r'<img alt="Líneas por umbral, de 0,05 a 0,95: los pares enlazados bajan de [\d\s]+ a', page)
    assert re.search(r'<img alt="Lines by threshold, from 0,05 to 0,95: the pairs linked fall from [\d\s]+ to', page)


def test_it_says_what_came_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*LINK, "--out", str(tmp_path / "e"), "--key", "datasets/listas_claves.csv") == 0
    said = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"\d+ registros de 2 listas son \d+ personas\.", said[0])
    assert said[3] == "Sin secreto: se usó uno al azar, que ya no existe. No cambia quién es quién."
    assert [line.partition(":")[0] for line in said[4:9]] == [
        "Todas las personas",
        "Hombre",
        "Mujer",
        "Extranjero",
        "Nacional",
    ]
    assert any(line.startswith("Brecha en lo hallado, Nacional menos Extranjero: ") for line in said)


def test_the_secret_is_written_nowhere(folder: Path) -> None:
    assert [path.name for path in folder.iterdir() if b"muy secreto" in path.read_bytes()] == []


def test_decisions_are_followed_and_a_workbook_is_kept(folder: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(folder / "pares.xlsx")
    for name, value in {"decision": "Personas distintas", "autor": "Ana", "fecha": "2026-11-20"}.items():
        book["Pares"].cell(4, COLUMNS.index(name) + 1, value)
    book.save(tmp_path / "pares.xlsx")
    assert run(*LINK, "--out", str(tmp_path), "--decisions", str(tmp_path / "pares.xlsx")) == 0
    assert (tmp_path / "pares_2.xlsx").is_file()
    decided = pd.read_csv(tmp_path / "enlaces.csv", keep_default_na=False)
    assert decided.loc[decided["decision"] != "", ["decision", "autor"]].to_numpy().tolist() == [["OTRA", "Ana"]]


REFUSED = {
    "another number of maps": (
        ["link", *FILES, "--source", "listas", "--source", "listas", "--source", "listas"],
        "Hay 2 archivos y 3 mapas. Dé un mapa para todos o uno por archivo, con --source.",
    ),
    "the same name twice": (
        ["link", FILES[0], FILES[0], "--source", "listas"],
        'Dos listas se llaman igual: eri, eri. Dé a cada archivo su nombre o pase link({"nombre": registro}).',
    ),
    "a key that is not there": (
        [*LINK, "--key", "no_esta.csv"],
        "El archivo «no_esta.csv», que dice quién es quién, no está o no se puede leer. "
        "Revise el nombre y guárdelo como CSV UTF-8.",
    ),
    "a key of something else": (
        [*LINK, "--key", "datasets/registro_sucio_errores.csv"],
        "Al archivo «registro_sucio_errores.csv», que dice quién es quién, le faltan columnas: "
        "lista, id, persona, sexo, origen, apellidos.",
    ),
    "a file without names": (
        ["link", "datasets/registro_limpio"],
        "La lista «registro_limpio» (registro_limpio) no tiene con qué enlazar: se leyó sin secreto o su mapa no dice "
        "qué columnas llevan nombres. Agregue al mapa [identifiers] names = [...] y lea con read_register(..., "
        "key=...) o con TIPANALYSIS_KEY.",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_done_is_refused(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    args, message = REFUSED[case]
    assert run(*args, "--out", str(tmp_path / "e")) == 1
    assert capsys.readouterr().err.splitlines()[0] == message


def test_help_speaks_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    for lang, start in (("es", "Busca a las mismas personas"), ("en", "Finds the same people")):
        assert run("--language", lang, "link", "--ayuda") == 0
        said = capsys.readouterr().out
        assert start in said and "tipanalysis link datasets/listas/policia.csv" in said
