"""The intersectional profile: nobody lost, masked groups found, and every number hidden with what it is made of."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import tipanalysis as tip
from tipanalysis.analysis import intersectional_profile, maihda, proportion_difference, risk_ratio
from tipanalysis.counts.count import count_by
from tipanalysis.counts.cube import cube
from tipanalysis.counts.margins import margin_of
from tipanalysis.words.errors import EstimateError

BY = ["sexo", "mayoria_edad"]
CROSSED = {("MUJER", "00-17"): 30, ("MUJER", "18+"): 10, ("HOMBRE", "00-17"): 10, ("HOMBRE", "18+"): 30}


def people(of, n=60):
    """``n`` people in each group, of whom as many as ``of`` says are in transit."""
    rows = [(*key, "SI" if i < of[key] else "NO") for key in of for i in range(n)]
    return pd.DataFrame(rows, columns=[*BY, "transit"])


def profile(frame, **more):
    counts = count_by(frame, [*BY, "transit"])
    return intersectional_profile(counts, BY, outcome="transit", event="SI", **{"draws": 0, **more})


MASKED = people(CROSSED)
UNEQUAL = people({("MUJER", "00-17"): 40, ("MUJER", "18+"): 38, ("HOMBRE", "00-17"): 10, ("HOMBRE", "18+"): 9})


def test_groups_masked_by_both_parents_are_found_and_others_are_not():
    found = profile(MASKED)
    assert found.masked["group"].tolist() == [
        f"sexo={sex} × mayoria_edad={age}" for sex in ("MUJER", "HOMBRE") for age in ("00-17", "18+")
    ]
    assert not found.groups.loc[found.groups["depth"] == 1, "differs"].any()
    unequal = profile(UNEQUAL)
    assert unequal.masked.empty and unequal.groups["differs"].any()


def test_a_group_is_compared_with_everyone_else():
    row = profile(UNEQUAL).groups.set_index("group").loc["sexo=MUJER"]
    known = proportion_difference(78, 120, 19, 120)
    told = row[["difference", "difference_lower", "difference_upper"]].astype(float).tolist()
    assert told == pytest.approx([known.estimate, known.lower, known.upper])


def test_shrunken_shares_are_those_of_a_maihda():
    found, counts = profile(UNEQUAL), count_by(UNEQUAL, [*BY, "transit"])
    known = maihda(counts, BY, outcome="transit", event="SI", draws=0).strata
    pairs = found.groups[found.groups["depth"] == 2]
    assert pairs["shrunken"].tolist() == pytest.approx(known["shrunken"].tolist())
    table = found.shrunken[tuple(BY)].frame
    assert table.loc[table["transit"] == "SI", "estimate"].tolist() == pytest.approx((100 * known["shrunken"]).tolist())
    assert set(table.loc[table["transit"] == "NO", "status"]) == {"not_estimable"}


def test_every_table_holds_everybody_and_unknown_is_a_level():
    frame = UNEQUAL.assign(sexo=UNEQUAL["sexo"].where(UNEQUAL.index % 7 > 0))
    found = profile(frame)
    assert {sum(table.counts.frame["n"]) for table in found.estimates().values()} == {found.total} == {240}
    assert found.groups.groupby("depth")["n"].sum().tolist() == [480, 240]
    assert "sexo=ND" in set(found.groups["group"])


def test_representation_against_everyone_else():
    table = profile(UNEQUAL).representations[("sexo",)].frame
    row = table[(table["sexo"] == "MUJER") & (table["transit"] == "SI")].iloc[0]
    ratio = risk_ratio(78, 120, 19, 120)
    assert row[["estimate", "low", "high"]].astype(float).tolist() == pytest.approx([78 / 19, ratio.lower, ratio.upper])
    assert (row["method"], row["status"]) == (ratio.method, ratio.status)


def test_representation_against_a_population():
    population = pd.DataFrame({"sexo": ["MUJER", "HOMBRE"], "population": [600, 400]})
    found = profile(UNEQUAL, reference=population).representations
    frame = found[("sexo",)].frame
    women = frame[(frame["sexo"] == "MUJER") & (frame["transit"] == "SI")].iloc[0]
    assert (women["estimate"], women["d"]) == (pytest.approx(78 / (97 * 0.6)), 97)
    other = found[("mayoria_edad",)].frame
    assert set(other["status"]) == {"not_estimable"}
    assert set(other["note"]) == {"profile_note_nothing_expected"}


def test_a_representation_and_a_shrunken_share_are_told_as_what_they_are():
    found = profile(pd.concat([UNEQUAL, MASKED, MASKED]))
    told = tip.sentence(tip.protect(found.representations[("sexo",)]), sexo="MUJER", transit="SI", lang="es")
    assert told == "Mujer, SI: los casos son 1,60 veces los que se esperaban (el azar permite de 1,30 a 1,96)."
    english = tip.sentence(tip.protect(found.representations[("sexo",)]), sexo="HOMBRE", transit="SI", lang="en")
    assert english.endswith("the cases are 0,63 times those expected, that is, fewer (chance allows 0,51 to 0,77).")
    told = tip.sentence(tip.protect(found.shrunken[("sexo",)]), sexo="MUJER", transit="SI", lang="es")
    assert told == "Mujer, SI: 158 de 360 registros; el porcentaje suavizado es 43,1\xa0% y no lleva intervalo."


def test_a_cube_gives_the_same_profile_as_counts():
    of_cube = intersectional_profile(cube(UNEQUAL, [*BY, "transit"]), BY, outcome="transit", event="SI", draws=0)
    of_counts = profile(UNEQUAL)
    pd.testing.assert_frame_equal(of_cube.groups, of_counts.groups)
    for name, table in of_counts.estimates().items():
        pd.testing.assert_frame_equal(of_cube.estimates()[name].frame, table.frame)


def test_a_margin_is_the_table_counted_anew():
    random = np.random.default_rng(1)
    frame = pd.DataFrame({name: random.choice(list("abc"), 80) for name in "xyz"})
    whole = count_by(frame, list("xyz"))
    for by in (["x"], ["z", "x"][::-1], ["x", "y", "z"], []):
        told, known = margin_of(whole, by), count_by(frame, by)
        pd.testing.assert_frame_equal(told.frame, known.frame)
        pd.testing.assert_frame_equal(told.margins, known.margins)


def test_what_the_gate_hides_takes_every_number_made_of_it_along():
    crossed = {**CROSSED, ("MUJER", "18+"): 2, ("INTERSEX", "00-17"): 25, ("INTERSEX", "18+"): 28}
    released = tip.protect_together(profile(people(crossed)).estimates())
    shares = released["share sexo × mayoria_edad"].frame
    assert set(shares["status"]) == {"shown", "hidden"}
    assert shares["estimate"].notna().any()
    assert released["shrunken sexo × mayoria_edad"].frame["estimate"].isna().all()
    assert released["shrunken sexo"].frame["estimate"].notna().any() == (
        set(released["share sexo"].frame["status"]) == {"shown"}
    )


def test_a_ratio_is_made_of_its_cell_its_outcome_its_group_and_all():
    others = profile(UNEQUAL).representations[("sexo",)]
    population = pd.DataFrame({"sexo": ["MUJER", "HOMBRE"], "population": [600, 400]})
    outside = profile(UNEQUAL, reference=population).representations[("sexo",)]
    row = others.frame.index[(others.frame["sexo"] == "MUJER") & (others.frame["transit"] == "SI")][0]
    cell, of_outcome, of_group, whole = ("MUJER", "SI"), ("TOTAL", "SI"), ("MUJER", "TOTAL"), ("TOTAL", "TOTAL")
    assert others.parts[row] == (cell, of_outcome, of_group, whole)
    assert outside.parts[row] == (cell, of_outcome)


def test_sentences_name_groups_and_no_counts():
    found = profile(people({**CROSSED, ("HOMBRE", "18+"): 50}), draws=20)
    assert found.sentences()[-1] == (
        "Grupo más rezagado según el árbol: Hombre; Personas adultas (18 años y más). Fue el más rezagado en el "
        "80,0\xa0% de las tablas remuestreadas."
    )
    assert profile(UNEQUAL).sentences(lang="en") == (
        "No group was found whose difference is hidden by the larger groups that contain it.",
        "Group furthest behind by the tree: Woman. How stable this is was not examined.",
    )


@pytest.mark.parametrize("frame", [UNEQUAL.assign(transit="NO"), UNEQUAL.assign(transit="SI")])
def test_no_inequality_to_speak_of_is_a_status(frame):
    counts = count_by(frame, [*BY, "transit"])
    found = intersectional_profile(counts, BY, outcome="transit", event=frame["transit"].iloc[0])
    assert (found.status, found.sentences()) == (
        "not_estimable",
        ("Nadie, o todas las personas, tienen el resultado: no hay desigualdad que repartir.",),
    )
    assert len(found.estimates()) == 9


def test_nobody_is_a_status():
    found = profile(UNEQUAL.head(0))
    assert (found.status, found.total, found.groups["n"].sum()) == ("not_estimable", 0, 0)


@pytest.mark.parametrize("columns", [{"sexo": ["MUJER"], "n": [3]}, {"area": ["URBANA"], "population": [3]}])
def test_a_reference_that_is_none_is_refused(columns):
    with pytest.raises(EstimateError) as caught:
        profile(UNEQUAL, reference=pd.DataFrame(columns))
    assert caught.value.both() == (
        "La referencia debe ser una tabla con una columna «population», sin números negativos, y algunas de estas "
        "variables: sexo, mayoria_edad. Revise las columnas.\n"
        "The reference must be a table with a column “population”, without negative numbers, and some of these "
        "variables: sexo, mayoria_edad. Check the columns."
    )
