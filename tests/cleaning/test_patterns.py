"""Every one of the 142 patterns of dirty data, by a small example: the right value, a question, or a structure read."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tipanalysis.register.cleaning.clean import clean
from tipanalysis.register.cleaning.consistency import check_consistency
from tipanalysis.register.cleaning.decide import find_reviews, held_codes
from tipanalysis.register.cleaning.rules import load_catalogue
from tipanalysis.register.identifiers import pseudonym
from tipanalysis.register.register import Register

DATA = Path(__file__).resolve().parents[2] / "tipanalysis" / "register" / "cleaning" / "data"
with (DATA / "patrones.csv").open(encoding="utf-8", newline="") as file:
    PATTERNS = list(csv.DictReader(file))
VALUES = [row for row in PATTERNS if row["variable"]]


def pairs(text: str) -> dict[str, str]:
    return dict(part.split("=") for part in text.split(",") if "=" in part)


def test_the_table_covers_all_142_patterns_once() -> None:
    assert [row["patron"] for row in PATTERNS] == [str(n) for n in range(1, 143)]
    places = {"alias", "lectura", "regla", "revision", "coherencia", "identidad", "estructura"}
    assert {row["donde"] for row in PATTERNS} == places


@pytest.fixture(scope="module")
def examples(read_rows: Callable[..., Register]) -> Examples:
    """All examples in one sheet, a row each (two for the person who applies again), read and cleaned."""
    sheet = [cells for row in VALUES for cells in rows_of(row)]
    names = dict.fromkeys(name for cells in sheet for name in cells)
    register = clean(read_rows([{name: cells.get(name, "") for name in names} for cells in sheet]))
    waiting = find_reviews(register, load_catalogue())
    found = check_consistency(register)
    return Examples(
        register,
        set(zip(waiting["id"], waiting["variable"], strict=True)),
        set(zip(found["id"], found["regla"], strict=True)),
    )


@dataclass(frozen=True)
class Examples:
    register: Register
    waiting: set[tuple[str, str]]
    findings: set[tuple[str, str]]


def rows_of(row: dict[str, str]) -> list[dict[str, str]]:
    number = int(row["patron"])
    cells = {"id": f"2019-{number:03}", "fecha_solicitud": "2019-05-01", **pairs(row["contexto"])}
    cells[row["variable"]] = row["crudo"]
    later = {**cells, "id": f"2020-{number:03}", "fecha_solicitud": "2020-05-01"}
    return [cells, later] if row["patron"] == "126" else [cells]


@pytest.mark.parametrize("row", VALUES, ids=lambda row: f"{row['patron']}-{row['variable']}")
def test_a_pattern_comes_out_right_or_as_a_question(row: dict[str, str], examples: Examples) -> None:
    variable, record = row["variable"], rows_of(row)[-1]["id"]
    record = row["esperado"] if variable == "id" else record
    value, _, question = row["esperado"].rpartition("+")
    asked = question == "REVISAR"
    wanted = value if asked else row["esperado"]
    if wanted:
        held = (record,) if variable == "id" else held_codes(examples.register, variable)[record]
        assert sorted(held) == sorted(wanted.split("|"))
    assert record in set(examples.register.records["id"])
    assert ((record, variable) in examples.waiting) == asked
    for name, code in pairs(row["efecto"]).items():
        assert held_codes(examples.register, name)[record] == (code,)
    if row["donde"] == "coherencia":
        assert (record, row["efecto"]) in examples.findings


def test_patterns_of_identity_leave_no_name_and_one_key(read_rows: Callable[..., Register]) -> None:
    """Patterns 120 to 125: order, accents and marks make no difference; nothing is filled in; nothing is kept."""
    names = [row["crudo"] for row in PATTERNS if row["donde"] == "identidad"]
    rows = [{"id": f"2019-{n:03}", "sexo": "Mujer", "Nombre": name} for n, name in enumerate(names, 1)]
    register = clean(read_rows(rows, dropped=["Nombre"]))
    written = register.records.to_csv() + register.log.to_csv() + register.faults.to_csv()
    assert len(register) == len(names) and [name for name in names if name in written] == []
    assert pseudonym("k", ["PEREZ GOMEZ MARIA"]) == pseudonym("k", ["María Pérez Gómez"])
    assert pseudonym("k", ["1-0234-0567"]) == pseudonym("k", ["102340567"])
    assert pseudonym("k", ["PEREZ"]) != pseudonym("k", ["PEREZ GOMEZ"])
    assert pseudonym("k", ["María Pérez Gómez", "1980"]) != pseudonym("k", ["María Pérez Gómez", "2005"])


STRUCTURES: dict[str, Callable[[Register, Register], bool]] = {
    "127": lambda dirty, truth: dirty.rows["unida"] > 0 and not dirty.records["id"].duplicated().any(),
    "130": lambda dirty, truth: "1" not in set(dirty.places["fila"]),
    "131": lambda dirty, truth: (dirty.log["regla"] == "celda_combinada").any(),
    "132": lambda dirty, truth: held_codes(dirty, "sexo")["2019-001"] == held_codes(truth, "sexo")["2019-001"],
    "133": lambda dirty, truth: dirty.rows["total"] == 8,
    "134": lambda dirty, truth: dirty.rows["nota"] == 6,
    "135": lambda dirty, truth: (
        held_codes(dirty, "estado_solicitud")["2012-001"] == held_codes(truth, "estado_solicitud")["2012-001"]
    ),
    "136": lambda dirty, truth: set(truth.records["id"]) <= set(dirty.records["id"]),
    "137": lambda dirty, truth: (dirty.log["regla"] == "varios_valores").any(),
    "141": lambda dirty, truth: {"columnas_ocultas", "comentarios"} <= set(dirty.faults["falta"]),
    "142": lambda dirty, truth: "RELATO" not in dirty.log.to_csv() + dirty.records.to_csv(),
}


def test_every_pattern_of_structure_has_its_example() -> None:
    assert list(STRUCTURES) == [row["patron"] for row in PATTERNS if row["donde"] == "estructura"]


@pytest.mark.parametrize("pattern", STRUCTURES)
def test_a_pattern_of_structure_is_read(pattern: str, dirty: Register, truth: Register) -> None:
    assert STRUCTURES[pattern](dirty, truth)
