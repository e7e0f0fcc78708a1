"""P-values of many tests at once: how many of the findings may be chance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..words.errors import EstimateError
from .records import Numbers


def adjust_p(p: Sequence[float] | Numbers, method: str = "bh") -> Numbers:
    """P-values adjusted for how many tests were made.

    Parameters
    ----------
    p : p-values between 0 and 1, in any order; ``nan`` stands for a test that could not be made
    method : ``"bh"`` (share of false findings among the findings; Benjamini & Hochberg), ``"holm"`` or
        ``"bonferroni"`` (chance of any false finding)

    Returns
    -------
    numpy.ndarray
        In the order of ``p``. A ``nan`` stays and does not count as a test; nothing in gives nothing out.

    Raises
    ------
    EstimateError
        If a p-value is not between 0 and 1, or the method does not exist.

    Notes
    -----
    With p sorted upwards and m tests: BH min over j >= i of p_j m / j; Holm max over j <= i of
    (m - j + 1) p_j; Bonferroni m p; none above 1. Benjamini & Hochberg (1995); Holm (1979).

    Examples
    --------
    >>> adjust_p([0.01, 0.04, 0.03]).tolist()
    [0.03, 0.04, 0.04]
    >>> adjust_p([0.01, 0.04, 0.03], "holm").tolist()
    [0.03, 0.06, 0.06]
    """
    if method not in _METHODS:
        raise EstimateError("intersections_adjust_unknown", given=method, known=", ".join(_METHODS))
    values = np.asarray(p, dtype=float).ravel()
    made = ~np.isnan(values)
    if ((values[made] < 0) | (values[made] > 1)).any():
        wrong = values[made & ((values < 0) | (values > 1))][0]
        raise EstimateError("intersections_p_outside", given=wrong)
    order = np.argsort(values[made], kind="stable")
    adjusted = np.empty(order.size)
    adjusted[order] = np.minimum(_METHODS[method](values[made][order]), 1.0)
    result = np.full(values.size, np.nan)
    result[made] = adjusted
    return result


def _bh(rising: Numbers) -> Numbers:
    share = rising * rising.size / np.arange(1, rising.size + 1)
    return np.minimum.accumulate(share[::-1])[::-1]


def _holm(rising: Numbers) -> Numbers:
    return np.maximum.accumulate(rising * np.arange(rising.size, 0, -1))


def _bonferroni(rising: Numbers) -> Numbers:
    return rising * rising.size


_METHODS = {"bh": _bh, "holm": _holm, "bonferroni": _bonferroni}
