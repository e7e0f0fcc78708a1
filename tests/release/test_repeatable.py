"""The same tables are protected alike in every process, whatever seed Python hashes text with."""

import numpy as np
import pytest
from scipy import sparse

from tipanalysis.release.suppress import Suppression, _note, goals, reached
from tipanalysis.release.system import System

SMALL = 12


@pytest.fixture
def system():
    """Many small numbers beside a large total: one table reaches many goals at once."""
    forms = np.vstack([np.eye(SMALL), np.ones(SMALL)])
    values = np.append(np.ones(SMALL), float(SMALL))
    nothing = np.zeros(len(values), dtype=bool)
    return System(
        forms=sparse.csr_matrix(forms),
        links=sparse.csr_matrix((0, SMALL)),
        values=values,
        threshold=np.append(np.full(SMALL, 3), 3),
        cost=np.ones(len(values)),
        keys=[[((), (("celda", str(i)),), ())] for i in range(len(values))],
        fixed=nothing,
        closed=nothing,
        unknown=nothing,
        several=np.zeros(SMALL, dtype=int),
    )


def test_goals_are_reached_in_the_order_of_the_cells(system):
    table = np.append(np.tile([0.0, 2.0], SMALL // 2), float(SMALL))
    nothing_hidden = np.zeros(SMALL + 1, dtype=bool)
    down, up = [(i, "down") for i in range(0, SMALL, 2)], [(i, "up") for i in range(1, SMALL, 2)]
    assert reached(system, table, nothing_hidden) == [*down, *up]


def test_witnesses_are_kept_in_that_order(system):
    state = Suppression(system, np.zeros(SMALL + 1, dtype=bool), np.zeros(SMALL + 1, dtype=bool))
    _note(state, np.append(np.zeros(SMALL), float(SMALL)))
    assert list(state.witnesses) == sorted(goal for goal in goals(system) if goal[1] == "down")
