"""Intersections read from counts: nobody lost, whatever the shape of the table."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intersections.laws import steadily
from tipanalysis.analysis import strata
from tipanalysis.counts.count import count_by
from tipanalysis.words.errors import EstimateError

ROW = st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.integers(0, 40), st.integers(0, 40))
TABLES = st.lists(ROW, min_size=1, max_size=25).map(
    lambda rows: pd.DataFrame([(a, b, n + e, e) for a, b, n, e in rows], columns=["one", "two", "n", "events"])
)
SMALL_TABLE = pd.DataFrame(
    {"sexo": ["M", "M", "H", None], "edad": [1, 2, 1, 1], "n": [40, 12, 25, 3], "events": [8, 3, 5, 1]}
)


@steadily
@given(TABLES, st.randoms())
def test_units_are_kept_and_the_order_of_rows_does_not_matter(table, random):
    found = strata(table, ["one", "two"])
    assert found.frame["n"].sum() == found.total == table["n"].sum()
    assert found.frame["events"].sum() == table["events"].sum()
    shuffled = table.sample(frac=1, random_state=random.randint(0, 99))
    pd.testing.assert_frame_equal(strata(shuffled, ["one", "two"]).frame, found.frame)


@steadily
@given(TABLES)
def test_a_refinement_sums_back(table):
    fine, coarse = strata(table, ["one", "two"]).frame, strata(table, "one").frame
    back = fine.groupby("one")[["n", "events"]].sum()
    assert back["n"].to_dict() == coarse.set_index("one")["n"].to_dict()
    assert back["events"].to_dict() == coarse.set_index("one")["events"].to_dict()


@steadily
@given(TABLES)
def test_every_combination_of_levels_that_somebody_has_is_there(table):
    some = table[table["n"] > 0]
    found = strata(table, ["one", "two"])
    assert len(found.frame) == some["one"].nunique() * some["two"].nunique()
    assert found.sparseness["strata"].iloc[[4, 5]].sum() == len(found.frame)
    assert found.sparseness["strata"].iloc[:5].is_monotonic_increasing


def test_the_table_of_strata():
    frame = strata(SMALL_TABLE, ["sexo", "edad"]).frame
    assert frame["label"].tolist() == ["H × 1", "H × 2", "M × 1", "M × 2", "ND × 1", "ND × 2"]
    assert frame["n"].tolist() == [25, 0, 40, 12, 3, 0]
    assert frame["estimate"].round(3).tolist() == pytest.approx([0.2, np.nan, 0.2, 0.25, 0.333, np.nan], nan_ok=True)
    assert frame["status"].tolist() == ["ok", "not_estimable", "ok", "small", "small", "not_estimable"]


def test_how_many_strata_are_too_small_to_speak():
    sizes = pd.DataFrame({"one": list("abcdefg"), "n": [100, 99, 50, 30, 20, 10, 9]})
    assert strata(sizes, "one").sparseness.to_dict("list") == {
        "at_least": [100, 50, 30, 20, 10, None],
        "below": [None] * 5 + [10],
        "strata": [1, 3, 4, 5, 6, 1],
        "share": [1 / 7, 3 / 7, 4 / 7, 5 / 7, 6 / 7, 1 / 7],
    }


def test_unknown_levels_are_a_stratum_or_are_counted_as_left_out():
    shown, excluded = strata(SMALL_TABLE, "sexo"), strata(SMALL_TABLE, "sexo", unknown="exclude")
    assert (shown.frame["sexo"].tolist(), shown.excluded) == (["H", "M", "ND"], 0)
    assert (excluded.frame["sexo"].tolist(), excluded.excluded, excluded.total) == (["H", "M"], 3, 80)


def test_what_does_not_apply_is_known():
    table = pd.DataFrame({"one": ["NA_", "NP", "a"], "n": [4, 2, 30], "events": [1, 1, 1]})
    assert strata(table, "one", unknown="exclude").frame["one"].tolist() == ["NA_", "a"]


def test_a_minimum_size_keeps_the_row_without_an_estimate():
    frame = strata(SMALL_TABLE, ["sexo", "edad"], min_n=10).frame.set_index("label")
    assert frame.loc["ND × 1", ["n", "status", "note"]].tolist() == [
        3,
        "not_estimable",
        "intersections_note_below_min_n",
    ]
    assert np.isnan(frame.loc["ND × 1", "estimate"])
    assert frame.loc["M × 2", "status"] == "small"
    at_its_size = strata(SMALL_TABLE, ["sexo", "edad"], min_n=12).frame.set_index("label")
    assert at_its_size.loc["M × 2", "status"] == "small"


PEOPLE = pd.DataFrame(
    {
        "sexo": ["MUJER"] * 30 + ["HOMBRE"] * 20 + [None] * 4,
        "finalidad": ["SEXUAL"] * 20 + ["LABORAL"] * 20 + [None] * 14,
    }
)


def test_counts_come_in_the_order_of_the_codebook_with_their_outcome():
    counts = count_by(PEOPLE, ["sexo", "finalidad"])
    frame = strata(counts, "sexo", outcome="finalidad", event="SEXUAL").frame
    assert frame[["sexo", "n", "events"]].to_numpy().tolist() == [["MUJER", 30, 20], ["HOMBRE", 20, 0], ["ND", 4, 0]]


def test_unknown_outcomes_are_units_or_are_left_out():
    counts = count_by(PEOPLE, ["sexo", "finalidad"])
    found = strata(counts, "sexo", outcome="finalidad", event=["SEXUAL"], unknown="exclude")
    assert found.frame[["sexo", "n"]].to_numpy().tolist() == [["MUJER", 30], ["HOMBRE", 10]]
    assert (found.total, found.excluded) == (54, 14)


def test_a_table_with_an_outcome_column_says_the_same_as_one_with_events():
    long = pd.DataFrame({"one": ["a", "a", "b", "b"], "ill": [True, False, True, False], "n": [3, 7, 5, 15]})
    wide = pd.DataFrame({"one": ["a", "b"], "events": [3, 5], "n": [10, 20]})
    pd.testing.assert_frame_equal(strata(long, "one", outcome="ill", event=True).frame, strata(wide, "one").frame)


def test_without_an_outcome_there_are_sizes_only():
    frame = strata(SMALL_TABLE.drop(columns="events"), "edad").frame
    assert frame[["edad", "n", "status"]].to_numpy().tolist() == [
        ["1", 68, "not_estimable"],
        ["2", 12, "not_estimable"],
    ]


@pytest.mark.parametrize("empty", [SMALL_TABLE.head(0), SMALL_TABLE.assign(n=0, events=0)])
def test_nobody_is_a_status(empty):
    found = strata(empty, ["sexo", "edad"])
    assert (found.status, found.reasons()) == (
        "not_estimable",
        ("No hay personas en la tabla: no hay nada que estimar.",),
    )
    assert (len(found.frame), found.sparseness["strata"].sum()) == (0, 0)


def test_only_unknown_left_out_is_nobody():
    table = pd.DataFrame({"one": [None, "NP"], "n": [4, 2], "events": [1, 1]})
    found = strata(table, "one", unknown="exclude")
    assert (found.status, found.total, found.excluded) == ("not_estimable", 6, 6)


def in_several_rows(table):
    from dataclasses import replace

    return replace(count_by(table, ["sexo", "finalidad"]), multi=("finalidad",))


WRONG = {
    "an option": (
        lambda: strata(SMALL_TABLE, "sexo", unknown="drop"),
        "«drop» no es una forma de tratar lo desconocido. Hay: show, exclude, bounds. Elija una de ellas.\n"
        "“drop” is not a way of treating what is unknown. Available: show, exclude, bounds. Choose one of them.",
    ),
    "an object": (
        lambda: strata([1, 2], "sexo"),
        "Estos cálculos parten de conteos, y llegó un objeto de tipo list. Cuente primero con count_by, o dé una tabla "
        "con las variables y una columna «n».\n"
        "These computations start from counts, and an object of type list was given. Count first with count_by, or "
        "give a table with the variables and a column “n”.",
    ),
    "nothing to cross": (
        lambda: strata(SMALL_TABLE, []),
        "Nombre una o varias variables distintas para cruzar, y que ninguna sea el resultado; llegó: «». Hay: sexo, "
        "edad, n, events.\n"
        "Name one or several different variables to cross, none of them the outcome; given: “”. Available: sexo, "
        "edad, n, events.",
    ),
    "a column": (
        lambda: strata(SMALL_TABLE, "sex"),
        "La tabla no tiene: sex. Hay: sexo, edad, n, events. Revise los nombres.\n"
        "The table does not have: sex. Available: sexo, edad, n, events. Check the names.",
    ),
    "people": (
        lambda: strata(PEOPLE, "sexo"),
        "A la tabla le falta la columna «n» con los conteos; tiene: sexo, finalidad. Si es una lista de personas, "
        "cuente primero con count_by.\n"
        "The table lacks the column “n” with the counts; it has: sexo, finalidad. If it is a list of people, count "
        "first with count_by.",
    ),
    "an event": (
        lambda: strata(count_by(PEOPLE, ["sexo", "finalidad"]), "sexo", outcome="finalidad", event="SEX"),
        "Diga con event cuáles niveles de «finalidad» cuentan como caso; llegó: «SEX». Hay: LABORAL, ND, SEXUAL.\n"
        "Say with event which levels of “finalidad” count as a case; given: “SEX”. Available: LABORAL, ND, SEXUAL.",
    ),
    "people in several rows": (
        lambda: strata(in_several_rows(PEOPLE), ["sexo", "finalidad"]),
        "Una persona puede estar en varias filas de: finalidad. Las intersecciones deben ser excluyentes. Use overlap "
        "para respuestas múltiples, o nómbrela como resultado.\n"
        "A person may stand in several rows of: finalidad. Intersections must be exclusive. Use overlap for multiple "
        "answers, or name it as the outcome.",
    ),
    "events that do not add up": (
        lambda: strata(in_several_rows(PEOPLE), "sexo", outcome="finalidad", event=["SEXUAL", "LABORAL"]),
        "En «finalidad» una persona puede tener varias respuestas: sus niveles no se suman. Elija uno solo como caso; "
        "llegó: SEXUAL, LABORAL.\n"
        "In “finalidad” a person may have several answers: its levels do not add up. Choose only one as the case; "
        "given: SEXUAL, LABORAL.",
    ),
    "a missing count": (
        lambda: strata(SMALL_TABLE.assign(n=[1, None, 3, None]), "sexo"),
        "La columna «n» tiene 2 celdas sin número. Un conteo que falta no es cero: complete la tabla o quite esas "
        "filas.\n"
        "The column “n” has 2 cells without a number. A missing count is not zero: complete the table or remove those "
        "rows.",
    ),
    "more events than units": (
        lambda: (
            strata(SMALL_TABLE.assign(events=[41, 0, 0, 0]), "edad", min_n=1)
            and strata(SMALL_TABLE.assign(events=[41, 0, 0, 0]), ["sexo", "edad"])
        ),
        "No se puede calcular la proporción de 41 entre 40: el número de casos debe estar entre 0 y el total. Revise "
        "los datos.\n"
        "No proportion can be computed of 41 among 40: the number of cases must lie between 0 and the total. Check "
        "the data.",
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_calls_say_what_came_and_what_to_do(wrong):
    call, message = WRONG[wrong]
    with pytest.raises(EstimateError) as caught:
        call()
    assert caught.value.both() == message


@pytest.mark.parametrize("n", [[1.5, 1, 1, 1], [-1, 2, 3, 4]])
def test_broken_and_negative_counts_are_refused(n):
    with pytest.raises(EstimateError):
        strata(SMALL_TABLE.assign(n=n), "sexo")


PERSON = st.tuples(
    st.sampled_from(["M", "H", "ND"]), st.sampled_from(["1", "2", "ND"]), st.sampled_from(["SI", "NO", "ND"])
)


@settings(max_examples=25, deadline=None)
@given(st.lists(PERSON, min_size=1, max_size=6))
def test_the_bounds_are_the_least_and_the_most_of_all_ways_to_fill_in_what_is_unknown(people):
    known = [("M", "1", "NO"), ("M", "2", "SI"), ("H", "1", "SI"), ("H", "2", "NO")]
    everyone = [*known, *people]
    table = pd.DataFrame(everyone, columns=["sexo", "edad", "con"]).value_counts().rename("n").reset_index()
    found = strata(table, ["sexo", "edad"], outcome="con", event="SI", unknown="bounds").frame.set_index("label")
    choices = [(["M", "H"], ["1", "2"], ["SI", "NO"])] * len(everyone)
    ways = [
        [of if value == "ND" else [value] for value, of in zip(person, each, strict=True)]
        for person, each in zip(everyone, choices, strict=True)
    ]
    for sex, age in product(("M", "H"), ("1", "2")):
        least, most = _extremes([list(product(*way)) for way in ways], (sex, age))
        row = found.loc[f"{sex} × {age}"]
        assert (row["bound_low"], row["bound_high"]) == (pytest.approx(least), pytest.approx(most))
    unknown = found[found.index.str.contains("ND")]
    assert unknown["bound_low"].isna().all()


def _extremes(people, stratum):
    """Each person alone: those whom the share falls by, or rises by, are put in; the order does not matter."""
    sure = [ways for ways in people if all(way[:2] == stratum for way in ways)]
    maybe = [ways for ways in people if any(way[:2] == stratum for way in ways) and ways not in sure]
    shares = []
    for inside in product((True, False), repeat=len(maybe)):
        there = [*sure, *(ways for ways, kept in zip(maybe, inside, strict=True) if kept)]
        answers = [{way[2] for way in ways} for ways in there]
        shares += [sum("NO" not in answer for answer in answers) / len(answers)]
        shares += [sum("SI" in answer for answer in answers) / len(answers)]
    return min(shares), max(shares)


def test_without_anything_unknown_the_bounds_are_the_share():
    table = pd.DataFrame({"sexo": ["M", "H"], "n": [10, 20], "events": [3, 5]})
    frame = strata(table, "sexo", unknown="bounds").frame
    assert frame["bound_low"].tolist() == frame["bound_high"].tolist() == frame["estimate"].tolist()
    with pytest.raises(EstimateError, match="Hay: show, exclude, bounds"):
        strata(table, "sexo", unknown="drop")
