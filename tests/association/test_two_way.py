from __future__ import annotations

from dataclasses import asdict
from math import isnan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from association.tables import Table, says, steadily, tables
from tipanalysis.analysis import adjusted_residuals, association
from tipanalysis.counts.count import count_by
from tipanalysis.register.provenance import Provenance
from tipanalysis.register.register import Register
from tipanalysis.words.errors import EstimateError
from tipanalysis.words.settings import using

SEX_BY_FORM = pd.DataFrame(
    {"sexo": ["MUJER"] * 30 + ["HOMBRE"] * 20 + ["ND"] * 6, "forma": (["SEXUAL"] * 2 + ["LABORAL"]) * 18 + ["ND"] * 2}
)
MEASURES_WITHOUT_ORDER = (
    "chi2",
    "p",
    "lr_chi2",
    "v",
    "v_lower",
    "v_upper",
    "v_corrected",
    "theil_u_rows",
    "lambda_rows",
)


def same(one: object, other: object) -> bool:
    return bool(np.allclose(one, other, rtol=1e-9, atol=1e-9, equal_nan=True))


@steadily
@given(tables())
def test_chi_squares_are_those_of_scipy(table: Table) -> None:
    found = association(table)
    solid = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    if min(solid.shape, default=0) < 2:
        assert (found.status, found.df) == ("not_estimable", 0)
        return
    pearson = stats.chi2_contingency(solid, correction=False)
    likelihood = stats.chi2_contingency(solid, correction=False, lambda_="log-likelihood")
    assert same((found.chi2, found.p, found.df), (pearson.statistic, pearson.pvalue, pearson.dof))
    assert same((found.lr_chi2, found.lr_p), (likelihood.statistic, likelihood.pvalue))
    assert found.min_expected == pytest.approx(pearson.expected_freq.min())
    assert found.status == ("small" if found.min_expected < 5 else "ok")


@steadily
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_levels_matters_for_gamma_alone(table: Table, random) -> None:
    rows, columns = list(range(table.shape[0])), list(range(table.shape[1]))
    random.shuffle(rows)
    random.shuffle(columns)
    one, other = association(table), association(table[rows][:, columns])
    for measure in MEASURES_WITHOUT_ORDER:
        assert same(getattr(one, measure), getattr(other, measure)), measure


@steadily
@given(tables())
def test_rows_and_columns_change_places(table: Table) -> None:
    one, other = association(table), association(table.T)
    assert same(
        (one.chi2, one.v, one.gamma, one.lambda_symmetric), (other.chi2, other.v, other.gamma, other.lambda_symmetric)
    )
    assert same((one.theil_u_rows, one.lambda_rows), (other.theil_u_columns, other.lambda_columns))


@steadily
@given(tables())
def test_measures_keep_their_range_and_limits_hold_the_estimate(table: Table) -> None:
    found = association(table)
    if found.status == "not_estimable":
        return
    for measure in ("v", "v_lower", "v_upper", "theil_u_rows", "theil_u_columns", "lambda_rows", "lambda_symmetric"):
        assert -1e-12 <= getattr(found, measure) <= 1 + 1e-12, measure
    assert found.v_lower <= found.v + 1e-9 and (found.v_corrected <= found.v + 1e-9 or isnan(found.v_corrected))
    if not isnan(found.gamma_lower):
        assert -1 <= found.gamma_lower <= found.gamma <= found.gamma_upper <= 1


def test_where_the_columns_settle_the_row_nothing_is_left_to_know_of_it() -> None:
    found = association([[5, 0, 4], [0, 6, 0]])
    assert (found.theil_u_rows, found.lambda_rows) == pytest.approx((1, 1))
    assert found.theil_u_columns < 1 and found.lambda_columns < 1
    entropy = stats.entropy(np.array([9, 6]) / 15), stats.entropy(np.array([5, 6, 4]) / 15)
    assert found.theil_u_columns == pytest.approx(entropy[0] / entropy[1])


@steadily
@given(tables(most=5))
def test_gamma_counts_pairs_of_people(table: Table) -> None:
    people = [(row, column) for (row, column), n in np.ndenumerate(table) for _ in range(n)]
    signs = [np.sign((a[0] - b[0]) * (a[1] - b[1])) for at, a in enumerate(people) for b in people[:at]]
    alike, unlike = signs.count(1), signs.count(-1)
    gamma = association(table).gamma
    if isnan(gamma):
        assert alike + unlike == 0 or association(table).status == "not_estimable"
    else:
        assert gamma == pytest.approx((alike - unlike) / (alike + unlike))


def test_gamma_has_no_limits_where_its_error_would_be_zero() -> None:
    found = association([[9, 0], [0, 9]])
    assert (found.gamma, found.gamma_se) == (1.0, 0.0)
    assert isnan(found.gamma_lower) and isnan(found.gamma_upper)


def test_the_limits_of_v_solve_the_noncentral_distribution() -> None:
    found = association([[26, 26, 23, 18, 9], [6, 7, 9, 14, 23]])
    tails = [stats.ncx2.cdf(found.chi2, found.df, found.n * limit**2) for limit in (found.v_lower, found.v_upper)]
    assert tails == pytest.approx([0.975, 0.025])


def test_corrected_v_of_unrelated_variables_is_about_zero_and_v_is_not() -> None:
    drawn = stats.random_table([10, 10, 10], [10, 10, 10]).rvs(400, random_state=1)
    found = [association(table) for table in drawn]
    assert np.mean([each.v for each in found]) > 0.2
    assert np.mean([each.v_corrected**2 for each in found]) < 0.03


@pytest.mark.parametrize("shape", ["array", "wide", "tidy", "counts"])
def test_every_shape_of_input_gives_the_same(shape: str) -> None:
    wide = pd.crosstab(SEX_BY_FORM["sexo"], SEX_BY_FORM["forma"])
    tidy = SEX_BY_FORM.value_counts().rename("n").reset_index()
    given_as = {
        "array": wide.to_numpy(),
        "wide": wide,
        "tidy": tidy,
        "counts": count_by(SEX_BY_FORM, ["sexo", "forma"]),
    }
    found = association(given_as[shape])
    expected = stats.chi2_contingency(wide, correction=False)
    assert (found.n, found.df) == (56, expected.dof)
    assert found.chi2 == pytest.approx(expected.statistic)


def test_nobody_disappears_but_who_is_left_out_by_wish_is_counted() -> None:
    counts = count_by(SEX_BY_FORM, ["sexo", "forma"])
    known = association(counts, unknown="exclude")
    assert (association(counts).n, association(counts).unknown) == (56, 0)
    assert (known.n, known.unknown, known.df) == (50, 6, 1)


def test_an_empty_cell_of_a_tidy_frame_is_a_level_of_its_own() -> None:
    frame = pd.DataFrame(
        {"sexo": ["MUJER", "HOMBRE", None, "MUJER"], "menor": ["SI", "NO", "NO", "NO"], "n": [9, 8, 7, 1]}
    )
    assert (association(frame).n, association(frame).df) == (25, 2)
    assert (association(frame, unknown="exclude").n, association(frame, unknown="exclude").unknown) == (18, 7)


@pytest.mark.parametrize(
    ("table", "note"),
    [
        ([], "analysis_note_no_units"),
        ([[0, 0], [0, 0]], "analysis_note_no_units"),
        (pd.DataFrame({"sexo": [], "forma": [], "n": []}), "analysis_note_no_units"),
        ([[3], [4]], "association_note_one_level"),
        ([[3, 0], [4, 0]], "association_note_one_level"),
        (pd.DataFrame({"sexo": ["ND"], "forma": ["ND"], "n": [9]}), "association_note_one_level"),
    ],
)
def test_where_there_is_nothing_to_compare_the_result_says_so(table, note) -> None:
    found = association(table)
    assert (found.status, found.note, isnan(found.v), isnan(found.p)) == ("not_estimable", note, True, True)
    cells = adjusted_residuals(table)
    assert set(cells["status"]) <= {"not_estimable"} and set(cells["note"]) <= {note}
    assert cells["adjusted"].isna().all() and not cells["flag"].any()


def test_all_unknown_is_nobody_once_unknowns_are_left_out() -> None:
    found = association(pd.DataFrame({"sexo": ["ND", "NP"], "forma": ["ND", "ND"], "n": [9, 2]}), unknown="exclude")
    assert (found.status, found.note, found.n, found.unknown) == ("not_estimable", "analysis_note_no_units", 0, 11)


def test_the_reason_is_a_sentence_in_both_languages() -> None:
    found = association([[3], [4]])
    assert found.reasons(lang="es") == (
        "Una de las variables tiene un solo nivel con personas: no hay con qué comparar.",
    )
    assert found.reasons(lang="en") == (
        "One of the variables has a single level with people in it: there is nothing to compare with.",
    )


@steadily
@given(tables(), st.integers(0, 3))
def test_a_level_with_nobody_changes_nothing_and_is_named(table: Table, place: int) -> None:
    wider = np.insert(table, min(place, table.shape[1]), 0, axis=1)
    one, other = association(table), association(wider)
    for name, value in asdict(one).items():
        if name != "dropped":
            assert same(value, getattr(other, name)) if isinstance(value, float) else value == getattr(other, name), (
                name
            )
    assert len(other.dropped) == len(one.dropped) + 1
    assert f"columns: {min(place, table.shape[1]) + 1}" in other.dropped


def register_with_several_answers() -> Register:
    return Register(
        records=pd.DataFrame({"id": ["a", "b"], "sexo": ["MUJER", "HOMBRE"]}),
        unit="persona",
        provenance=Provenance("prueba", "prueba", "prueba", "0"),
        children={"finalidad": pd.DataFrame({"id": ["a", "a", "b"], "finalidad": ["SEXUAL", "LABORAL", "SEXUAL"]})},
    )


@pytest.mark.parametrize(
    ("table", "es", "en"),
    [
        (
            [[1, -2], [3, 4]],
            "En «n» se esperaba un conteo (un número entero, 0 o más) y llegó -2. Revise los datos: aquí no "
            "caben números negativos, infinitos ni con decimales.",
            "For “n” a count was expected (a whole number, 0 or more) and -2 was given. Check the data: "
            "negative, infinite or fractional numbers have no place here.",
        ),
        (
            [[1, 2.5], [3, 4]],
            "En «n» se esperaba un conteo (un número entero, 0 o más) y llegó 2.5. Revise los datos: aquí no "
            "caben números negativos, infinitos ni con decimales.",
            "For “n” a count was expected (a whole number, 0 or more) and 2.5 was given. Check the data: "
            "negative, infinite or fractional numbers have no place here.",
        ),
        (
            [[1, None], [3, 4]],
            "Al cuadro le falta el número de casos en alguna celda. Escriba 0 donde no hay nadie; si no se "
            "sabe cuántos son, esa celda no se puede analizar.",
            "The table lacks the number of cases in a cell. Write 0 where there is nobody; if it is not known how many "
            "there are, that cell cannot be analysed.",
        ),
        (
            [[1, 2], [3]],
            "Las filas del cuadro no tienen todas el mismo largo. Revise que a ninguna le falte una celda.",
            "The rows of the table are not all of the same length. Check that none of them lacks a cell.",
        ),
        (
            pd.DataFrame({"sexo": ["MUJER"], "n": [3]}),
            "Este análisis necesita un cuadro con 2 variables y llegó uno con: sexo. Elija las variables, por "
            "ejemplo con count_by, y vuelva a intentarlo.",
            "This analysis needs a table with 2 variables and one with these came: sexo. Choose the variables, for "
            "example with count_by, and try again.",
        ),
        (
            count_by(register_with_several_answers(), ["sexo", "finalidad"]),
            "En finalidad una misma persona puede estar en varias filas, así que las pruebas para una sola "
            "respuesta no valen. Use multi_response_test.",
            "In finalidad one person may stand in several rows, so tests for a single answer do not hold. Use "
            "multi_response_test.",
        ),
    ],
    ids=["negative", "fractional", "missing", "ragged", "one variable", "several answers"],
)
def test_a_table_that_is_none_is_refused(table, es, en) -> None:
    for analyse in (association, adjusted_residuals):
        with pytest.raises(EstimateError) as caught:
            analyse(table)
        assert says(caught, es, en), caught.value.both()


def test_an_option_that_does_not_exist_is_refused() -> None:
    with pytest.raises(EstimateError) as caught:
        association([[1, 2], [3, 4]], unknown="drop")
    assert says(
        caught,
        "«drop» no dice qué hacer con los datos desconocidos. Hay: show, exclude. Elija uno.",
        "“drop” does not say what to do with unknown values. Available: show, exclude. Choose one.",
    )


@steadily
@given(tables())
def test_adjusted_residuals_of_a_row_point_both_ways_and_two_by_two_give_chi_square(table: Table) -> None:
    cells = adjusted_residuals(table[:2, :2])
    if cells["adjusted"].notna().all():
        assert (cells["adjusted"] ** 2).to_numpy() == pytest.approx(association(table[:2, :2]).chi2, abs=1e-9)


@steadily
@given(tables())
def test_every_cell_stays_with_its_people(table: Table) -> None:
    cells = adjusted_residuals(table)
    assert cells["n"].tolist() == table.ravel().tolist()
    if table.sum():
        assert cells["expected"].sum() == pytest.approx(table.sum())
    assert (cells.loc[cells["adjusted"].isna(), "status"] == "not_estimable").all()


def test_many_cells_ask_for_more_than_one_alone() -> None:
    table = np.full((6, 6), 20)
    table[0, 0] = 32
    flags = {adjust: adjusted_residuals(table, adjust=adjust).loc[0, "flag"] for adjust in (None, "bh", "bonferroni")}
    assert flags == {None: True, "bh": False, "bonferroni": False}


def test_a_cell_where_hardly_anyone_is_expected_is_marked_and_never_flagged() -> None:
    cells = adjusted_residuals([[1, 0], [0, 200]], adjust=None)
    assert cells.loc[0, "expected"] < 1 and cells.loc[0, "adjusted"] > 2
    assert cells.loc[0, ["flag", "status", "note"]].tolist() == [False, "small", "association_note_below_one"]


def test_the_language_changes_no_number() -> None:
    with using(lang="en"):
        english = association([[5, 9], [8, 2]])
    assert english == association([[5, 9], [8, 2]])
