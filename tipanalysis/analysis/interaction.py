"""Additive interaction on ratios: RERI, attributable proportion and synergy index, of two traits or three."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isfinite, nan
from typing import Any

import numpy as np
import pandas as pd

from .arguments import alpha_of, chosen, z_of
from .contrasts import contrast
from .estimates import Status
from .interaction_draws import Drawn, drawn_cells, drawn_model
from .noted import Noted
from .ratio_sums import (
    Limits,
    Ratios,
    part_delta,
    part_mover,
    spread,
    sum_delta,
    sum_mover,
    synergy_delta,
    synergy_mover,
    total,
    wald,
)
from .records import SMALL, Interval, Numbers
from .resampled import DRAWS, SEED, check_draws
from .stratum_cells import Event
from .trait_cells import (
    FittedRatios,
    Level,
    TraitCells,
    cells_of_mapping,
    cells_of_table,
    ratios_of_cells,
    ratios_of_model,
    reason_of,
)


@dataclass(frozen=True, kw_only=True)
class AdditiveInteraction(Noted):
    """Interaction as departure from adding up.

    ``ratios``: cell to ratio (``"10"``: only the first trait); ``reri``, ``ap``, ``synergy``; ``multiplicative``:
    the ratio of all traits over the product of those of one; ``parts``: of three traits, the part of the RERI that
    each pair (``"110"``, …) and the three together (``"111"``) bring. ``reri_se`` and two-sided ``p_value`` by the
    delta method. ``excess_risk``: the same contrast on shares, p11 - p10 - p01 + p00, to be read first; of counts
    and risk ratios only. ``failed``: bootstrap draws without a value.
    """

    scale: str
    method: str
    ratios: Mapping[str, Interval]
    reri: Interval
    ap: Interval
    synergy: Interval
    multiplicative: Interval
    parts: Mapping[str, Interval]
    reri_se: float
    p_value: float
    excess_risk: Interval
    total: int
    excluded: int
    draws: int
    failed: int
    seed: int

    @property
    def frame(self) -> pd.DataFrame:
        """All measures as a table: measure, estimate, lower, upper, n, events, method, conf_level, status, note."""
        named = {
            **{f"{self.scale}_{cell}": ratio for cell, ratio in self.ratios.items()},
            "excess_risk": self.excess_risk,
            "reri": self.reri,
            "ap": self.ap,
            "synergy": self.synergy,
            "multiplicative": self.multiplicative,
            **{f"reri_{cell}": part for cell, part in self.parts.items()},
        }
        return pd.DataFrame([{"measure": name, **vars(interval)} for name, interval in named.items()])


def additive_interaction(
    data: Any,
    exposed: Mapping[str, Level] | None = None,
    *,
    scale: str = "rr",
    ci: str = "delta",
    outcome: str | None = None,
    event: Event = None,
    draws: int = DRAWS,
    seed: int = SEED,
    conf_level: float = 0.95,
) -> AdditiveInteraction:
    """RERI, attributable proportion and synergy index of two or three traits.

    Parameters
    ----------
    data : the cells as a mapping, ``{"00": (events, n), "10": …, "01": …, "11": …}`` (eight cells for three
        traits), or Counts, or a DataFrame of counts, with ``exposed``; or the :class:`FittedRatios` of a regression
    exposed : of a table, dimension to the level (or levels) that are the trait; all other levels are without it,
        and units of unknown level are left out and counted
    scale : ``"rr"`` (risk ratios) or ``"or"`` (odds ratios, for case-control data: n is cases and controls)
    ci : ``"delta"``, ``"mover"`` (variance recovery) or ``"bootstrap"`` (percentiles)
    outcome, event : see :func:`~tipanalysis.analysis.stratum_table.strata`
    draws, seed : of the bootstrap
    conf_level : between 0 and 1

    Returns
    -------
    AdditiveInteraction
        No interaction is RERI 0, AP 0, synergy 1. ``not_estimable`` where a cell has nobody or the reference no
        events; where another cell has no events (or, for odds, nothing but) there are no limits but those of the
        bootstrap. AP and synergy change with the reference: take the cell of lowest risk; ``notes`` say so.

    Raises
    ------
    EstimateError
        If cells are missing, a method does not exist, or a column or level does not exist.

    Notes
    -----
    RERI = R11 - R10 - R01 + 1, AP = RERI / R11, S = (R11 - 1) / (R10 + R01 - 2). Three traits: R111 - R100 - R010 -
    R001 + 2 is the sum of the RERI of each pair without the third and R111 - R110 - R101 - R011 + R100 + R010 + R001
    - 1 (Katsoulis, Gomes & Bamia 2020). Limits: Hosmer & Lemeshow (1992); Zou (2008). Where shares
    can be computed, lead with ``excess_risk``; on odds ratios of small cells no limits are reliable.

    Examples
    --------
    >>> mouth = {"00": (3, 23), "10": (6, 18), "01": (8, 26), "11": (225, 391)}
    >>> found = additive_interaction(mouth, scale="or")
    >>> round(found.reri.estimate, 2), round(found.reri.lower, 2), round(found.reri.upper, 2)
    (3.74, -1.84, 9.32)
    """
    known = {name: name for name in (*_FORMULAS, "bootstrap")}
    chosen({"rr": scale, "or": scale}, scale)
    chosen(known, ci)
    check_draws(draws)
    asked = _Asked(scale, ci, draws, seed, conf_level)
    if isinstance(data, FittedRatios):
        ratios = ratios_of_model(data)
        return _measured(asked, ratios, lambda: drawn_model(ratios, draws, seed))
    cells = cells_of_mapping(data) if isinstance(data, Mapping) else cells_of_table(data, exposed, outcome, event)
    if reason := reason_of(cells, scale):
        return _nothing(asked, cells, reason)
    ratios = ratios_of_cells(cells, scale)
    return _measured(asked, ratios, lambda: drawn_cells(cells.events, cells.n, scale, draws, seed), cells)


@dataclass(frozen=True)
class _Asked:
    """How the measures are to be made."""

    scale: str
    ci: str
    draws: int
    seed: int
    conf_level: float

    @property
    def alpha(self) -> float:
        """What lies outside the limits."""
        return alpha_of(self.conf_level)


@dataclass(frozen=True)
class _Formulas:
    """The four kinds of limits, by one method."""

    product: Callable[..., Limits]
    sum: Callable[..., Limits]
    part: Callable[..., Limits]
    synergy: Callable[..., Limits]


_FORMULAS = {
    "delta": _Formulas(wald, sum_delta, part_delta, synergy_delta),
    "mover": _Formulas(wald, sum_mover, part_mover, synergy_mover),
}


def _measured(
    asked: _Asked, ratios: Ratios, draw: Callable[[], Numbers], cells: TraitCells | None = None
) -> AdditiveInteraction:
    drawn = Drawn(draw(), asked.alpha) if asked.ci == "bootstrap" else None
    by = _Formulas(drawn.product, drawn.sum, drawn.part, drawn.synergy) if drawn else _FORMULAS[asked.ci]
    blind = cells is not None and cells.broken
    z = nan if blind and not drawn else z_of(asked.alpha)
    size = (float(cells.events.sum()), float(cells.n.sum())) if cells else (nan, nan)

    def told(limits: Limits) -> Interval:
        status: Status = "ok" if isfinite(limits[1] + limits[2]) else "not_estimable"
        note = "" if status == "ok" else "intersections_note_no_limits"
        estimate, lower, upper = (float(limit) for limit in limits)
        return Interval(estimate, lower, upper, *size, asked.ci, asked.conf_level, status, note)

    singles, (whole, constant) = dict.fromkeys(ratios.single, -1.0), _whole(ratios)
    error = nan if blind else spread(ratios, ratios.weights(whole) * ratios.values)
    status, notes = _told(ratios, cells, asked.scale)
    return AdditiveInteraction(
        scale=asked.scale,
        method=asked.ci,
        ratios={cell: told(by.product(ratios, {cell: 1.0}, z)) for cell in ratios.cells},
        reri=told(by.sum(ratios, whole, constant, z)),
        ap=told(by.part(ratios, whole, constant, z)),
        synergy=told(by.synergy(ratios, z)),
        multiplicative=told(by.product(ratios, {ratios.full: 1.0} | singles, z)),
        parts={cell: told(by.sum(ratios, of, also, z)) for cell, (of, also) in _parts(ratios).items()},
        reri_se=error,
        p_value=_p_value(total(ratios, whole, constant), error),
        excess_risk=_excess_risk(asked, cells),
        total=_all_of(cells),
        excluded=cells.excluded if cells else 0,
        draws=asked.draws if drawn else 0,
        failed=drawn.failed if drawn else 0,
        seed=asked.seed,
        status=status,
        notes=notes,
    )


def _all_of(cells: TraitCells | None) -> int:
    """Units of the table, those left out too; a cell whose size is missing adds none."""
    return int(np.nansum(cells.n)) + cells.excluded if cells else 0


def _whole(ratios: Ratios) -> tuple[dict[str, float], float]:
    """R with all traits less those with one, plus what keeps no interaction at 0."""
    return {ratios.full: 1.0} | dict.fromkeys(ratios.single, -1.0), len(ratios.single) - 1.0


def _parts(ratios: Ratios) -> dict[str, tuple[dict[str, float], float]]:
    """Of three traits, the RERI of each pair without the third, and what is left to the three together."""
    if len(ratios.single) < 3:
        return {}
    pairs = [cell for cell in ratios.cells if cell.count("1") == 2]
    parts: dict[str, tuple[dict[str, float], float]] = {}
    for pair in pairs:
        own = [cell for cell in ratios.single if pair[cell.index("1")] == "1"]
        parts[pair] = {pair: 1.0} | dict.fromkeys(own, -1.0), 1.0
    rest = {ratios.full: 1.0} | dict.fromkeys(pairs, -1.0) | dict.fromkeys(ratios.single, 1.0)
    return parts | {ratios.full: (rest, -1.0)}


def _p_value(estimate: float, error: float) -> float:
    from scipy.special import ndtr

    return float(2 * ndtr(-abs(estimate) / error)) if error > 0 else nan


def _excess_risk(asked: _Asked, cells: TraitCells | None) -> Interval:
    """The contrast on shares with its square-and-add limits: all traits, less those with one, plus the reference."""
    size = (float(cells.events.sum()), float(cells.n.sum())) if cells else (nan, nan)
    if cells is None or asked.scale == "or" or not (cells.n > 0).all():
        note = "intersections_note_model_only" if cells is None else "intersections_note_empty_group"
        note = "intersections_note_case_control" if asked.scale == "or" else note
        return Interval(nan, nan, nan, *size, "square-and-add", asked.conf_level, "not_estimable", note)
    traits = len(cells.names[0])
    weight = {0: traits - 1.0, 1: -1.0, traits: 1.0}
    weights = np.array([weight.get(name.count("1"), 0.0) for name in cells.names])
    used = weights != 0
    sides = contrast(cells.events[None, used], cells.n[None, used], weights[used], z_of(asked.alpha))
    estimate, lower, upper = (float(side[0]) for side in sides)
    return Interval(estimate, lower, upper, *size, "square-and-add", asked.conf_level)


def _told(ratios: Ratios, cells: TraitCells | None, scale: str) -> tuple[Status, tuple[str, ...]]:
    small = cells is not None and bool((cells.n < SMALL).any())
    notes = {
        "intersections_note_zero_cell": cells is not None and cells.broken,
        "intersections_note_full_cell": cells is not None and bool((cells.events == cells.n).any()),
        "intersections_note_small_group": small,
        "intersections_note_reference_not_lowest": bool((ratios.values < 1).any()),
        "intersections_note_synergy_undefined": total(ratios, dict.fromkeys(ratios.single, 1.0), 0)
        <= len(ratios.single),
        "intersections_note_odds": scale == "or",
    }
    return "small" if small else "ok", tuple(note for note, true in notes.items() if true)


def _nothing(asked: _Asked, cells: TraitCells, reason: str) -> AdditiveInteraction:
    size = float(cells.events.sum()), float(cells.n.sum())
    nowhere = Interval(nan, nan, nan, *size, asked.ci, asked.conf_level, "not_estimable", reason)
    return AdditiveInteraction(
        scale=asked.scale,
        method=asked.ci,
        ratios=dict.fromkeys(cells.names[1:], nowhere),
        reri=nowhere,
        ap=nowhere,
        synergy=nowhere,
        multiplicative=nowhere,
        parts={},
        reri_se=nan,
        p_value=nan,
        excess_risk=_excess_risk(asked, cells),
        total=_all_of(cells),
        excluded=cells.excluded,
        draws=0,
        failed=0,
        seed=asked.seed,
        status="not_estimable",
        notes=(reason,),
    )
