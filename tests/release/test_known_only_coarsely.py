"""A child of unknown exact age: the minors less all age bands below 18 must not give one person away."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from tipanalysis.counts.count import count_by
from tipanalysis.release.audit import audit
from tipanalysis.release.protect import protect_together


def tables(unknown_children: int) -> dict[str, Any]:
    people = [("06-11", "00-17")] * 9 + [("15-17", "00-17")] * 38 + [("18-24", "18+")] * 52
    people += [("NS", "00-17")] * unknown_children + [("NS", "NS")] * 9
    frame = pd.DataFrame(people, columns=["grupo_edad", "mayoria_edad"])
    return {name: count_by(frame, name) for name in frame.columns}


@pytest.mark.parametrize("unknown_children", [1, 2, 4])
def test_a_few_children_of_unknown_age_cannot_be_worked_out(unknown_children: int) -> None:
    released = protect_together(tables(unknown_children))
    assert sum(release.hidden for release in released.values()) > 0
    assert audit(released).passed


@pytest.mark.parametrize("unknown_children", [0, 5])
def test_where_nobody_or_enough_are_unknown_nothing_is_hidden(unknown_children: int) -> None:
    released = protect_together(tables(unknown_children))
    assert [release.hidden for release in released.values()] == [0, 0]
    assert audit(released).passed


def test_the_attacker_finds_the_child_where_each_table_was_protected_alone() -> None:
    alone = {name: protect_together({name: table})[name] for name, table in tables(1).items()}
    verdict = audit(alone)
    assert not verdict.passed and verdict.differences == 1
