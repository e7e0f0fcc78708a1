"""Two disadvantages together: more, or less, than both added up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

import numpy as np
import pandas as pd

from ..words.errors import EstimateError
from .arguments import alpha_of, cases_among, sizes, z_of
from .contrasts import contrast, contrast_p
from .noted import Noted
from .records import SMALL, Intervals, Numbers, judged

Mean = float | Sequence[float]

_NAMES = ("mu00", "mu10", "mu01", "mu11")
_SIGNS = np.array([1.0, -1.0, -1.0, 1.0])


@dataclass(frozen=True, kw_only=True)
class JointDisparity(Noted):
    """How the group with both traits differs from the group with none, and what of it neither trait explains alone.

    ``excess_intersectional_disparity`` is mu11 - mu10 - mu01 + mu00, with ``lower``, ``upper`` and ``p_value``
    where groups were given as counts. ``multiplicative_contrast`` is mu11 mu00 / (mu10 mu01): no interaction is 0
    on the first scale and 1 on the second. What has no value is ``nan``.
    """

    mu00: float
    mu10: float
    mu01: float
    mu11: float
    joint_disparity: float
    referent_disparity_10: float
    referent_disparity_01: float
    additive_expected: float
    excess_intersectional_disparity: float
    lower: float
    upper: float
    p_value: float
    excess_share_of_joint: float
    synergy_index: float
    attributable_proportion: float
    ratio_observed_expected: float
    reri: float
    multiplicative_expected: float
    multiplicative_contrast: float
    events: float
    n: float
    method: str
    conf_level: float

    @property
    def eid(self) -> float:
        """The excess intersectional disparity."""
        return self.excess_intersectional_disparity


def joint_disparity(mu00: Mean, mu10: Mean, mu01: Mean, mu11: Mean, *, conf_level: float = 0.95) -> JointDisparity:
    """Joint disparity, referent disparities and excess intersectional disparity of four groups.

    Parameters
    ----------
    mu00, mu10, mu01, mu11 : share or rate of the group with neither trait, the first only, the second only, both.
        Each is a number >= 0, or a pair (events, n) of whole numbers; with four pairs there is an interval
    conf_level : between 0 and 1

    Returns
    -------
    JointDisparity
        Differences on the scale given. ``not_estimable`` if a group is empty, ``small`` if one has fewer than 20.
        The synergy index and the attributable proportion change with the reference: take the group with the
        lowest risk (Knol 2011); ``notes`` say so where mu00 is not the lowest, and where the synergy index has no
        value because its denominator is not above 0.

    Raises
    ------
    EstimateError
        If a number is negative, a group has more events than units, or some groups are numbers and others pairs.

    Notes
    -----
    Jackson, Williams & VanderWeele (2016), appendix table 1: EID = mu11 - mu10 - mu01 + mu00; synergy index
    (mu11 - mu00) / ((mu10 - mu00) + (mu01 - mu00)); attributable proportion EID / mu11; observed to expected
    mu11 / (mu10 + mu01 - mu00); RERI = EID / mu00. Interval of EID: square-and-add of Wilson limits.

    Examples
    --------
    >>> deaths = joint_disparity(11.3, 58.4, 122.6, 601.6)
    >>> round(deaths.additive_expected, 1), round(deaths.excess_intersectional_disparity, 1)
    (169.7, 431.9)
    """
    z = z_of(alpha_of(conf_level))
    given = [mu00, mu10, mu01, mu11]
    pairs = [isinstance(mu, Sequence) for mu in given]
    if all(pairs):
        return _from_counts(*_counts(given), z, conf_level)
    if any(pairs):
        raise EstimateError("intersections_joint_mixed", given=", ".join(str(mu) for mu in given))
    means = np.concatenate([sizes(name, mu) for name, mu in zip(_NAMES, given, strict=True)])
    return _record(means, (nan, nan, nan), (nan, nan), "none", conf_level, _told(means, np.full(4, np.inf)))


def _counts(given: Sequence[Mean]) -> tuple[Numbers, Numbers]:
    pairs = [list(mu) if isinstance(mu, Sequence) else [mu] for mu in given]
    if any(len(pair) != 2 for pair in pairs):
        raise EstimateError("intersections_joint_mixed", given=", ".join(str(mu) for mu in given))
    return cases_among([pair[0] for pair in pairs], [pair[1] for pair in pairs])


def _from_counts(events: Numbers, n: Numbers, z: float, conf_level: float) -> JointDisparity:
    cells = events[None, :], n[None, :], _SIGNS
    _, lower, upper = (float(side[0]) for side in contrast(*cells, z))
    p_value = float(contrast_p(*cells)[0])
    means = events / np.where(n > 0, n, nan)
    size = float(events.sum()), float(n.sum())
    return _record(means, (lower, upper, p_value), size, "square-and-add", conf_level, _told(means, n))


def excess_table(events: Numbers, n: Numbers, conf_level: float = 0.95) -> pd.DataFrame:
    """The excess intersectional disparity of many fours of groups: as :func:`joint_disparity`, a row for each.

    ``events`` and ``n``: a row for each four, the groups 00, 10, 01, 11 in its columns.

    Examples
    --------
    >>> fours = np.array([[5.0, 6.0, 7.0, 20.0]]), np.array([[40.0, 40.0, 40.0, 40.0]])
    >>> excess_table(*fours).round(3)[["estimate", "status"]].to_dict("list")
    {'estimate': [0.3], 'status': ['ok']}
    """
    estimate, lower, upper = contrast(events, n, _SIGNS, z_of(alpha_of(conf_level)))
    small = (n < SMALL).any(axis=1)
    status = judged(~np.isnan(estimate), small, "intersections_note_empty_group", "intersections_note_small_group")
    sums = events.sum(axis=1), n.sum(axis=1)
    return Intervals(estimate, lower, upper, *sums, "square-and-add", conf_level, **status).frame()


def _told(means: Numbers, n: Numbers) -> Noted:
    """Status and notes: what keeps the measures from having a value, or from meaning the same elsewhere."""
    if np.isnan(means).any():
        return Noted(status="not_estimable", notes=("intersections_note_empty_group",))
    mu00, mu10, mu01, _ = means
    notes = {
        "intersections_note_small_group": (n < SMALL).any(),
        "intersections_note_reference_not_lowest": mu00 > means.min(),
        "intersections_note_synergy_undefined": mu10 + mu01 <= 2 * mu00,
        "intersections_note_reference_zero": mu00 == 0,
    }
    return Noted(
        status="small" if (n < SMALL).any() else "ok", notes=tuple(note for note, true in notes.items() if true)
    )


def _record(
    means: Numbers,
    limits: tuple[float, float, float],
    size: tuple[float, float],
    method: str,
    conf_level: float,
    told: Noted,
) -> JointDisparity:
    mu00, mu10, mu01, mu11 = (float(mean) for mean in means)
    expected, joint = mu10 + mu01 - mu00, mu11 - mu00
    excess = mu11 - mu10 - mu01 + mu00
    return JointDisparity(
        **dict(zip(_NAMES, (mu00, mu10, mu01, mu11), strict=True)),
        joint_disparity=joint,
        referent_disparity_10=mu10 - mu00,
        referent_disparity_01=mu01 - mu00,
        additive_expected=expected,
        excess_intersectional_disparity=excess,
        **dict(zip(("lower", "upper", "p_value"), limits, strict=True)),
        excess_share_of_joint=_over(excess, joint),
        synergy_index=_over(joint, expected - mu00) if expected > mu00 else nan,
        attributable_proportion=_over(excess, mu11),
        ratio_observed_expected=_over(mu11, expected) if expected > 0 else nan,
        reri=_over(excess, mu00),
        multiplicative_expected=_over(mu10 * mu01, mu00),
        multiplicative_contrast=_over(mu11 * mu00, mu10 * mu01),
        events=size[0],
        n=size[1],
        method=method,
        conf_level=conf_level,
        status=told.status,
        notes=told.notes,
    )


def _over(above: float, below: float) -> float:
    return above / below if below else nan
