"""The suppressor on tables whose published solutions are known; intervals by linear programmes of the test's own."""

import json
from pathlib import Path

import numpy as np
import pytest
from scipy import sparse
from scipy.optimize import linprog

from tipanalysis.release.prune import show_again
from tipanalysis.release.suppress import suppress
from tipanalysis.release.system import System

FOLDER = Path(__file__).resolve().parents[2] / ".." / "shared" / "reference" / "disclosure"
FILES = sorted(FOLDER.glob("*.json")) if FOLDER.is_dir() else []
MORE = 5
"""Holes that protecting the whole interval, with zeros never hidden, may cost beyond solutions that protect exactly."""

pytestmark = pytest.mark.real_data


def system_of(case):
    """Published cells as forms; atoms inside published zeros are left out, as readers see them."""
    empty = {atom for cell in case["published"] if cell["freq"] == 0 for atom in cell["members"]}
    atoms = [i for i in range(len(case["inner"])) if i not in empty]
    cells = [cell for cell in case["published"] if cell["freq"] > 0]
    forms = np.array([[float(atom in cell["members"]) for atom in atoms] for cell in cells])
    values = np.array([cell["freq"] for cell in cells], dtype="float64")
    keys = [
        [] if "never printed" in str(cell["codes"]) else [((), (("celda", str(i)),), ())]
        for i, cell in enumerate(cells)
    ]
    threshold = np.full(len(cells), case["rule"]["maxN"] + 1)
    nothing = np.zeros(len(cells), dtype=bool)
    return System(
        forms=sparse.csr_matrix(forms),
        links=sparse.csr_matrix((0, len(atoms))),
        values=values,
        threshold=threshold,
        cost=np.log2(2 + values),
        keys=keys,
        fixed=nothing,
        closed=nothing,
        unknown=nothing,
        several=np.zeros(len(atoms), dtype=int),
    )


@pytest.fixture(params=FILES or [None], ids=lambda file: file.stem if file else "none")
def case(request):
    if request.param is None:
        pytest.skip("the folder of published cases lies outside the project and is not here")
    case = json.loads(request.param.read_text("utf-8"))
    if "maxN" not in case.get("rule", {}) or any(cell["freq"] is None for cell in case["published"]):
        pytest.skip("a case about another rule")
    return case


def interval(system, shown, form):
    ends = []
    for sign in (1, -1):
        found = linprog(sign * system.forms[form].toarray()[0], A_eq=system.forms[shown], b_eq=system.values[shown])
        ends.append(np.inf if found.status == 3 else sign * found.fun)
    return ends


def test_every_small_number_of_a_published_case_keeps_its_interval(case):
    system = system_of(case)
    state = suppress(system)
    show_again(state)
    shown = np.flatnonzero(system.printed & ~state.hidden)
    assert not (system.sensitive & system.printed & ~state.hidden).any()
    for form in np.flatnonzero(system.sensitive):
        low, high = interval(system, shown, form)
        assert low <= 1e-6 and high >= case["rule"]["maxN"] - 1e-6
    published = sum(cell["suppressed"] and cell["freq"] > 0 for cell in case["published"])
    assert state.hidden.sum() <= published + MORE
