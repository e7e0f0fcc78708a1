"""Tables of official statistics: ours is safe, no cell too many is hidden, and the documents show the comparison."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from release.comparison import compared, faults, is_never_printed, names
from release.comparison_document import BEGIN, PAGES, table_of

SHARED = Path(__file__).resolve().parents[3] / "shared" / "reference" / "disclosure"
MOST = 1.5


@pytest.mark.parametrize("name", names())
def test_nobody_outside_or_inside_learns_more_than_the_rule(name: str) -> None:
    assert compared(name).faults_of_ours == frozenset()


@pytest.mark.parametrize("name", names())
def test_each_cell_hidden_beside_is_needed(name: str) -> None:
    one = compared(name)
    for place in one.beside:
        if not is_never_printed(one.case["published"][place]):
            assert faults(one.case, one.ours - {place}), one.case["published"][place]["codes"]


@pytest.mark.parametrize("name", names())
def test_little_more_is_hidden_than_in_published_solutions_that_are_safe(name: str) -> None:
    one = compared(name)
    if not one.faults_of_theirs:
        assert len(one.ours) <= MOST * len(one.theirs)


@pytest.mark.parametrize("lang", PAGES)
def test_the_documents_show_the_comparison(lang: str) -> None:
    assert PAGES[lang].read_text("utf-8").partition(BEGIN)[2].strip() == table_of(lang).strip(), (
        "write the page anew: PYTHONPATH=tests:. python -m release.comparison_document"
    )


@pytest.mark.real_data
@pytest.mark.parametrize("name", names())
def test_the_tables_here_are_the_published_ones(name: str) -> None:
    file = SHARED / f"{name}.json"
    if not file.exists():
        pytest.skip("the folder of published cases lies outside the project and is not here")
    theirs = json.loads(file.read_text("utf-8"))["published"]
    ours = compared(name).case["published"]
    for field in ("freq", "members", "primary", "suppressed"):
        assert [cell[field] for cell in ours] == [cell[field] for cell in theirs]
