"""What a patient reader can work out: every whole-number table that could be is tried."""

from functools import partial
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tipanalysis.counts.count import count_by
from tipanalysis.release.people import decide
from tipanalysis.release.protect import protect_together

MOST = 7
PAIRS = [("uno", "dos"), ("dos", "tres"), ("uno", "tres")]


def lists_of(uno):
    person = {"uno": uno, "dos": st.sampled_from("xy"), "tres": st.sampled_from("mn")}
    return st.lists(st.fixed_dictionaries(person), min_size=1, max_size=MOST)


quick = settings(max_examples=8, deadline=None, derandomize=True)


def single(codes):
    return [frozenset({code}) for code in codes]


def learnt(reader, levels, tables, releases, threshold):
    """Small numbers for which the reader can exclude a value from 0 to the threshold less one.

    Also those he knows exactly by reasoning that zeros are always shown, so that a hidden cell holds somebody.
    """
    patient = reader(levels, MOST + 3)
    possible, filled = (patient.possible(list(releases.values()), at_least) for at_least in (0, 1))
    truth = {}
    for counts in tables.values():
        region = tuple(sorted((s.variable, s.codes) for s in counts.provenance.where))
        for part in (counts.frame, counts.margins):
            for row in part.to_dict("records"):
                codes = tuple(sorted((v, row[v]) for v in counts.by if row[v] != "TOTAL"))
                truth[region, codes] = row["n"]
    small = {key for key, n in truth.items() if 0 < n < threshold}
    assert small <= set(possible), "a small number is shown"
    assert all(truth[key] in values for key, values in possible.items())
    return [key for key in small if not set(range(threshold)) <= possible[key] or len(filled[key]) < 2]


@quick
@given(lists_of(st.sampled_from("ABC")))
def test_nobody_learns_more_than_the_rule_from_one_table(reader, as_register, small_policy, people):
    tables = {"a": count_by(as_register(people), ["uno", "dos"])}
    levels = {"uno": single("ABC"), "dos": single("xy")}
    assert learnt(reader, levels, tables, protect_together(tables, policy=small_policy), 3) == []


@quick
@given(lists_of(st.sampled_from("AB")))
def test_nobody_learns_more_than_the_rule_from_linked_tables(reader, as_register, small_policy, people):
    register = as_register(people)
    tables = {"".join(pair): count_by(register, list(pair)) for pair in PAIRS}
    levels = {"uno": single("AB"), "dos": single("xy"), "tres": single("mn")}
    assert learnt(reader, levels, tables, protect_together(tables, policy=small_policy), 3) == []


@quick
@given(lists_of(st.sampled_from("ABC")))
def test_nobody_learns_more_than_the_rule_from_selections(reader, as_register, small_policy, people):
    register = as_register(people)
    tables = {
        "todas": count_by(register, ["dos"]),
        "AB": count_by(register, ["dos"], where={"uno": ["A", "B"]}),
        "A": count_by(register, ["dos"], where={"uno": "A"}),
        "uno": count_by(register, "uno"),
    }
    levels = {"uno": single("ABC"), "dos": single("xy")}
    assert learnt(reader, levels, tables, protect_together(tables, policy=small_policy), 3) == []


several = st.lists(st.sampled_from("AB"), min_size=1, max_size=2, unique=True)


@quick
@given(lists_of(several))
def test_nobody_learns_more_than_the_rule_where_people_have_several_answers(reader, as_register, small_policy, people):
    tables = {"a": count_by(as_register(people), ["uno", "dos"]), "b": count_by(as_register(people), "uno")}
    sets = [frozenset(codes) for size in (1, 2) for codes in combinations("AB", size)]
    levels = {"uno": sets, "dos": single("xy")}
    assert learnt(reader, levels, tables, protect_together(tables, policy=small_policy), 3) == []


def test_the_reader_succeeds_where_only_small_numbers_are_hidden(reader, as_register, small_policy, monkeypatch):
    monkeypatch.setattr("tipanalysis.release.protect.decide", partial(decide, secondary=False))
    people = [{"uno": "A", "dos": "x"}] * 4 + [{"uno": "B", "dos": "y"}] * 3 + [{"uno": "B", "dos": "x"}]
    tables = {"a": count_by(as_register(people), ["uno", "dos"])}
    levels = {"uno": single("ABC"), "dos": single("xy")}
    found = learnt(reader, levels, tables, protect_together(tables, policy=small_policy), 3)
    assert ((), (("dos", "x"), ("uno", "B"))) in found


@pytest.mark.parametrize("seen_together", [True, False])
def test_tables_that_are_safe_alone_are_not_safe_together(reader, as_register, small_policy, seen_together):
    people = [{"uno": "A", "dos": "x"}] * 5 + [{"uno": "B", "dos": "x"}] * 4 + [{"uno": "B", "dos": "y"}] * 2
    register = as_register(people)
    tables = {
        "todas": count_by(register, "uno"),
        "x": count_by(register, "uno", where={"dos": "x"}),
    }
    if seen_together:
        releases = protect_together(tables, policy=small_policy)
        assert sum(release.hidden for release in releases.values()) > 0
    else:
        apart = [protect_together({name: table}, policy=small_policy)[name] for name, table in tables.items()]
        assert sum(release.hidden for release in apart) == 0
