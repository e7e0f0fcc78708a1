from __future__ import annotations

from itertools import product
from math import isnan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from association.tables import says, steadily
from tipanalysis.analysis import decompose_change
from tipanalysis.words.errors import EstimateError

GROUPS = [*product("ab", "xyz", "uv")]
YEARS = pd.DataFrame(
    {"anio": [2020, 2020, 2021, 2021], "forma": ["SEXUAL", "LABORAL"] * 2, "d": [40, 60, 60, 40], "n": [30, 12, 45, 10]}
)


@st.composite
def changes(draw: st.DrawFn) -> pd.DataFrame:
    """Two periods of three-way groups, many of them empty."""
    people = draw(st.lists(st.sampled_from([0, 0, 1, 5, 40]), min_size=24, max_size=24))
    shares = draw(st.lists(st.floats(0, 1), min_size=24, max_size=24))
    rows = [(period, *group) for period in (1, 2) for group in GROUPS]
    table = pd.DataFrame(rows, columns=["t", "p", "q", "r"]).assign(d=people)
    return table.assign(n=np.floor(table["d"] * shares))


@steadily
@given(changes(), st.sampled_from([["p"], ["p", "q"], ["p", "q", "r"]]))
def test_effects_add_up_exactly_and_the_rates_are_the_crude_ones(table: pd.DataFrame, structure) -> None:
    found = decompose_change(table, "t", structure)
    totals = table.groupby("t")[["n", "d"]].sum()
    if found.status == "not_estimable":
        assert (totals["d"] == 0).any()
        return
    crude = totals["n"] / totals["d"]
    assert [found.crude_1, found.crude_2] == pytest.approx(crude.tolist())
    assert found.effects["effect"].sum() == pytest.approx(crude[2] - crude[1], abs=1e-12)
    assert found.composition_effect + found.rate_effect == pytest.approx(found.change, abs=1e-12)


@steadily
@given(changes(), st.randoms(use_true_random=False))
def test_order_of_rows_and_dimensions_does_not_matter_and_periods_swap_the_sign(table: pd.DataFrame, random) -> None:
    one = decompose_change(table, "t", ["p", "q", "r"])
    if one.status == "not_estimable":
        return
    mixed = table.sample(frac=1, random_state=random.randint(0, 99))
    other = decompose_change(mixed, "t", ["r", "p", "q"], periods=(2, 1))
    effects = other.effects.set_index("factor").loc[one.effects["factor"], "effect"]
    assert effects.to_numpy() == pytest.approx(-one.effects["effect"].to_numpy(), abs=1e-12)


def test_one_dimension_is_kitagawas_formula() -> None:
    found = decompose_change(YEARS, "anio", "forma")
    s1, s2, r1, r2 = (np.array(each) for each in ([0.4, 0.6], [0.6, 0.4], [0.75, 0.2], [0.75, 0.25]))
    assert found.method == "kitagawa"
    assert found.composition_effect == pytest.approx(((s2 - s1) * (r1 + r2) / 2).sum())
    assert found.rate_effect == pytest.approx(((r2 - r1) * (s1 + s2) / 2).sum())
    assert found.effects["percent"].sum() == pytest.approx(100)


def test_a_dimension_that_does_not_matter_has_no_effect() -> None:
    """Same margins, same rates by form: sex is spread alike within every form in both years."""
    rows = [(year, form, sex) for year in (1, 2) for form in "ab" for sex in "mh"]
    table = pd.DataFrame(rows, columns=["t", "forma", "sexo"])
    table["d"] = [20, 20, 60, 60, 50, 50, 30, 30]
    table["n"] = [2, 2, 30, 30, 5, 5, 15, 15]
    effects = decompose_change(table, "t", ["forma", "sexo"]).effects.set_index("factor")["effect"]
    assert effects["sexo"] == pytest.approx(0, abs=1e-12)
    assert effects["rate"] == pytest.approx(0, abs=1e-12)
    assert effects["forma"] == pytest.approx((0.1 * 100 + 0.5 * 60 - 0.1 * 40 - 0.5 * 120) / 160)


def test_a_group_that_exists_in_one_period_takes_the_rate_of_the_other_and_is_named() -> None:
    found = decompose_change(YEARS.iloc[:3], "anio", "forma")
    assert found.borrowed == ("LABORAL",)
    assert found.rate_effect == pytest.approx(0) and found.composition_effect == pytest.approx(found.change)


def test_shares_and_rates_do_as_well_as_counts_on_any_scale() -> None:
    scaled = YEARS.assign(r=100 * YEARS["n"] / YEARS["d"], d=YEARS["d"] / 1000)
    one, other = decompose_change(YEARS, "anio", "forma"), decompose_change(scaled, "anio", "forma", rate="r")
    assert other.effects["effect"].to_numpy() == pytest.approx(100 * one.effects["effect"].to_numpy())
    assert other.status == "ok"


def test_people_without_a_period_are_counted() -> None:
    table = pd.concat([YEARS, pd.DataFrame({"anio": [None], "forma": ["SEXUAL"], "d": [7], "n": [3]})])
    assert decompose_change(table.astype({"anio": "Int64"}), "anio", "forma").unknown == 7


@pytest.mark.parametrize(
    ("table", "status", "note"),
    [
        (YEARS.iloc[:0], "not_estimable", "decomposition_note_one_period"),
        (YEARS.iloc[:2], "not_estimable", "decomposition_note_one_period"),
        (YEARS.assign(d=0, n=0), "not_estimable", "decomposition_note_empty_period"),
        (YEARS.assign(d=[4, 6, 6, 4], n=[3, 1, 4, 1]), "small", "decomposition_note_small"),
        (YEARS.assign(n=0), "ok", ""),
        (YEARS.assign(forma="ND"), "ok", ""),
    ],
    ids=["empty", "one period", "nobody", "few", "no events", "one group"],
)
def test_a_table_that_says_little_is_answered_with_a_status(table, status, note) -> None:
    found = decompose_change(table, "anio", "forma")
    assert (found.status, found.note) == (status, note)
    assert isnan(found.change) == isnan(found.rate_effect) == (status == "not_estimable")


@pytest.mark.parametrize(
    ("call", "es", "en"),
    [
        (
            lambda: decompose_change(YEARS, "anio", "sexo"),
            "Estas columnas no están en el cuadro: «sexo». Hay: anio, forma, d, n. Nombre el período, al menos "
            "una columna de grupos, la de personas y la de casos o tasas.",
            "These columns are not in the table: “sexo”. Available: anio, forma, d, n. Name the period, at "
            "least one column of groups, that of people and that of cases or rates.",
        ),
        (
            lambda: decompose_change(YEARS.assign(anio=[1, 2, 3, 4]), "anio", "forma"),
            "Se comparan exactamente dos períodos y llegaron: 1, 2, 3, 4. Hay: 1, 2, 3, 4. Elija dos con "
            "periods=(…, …).",
            "Exactly two periods are compared and these came: 1, 2, 3, 4. Available: 1, 2, 3, 4. Choose two "
            "with periods=(…, …).",
        ),
        (
            lambda: decompose_change(YEARS, "anio", "forma", periods=(2020, 2025)),
            "Se comparan exactamente dos períodos y llegaron: 2020, 2025. Hay: 2020, 2021. Elija dos con "
            "periods=(…, …).",
            "Exactly two periods are compared and these came: 2020, 2025. Available: 2020, 2021. Choose two "
            "with periods=(…, …).",
        ),
        (
            lambda: decompose_change(YEARS.assign(d=0), "anio", "forma"),
            "No se puede calcular la proporción de 45 entre 0: el número de casos debe estar entre 0 y el "
            "total. Revise los datos.",
            "No proportion can be computed of 45 among 0: the number of cases must lie between 0 and the "
            "total. Check the data.",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused(call, es, en) -> None:
    with pytest.raises(EstimateError) as caught:
        call()
    assert says(caught, es, en), caught.value.both()


@pytest.mark.parametrize("bad", [{"n": [-1, 2, 3, 4]}, {"n": [1.5, 2, 3, 4]}, {"d": [-4, 60, 60, 40]}])
def test_negative_and_fractional_counts_are_refused(bad) -> None:
    with pytest.raises(EstimateError):
        decompose_change(YEARS.assign(**bad), "anio", "forma")
