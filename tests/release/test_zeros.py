"""What a policy says of zeros: shown as a finding, shown as what cannot be, or hidden as small numbers."""

import pandas as pd
import pytest

from tipanalysis.counts.count import count_by
from tipanalysis.release.audit import audit
from tipanalysis.release.policy import Policy
from tipanalysis.release.protect import protect

PEOPLE = [("A", "x")] * 9 + [("A", "y")] * 8 + [("B", "x")] * 12 + [("C", "x")] * 7 + [("C", "y")] * 9
WARNING = "release_suggest_one_kind"


def counts():
    return count_by(pd.DataFrame(PEOPLE, columns=["grupo", "otro"]), ["grupo", "otro"])


def released(zeros):
    return protect(counts(), policy=Policy("prueba", threshold=5, zeros=zeros))


@pytest.mark.parametrize("zeros", ["publish", "structural"])
def test_a_zero_is_shown(zeros):
    release = released(zeros)
    assert release.hidden == 0
    assert (release.frame["n"] == 0).sum() == 1


def test_a_zero_that_makes_a_group_one_of_a_kind_brings_a_warning():
    assert released("publish").suggestions == (WARNING,)


def test_not_where_the_policy_says_that_zeros_cannot_be_anything_else():
    assert released("structural").suggestions == ()


def test_a_zero_is_hidden_with_others_that_would_give_it_away():
    release = released("protect")
    hidden = release.frame[release.frame["status"] == "hidden"]
    assert ("B", "y") in set(zip(hidden["grupo"], hidden["otro"], strict=True))
    assert release.hidden >= 4
    assert audit(release, truth={"1": counts()}, hidden_means_at_least=0).passed


def test_a_zero_falls_where_only_it_is_hidden(reader, as_register):
    """The law behind the test above: any value from 0 to the threshold less one must be possible."""
    people = [{"uno": one, "dos": two} for one, two in (("A", "x"),) * 2 + (("A", "y"),) * 2 + (("B", "x"),) * 3]
    release = protect(count_by(as_register(people), ["uno", "dos"]), policy=Policy("prueba", 3, zeros="protect"))
    patient = reader({"uno": [frozenset("A"), frozenset("B")], "dos": [frozenset("x"), frozenset("y")]}, 9)
    possible = patient.possible([release], 0)
    assert possible[((), (("dos", "y"), ("uno", "B")))] >= {0, 1, 2}
