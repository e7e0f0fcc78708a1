"""A cube gives the same Counts as counting each table by itself, down to order, type and origin."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import tipanalysis as tip
from tipanalysis.counts.counts import Counts

BUNDLED = Path(__file__).resolve().parents[2] / "datasets" / "registro_limpio"
VARIABLES = ["sexo", "finalidad", "anio_registro", "nacionalidad"]


@pytest.fixture(scope="module")
def register():
    return tip.read_register(BUNDLED)


def assert_same(found: Counts, expected: Counts) -> None:
    pd.testing.assert_frame_equal(found.frame, expected.frame)
    pd.testing.assert_frame_equal(found.margins, expected.margins)
    for name in ("by", "unit", "total", "provenance", "multi"):
        assert getattr(found, name) == getattr(expected, name), name


@pytest.mark.parametrize("unit", [None, "persona", "caso", "mencion"])
def test_every_table_of_the_bundled_register(register, unit):
    found = tip.cube(register, VARIABLES, unit=unit)
    assert len(found) == (15 if unit != "mencion" else 11)
    for by in found:
        assert_same(found.counts(by), tip.count_by(register, by, unit=unit))


def test_a_selection_and_another_order_of_the_variables(register):
    chosen = {"condicion_victima": "ACREDITADA", "sexo": ("MUJER", "HOMBRE")}
    found = tip.cube(register, VARIABLES, unit="persona", where=chosen)
    for by in (["finalidad", "sexo"], ["nacionalidad", "anio_registro", "sexo"], "anio_registro", []):
        assert_same(found.counts(by), tip.count_by(register, by, unit="persona", where=chosen))


def test_records_that_count_several_times(register):
    from dataclasses import replace

    weights = pd.array([1, 2, 3] * (len(register) // 3), dtype="Int64")
    weighted = replace(register, records=register.records.assign(peso=weights))
    found = tip.cube(weighted, ["sexo", "finalidad"])
    for by in found:
        assert_same(found.counts(by), tip.count_by(weighted, by))
    assert found.total == int(weights.sum())


def test_a_person_in_a_row_with_a_value_and_in_one_without_stands_in_both(register):
    from dataclasses import replace

    pair = register.records.head(2).assign(id_persona="una", edad=pd.array([30, None], dtype="Int64"))
    twice = replace(register, records=pair, children={})
    expected = tip.count_by(twice, "edad", unit="persona")
    assert expected.multi == ("edad",)
    assert_same(tip.cube(twice, "edad", unit="persona").counts("edad"), expected)


def test_a_frame_with_a_selection_and_weights():
    frame = pd.DataFrame(
        {"sexo": ["MUJER", "HOMBRE", None, "MUJER"], "anio_registro": [2018, 2021, None, 2018], "casos": [0, 2, 3, 4]}
    )
    for chosen in (None, {"sexo": ("MUJER", "HOMBRE")}):
        found = tip.cube(frame, ["sexo", "anio_registro"], weight="casos", where=chosen)
        assert found.total == (6 if chosen else 9)
        for by in found:
            assert_same(found.counts(by), tip.count_by(frame, by, weight="casos", where=chosen))


def test_a_table_is_what_counts_shows(register):
    found = tip.cube(register, VARIABLES, 2)
    pd.testing.assert_frame_equal(found.table(["anio_registro", "sexo"]), found.counts(["anio_registro", "sexo"]).frame)
    assert found.table().to_dict("list") == {"n": [len(register)]}
