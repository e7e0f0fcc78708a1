"""Who is on whose list: everybody once, nobody on no list, and only protected numbers are shown."""

from __future__ import annotations

from itertools import product

import pytest

from linking.lists import world
from tipanalysis.analysis.hidden_population import mse
from tipanalysis.counts.counts import TOTAL, Counts
from tipanalysis.counts.overlap import count_overlap, histories
from tipanalysis.pages.table import show_table
from tipanalysis.register.linking.link import link
from tipanalysis.register.linking.links import Links
from tipanalysis.release.audit import audit
from tipanalysis.release.protect import protect
from tipanalysis.words.errors import CountsError


@pytest.fixture(scope="module")
def links() -> Links:
    return link(world(24, 250)[0])


@pytest.fixture(scope="module")
def overlap(links: Links) -> Counts:
    return count_overlap(links)


def test_every_person_stands_in_one_row(links: Links, overlap: Counts) -> None:
    assert overlap.unit == "persona" and overlap.by == links.lists
    assert overlap.total == links.persons == overlap.frame["n"].sum()
    lists = links.people.groupby("persona")["lista"].agg(set)
    for row in overlap.frame.to_dict("records"):
        held = {name for name in links.lists if row[name] == "SI"}
        assert row["n"] == sum(own == held for own in lists)


def test_all_combinations_are_there_but_that_of_no_list(overlap: Counts) -> None:
    patterns = {tuple(row) for row in overlap.frame[list(overlap.by)].to_numpy()}
    assert patterns == set(product(("SI", "NO"), repeat=4)) - {("NO",) * 4}


def test_margins_are_those_of_the_lists(links: Links, overlap: Counts) -> None:
    for name in links.lists:
        rest = [other for other in links.lists if other != name]
        margin = overlap.margins[(overlap.margins[rest] == TOTAL).all(axis=1) & (overlap.margins[name] == "SI")]
        on_it = links.people.loc[links.people["lista"] == name, "persona"].nunique()
        assert margin["n"].tolist() == [on_it]
    assert overlap.margins.iloc[-1].tolist() == [TOTAL] * 4 + [overlap.total]


def test_it_goes_through_the_gate(overlap: Counts) -> None:
    release = protect(overlap)
    shown = release.frame[release.frame["status"] == "shown"]
    assert not shown["n"].between(1, 4).any() and audit({"": release}).passed
    assert "DATOS SINTÉTICOS" in show_table(release).html


def test_it_is_the_input_of_multiple_systems_estimation(overlap: Counts) -> None:
    lists = histories(overlap)
    assert lists[list(overlap.by)].isin([0, 1]).all(axis=None) and lists["n"].equals(overlap.frame["n"])
    found = mse(lists, draws=0)
    assert found.observed == overlap.total and found.lowest > overlap.total


def test_one_list_or_too_many_are_refused(links: Links) -> None:
    with pytest.raises(CountsError) as caught:
        count_overlap(link(world(24, 250)[0]["eri"]))
    assert caught.value.both() == (
        "El traslape se cuenta entre 2 y 8 listas; llegaron 1.\nThe overlap is counted among 2 to 8 lists; 1 came."
    )
