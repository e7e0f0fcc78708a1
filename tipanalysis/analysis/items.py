"""The questions of a test: how hard each is, whether it tells people apart, and how far a score can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, nan, sqrt
from typing import Any

import numpy as np
import pandas as pd

from ..words.errors import EstimateError
from .arguments import alpha_of, z_of
from .paired import paired_scores
from .records import Numbers


def item_analysis(right: Any) -> pd.DataFrame:
    """How the questions of a test worked.

    Parameters
    ----------
    right : a row for each person, a column for each question, 1 where the answer was right and 0 where not

    Returns
    -------
    pandas.DataFrame
        A row for each question: ``share`` right (its easiness, ``nan`` for nobody) and ``discrimination``, the
        correlation of the question with the score of all the others. It is ``nan`` where everybody or nobody had the
        question right, or all other scores are equal.

    Raises
    ------
    EstimateError
        For anything but 0 and 1.

    Notes
    -----
    Corrected point-biserial correlation; Allen and Yen (1979). With fewer than some 50 people it is rough: a sign to
    read the question again, not a verdict.

    Examples
    --------
    >>> item_analysis([[1, 1, 1], [1, 0, 0], [1, 1, 0], [1, 0, 0]]).round(2).to_dict("list")
    {'share': [1.0, 0.5, 0.25], 'discrimination': [nan, 0.58, 0.58]}
    """
    marks = _marks(right)
    rest = marks.sum(axis=1, keepdims=True) - marks
    columns = range(marks.shape[1])
    return pd.DataFrame(
        {
            "share": marks.mean(axis=0) if len(marks) else np.full(marks.shape[1], nan),
            "discrimination": [_correlation(marks[:, place], rest[:, place]) for place in columns],
        }
    )


def _marks(right: Any) -> Numbers:
    marks = np.asarray(right, dtype="float64")
    if marks.ndim != 2 or not np.isin(marks, (0, 1)).all():
        raise EstimateError("learning_marks_not_binary")
    return marks


def _correlation(first: Numbers, second: Numbers) -> float:
    if len(first) < 2 or first.std() == 0 or second.std() == 0:
        return nan
    return float(np.corrcoef(first, second)[0, 1])


def reliability(right: Any) -> float:
    """Kuder and Richardson's formula 20: how far the questions of a test measure one thing.

    Parameters
    ----------
    right : as in :func:`item_analysis`

    Returns
    -------
    float
        At most 1; 0 or less where the questions have nothing in common, ``nan`` where all scores are equal or there is
        one question or one person.

    Notes
    -----
    k/(k-1) (1 - Σ p q / variance of the scores), variances with divisor n; Kuder and Richardson (1937).

    Examples
    --------
    >>> round(reliability([[1, 1, 1], [1, 0, 0], [0, 0, 0], [1, 1, 0]]), 2)
    0.75
    """
    marks = _marks(right)
    people, questions = marks.shape
    spread = marks.sum(axis=1).var() if people > 1 else 0.0
    if questions < 2 or spread == 0:
        return nan
    return float(questions / (questions - 1) * (1 - marks.var(axis=0).sum() / spread))


@dataclass(frozen=True)
class ReliableChange:
    """Which people changed by more than the error of the test: ``points`` is the least change that counts."""

    changed: int
    n: int
    points: int
    error: float
    reliability: float


def reliable_change(
    before: Sequence[int] | Numbers,
    after: Sequence[int] | Numbers,
    reliability: float,
    conf_level: float = 0.95,
) -> ReliableChange | None:
    """How many people gained more than the error of measurement allows.

    Parameters
    ----------
    before, after : scores in whole points of the same people, in the same order
    reliability : of the test, see :func:`reliability`
    conf_level : between 0 and 1

    Returns
    -------
    ReliableChange or None
        ``None`` where it cannot be judged: fewer than two people, equal scores before, or a reliability that is not
        above 0 (a perfect one of 1 leaves no error: any gain counts).

    Raises
    ------
    EstimateError
        For scores that are no whole numbers of 0 or more, that are missing, or that are not as many before as after.

    Notes
    -----
    (after - before) / (s √2 √(1 - r)) >= z, with s the standard deviation before (divisor n - 1) and r the reliability;
    Jacobson and Truax (1991).

    Examples
    --------
    >>> found = reliable_change([4, 6, 8, 10], [10, 12, 9, 11], 0.8)
    >>> found.changed, found.points, round(found.error, 2)
    (2, 4, 1.63)
    """
    first, second = paired_scores(before, after)
    spread = float(first.std(ddof=1)) if len(first) > 1 else 0.0
    if spread == 0 or not 0 < reliability <= 1:
        return None
    error = spread * sqrt(2) * sqrt(1 - reliability)
    points = max(1, ceil(z_of(alpha_of(conf_level)) * error - 1e-9))
    return ReliableChange(int((second - first >= points).sum()), len(first), points, error, reliability)
