"""The commands of cleaning as a person types them: what they print, what they leave, what they refuse."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from tipanalysis.cli import main
from tipanalysis.register.read import read_register
from tipanalysis.register.register import Register

DATASETS = Path(__file__).resolve().parents[2] / "datasets"
FILE = str(DATASETS / "registro_sucio.xlsx")


def run(*args: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(list(args))
    return int(end.value.code or 0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("salida") / "limpio"
    assert run("clean", FILE, "--source", "eri", "--out", str(out)) == 0
    return out


def test_a_cleaning_leaves_its_files_and_nothing_half_written(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == [
        "bitacora.csv",
        "bitacora.html",
        "consistencia.csv",
        "registro",
        "resumen.csv",
        "revision.xlsx",
    ]


def test_the_clean_register_is_read_back_as_it_was(folder: Path, tidy: Register) -> None:
    again = read_register(folder / "registro")
    pd.testing.assert_frame_equal(again.records, tidy.records)


def test_the_page_shows_no_small_number_of_people(folder: Path) -> None:
    page = (folder / "bitacora.html").read_text("utf-8")
    cells = re.findall(r"<td[^>]*>\s*(\d+)\s*</td>", page)
    assert len(cells) > 50 and [n for n in cells if 0 < int(n) < 5] == []
    assert "DATOS SINTÉTICOS" in page and "SYNTHETIC DATA" in page
    assert [mark for mark in ("PERSONA SINT", "9-9999", "http") if mark in page] == []
    assert "Antes y después: sexo" in page and "Before and after: sex" in page


def test_a_review_that_is_there_already_is_kept(folder: Path) -> None:
    before = (folder / "revision.xlsx").read_bytes()
    assert run("clean", str(DATASETS / "registro_limpio"), "--out", str(folder)) == 0
    assert (folder / "revision.xlsx").read_bytes() == before
    assert (folder / "revision_2.xlsx").is_file()
    assert read_register(folder / "registro").rows == {}


def test_a_review_that_a_person_filled_in_comes_back_as_rules(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = openpyxl.load_workbook(folder / "revision.xlsx")
    sheet = book.worksheets[0]
    titles = [cell.value for cell in sheet[3]]
    row = next(row for row in sheet.iter_rows(min_row=4) if row[titles.index("Variable")].value == "embarazo")
    for title, value in {
        "Decisión": "No disponible en la fuente [ND]",
        "Quién decide": "Registro",
        "Fecha": "2026-11-20",
    }.items():
        row[titles.index(title)].value = value
    book.save(tmp_path / "decidido.xlsx")
    args = ["clean", FILE, "--source", "eri", "--out", str(tmp_path / "limpio")]
    capsys.readouterr()
    assert run(*args, "--rules", str(tmp_path / "decidido.xlsx")) == 0
    both = f"--rules {tmp_path / 'decidido.xlsx'} --rules {tmp_path / 'limpio' / 'revision.xlsx'}"
    assert capsys.readouterr().out.splitlines()[1].endswith(f"limpie de nuevo con {both}")
    assert _waiting(folder) - _waiting(tmp_path / "limpio") == {("embarazo", "SI")}


def _waiting(out: Path) -> set[tuple[str, str]]:
    page = pd.read_excel(out / "revision.xlsx", engine="calamine", header=2, keep_default_na=False)
    return {(variable, str(text)) for variable, text in zip(page["Variable"], page["Texto en la hoja"], strict=True)}


def test_the_score_command_prints_the_score(capsys: pytest.CaptureFixture[str]) -> None:
    truth = str(DATASETS / "registro_limpio")
    key = str(DATASETS / "registro_sucio_errores.csv")
    assert run("score", FILE, "--source", "eri", "--key", key, "--truth", truth) == 0
    lines = capsys.readouterr().out.strip().split("\n")
    assert lines[1] == "Errores ambiguos: 58; en la cola de revisión 58."
    assert lines[3] == "Valores equivocados en silencio: 0."


def test_explain_prints_the_raw_value_and_says_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    at = ["--source", "eri", "--sheet", "2010-2014", "--row", "169"]
    assert run("explain", FILE, *at, "--field", "ocupacion") == 0
    assert "En el archivo dice: «vendedora ambulante»" in capsys.readouterr().out
    assert run("explain", FILE, *at, "--field", "ocupasion") == 1
    assert "¿Quiso decir «ocupacion»?" in capsys.readouterr().err
