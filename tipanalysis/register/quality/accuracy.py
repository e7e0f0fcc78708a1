"""Accuracy against a key of planted errors, as a table of errors that can be counted and protected."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from ..cleaning.rules import Rule
from ..cleaning.score import score_cleaning
from ..register import Register

RIGHT, WAITS, NOT_SET, ELSEWHERE, KEPT_OUT, LEFT_IN = "BIEN", "ESPERA", "MAL", "OTRO_VALOR", "FUERA", "QUEDA"


def planted_errors(
    register: Register, key: str | Path, truth: Register | None = None, *, rules: Sequence[Rule] = ()
) -> pd.DataFrame:
    """How planted errors ended: ``resultado`` and ``n``, zeros included.

    ``BIEN``: set right. ``ESPERA``: a person is asked. ``MAL``: neither. ``OTRO_VALOR``: a value that no error was
    planted in and that differs from the truth without anybody being asked. ``FUERA`` and ``QUEDA``: an identifying
    text that did not come through, or left a trace. From
    :func:`~tipanalysis.register.cleaning.score.score_cleaning`.
    """
    score = score_cleaning(register, key, truth, rules=rules)
    waiting = score.plain_waiting + score.ambiguous_waiting
    outcomes = {
        RIGHT: score.plain_right,
        WAITS: waiting,
        NOT_SET: score.plain + score.ambiguous - score.plain_right - waiting,
        ELSEWHERE: int((score.wrong_in_silence["patron"] == "").sum()),
        KEPT_OUT: score.private_kept_out,
        LEFT_IN: score.private - score.private_kept_out,
    }
    return pd.DataFrame({"resultado": list(outcomes), "n": list(outcomes.values())})
