"""Tables of every shape, as somebody may bring them: protected, attacked, and nothing hidden that need not be."""

from __future__ import annotations

import pytest

from release.comparison import Compared, faults, protected
from release.random_cases import SHAPES, random_case
from tipanalysis.release.attack_cells import attack


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_is_learnt_and_every_hidden_cell_is_needed(shape: str, seed: int) -> None:
    case = random_case(shape, seed)
    one = Compared(case, protected(case))
    assert one.faults_of_ours == frozenset()
    assert [place for place in one.beside if not faults(case, one.ours - {place})] == []


def test_a_table_that_hides_nothing_can_be_attacked() -> None:
    case = random_case("two ways", 0)
    for cell in case["published"]:
        cell["suppressed"] = False
    assert attack(case).empty
    assert list(attack(case).columns) == ["codes", "freq", "primary", "low", "high", "verdict"]


def test_a_cell_of_nobody_changes_nothing() -> None:
    case = random_case("two ways", 1)
    ours = protected(case)
    case["published"].append({"codes": {0: "nobody"}, "freq": 0, "members": [], "primary": False, "suppressed": False})
    assert protected(case) == ours
