"""Measures of inequality between groups, of one set of levels or of many draws at once; and their standard errors."""

from __future__ import annotations

from typing import Any

import numpy as np

from .inequality_groups import Groups, ranks
from .records import Numbers


def measures(y: Numbers, groups: Groups) -> dict[str, Numbers]:
    """Every measure of the levels ``y``, whose last axis is the groups; NaN where it is not defined."""
    mean = y @ groups.w
    with np.errstate(divide="ignore", invalid="ignore"):
        found = {
            "mean": mean,
            **_extremes(y, groups),
            **_distances(y, mean, groups),
            **_entropies(y / mean[..., None], groups.w),
            **_attributable(y, mean, groups),
            **_opportunity(y, mean, groups),
            **(_concentration(y, mean, groups) if groups.ordered else {}),
        }
    return {name: np.where(np.isfinite(value), value, np.nan) for name, value in found.items()}


def _extremes(y: Numbers, groups: Groups) -> dict[str, Numbers]:
    high, low = y.max(axis=-1), y.min(axis=-1)
    found = {"difference": high - low, "ratio": high / low}
    if groups.reference is not None:
        reference, worst = y[..., groups.reference], low if groups.favourable else high
        above, below = (reference, worst) if groups.favourable else (worst, reference)
        found |= {"difference_reference": above - below, "ratio_reference": above / below}
    return found


def _distances(y: Numbers, mean: Numbers, groups: Groups) -> dict[str, Numbers]:
    """Mean distances from the mean, the best and the reference; between-group variance and what comes of it."""
    best = y.max(axis=-1) if groups.favourable else y.min(axis=-1)
    centres = {"mdm": mean, "mdb": best}
    if groups.reference is not None:
        centres["mdr"] = y[..., groups.reference]
    found: dict[str, Numbers] = {}
    for name, centre in centres.items():
        away = np.abs(y - centre[..., None])
        found |= {f"{name}_unweighted": away.mean(axis=-1), f"{name}_weighted": away @ groups.w}
    variance = (y - mean[..., None]) ** 2 @ groups.w
    return found | {
        "bgv": variance,
        "bgsd": np.sqrt(variance),
        "cov": 100 * np.sqrt(variance) / mean,
        "idis_unweighted": 100 * found["mdm_unweighted"] / mean,
        "idis_weighted": 100 * found["mdm_weighted"] / mean,
    }


def _entropies(ratio: Numbers, w: Numbers) -> dict[str, Numbers]:
    from scipy.special import xlogy

    return {"theil": xlogy(ratio, ratio) @ w, "mld": -np.log(ratio) @ w}


def _attributable(y: Numbers, mean: Numbers, groups: Groups) -> dict[str, Numbers]:
    """What everybody would gain at the level of the most favourable (of ordered groups, the last) and the reference."""
    best = y[..., -1] if groups.ordered else y.max(axis=-1) if groups.favourable else y.min(axis=-1)
    found: dict[str, Numbers] = {}
    for name, level in {"": best, "_reference": None if groups.reference is None else y[..., groups.reference]}.items():
        if level is not None:
            gain = np.clip(level - mean, 0, None) if groups.favourable else np.clip(level - mean, None, 0)
            found |= {f"par{name}": gain, f"paf{name}": 100 * gain / mean}
    return found


def _opportunity(y: Numbers, mean: Numbers, groups: Groups) -> dict[str, Numbers]:
    """D-index and human opportunity index, of those who are spared where the outcome is adverse."""
    if groups.kind != "proportion":
        return {}
    level = mean if groups.favourable else 1 - mean
    d = np.abs(y - mean[..., None]) @ groups.w / (2 * level)
    return {"d_index": d, "hoi": level * (1 - d)}


def _concentration(y: Numbers, mean: Numbers, groups: Groups) -> dict[str, Numbers]:
    aci = 2 * (y - mean[..., None]) @ (groups.w * (ranks(groups.w) - 0.5))
    found = {"aci": aci, "rci": aci / mean}
    bounded = {"wagstaff": aci / mean / (1 - mean), "erreygers": 4 * aci}
    return found | (bounded if groups.kind == "proportion" else {})


def measure_names(groups: Groups) -> list[str]:
    """The measures that such groups have, in the order of :func:`measures` and the slopes after them."""
    reference = groups.reference is not None
    both = ["unweighted", "weighted"]
    return [
        *("mean", "difference", "ratio"),
        *(("difference_reference", "ratio_reference") if reference else ()),
        *(f"{name}_{how}" for name in ("mdm", "mdb", *(("mdr",) if reference else ())) for how in both),
        *("bgv", "bgsd", "cov", "idis_unweighted", "idis_weighted", "theil", "mld", "par", "paf"),
        *(("par_reference", "paf_reference") if reference else ()),
        *(("d_index", "hoi") if groups.kind == "proportion" else ()),
        *(("aci", "rci") if groups.ordered else ()),
        *(("wagstaff", "erreygers") if groups.ordered and groups.kind == "proportion" else ()),
        *(("sii", "rii") if groups.ordered else ()),
    ]


SCALED = frozenset(
    {
        *("mean", "difference", "difference_reference", "bgsd", "par", "par_reference", "hoi", "aci", "sii"),
        *(f"{name}_{how}" for name in ("mdm", "mdb", "mdr") for how in ("unweighted", "weighted")),
    }
)
"""Measures on the scale of the levels; ``bgv`` is on its square, all others have no unit."""


def standard_errors(groups: Groups) -> dict[str, float]:
    """Standard errors that have a formula; those of the attributable measures where the outcome is a proportion."""
    y, w, variance, mean = groups.y, groups.w, groups.se**2, np.float64(groups.mean)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.log(y / mean)
        theil = float(np.where(y > 0, y / mean * ratio, 0) @ w)
        slopes = {"theil": w / mean * (ratio - theil), "mld": w * (1 / mean - 1 / y)}
        found = {name: float(np.sqrt((slope**2 * variance).sum())) for name, slope in slopes.items()}
        found["bgv"] = _of_variance(w, variance, y - mean)
        if groups.kind == "proportion":
            places: dict[str, Any] = {"": -1 if groups.ordered else groups.best, "_reference": groups.reference}
            for name, place in places.items():
                if place is not None:
                    found[f"paf{name}"] = _of_attributable(groups, place)
                    found[f"par{name}"] = mean * found[f"paf{name}"] / 100
    return {name: value if np.isfinite(value) else np.nan for name, value in found.items()}


def _of_variance(w: Numbers, variance: Numbers, away: Numbers) -> float:
    spread = w**2 * variance
    second = spread.sum() ** 2 - (spread**2).sum() + (w**2 * (1 - w) ** 2 * variance**2).sum()
    return float(np.sqrt(4 * (spread * away**2).sum() + 2 * second))


def _of_attributable(groups: Groups, place: int) -> float:
    people, cases = groups.population, groups.population * groups.y
    c, d = cases[place], people[place] - cases[place]
    a, b = cases.sum() - c, people.sum() - cases.sum() - d
    numerator = c * people.sum() * (a * d * (people.sum() - c) + b * c**2)
    return float(100 * np.sqrt(numerator / ((a + c) ** 3 * (c + d) ** 3)))


def noise_of_variance(groups: Groups) -> float:
    """The between-group variance to expect from sampling error alone: Σ w (1 - w) s²."""
    return float((groups.w * (1 - groups.w) * groups.se**2).sum())
