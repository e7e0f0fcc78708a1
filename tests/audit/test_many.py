"""The gate against the attacker on a sample of the random releases of ``benchmarks/attacks.py``."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.attack_cases import FAMILIES, Case
from benchmarks.attacks import Tally, attacked

RELEASES = 2


def drawn(family: str, release: int) -> Case:
    return FAMILIES[family](np.random.default_rng([5, list(FAMILIES).index(family), release]))


@pytest.mark.parametrize("family", list(FAMILIES))
def test_nothing_is_worked_out_of_random_releases(family: str, capsys: pytest.CaptureFixture[str]) -> None:
    done = sum((attacked(drawn(family, release)) for release in range(RELEASES)), Tally())
    with capsys.disabled():
        print(
            f"\n  {family}: {done.broken} of {done.hidden} hidden cells of {done.releases - done.refused} releases "
            f"broken; without secondary suppression {done.bare_broken} of {done.bare_hidden}"
        )
    assert done.broken == 0
    assert done.bare_broken > 0
