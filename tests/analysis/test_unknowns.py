"""Bounds for the unknown, and completeness by group."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tipanalysis.analysis import completeness, proportion_difference, unknown_bounds
from tipanalysis.counts.count import count_by
from tipanalysis.counts.cube import cube
from tipanalysis.words.errors import EstimateError

LAW = settings(max_examples=50, deadline=None)


@LAW
@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_the_bounds_are_reached_if_none_or_all_of_the_unknown_belong(k, others, unknown):
    bounds = unknown_bounds(k, k + others, unknown)
    if k + others + unknown:
        n = k + others + unknown
        assert (bounds.lower, bounds.upper) == (k / n, (k + unknown) / n)
        assert bounds.width == pytest.approx(bounds.upper - bounds.lower)
        assert bounds.n == n
    if k + others:
        assert bounds.lower <= bounds.estimate <= bounds.upper
        assert unknown_bounds(others, k + others, unknown).estimate == pytest.approx(1 - bounds.estimate)


def test_everything_unknown_leaves_everything_open():
    bounds = unknown_bounds(0, 0, 12)
    assert (bounds.lower, bounds.upper, bounds.width) == (0, 1, 1)
    assert math.isnan(bounds.estimate)
    assert (bounds.status, bounds.note) == ("not_estimable", "analysis_rates_note_all_unknown")


@pytest.mark.parametrize(
    ("given", "note"), [((0, 0, 0), "analysis_note_no_units"), ((3, None, 2), "analysis_rates_note_missing")]
)
def test_no_records_give_no_bounds_and_a_reason(given, note):
    bounds = unknown_bounds(*given)
    assert math.isnan(bounds.lower)
    assert (bounds.status, bounds.note) == ("not_estimable", note)


def people() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "sexo": ["MUJER"] * 50 + ["HOMBRE"] * 30 + [None] * 5,
            "agencia": (["A", "B"] * 43)[:85],
            "edad": ["20"] * 40 + [None] * 10 + ["30"] * 29 + ["NA_"] + [None] * 5,
        }
    )


def test_completeness_counts_the_known_of_each_group_and_compares_it_with_the_others():
    table = completeness(people(), "sexo", "edad").set_index("sexo")
    assert table["events"].to_dict() == {"MUJER": 40, "HOMBRE": 29, "ND": 0}
    assert table["n"].to_dict() == {"MUJER": 50, "HOMBRE": 29, "ND": 5}
    gap = proportion_difference(40, 50, 29, 34)
    women = table.loc["MUJER"]
    assert (women["difference"], women["difference_lower"], women["difference_upper"]) == (
        gap.estimate, gap.lower, gap.upper,
    )  # fmt: skip
    assert table["differs"].to_dict() == {"MUJER": False, "HOMBRE": True, "ND": True}


def test_does_not_apply_leaves_nothing_open():
    assert completeness(people(), (), "edad")["n"].tolist() == [84]


def test_the_groups_add_up_to_everybody():
    for by in ("sexo", "agencia", ["sexo", "agencia"]):
        table = completeness(people(), by, "edad")
        assert (table["n"].sum(), table["events"].sum()) == (84, 69)


def test_frame_counts_and_cube_give_the_same():
    frame = people()
    counts, whole = count_by(frame, ["sexo", "edad", "agencia"]), cube(frame, ["sexo", "edad", "agencia"])
    for data in (counts, whole):
        pd.testing.assert_frame_equal(
            completeness(data, "sexo", "edad"), completeness(frame, "sexo", "edad"), check_dtype=False
        )
    assert completeness(counts, "sexo")["variable"].unique().tolist() == ["edad", "agencia"]
    cells = counts.frame
    assert completeness(cells, "sexo", weight="n")["events"].sum() == completeness(frame, "sexo")["events"].sum()


def test_other_words_for_unknown_can_be_named():
    frame = pd.DataFrame({"edad": ["20", "unknown", "30", "sin dato"]})
    assert completeness(frame)["events"].tolist() == [4]
    assert completeness(frame, unknown_levels=["unknown", "sin dato"])["events"].tolist() == [2]


def test_one_group_has_nobody_to_differ_from():
    row = completeness(pd.DataFrame({"sexo": ["MUJER"] * 3, "edad": ["1", "2", None]}), "sexo").iloc[0]
    assert math.isnan(row["difference"])
    assert not row["differs"]


def test_an_empty_register_is_an_empty_table():
    assert completeness(pd.DataFrame({"sexo": [], "edad": []}), "sexo").empty


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: unknown_bounds(4, 3, 1),
            "No se puede calcular la proporción de 4 entre 3: el número de casos debe estar entre 0 y el total. Revise "
            "los datos.\nNo proportion can be computed of 4 among 3: the number of cases must lie between 0 and the "
            "total. Check the data.",
        ),
        (
            lambda: completeness(people(), "sexo", ["sexo"]),
            "sexo forma los grupos y también se evalúa. Déjela en un solo lugar.\n"
            "sexo forms the groups and is judged too. Leave it in one place only.",
        ),
        (
            lambda: completeness(count_by(people(), "sexo"), "provincia"),
            "El cuadro no tiene la variable provincia. Tiene: sexo. Cuente de nuevo con ella o elija otra.\n"
            "The table does not have the variable provincia. It has: sexo. Count again with it or choose another.",
        ),
        (
            lambda: completeness(pd.DataFrame({"a": ["x", "y"], "w": [1, None]}), weight="w"),
            "En la columna «w» falta un conteo. Escriba 0 si no hay casos, o quite la fila.\n"
            "A count is missing in the column “w”. Write 0 if there are no cases, or remove the row.",
        ),
        (
            lambda: completeness(pd.DataFrame({"a": ["x", "y"], "w": [1, 2.5]}), weight="w"),
            "En «w» se esperaba un conteo (un número entero, 0 o más) y llegó 2.5. Revise los datos: aquí no caben "
            "números negativos, infinitos ni con decimales.\nFor “w” a count was expected (a whole number, 0 or more) "
            "and 2.5 was given. Check the data: negative, infinite or fractional numbers have no place here.",
        ),
    ],
)
def test_wrong_calls_say_what_came_and_what_to_do(call, message):
    with pytest.raises(EstimateError) as caught:
        call()
    assert caught.value.both() == message


def test_nothing_to_judge_is_an_empty_table():
    table = completeness(pd.DataFrame({"sexo": ["MUJER"] * 3}), "sexo")
    full = completeness(pd.DataFrame({"sexo": ["MUJER"] * 3, "edad": ["1"] * 3}), "sexo")
    assert (len(table), list(table.columns)) == (0, list(full.columns))
