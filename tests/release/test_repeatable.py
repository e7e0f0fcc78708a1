"""The same tables are protected alike in every process, whatever seed Python hashes text with."""

import numpy as np
import pytest
from scipy import sparse

from tipanalysis.release.aims import KINDS, OUTSIDE
from tipanalysis.release.suppress import OPEN, Suppression, suppress
from tipanalysis.release.system import System

SMALL = 12


@pytest.fixture
def system():
    """Many small numbers beside a large total: one table reaches many aims at once."""
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


@pytest.fixture
def state(system):
    return Suppression(system, np.zeros(SMALL + 1, dtype=bool), np.zeros(SMALL + 1, dtype=bool), insider=True)


def test_a_table_is_witness_of_every_aim_it_reaches_and_of_no_other(state):
    table = np.append(np.tile([0.0, 2.0], SMALL // 2), float(SMALL))
    assert state.note(table) and not state.note(table)
    up, low, down = (state.witness[kind, :, OUTSIDE] != OPEN for kind in range(len(KINDS)))
    assert up.tolist() == [False, True] * (SMALL // 2)
    assert down.tolist() == low.tolist() == [True, False] * (SMALL // 2)
    assert (state.witness[:2, :, 1:] == OPEN).sum() == 2 * SMALL * (SMALL - 1)


def test_who_is_alone_in_a_cell_takes_only_tables_where_it_is_one(state):
    state.note(np.append([1.0, 2.0, 3.0, *[1.0] * (SMALL - 3)], float(SMALL)))
    # Places: outside, then the cells in order; an aim about the own cell does not exist, so it is not open.
    assert (state.witness[0, 1, :] != OPEN).tolist() == [True, True, True, False, *[True] * (SMALL - 3)]


def test_two_runs_find_the_same_tables(system):
    first, second = (suppress(system, insider=True) for _ in range(2))
    np.testing.assert_array_equal(first.hidden, second.hidden)
    np.testing.assert_array_equal(first.tables, second.tables)
