"""Groups of one table compared: the numbers of the numeric layer, in the rows of the table."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from tipanalysis.analysis.comparison import compare, intersect
from tipanalysis.analysis.differences import proportion_difference
from tipanalysis.analysis.disparity import joint_disparity
from tipanalysis.counts.count import count_by
from tipanalysis.release.protect import protect
from tipanalysis.words.errors import EstimateError
from tipanalysis.words.settings import using

NUMBERS = {
    ("MUJER", "NACIONAL", "INTERNA"): 60,
    ("MUJER", "NACIONAL", "TRANSFRONTERIZA"): 40,
    ("MUJER", "EXTRANJERA", "INTERNA"): 20,
    ("MUJER", "EXTRANJERA", "TRANSFRONTERIZA"): 80,
    ("HOMBRE", "NACIONAL", "INTERNA"): 30,
    ("HOMBRE", "NACIONAL", "TRANSFRONTERIZA"): 30,
    ("HOMBRE", "EXTRANJERA", "INTERNA"): 25,
    ("HOMBRE", "EXTRANJERA", "TRANSFRONTERIZA"): 25,
    ("NP", "NACIONAL", "INTERNA"): 7,
}
BY = ["sexo", "origen", "ambito"]


@pytest.fixture(scope="module")
def people() -> pd.DataFrame:
    return pd.DataFrame([codes for codes, n in NUMBERS.items() for _ in range(n)], columns=BY)


def row(estimates, **codes):
    frame = estimates.frame
    for name, code in codes.items():
        frame = frame[frame[name] == code]
    (found,) = frame.to_dict("records")
    return found


def test_a_comparison_is_the_difference_of_the_shares_within_the_groups(people):
    gaps = compare(count_by(people, ["sexo", "ambito"]), "sexo", reference="HOMBRE")
    expected = proportion_difference(80, 200, 55, 110)
    found = row(gaps, sexo="MUJER", ambito="INTERNA")
    assert (found["n"], found["d"]) == (80, 200)
    assert [found[name] for name in ("estimate", "low", "high")] == pytest.approx(
        [100 * value for value in (expected.estimate, expected.lower, expected.upper)]
    )
    assert (found["status"], found["method"]) == ("ok", "newcombe")
    assert (gaps.against, gaps.among, gaps.per) == ((("sexo", "HOMBRE"),), ("sexo",), 100)


def test_the_largest_known_group_is_the_reference_if_none_is_named(people):
    assert compare(count_by(people, ["sexo", "ambito"]), "sexo").against == (("sexo", "MUJER"),)


def test_within_strata_the_reference_is_of_the_same_stratum(people):
    gaps = compare(count_by(people, BY), "sexo", reference="HOMBRE", within=["origen"])
    found = row(gaps, sexo="MUJER", origen="EXTRANJERA", ambito="INTERNA")
    assert (found["d"], found["estimate"]) == (100, pytest.approx(20 - 50))


def test_a_ratio_is_one_where_the_shares_are_alike(people):
    gaps = compare(count_by(people[people["sexo"] == "HOMBRE"], ["origen", "ambito"]), "origen", measure="ratio")
    found = row(gaps, origen="EXTRANJERA", ambito="INTERNA")
    assert found["estimate"] == pytest.approx(1) and found["low"] < 1 < found["high"]


def test_no_row_is_lost_and_the_reference_and_the_unknown_say_why_they_are_not_compared(people):
    counts = count_by(people, ["sexo", "ambito"])
    gaps = compare(counts, "sexo", reference="HOMBRE")
    pd.testing.assert_frame_equal(gaps.frame[counts.frame.columns], counts.frame)
    for sexo, note in {"HOMBRE": "compare_note_reference", "NP": "compare_note_unknown"}.items():
        found = row(gaps, sexo=sexo, ambito="INTERNA")
        assert (found["status"], found["note"]) == ("not_estimable", note) and math.isnan(found["estimate"])


def test_the_excess_is_that_of_the_four_groups(people):
    excess = intersect(count_by(people, BY), ("sexo", "origen"), reference={"sexo": "HOMBRE", "origen": "NACIONAL"})
    expected = joint_disparity((30, 60), (60, 100), (25, 50), (20, 100))
    found = row(excess, sexo="MUJER", origen="EXTRANJERA", ambito="INTERNA")
    assert found["estimate"] == pytest.approx(100 * expected.eid) == pytest.approx(20 - 60 - 50 + 50)
    assert (found["low"], found["high"]) == pytest.approx((100 * expected.lower, 100 * expected.upper))
    assert (found["d"], found["status"]) == (100, "ok")


def test_a_small_group_says_so(people):
    few = people.groupby(BY).head(4)
    assert set(compare(count_by(few, ["sexo", "ambito"]), "sexo", reference="HOMBRE").frame["status"]) == {
        "small",
        "not_estimable",
    }


def test_a_comparison_is_hidden_if_the_other_group_is(people):
    """Three men: neither their number nor what it would give away of them is told."""
    few = pd.concat([people[people["sexo"] == "MUJER"], people[people["sexo"] == "HOMBRE"].head(3)])
    release = protect(compare(count_by(few, ["sexo", "ambito"]), "sexo", reference="MUJER"))
    hidden = release.frame.set_index(["sexo", "ambito"])
    assert hidden.loc[("HOMBRE", "INTERNA"), "status"] == "hidden"
    assert release.frame[["estimate", "low", "high"]].isna().all(axis=None)


def test_a_comparison_whose_parts_are_all_shown_is_shown(people):
    release = protect(compare(count_by(people, ["sexo", "ambito"]), "sexo", reference="HOMBRE"))
    shown = release.frame[(release.frame["sexo"] == "MUJER")]
    assert shown["estimate"].tolist() == pytest.approx([-10.0, 10.0])


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (
            lambda counts: compare(counts, "sexoo"),
            "No se puede comparar por: sexoo. El cuadro tiene estas variables: sexo, ambito. Nombre variables que "
            "estén en él y deje al menos una para lo que se compara.",
        ),
        (
            lambda counts: intersect(counts, ("sexo", "ambito")),
            "No se puede comparar por: sexo, ambito. El cuadro tiene estas variables: sexo, ambito. Nombre variables "
            "que estén en él y deje al menos una para lo que se compara.",
        ),
        (
            lambda counts: compare(counts, "sexo", reference="M"),
            "«M» no es un nivel de «sexo» en este cuadro. Hay: MUJER, HOMBRE, NP. Elija uno como referencia.",
        ),
    ],
)
def test_a_wrong_call_says_what_there_is(people, ask, message):
    with using(lang="es"), pytest.raises(EstimateError) as caught:
        ask(count_by(people, ["sexo", "ambito"]))
    assert str(caught.value) == message


@pytest.mark.parametrize("frame", ["nobody", "one", "all unknown", "one level"])
def test_hardly_any_people_give_a_status_and_no_error(people, frame):
    few = {
        "nobody": people.head(0),
        "one": people.head(1),
        "all unknown": people[people["sexo"] == "NP"],
        "one level": people[people["sexo"] == "HOMBRE"],
    }[frame]
    for counts, estimates in (
        (count_by(few, BY), compare(count_by(few, BY), "sexo")),
        (count_by(few, BY), intersect(count_by(few, BY), ("sexo", "origen"))),
    ):
        assert len(estimates.frame) == len(counts.frame)
        assert set(estimates.frame["status"]) <= {"not_estimable"}
        assert set(estimates.frame["note"]) <= {"compare_note_reference", "compare_note_unknown"}


def test_a_measure_or_a_pair_of_traits_that_is_none_is_refused(people):
    counts = count_by(people, BY)
    with pytest.raises(EstimateError) as caught:
        compare(counts, "sexo", measure="gap")
    assert str(caught.value) == (
        "«gap» no es un método para calcular el intervalo. Hay: difference, ratio. Elija uno de ellos."
    )
    with pytest.raises(EstimateError, match="No se puede comparar por: sexo, sexo"):
        intersect(counts, ("sexo", "sexo"))


@pytest.mark.parametrize("conf_level", [0.8, 0.95])
def test_every_row_is_what_the_numeric_layer_says_of_its_groups(people, conf_level):
    from tipanalysis.analysis.ratios import risk_ratio

    counts = count_by(people, BY)
    for measure, scale, single in (("difference", 100, proportion_difference), ("ratio", 1, risk_ratio)):
        table = compare(counts, "sexo", reference="HOMBRE", within=["origen"], measure=measure, conf_level=conf_level)
        for sexo, origen, ambito in NUMBERS:
            if sexo == "MUJER":
                cells = [NUMBERS[(who, origen, ambito)] for who in (sexo, "HOMBRE")]
                sizes = [sum(n for key, n in NUMBERS.items() if key[:2] == (who, origen)) for who in (sexo, "HOMBRE")]
                expected = single(cells[0], sizes[0], cells[1], sizes[1], conf_level=conf_level)
                found = row(table, sexo=sexo, origen=origen, ambito=ambito)
                assert found["low"] == pytest.approx(scale * expected.lower)
                assert (found["status"], found["note"]) == (expected.status, expected.note)
