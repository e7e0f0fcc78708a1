"""What the one person of a cell can work out: she knows that her cell is 1, and tries every table that could be."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tipanalysis.counts.count import count_by
from tipanalysis.release.policy import Policy
from tipanalysis.release.protect import protect_together

MOST = 7
PERSON = {"uno": st.sampled_from("ABC"), "dos": st.sampled_from("xy"), "tres": st.sampled_from("mn")}
quick = settings(max_examples=8, deadline=None, derandomize=True)


def truths(tables):
    for counts in tables.values():
        for part in (counts.frame, counts.margins):
            for row in part.to_dict("records"):
                yield tuple((name, row[name]) for name in counts.by if row[name] != "TOTAL"), row["n"]


def learnt_inside(reader, names, tables, releases, threshold):
    """Small cells of which the one person of another rules out a value that she would not by her own cell alone."""
    numbers = dict(truths(tables))
    seen = {name: sorted({code for codes in numbers for one, code in codes if one == name}) for name in names}
    patient = reader({name: [frozenset({code}) for code in codes] for name, codes in seen.items()}, MOST + 3)
    places = {codes: patient.counted({}, dict(codes)) for codes in numbers}
    possible, anyhow = patient.tables(list(releases.values())), patient.tables([])
    for codes, n in numbers.items():
        possible = possible[(possible[:, places[codes]].sum(axis=1) > 0) == (n > 0)]
        anyhow = anyhow[(anyhow[:, places[codes]].sum(axis=1) > 0) == (n > 0)]
    found = []
    for own in (codes for codes, n in numbers.items() if n == 1):
        mine, before = (rows[rows[:, places[own]].sum(axis=1) == 1] for rows in (possible, anyhow))
        for codes, n in numbers.items():
            values, floor = (rows[:, places[codes]].sum(axis=1) for rows in (mine, before))
            wanted = set(range(1, threshold)) & set(floor.tolist())
            if 0 < n < threshold and not wanted <= set(values.tolist()):
                found.append((own, codes))
    return found


@quick
@given(st.lists(st.fixed_dictionaries(PERSON), min_size=1, max_size=MOST))
def test_the_one_person_of_a_cell_learns_no_more_than_the_rule_from_one_table(
    reader, as_register, small_policy, people
):
    tables = {"a": count_by(as_register(people), ["uno", "dos"])}
    releases = protect_together(tables, policy=small_policy)
    assert learnt_inside(reader, ("uno", "dos"), tables, releases, 3) == []


@quick
@given(st.lists(st.fixed_dictionaries(PERSON), min_size=1, max_size=MOST))
def test_nor_from_linked_tables(reader, as_register, small_policy, people):
    register = as_register([{**person, "uno": person["uno"].replace("C", "A")} for person in people])
    tables = {"a": count_by(register, ["uno", "dos"]), "b": count_by(register, ["dos", "tres"])}
    releases = protect_together(tables, policy=small_policy)
    assert learnt_inside(reader, ("uno", "dos", "tres"), tables, releases, 3) == []


@pytest.mark.parametrize("insider", [True, False])
def test_a_policy_says_whether_it_is_asked(reader, as_register, insider):
    """Of two people beside each other, one alone in her cell: who subtracts herself knows the other cell."""
    people = [{"uno": "A", "dos": "x"}] * 4 + [{"uno": "B", "dos": "x"}] + [{"uno": "C", "dos": "x"}] * 2
    tables = {"a": count_by(as_register(people), ["uno", "dos"])}
    releases = protect_together(tables, policy=Policy("prueba", threshold=3, insider=insider))
    leaks = learnt_inside(reader, ("uno", "dos"), tables, releases, 3)
    assert bool(leaks) is not insider
