"""Our own reports come back whole from workbook and manifest, and a file that was changed is not believed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from tipanalysis.published.ours import read_ours
from tipanalysis.release.handed_out import HandedOut
from tipanalysis.release.ledger_file import LedgerFile
from tipanalysis.release.publication import Publication
from tipanalysis.release.release import Release

Attack = Callable[..., tuple[int, str, str]]


def test_every_cell_comes_back(ours: Path, released: Mapping[str, Release]) -> None:
    found = read_ours(ours / "perfil.manifest.json")
    assert list(found) == list(released)
    for name, release in released.items():
        back = found[name]
        for part in ("frame", "margins"):
            mine, theirs = getattr(back, part), getattr(release, part)
            pd.testing.assert_frame_equal(mine[[*release.by, "n", "status"]], theirs[[*release.by, "n", "status"]])
        assert (back.by, back.unit, back.multi, back.among) == (
            release.by,
            release.unit,
            release.multi,
            release.among,
        )
        assert (back.measure, back.per) == (release.measure, release.per)
        assert (back.provenance.checksum, back.provenance.source) == (
            release.provenance.checksum,
            release.provenance.source,
        )
        assert back.provenance.where == release.provenance.where
        if release.measure in ("share", "rate"):
            pd.testing.assert_series_equal(back.frame["estimate"], release.frame["estimate"], rtol=1e-9)
            shown = release.frame["status"] == "shown"
            assert back.frame["d"][shown].tolist() == release.frame["d"][shown].tolist()
    assert sum(release.hidden for release in found.values()) == sum(release.hidden for release in released.values()) > 5


@pytest.mark.parametrize("which", ["", "/perfil.xlsx", "/perfil.html", "/perfil.manifest.json"])
def test_a_report_of_ours_is_safe_by_whichever_file_it_is_given(
    attack: Attack, ours: Path, released: Mapping[str, Release], which: str
) -> None:
    hidden = sum(release.hidden for release in released.values())
    assert attack(f"informes{which}") == (
        0,
        f"informes{which}: no se pudo deducir ninguna cifra pequeña. Cuadros atacados: 5; celdas ocultas: {hidden}.\n",
        "",
    )


def test_it_is_attacked_once(attack: Attack, ours: Path) -> None:
    code, out, _ = attack("informes/perfil.xlsx", "informes", "informes/perfil.html")
    assert (code, out.count("\n")) == (0, 1)


def test_a_ledger_is_attacked_with_all_that_it_holds(
    attack: Attack, tmp_path: Path, released: Mapping[str, Release]
) -> None:
    ledger = LedgerFile(tmp_path / "publicaciones.jsonl")
    day = pd.Timestamp("2026-03-05").to_pydatetime()
    with ledger.adding(Publication("perfil", day, "0.1.0", dict(released)), ""):
        pass
    code, out, said = attack("publicaciones.jsonl", lang="en")
    assert (code, said) == (0, "")
    assert out.startswith("publicaciones.jsonl: no small figure could be worked out. Tables attacked: 5; hidden cells:")


def test_a_ledger_that_notes_an_extract_says_that_others_know_more(
    attack: Attack, tmp_path: Path, released: Mapping[str, Release]
) -> None:
    ledger = LedgerFile(tmp_path / "publicaciones.jsonl")
    day = pd.Timestamp("2026-03-05").to_pydatetime()
    given = HandedOut("eri", "abc", "persona", 300, (2019,), ("sexo",), ("finalidad",), 5, 2, 0.0, "sello")
    for publication in (
        Publication("perfil", day, "0.1.0", dict(released)),
        Publication("uni", day, "0.1.0", {}, (given,)),
    ):
        with ledger.adding(publication, ledger.state()):
            pass
    code, out, said = attack("publicaciones.jsonl")
    assert (code, said) == (2, "")
    assert out.startswith("publicaciones.jsonl: no se pudo deducir ninguna cifra pequeña. Cuadros atacados: 5; ")
    assert out.endswith(
        "  - «uni» es un extracto que se entregó: trae registros y no cuadros, y no se atacó. Quien lo tenga sabe más "
        "de lo que aquí se dice.\n"
    )


def shown_again(book: Path) -> None:
    """Write a number where a mark stood, as an office would that sees no harm in it."""
    opened = openpyxl.load_workbook(book)
    cell = next(cell for row in opened["finalidad"].iter_rows() for cell in row if cell.value == "•")
    cell.value = 7
    opened.save(book)


def test_a_changed_file_is_not_believed(attack: Attack, ours: Path) -> None:
    shown_again(ours / "perfil.xlsx")
    assert attack("informes") == (
        2,
        "",
        "«perfil.xlsx» cambió después de hacerse el informe: su ficha técnica ya no vale para él. Cópielo solo a otra "
        "carpeta y revíselo como archivo ajeno.\n"
        "“perfil.xlsx” changed after the report was made: its technical sheet no longer holds for it. Copy it alone to "
        "another folder and check it as someone else's file.\n",
    )


def test_a_missing_file_is_missed(attack: Attack, ours: Path) -> None:
    (ours / "perfil.html").unlink()
    assert attack("informes") == (
        2,
        "",
        "Falta «perfil.html», que es parte del informe según su ficha técnica. Copie el informe completo.\n"
        "“perfil.html” is missing, which is part of the report by its technical sheet. Copy the whole report.\n",
    )


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"files": {}, "tables": []}', "\x00\x01"])
def test_a_broken_manifest(attack: Attack, ours: Path, content: str) -> None:
    (ours / "perfil.manifest.json").write_text(content, "utf-8")
    code, out, said = attack("informes")
    assert (code, out) == (2, "")
    assert said == (
        "«perfil.manifest.json» no describe un informe que se pueda leer. Haga el informe de nuevo, o indique solo su "
        "libro de Excel en otra carpeta.\n"
        "“perfil.manifest.json” does not describe a report that can be read. Make the report again, or give only its "
        "Excel workbook in another folder.\n"
    )


def test_a_folder_without_reports(attack: Attack, tmp_path: Path) -> None:
    (tmp_path / "vacia").mkdir()
    assert attack("vacia") == (
        2,
        "",
        "En la carpeta «vacia» no hay ningún informe nuestro (…manifest.json). Indique los archivos uno por uno.\n"
        "The folder “vacia” holds no report of ours (…manifest.json). Give the files one by one.\n",
    )
