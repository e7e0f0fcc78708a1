import copy
import dataclasses
import pickle
from dataclasses import replace
from functools import partial
from itertools import product

import numpy as np
import pandas as pd
import pytest

from tipanalysis.analysis.shares import share_within
from tipanalysis.counts.count import count_by
from tipanalysis.release.people import decide
from tipanalysis.release.policy import Policy, load_policy
from tipanalysis.release.protect import protect, protect_together, protect_with_log
from tipanalysis.release.release import Release
from tipanalysis.words.errors import PolicyError, ReleaseError


def counts_of(numbers, **options):
    """Counts by ``sexo`` and the like from a dict of codes to numbers."""
    rows = [codes for codes, n in numbers.items() for _ in range(n)]
    names = options.pop("names")
    return count_by(pd.DataFrame(rows, columns=names), names, **options)


def shown(release):
    return dict(zip(release.frame[release.by[0]], release.frame["n"], strict=True))


def test_a_small_number_takes_another_with_it():
    release = protect(counts_of({("A",): 12, ("B",): 7, ("C",): 3}, names=["grupo"]))
    assert release.frame["status"].tolist() == ["shown", "hidden", "hidden"]
    assert release.total == 22


def test_without_the_second_hole_the_small_number_falls_out(monkeypatch):
    monkeypatch.setattr("tipanalysis.release.protect.decide", partial(decide, secondary=False))
    release = protect(counts_of({("A",): 12, ("B",): 7, ("C",): 3}, names=["grupo"]))
    assert release.frame["status"].tolist() == ["shown", "shown", "hidden"]


def test_two_small_numbers_that_add_up_to_little_need_a_third():
    """12 + 7 + 1 + 1: hiding the ones alone would say that each is at most 2, less than the rule hides."""
    release = protect(counts_of({("A",): 12, ("B",): 7, ("C",): 1, ("D",): 1}, names=["grupo"]))
    assert release.frame["status"].tolist() == ["shown", "hidden", "hidden", "hidden"]


def test_zeros_stay_zeros():
    release = protect(counts_of({("A", "x"): 9, ("A", "y"): 2, ("B", "x"): 8}, names=["grupo", "otro"]))
    zero = release.frame.query("grupo == 'B' and otro == 'y'").iloc[0]
    assert (zero["n"], zero["status"]) == (0, "shown")


def test_a_small_total_is_hidden_too():
    release = protect(counts_of({("A",): 2, ("B",): 1}, names=["grupo"]))
    assert release.total is None and release.hidden == 3


def test_a_table_without_small_numbers_is_shown_whole():
    release = protect(counts_of({("A",): 20, ("B",): 30}, names=["grupo"]))
    assert (release.hidden, release.total, release.suggestions) == (0, 50, ())


def test_a_table_of_nobody_is_shown():
    frame = pd.DataFrame({"grupo": ["A"] * 9})
    release = protect(count_by(frame, "grupo", where={"grupo": "Z"}))
    assert release.total == 0


def test_no_row_is_dropped_and_order_is_kept():
    numbers = dict(zip(product("ABC", "xyz"), range(9), strict=True))
    counts = counts_of(numbers, names=["grupo", "otro"])
    release = protect(counts)
    for part, source in ((release.frame, counts.frame), (release.margins, counts.margins)):
        pd.testing.assert_frame_equal(part[["grupo", "otro"]], source[["grupo", "otro"]])
        open_rows = (part["status"] == "shown").to_numpy()
        assert part.loc[open_rows, "n"].tolist() == source.loc[open_rows, "n"].tolist()
        assert part.loc[~open_rows, "n"].isna().all()


def test_linked_tables_hide_the_same_cells():
    frame = pd.DataFrame(
        {"sexo": ["MUJER"] * 20 + ["HOMBRE"] * 3, "mayoria_edad": ["18+"] * 12 + ["00-17"] * 8 + ["18+"] * 3}
    )
    tables = {"uno": count_by(frame, "sexo"), "dos": count_by(frame, ["sexo", "mayoria_edad"])}
    releases = protect_together(tables)
    body = releases["uno"].frame.set_index("sexo")["status"]
    margins = releases["dos"].margins.query("mayoria_edad == 'TOTAL' and sexo != 'TOTAL'").set_index("sexo")["status"]
    assert body.to_dict() == margins.to_dict() == {"MUJER": "hidden", "HOMBRE": "hidden"}


def test_a_difference_of_two_selections_is_protected():
    """83 adults, 80 of them outside region X: nobody prints the 3 in X."""
    frame = pd.DataFrame({"tramo": ["adultas"] * 83 + ["menores"] * 45, "region": ["Y"] * 80 + ["X"] * 3 + ["Y"] * 45})
    tables = {"todas": count_by(frame, "tramo"), "sin X": count_by(frame, "tramo", where={"region": "Y"})}
    releases = protect_together(tables)
    hidden = {name: shown(release) for name, release in releases.items()}
    assert pd.isna(hidden["todas"]["adultas"]) or pd.isna(hidden["sin X"]["adultas"])


def test_what_two_disjoint_selections_leave_over_is_protected():
    frame = pd.DataFrame({"region": ["X"] * 30 + ["Y"] * 40 + ["Z"] * 2})
    tables = {
        "todas": count_by(frame, ()),
        "X": count_by(frame, (), where={"region": "X"}),
        "Y": count_by(frame, (), where={"region": "Y"}),
    }
    assert sum(release.hidden for release in protect_together(tables).values()) > 0


def test_a_cumulative_count_does_not_give_away_the_newly_added():
    """Region A 57 up to 2020 and 59 up to 2021: the two added people."""
    frame = pd.DataFrame(
        {"anio": ["2020"] * 97 + ["2021"] * 32, "region": ["A"] * 57 + ["B"] * 40 + ["A"] * 2 + ["B"] * 30}
    )
    first = protect(count_by(frame, "region", where={"anio": "2020"}))
    assert first.hidden == 0
    second = protect(count_by(frame, "region", where={"anio": ["2020", "2021"]}), previous=[first])
    assert second.frame.set_index("region")["status"].to_dict() == {"A": "hidden", "B": "hidden"}


def test_what_was_hidden_before_stays_hidden():
    counts = counts_of({("A",): 12, ("B",): 7, ("C",): 3}, names=["grupo"])
    strict = protect(counts, policy="strict")
    assert protect(counts, previous=[strict]).frame["status"].tolist() == strict.frame["status"].tolist()


def test_what_was_shown_before_cannot_be_taken_back(as_register):
    people_ = [{"region": "A"}] * 9 + [{"region": "B"}] * 9 + [{"region": "C"}] * 3
    register = as_register(people_)
    counts = count_by(register, "region")
    weak = protect(counts, policy=Policy("debil", threshold=2))
    assert weak.hidden == 0
    narrow = count_by(register, "region", where={"region": ["A", "C"]})
    assert protect(narrow, previous=[weak]).frame["status"].tolist() == ["shown", "shown"]


def test_a_person_with_two_answers_is_counted_once_in_the_total(as_register):
    register = as_register(
        [{"finalidad": ["SEXUAL"]}] * 20 + [{"finalidad": ["LABORAL"]}] * 9 + [{"finalidad": ["SEXUAL", "OTRAS"]}] * 3
    )
    release = protect(count_by(register, "finalidad"))
    states = release.frame.set_index("finalidad")["status"]
    assert states["OTRAS"] == "hidden"
    assert release.total == 32


def test_roll_ups_are_seen_together():
    bands = {"12-14": 9, "15-17": 2, "18-24": 30, "25-29": 20}
    ages = [band for band, n in bands.items() for _ in range(n)]
    frame = pd.DataFrame({"grupo_edad": ages, "mayoria_edad": ["00-17" if a < "18" else "18+" for a in ages]})
    releases = protect_together({"fino": count_by(frame, "grupo_edad"), "grueso": count_by(frame, "mayoria_edad")})
    hidden = [
        n
        for n, status in zip(releases["fino"].frame["grupo_edad"], releases["fino"].frame["status"], strict=True)
        if status == "hidden"
    ]
    coarse = releases["grueso"].frame.set_index("mayoria_edad")["status"]
    assert hidden == ["12-14", "15-17"] or coarse["00-17"] == "hidden"


def test_an_unknown_age_whose_majority_is_known_is_no_contradiction():
    frame = pd.DataFrame({"grupo_edad": ["18-24"] * 9 + ["ND"] * 6, "mayoria_edad": ["18+"] * 15})
    releases = protect_together({"fino": count_by(frame, "grupo_edad"), "grueso": count_by(frame, "mayoria_edad")})
    assert sum(release.hidden for release in releases.values()) == 0


def test_estimates_are_hidden_with_any_part():
    counts = counts_of({("A",): 12, ("B",): 7, ("C",): 3}, names=["grupo"])
    release = protect(share_within(counts))
    assert list(release.frame.columns) == ["grupo", "n", "status", "d", "estimate", "low", "high"]
    closed = release.frame["status"] == "hidden"
    assert release.frame.loc[closed, ["n", "estimate", "low", "high"]].isna().all(axis=None)
    assert release.frame.loc[~closed, ["n", "d", "estimate", "low", "high"]].notna().all(axis=None)
    assert (release.measure, release.per, release.among) == ("share", 100, ())


def test_a_hidden_denominator_hides_the_share_and_itself():
    counts = counts_of({("A", "x"): 2, ("A", "y"): 1, ("B", "x"): 9, ("B", "y"): 9}, names=["grupo", "otro"])
    release = protect(share_within(counts, among="grupo"))
    group = release.frame.query("grupo == 'A'")
    assert group[["d", "estimate", "low", "high"]].isna().all(axis=None)


def test_a_share_of_nobody_is_not_applicable():
    counts = counts_of({("A",): 9}, names=["grupo"])
    empty = count_by(pd.DataFrame({"grupo": ["A"] * 9}), "grupo", where={"grupo": "Z"})
    assert protect(share_within(counts)).frame["status"].tolist() == ["shown"]
    assert protect(share_within(empty)).frame["status"].isin(["not_applicable"]).all()


def test_the_internal_policy_hides_nothing_and_says_so():
    release = protect(counts_of({("A",): 12, ("B",): 1}, names=["grupo"]), policy="internal")
    assert release.hidden == 0 and not release.policy.can_write


@pytest.mark.parametrize("seed", range(4))
def test_a_stricter_policy_never_shows_a_small_number(seed):
    random = np.random.default_rng(seed)
    frame = pd.DataFrame({"grupo": random.choice(list("ABCD"), 60), "otro": random.choice(list("xyz"), 60)})
    counts = count_by(frame, ["grupo", "otro"])
    for policy in ("publication", "strict"):
        release = protect(counts, policy=policy)
        for part in (release.frame, release.margins):
            numbers = part["n"].dropna()
            assert not numbers.between(1, load_policy(policy).threshold - 1).any()
    assert protect(counts, policy="strict").hidden >= protect(counts).hidden


def test_the_order_of_tables_does_not_matter():
    random = np.random.default_rng(5)
    frame = pd.DataFrame({name: random.choice(list("ABC"), 40, p=[0.7, 0.2, 0.1]) for name in ("uno", "dos", "tres")})
    tables = {"a": count_by(frame, ["uno", "dos"]), "b": count_by(frame, ["dos", "tres"]), "c": count_by(frame, "uno")}
    forth, back = protect_together(tables), protect_together(dict(reversed(tables.items())))
    for name in tables:
        pd.testing.assert_frame_equal(forth[name].frame, back[name].frame)


def test_the_record_of_reasons_stays_outside_the_release():
    protection = protect_with_log({"t": counts_of({("A",): 12, ("B",): 7, ("C",): 3}, names=["grupo"])})
    assert protection.log.to_dict("records") == [
        {"table": "t", "codes": "grupo=B", "reason": "with_others", "threshold": 5},
        {"table": "t", "codes": "grupo=C", "reason": "small", "threshold": 5},
    ]
    assert set(protection.releases["t"].frame["status"]) == {"shown", "hidden"}


def test_more_hidden_than_shown_brings_advice():
    numbers = {(f"10{i}", "MUJER"): 2 for i in range(1, 6)}
    frame = pd.DataFrame([codes for codes, n in numbers.items() for _ in range(n)], columns=["canton_x", "sexo"])
    release = protect(count_by(frame, ["canton_x", "sexo"]))
    assert release.suggestions == ("release_suggest_province", "release_suggest_fewer_variables")


def test_a_release_is_not_made_by_hand():
    release = protect(counts_of({("A",): 12, ("B",): 7}, names=["grupo"]))
    parts = {f.name: getattr(release, f.name) for f in dataclasses.fields(Release)}
    message = (
        "Un cuadro que se puede publicar solo sale de protect() o protect_together(); no se arma ni se cambia a mano."
    )
    for attempt in (lambda: Release(**parts), lambda: dataclasses.replace(release, unit="caso")):
        with pytest.raises(ReleaseError) as caught:
            attempt()
        assert str(caught.value) == message


def test_a_release_travels_and_shows_no_number():
    release = protect(counts_of({("A",): 12, ("B",): 7, ("C",): 3}, names=["grupo"]))
    for twin in (pickle.loads(pickle.dumps(release)), copy.copy(release), copy.deepcopy(release)):
        pd.testing.assert_frame_equal(twin.frame, release.frame)
    assert repr(release) == "Release(by=('grupo',), unit='registro', 3 cells, 2 hidden, policy='publication')"


def test_what_is_not_a_table_is_refused():
    with pytest.raises(ReleaseError) as caught:
        protect_together({"por sexo": pd.DataFrame()})
    assert str(caught.value) == (
        "«por sexo» es de tipo DataFrame. Se espera lo que devuelven count_by() o share_within(). Cuente primero y "
        "proteja después."
    )
    with pytest.raises(ReleaseError) as caught:
        protect(counts_of({("A",): 12}, names=["grupo"]), previous=[1])
    assert str(caught.value) == (
        "En «previous» llegó un valor de tipo int. Se esperan los cuadros ya publicados, tal como los devolvió "
        "protect()."
    )


def test_an_unknown_policy_shows_nothing():
    with pytest.raises(PolicyError):
        protect(counts_of({("A",): 12}, names=["grupo"]), policy="publicada")


def test_tables_that_differ_are_refused(as_register):
    one = count_by(as_register([{"sexo": "MUJER"}] * 9), "sexo")
    other = count_by(as_register([{"sexo": "MUJER"}] * 8), "sexo")
    with pytest.raises(ReleaseError) as caught:
        protect_together({"uno": one, "dos": other})
    assert str(caught.value) == (
        "Los cuadros «dos» y «uno» dicen venir de los mismos datos, pero dan cifras distintas para la misma celda. "
        "Cuéntelos de nuevo a partir del mismo registro."
    )


def test_tables_that_cannot_both_be_true_are_refused(as_register):
    rows = [{"sexo": "MUJER", "fase": "A"}] * 9 + [{"sexo": "HOMBRE", "fase": "B"}] * 9
    one = count_by(as_register(rows), "sexo", where={"fase": "A"})
    swapped = [{**row, "fase": "B" if row["fase"] == "A" else "A"} for row in rows]
    other = count_by(as_register(swapped), ["sexo", "fase"])
    with pytest.raises(ReleaseError) as caught:
        protect_together({"uno": one, "dos": other})
    assert str(caught.value) == (
        "Estos cuadros dicen venir de los mismos datos, pero sus cifras no pueden ser ciertas a la vez: dos, uno. "
        "Cuéntelos de nuevo a partir del mismo registro."
    )


def test_different_people_are_protected_apart(as_register):
    one = count_by(as_register([{"sexo": "MUJER"}] * 9, "a"), "sexo")
    other = count_by(as_register([{"sexo": "MUJER"}] * 8, "b"), "sexo")
    releases = protect_together({"uno": one, "dos": other})
    assert [release.total for release in releases.values()] == [9, 8]


def test_mentions_and_people_hide_the_same_cells(as_register):
    register = as_register(
        [{"finalidad": ["SEXUAL"]}] * 20 + [{"finalidad": ["LABORAL"]}] * 9 + [{"finalidad": ["SEXUAL", "OTRAS"]}] * 3
    )
    people_, mentions = count_by(register, "finalidad"), count_by(register, "finalidad", unit="mencion")
    releases = protect_together({"personas": people_, "menciones": mentions})
    assert releases["personas"].total == 32 and releases["menciones"].total in (None, 35)
    states = [release.frame["status"].tolist() for release in releases.values()]
    assert states[0] == states[1] and "hidden" in states[0]


def test_mentions_of_two_variables_are_two_things(as_register):
    register = as_register([{"finalidad": ["SEXUAL"], "medio": ["FUERZA", "FRAUDE"]}] * 9)
    tables = {name: count_by(register, name, unit="mencion") for name in ("finalidad", "medio")}
    assert [release.total for release in protect_together(tables).values()] == [9, 18]


def test_a_difference_between_bands_and_a_selection_by_majority_is_protected():
    """Everyone by age group; of those in X only minors and adults: 2 minors are outside X."""
    frame = pd.DataFrame(
        {
            "grupo_edad": ["12-14"] * 20 + ["15-17"] * 22 + ["18-24"] * 40,
            "mayoria_edad": ["00-17"] * 42 + ["18+"] * 40,
            "region": ["X"] * 19 + ["Y"] + ["X"] * 21 + ["Y"] + ["X"] * 30 + ["Y"] * 10,
        }
    )
    tables = {"todas": count_by(frame, "grupo_edad"), "en X": count_by(frame, "mayoria_edad", where={"region": "X"})}
    assert sum(release.hidden for release in protect_together(tables).values()) > 0


def test_a_new_table_does_not_give_away_what_an_earlier_one_hides(as_register):
    """3 and 9 minors are hidden, 20 adults shown; that the youngest and the adults are 23 would tell the 3."""
    rows = [{"tramo": "menor", "fase": "X"}] * 3 + [{"tramo": "joven"}] * 9 + [{"tramo": "adulta"}] * 20
    register = as_register([{"fase": "X", **row} for row in rows])
    first = protect(count_by(register, "tramo"))
    assert first.frame.set_index("tramo")["status"].to_dict() == {
        "adulta": "shown",
        "joven": "hidden",
        "menor": "hidden",
    }
    later = count_by(register, "fase", where={"tramo": ["menor", "adulta"]})
    assert protect(later).hidden == 0
    assert protect(later, previous=[first]).total is None


def test_one_person_in_two_years_is_no_contradiction(as_register):
    rows = [{"id_persona": f"{i}", "anio": year} for year in ("2019", "2020") for i in range(9)]
    register = as_register(rows)
    tables = {
        "todas": count_by(register, (), unit="persona"),
        **{year: count_by(register, (), unit="persona", where={"anio": year}) for year in ("2019", "2020")},
    }
    frames = {name: replace(table, unit="persona", total=9) for name, table in tables.items()}
    frames["todas"] = replace(frames["todas"], frame=frames["2019"].frame)
    assert [release.total for release in protect_together(frames).values()] == [9, 9, 9]


def test_too_much_detail_is_refused(monkeypatch):
    monkeypatch.setattr("tipanalysis.release.atoms.MOST_ATOMS", 5)
    counts = counts_of({(a, b): 9 for a in "ABC" for b in "xyz"}, names=["grupo", "otro"])
    with pytest.raises(ReleaseError) as caught:
        protect(counts)
    assert str(caught.value) == (
        "El cruce de grupo, otro tiene más de 5 combinaciones: es demasiado detalle para protegerlo con garantía. "
        "Una categorías (edades más amplias, provincias en vez de cantones, varios años juntos) o use menos "
        "cuadros a la vez."
    )


def test_readers_know_that_a_hidden_number_is_not_zero(small_policy):
    """10 + 3 + 1 + 1, hiding 1 and 2: with the ones alone hidden, two hidden people in two cells are one each."""
    counts = counts_of({("A",): 10, ("B",): 3, ("C",): 1, ("D",): 1}, names=["grupo"])
    assert protect(counts, policy=small_policy).frame["status"].tolist() == ["shown", "hidden", "hidden", "hidden"]
