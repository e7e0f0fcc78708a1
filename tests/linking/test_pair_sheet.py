"""The workbook of doubtful pairs: no names in it, decisions come back, faults are told all at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from linking.lists import world
from tipanalysis.register.linking.link import link
from tipanalysis.register.linking.links import OTHER, SAME, Links
from tipanalysis.register.linking.pair_sheet import COLUMNS, read_pairs, write_pairs
from tipanalysis.register.register import Register
from tipanalysis.words.errors import InputError
from tipanalysis.words.settings import using

REGISTERS: Mapping[str, Register] = world(25, 200)[0]


@pytest.fixture(scope="module")
def links() -> Links:
    return link(REGISTERS)


@pytest.fixture
def book(links: Links, tmp_path: Path) -> Path:
    with using("en"):
        return write_pairs(links, REGISTERS, tmp_path / "pares.xlsx")


def fill(path: Path, *rows: tuple[int, str, str, str]) -> Path:
    """Write decision, author and date in some rows."""
    book = openpyxl.load_workbook(path)
    places = [COLUMNS.index(name) + 1 for name in ("decision", "autor", "fecha")]
    for row, *values in rows:
        for column, value in zip(places, values, strict=True):
            book["Pares"].cell(row, column, value or None)
    book.save(path)
    return path


def test_each_doubtful_pair_is_a_row_with_both_entries_in_spanish(book: Path, links: Links) -> None:
    sheet = openpyxl.load_workbook(book)["Pares"]
    heads = [cell.value for cell in sheet[3]]
    assert len(heads) == len(set(heads)) == len(COLUMNS)
    assert heads[:5] == ["Probabilidad", "Lista A", "Expediente A", "Lista B", "Expediente B"]
    assert sheet.max_row == 3 + len(links.doubtful) > 10
    first = links.doubtful.iloc[0]
    assert [cell.value for cell in sheet[4]][1:5] == first[["lista_a", "id_a", "lista_b", "id_b"]].tolist()
    row = dict(zip(COLUMNS, (cell.value for cell in sheet[4]), strict=True))
    own = REGISTERS[first["lista_a"]].places.set_index("id").loc[first["id_a"]]
    assert (row["hoja_a"], row["fila_a"]) == (own["hoja"], own["fila"])


def test_decisions_come_back_and_hold(book: Path, links: Links) -> None:
    fill(book, (4, "Misma persona", "Ana", "2026-11-20"), (6, "personas distintas", "Luis", "2026-11-21"))
    decisions = read_pairs(book)
    assert [(each.decision, each.autor, each.fecha) for each in decisions] == [
        (SAME, "Ana", "2026-11-20"),
        (OTHER, "Luis", "2026-11-21"),
    ]
    assert len(links.decided(decisions).doubtful) == len(links.doubtful) - 2


def test_an_empty_workbook_decides_nothing(book: Path) -> None:
    assert read_pairs(book) == ()


def test_faults_are_told_together(book: Path) -> None:
    fill(book, (4, "quizás", "Ana", "2026-11-20"), (5, "Misma persona", "", ""))
    with pytest.raises(InputError) as caught:
        read_pairs(book)
    assert caught.value.both() == (
        "Por corregir en el libro de pares «pares.xlsx» (3):\n"
        "  - Fila 4: «quizás» no es una decisión. Elija de la lista.\n"
        "  - Fila 5: falta «Quién decide».\n"
        "  - Fila 5: falta «Fecha».\n"
        "To correct in the workbook of pairs “pares.xlsx” (3):\n"
        "  - Row 4: “quizás” is not a decision. Choose from the list.\n"
        "  - Row 5: “Who decides” is missing.\n"
        "  - Row 5: “Date” is missing."
    )


@pytest.mark.parametrize("content", [None, b"no es un libro"])
def test_what_is_no_workbook_of_pairs_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "otro.xlsx"
    if content:
        path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_pairs(path)
    assert str(caught.value) == (
        "El libro de pares «otro.xlsx» no está, no se puede leer o no tiene la hoja «Pares» con sus columnas. "
        "Use el que dejó tipanalysis link."
    )
