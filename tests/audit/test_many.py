"""The gate against the attacker on a sample of the random releases of ``benchmarks/attacks.py``."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.attack_cases import FAMILIES, Case
from benchmarks.attacks import Tally, attacked
from tipanalysis.release.audit import audit
from tipanalysis.release.protect import protect_together

RELEASES = 2
GREW = "the same tables of a register that grew"


def drawn(family: str, release: int) -> Case:
    return FAMILIES[family](np.random.default_rng([5, list(FAMILIES).index(family), release]))


@pytest.mark.parametrize("family", [family for family in FAMILIES if family != GREW])
def test_nothing_is_worked_out_of_random_releases(family: str, capsys: pytest.CaptureFixture[str]) -> None:
    done = sum((attacked(drawn(family, release)) for release in range(RELEASES)), Tally())
    with capsys.disabled():
        print(
            f"\n  {family}: {done.broken} of {done.hidden} hidden cells of {done.releases - done.refused} releases "
            f"broken; without secondary suppression {done.bare_broken} of {done.bare_hidden}"
        )
    assert done.broken == 0
    assert done.bare_broken > 0


def test_who_was_added_to_a_register_is_never_published_in_silence() -> None:
    """The gate does not protect yet from an earlier state of the register; the audit refuses what follows from both."""
    case = drawn(GREW, 0)
    before = protect_together(case.before, policy=case.policy)
    now = protect_together(case.tables, policy=case.policy, previous=list(before.values()))
    alone, both = (audit(now, previous=earlier, truth=case.truth) for earlier in ([], [before]))
    assert alone.passed and not both.passed
    assert "publicación anterior 1" in both.explain()[0]
