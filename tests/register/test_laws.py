"""What holds for every file: nobody is lost, reading is repeatable, the order of rows says nothing."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tipanalysis.counts.count import count_by
from tipanalysis.register.read import read_register
from tipanalysis.register.register import Register
from tipanalysis.register.source_map import SourceMap
from tipanalysis.standard.codebook import load_codebook

COLUMNS = """
[[columns]]
header = "Exp"
variable = "id"

[[columns]]
header = "Sexo"
variable = "sexo"

[[columns]]
header = "Edad"
variable = "edad"

[[columns]]
header = "Nacionalidad"
variable = "nacionalidad"

[[filters]]
variable = "sexo"
drop = ["INTERSEX"]
"""
CELL = st.sampled_from(
    [
        "",
        "Mujer",
        "Hombre",
        "M",
        "Intersex",
        "17",
        "17-18",
        "PME",
        "99",
        "Nicaragüense/CRI",
        "NA",
        "S/D",
        "zzz",
        "Total",
        "Fuente",
        "#REF!",
    ]
)
ROW = st.tuples(st.sampled_from(["", "1", "2", "3", "4", "Total", "Exp"]), CELL, CELL, CELL)


def write(path: Path, rows: list[tuple[str, ...]]) -> Path:
    path.write_text("Exp;Sexo;Edad;Nacionalidad\n" + "".join(";".join(row) + "\n" for row in rows), encoding="utf-8")
    return path


@given(rows=st.lists(ROW, min_size=1, max_size=30))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_row_is_accounted_for_and_every_value_is_a_level(
    tmp_path: Path, small_map: Callable[..., SourceMap], rows: list[tuple[str, ...]]
) -> None:
    path = write(tmp_path / "datos.csv", [*rows, ("5", "Mujer", "17", "CRI")])
    register = read_register(path, small_map(COLUMNS))
    filled = sum(any(cell for cell in row) for row in rows) + 1
    assert register.provenance.rows_read == filled == sum(register.rows.values())
    assert register.rows["registro"] == len(register) == register.records["id"].nunique()
    logged = register.log[register.log["variable"] == ""]["regla"].value_counts().to_dict()
    outcomes = {"fila_total": "total", "fila_nota": "nota", "fila_encabezado_repetido": "encabezado_repetido"}
    outcomes |= {"fila_filtrada": "filtro", "fila_unida": "unida"}
    assert {rule: register.rows[key] for rule, key in outcomes.items() if register.rows[key]} == logged
    for variable in ("sexo", "grupo_edad", "nacionalidad"):
        assert count_by(register, variable).total == len(register)
    for name, child in register.children.items():
        assert set(child["id"]) == set(register.records["id"])
        assert not child[name].isna().any()


def same(one: Register, other: Register) -> bool:
    """Whether two registers hold the same records, wherever their rows stood."""
    records = [register.records.sort_values("id").reset_index(drop=True) for register in (one, other)]
    children = [
        {
            name: child.astype("str").sort_values(["id", name]).values.tolist()
            for name, child in register.children.items()
        }
        for register in (one, other)
    ]
    return records[0].equals(records[1]) and children[0] == children[1]


@given(
    rows=st.lists(ROW.filter(lambda row: row[0] in "12345" and row[0] != ""), min_size=2, max_size=15),
    seed=st.integers(),
)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_rows_makes_no_difference(
    tmp_path: Path, small_map: Callable[..., SourceMap], rows: list[tuple[str, ...]], seed: int
) -> None:
    first = [*rows, ("5", "Mujer", "17", "CRI")]
    mixed = random.Random(seed).sample(first, len(first))
    one = read_register(write(tmp_path / "uno.csv", first), small_map(COLUMNS))
    other = read_register(write(tmp_path / "otro.csv", mixed), small_map(COLUMNS))
    assert same(one, other)
    assert len(one.faults) == len(other.faults)


def test_reading_twice_gives_the_same(tmp_path: Path, small_map: Callable[..., SourceMap]) -> None:
    path = write(tmp_path / "datos.csv", [("1", "Mujer", "17 años", "nica"), ("2", "zzz", "PME", "NA")])
    one, other = read_register(path, small_map(COLUMNS)), read_register(path, small_map(COLUMNS))
    assert one.records.equals(other.records)
    assert one.log.equals(other.log)
    assert one.faults.equals(other.faults)
    assert one.provenance == other.provenance
    assert len(one.provenance.checksum) == 64


def test_reading_what_is_already_standard_changes_nothing(read_text: Callable[..., Register]) -> None:
    register = read_text("Exp,Sexo,Edad,Nacionalidad\n1,MUJER,17,NIC;CRI\n2,HOMBRE,30,HND\n", COLUMNS)
    plain = register.log[~register.log["regla"].isin(["varios_valores"])]
    assert plain.empty
    assert register.faults.empty


def test_the_log_leads_back_to_the_raw_value(read_text: Callable[..., Register]) -> None:
    register = read_text("Exp,Sexo,Edad,Nacionalidad\n1,FEMENINO,aprox. 20,nicas\n", COLUMNS)
    assert register.log.values.tolist() == [
        ["datos", "2", "sexo", "FEMENINO", "MUJER", "libro_de_codigos"],
        ["datos", "2", "edad", "aprox. 20", "20", "edad_estimada"],
        ["datos", "2", "nacionalidad", "nicas", "NIC", "libro_de_codigos"],
    ]


def test_categories_are_the_codes_of_the_codebook_in_order(read_text: Callable[..., Register]) -> None:
    register = read_text("Exp,Sexo,Edad,Nacionalidad\n1,Mujer,17,CRI\n", COLUMNS)
    assert tuple(register.records["sexo"].cat.categories) == load_codebook().order("sexo")
    assert tuple(register.children["nacionalidad"]["nacionalidad"].cat.categories) == load_codebook().order(
        "nacionalidad"
    )
    assert register.records["edad"].dtype == "Int64"


def test_one_unknown_value_never_costs_a_record_and_all_are_reported(read_text: Callable[..., Register]) -> None:
    rows = "".join(f"{number},qqq{number},1998,www{number}\n" for number in range(1, 21))
    register = read_text("Exp,Sexo,Edad,Nacionalidad\n" + rows, COLUMNS)
    assert len(register) == 20
    assert len(register.faults) == 60
    assert register.faults["fila"].unique().tolist() == [str(row) for row in range(2, 22)]
    assert register.records["sexo"].astype(str).unique().tolist() == ["ERR"]


def test_suggestions_are_offered_and_never_taken(read_text: Callable[..., Register]) -> None:
    register = read_text("Exp,Sexo,Edad,Nacionalidad\n1,Mujer,17,Nicaragunse\n", COLUMNS)
    assert register.children["nacionalidad"]["nacionalidad"].astype(str).tolist() == ["ERR"]
    (message,) = register.faults["mensaje"]
    assert message == "El libro de códigos no conoce este valor de «nacionalidad». ¿Será NIC (Nicaragua)?"


def test_the_raw_frame_of_a_register_shows_no_record(read_text: Callable[..., Register]) -> None:
    register = read_text("Exp,Sexo,Edad,Nacionalidad\n1,Mujer,17,CRI\n", COLUMNS)
    assert repr(register) == "Register('prueba', 1 × persona, 7 variables, 0 faults)"


@pytest.mark.parametrize("levels", [{"sexo": "MUJER"}, {"mayoria_edad": ["00-17"]}])
def test_a_selection_keeps_the_accounting(read_text: Callable[..., Register], levels: dict[str, str]) -> None:
    register = read_text("Exp,Sexo,Edad,Nacionalidad\n1,Mujer,17,CRI\n2,Hombre,30,CRI\n", COLUMNS)
    chosen = register.where(**levels)
    assert len(chosen) == 1
    assert chosen.rows == register.rows
    assert isinstance(chosen.records, pd.DataFrame)
