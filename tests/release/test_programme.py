"""Linear programmes that start where the last one ended find what programmes from nothing find, and print nothing."""

import numpy as np
import pytest
from scipy import sparse

from tipanalysis.release.aims import KINDS, agrees
from tipanalysis.release.programme import Programme, Wish
from tipanalysis.release.system import System

SIDES = (4, 3, 3)


def three_way(seed):
    """A table by three variables with all its totals, small numbers to 4 hidden."""
    numbers = np.random.default_rng(seed).integers(1, 12, SIDES)
    atoms = np.arange(numbers.size).reshape(SIDES)
    inside = [atoms[place].ravel() for place in np.ndindex(*(size + 1 for size in SIDES)) for place in [_part(place)]]
    forms = np.array([np.isin(np.arange(numbers.size), members) for members in inside], dtype="float64")
    values = forms @ numbers.ravel()
    nothing = np.zeros(len(values), dtype=bool)
    return System(
        forms=sparse.csr_matrix(forms),
        links=sparse.csr_matrix((0, numbers.size)),
        values=values,
        threshold=np.full(len(values), 5),
        cost=np.log2(2 + values),
        keys=[[((), (("cell", str(i)),), ())] for i in range(len(values))],
        fixed=nothing,
        closed=nothing,
        unknown=nothing,
        several=np.zeros(numbers.size, dtype=int),
    )


def _part(place):
    """A cell or, past the last code of a variable, the total over it."""
    return tuple(slice(None) if at == size else slice(at, at + 1) for at, size in zip(place, SIDES, strict=True))


def questions(system, seed):
    """Wishes in a random order, each with a few more cells hidden than the small ones."""
    random = np.random.default_rng(seed)
    small = np.flatnonzero(system.sensitive)
    for _ in range(40):
        hidden = system.sensitive | (random.random(len(system.values)) < 0.4)
        cells = random.permutation(small)[: random.integers(1, 4)]
        yield hidden, Wish(KINDS[random.integers(3)], cells, small[~np.isin(small, cells)][:1])


def worth(system, table, wish):
    """What a table found is worth: how far the wished cells get together."""
    if table is None:
        return None
    return round(
        float(np.minimum(table[wish.cells], system.goal[wish.cells] if wish.kind == "up" else np.inf).sum()), 6
    )


def lost(system, table, hidden):
    """What a table found costs readers."""
    if table is None:
        return None
    return round(float((system.cost * np.abs(table - system.values))[~hidden].sum()), 2)


@pytest.mark.parametrize("seed", range(3))
def test_what_came_before_changes_no_answer(seed):
    system = three_way(seed)
    asked_again = Programme(system)
    found = 0
    for hidden, wish in questions(system, seed):
        known = np.isin(np.arange(len(hidden)), wish.known)
        again, fresh = (one.farthest(hidden, wish, whole=False) for one in (asked_again, Programme(system)))
        assert worth(system, again, wish) == worth(system, fresh, wish)
        if again is not None and (system.values[wish.known] == 1).all():
            assert agrees(system, again, hidden & ~known)
        again, fresh = (one.cheapest(hidden, wish, whole=False, floor=1.0) for one in (asked_again, Programme(system)))
        assert lost(system, again, hidden) == lost(system, fresh, hidden)
        found += again is not None
    assert found > 10


def test_nothing_is_printed(capfd):
    system = three_way(0)
    for hidden, wish in questions(system, 0):
        Programme(system).farthest(hidden, wish)
        Programme(system).cheapest(hidden, wish, whole=True, floor=1.0)
    assert capfd.readouterr() == ("", "")
