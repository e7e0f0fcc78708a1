"""The command that leaves an extract in a folder: what it says, what it writes, what it keeps inside."""

from __future__ import annotations

import re
from contextvars import copy_context
from pathlib import Path

import pandas as pd
import pytest

import tipanalysis as tip
from tipanalysis import cli
from tipanalysis.register.register import Register
from tipanalysis.words.settings import using

ROOT = Path(__file__).resolve().parents[2]
CLEAN, DIRTY = ROOT / "datasets" / "registro_limpio", ROOT / "datasets" / "registro_sucio.xlsx"
ASKED = ("--quasi", "sexo,grupo_edad,nacionalidad", "--sensitive", "finalidad")
FILES = ["diccionario.csv", "extracto.csv", "nota.html", "riesgo_interno.csv"]


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Run a command in an empty folder: how it ended, what it said, what went wrong."""
    monkeypatch.chdir(tmp_path)

    def run(*args: str) -> tuple[int, str, str]:
        with using(lang="es", country="CRI"), pytest.raises(SystemExit) as end:
            copy_context().run(cli.main, list(args))
        return int(end.value.code or 0), *capsys.readouterr()

    return run


@pytest.fixture(scope="module")
def clean() -> Register:
    return tip.read_register(CLEAN)


def test_without_decisions_there_is_no_extract(told, tmp_path: Path) -> None:
    for asked in ((), ASKED[:2], ASKED[2:]):
        code, out, said = told("extract", str(CLEAN), *asked)
        assert (code, out) == (1, "")
        assert said == (
            "Un extracto no tiene valores de fábrica: alguien de la institución decide y lo deja por escrito. Diga con "
            "--quasi qué podría saber otra persona de antemano (por ejemplo sexo,grupo_edad,nacionalidad) y con "
            "--sensitive qué no debe llegar a saber (por ejemplo finalidad). ¿No bastan los cuadros? «tipanalysis "
            "report» los hace protegidos.\n"
            "An extract has no factory settings: somebody at the institution decides and puts it in writing. Say with "
            "--quasi what an outsider may already know (for example sexo,grupo_edad,nacionalidad) and with --sensitive "
            "what they must not learn (for example finalidad). Are tables not enough? “tipanalysis report” makes them, "
            "protected.\n"
        )
    assert list(tmp_path.iterdir()) == []


def test_the_files_and_what_is_in_them(told, tmp_path: Path, clean: Register) -> None:
    code, out, said = told("extract", str(CLEAN), *ASKED)
    assert (code, said) == (0, "")
    assert out.startswith(
        f"Extracto de {len(clean)} registros en la carpeta extracto: grupos de 5 personas o más, 2 valores delicados "
        "distintos o más. Antes de compartirlo lea nota.html.\n  - Sexo registrado: "
    )
    folder = tmp_path / "extracto"
    assert sorted(path.name for path in folder.iterdir()) == FILES
    assert (folder / "extracto.csv").read_bytes().startswith(b"\xef\xbb\xbfsexo,")
    records = pd.read_csv(folder / "extracto.csv", dtype="str", keep_default_na=False)
    assert len(records) == len(clean)
    known = pd.read_csv(folder / "diccionario.csv", dtype="str", keep_default_na=False)
    assert set(zip(known["columna"], known["codigo"], strict=True)) == {
        (column, code) for column in records for code in records[column]
    }
    assert not known.isin([""]).any(axis=None)


def test_nothing_that_is_shared_holds_a_key_a_date_or_who_was_suppressed(told, tmp_path: Path, clean: Register) -> None:
    told("extract", str(CLEAN), *ASKED)
    shared = "".join((tmp_path / "extracto" / name).read_text("utf-8-sig") for name in FILES[:3])
    cells = set(pd.read_csv(tmp_path / "extracto" / "extracto.csv", dtype="str").to_numpy().ravel())
    for name in ("id", "id_persona", "id_caso", "fecha_solicitud"):
        assert not cells & set(clean.records[name].astype("str"))
    assert not re.search(r"\d{4}-\d{2}-\d{2}", shared)
    note = (tmp_path / "extracto" / "nota.html").read_text("utf-8")
    assert "Mujer" not in note
    assert "Hombre" not in note
    assert "DATOS SINTÉTICOS" in note
    assert "De qué no protege" in note


def test_the_same_register_gives_the_same_bytes(told, tmp_path: Path) -> None:
    for name in ("uno", "dos"):
        assert told("extract", str(CLEAN), *ASKED, "--out", name)[0] == 0
    for name in FILES:
        assert (tmp_path / "uno" / name).read_bytes() == (tmp_path / "dos" / name).read_bytes()


def test_the_dirty_workbook_is_cleaned_first(told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cleaned = []
    monkeypatch.setattr("tipanalysis.reports.extract.clean", lambda raw: cleaned.append(raw) or tip.clean(raw))
    code, out, said = told(
        "--language", "en", "extract", str(DIRTY), "--source", "eri", *ASKED, "--k", "8", "--l", "3", "--out", "sale"
    )
    assert (code, said) == (0, "")
    assert "groups of 8 persons or more, 3 different sensitive values or more" in out
    records = pd.read_csv(tmp_path / "sale" / "extracto.csv", dtype="str", keep_default_na=False)
    assert len(cleaned) == 1
    told_columns = [column for column in records if not column.startswith("finalidad")]
    assert records.groupby(told_columns).size().min() >= 8
    assert '<html lang="en">' in (tmp_path / "sale" / "nota.html").read_text("utf-8")


def test_a_smaller_k_than_the_policy_asks_for_is_refused(told, tmp_path: Path) -> None:
    code, out, said = told("extract", str(CLEAN), *ASKED, "--k", "4")
    assert (code, out) == (1, "")
    assert said.splitlines()[0] == "El valor de k debe ser un número entero de al menos 5; llegó «4»."
    code, _, said = told("extract", str(CLEAN), "--quasi", "canton_residencia", "--sensitive", "finalidad", "--k", "9")
    assert said.splitlines()[0] == "El valor de k debe ser un número entero de al menos 10; llegó «9»."
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_fails_leaves_what_was_there(told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told("extract", str(CLEAN), *ASKED)
    before = {path.name: path.read_bytes() for path in (tmp_path / "extracto").iterdir()}

    def broken(*_: object) -> str:
        raise RuntimeError

    monkeypatch.setattr("tipanalysis.reports.extract.note_page", broken)
    assert told("extract", str(CLEAN), *ASKED, "--k", "30")[0] == 1
    assert {path.name: path.read_bytes() for path in (tmp_path / "extracto").iterdir()} == before


def test_what_stays_inside_tells_risk_and_loss_by_sex_and_origin(told, tmp_path: Path) -> None:
    _, out, _ = told("extract", str(CLEAN), *ASKED)
    inside = pd.read_csv(tmp_path / "extracto" / "riesgo_interno.csv", dtype="str")
    assert set(inside["momento"]) == {"antes", "después"}
    assert {"sexo", "origen", "TOTAL", "sexo, grupo_edad, nacionalidad"} <= set(inside["grupo"])
    after = inside[(inside["momento"] == "después") & inside["medida"].str.startswith("registros únicos")]
    assert set(after["valor"].dropna().astype(float)) == {0.0}
    assert "Queda adentro: no comparta esto ni riesgo_interno.csv" in out
    assert "  - Sexo registrado, Mujer (" in out


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--synthetic",), "Los registros inventados van con --synthetic y --epsilon juntos"),
        (("--epsilon", "1"), "Los registros inventados van con --synthetic y --epsilon juntos"),
        (("--synthetic", "--epsilon", "1", "--k", "5"), "--k y --l son de los extractos de registros verdaderos."),
        (("--l", "0"), "El valor de l debe ser un número entero de al menos 1; llegó «0»."),
    ],
)
def test_options_that_do_not_go_together_are_refused(told, tmp_path: Path, asked: tuple[str, ...], said: str) -> None:
    code, out, errors = told("extract", str(CLEAN), *ASKED, *asked)
    assert (code, out) == (1, "")
    assert errors.startswith(said)
    assert list(tmp_path.iterdir()) == []
