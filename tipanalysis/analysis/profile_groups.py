"""All groups of a profile: each against everyone else, and those that no larger group gives away."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from ..counts.counts import TOTAL
from .arguments import z_of
from .contrasts import contrast, contrast_p
from .group_tables import Groups, GroupTable
from .intervals import proportion_table
from .maihda_binomial import shrunken
from .maihda_design import main_effects
from .multiplicity import adjust_p
from .records import SMALL, Numbers
from .stratum_cells import Cells

AGAINST_OTHERS = np.array([1.0, -1.0])


def profile_groups(groups: Groups, *, min_n: float, alpha: float, conf_level: float) -> pd.DataFrame:
    """One row for each group: its share raw and shrunken, against everyone else, and whether it is masked.

    ``difference`` (from the share of everyone else, Newcombe) and its p-value are there for groups of at least
    ``min_n``; ``differs`` where the p-value adjusted over all of them (Benjamini & Hochberg) is not above ``alpha``;
    ``masked`` where a group differs and none of the larger groups that it lies in does.
    """
    parts = [_against_others(table, groups.by, min_n, conf_level) for table in groups.tables]
    frame = pd.concat(parts, ignore_index=True)
    adjusted = adjust_p(frame["p_value"].to_numpy())
    frame = frame.assign(p_adjusted=adjusted, differs=adjusted <= alpha)
    return frame.assign(masked=_masked(frame, groups.by))


def _against_others(table: GroupTable, by: tuple[str, ...], min_n: float, conf_level: float) -> pd.DataFrame:
    n, events = table.n.ravel(), table.events.ravel()
    units, cases = (np.column_stack([each, each.sum() - each]) for each in (n, events))
    notes = np.select(
        [n == 0, n < min_n, units[:, 1] == 0],
        ["scan_note_nobody", "scan_note_few_people", "profile_note_everybody"],
        default="",
    )
    tested = np.where((notes == "")[:, None], units, 0)
    difference, low, high = contrast(cases, tested, AGAINST_OTHERS, z_of(1 - conf_level))
    share = proportion_table(events, n, conf_level=conf_level)
    small = (notes == "") & (units < SMALL).any(axis=1)
    return table.frame(by).assign(
        n=n.astype("int64"),
        events=events.astype("int64"),
        **{name: share[name] for name in ("estimate", "lower", "upper")},
        shrunken=_shrunken(table),
        difference=difference,
        difference_lower=low,
        difference_upper=high,
        p_value=contrast_p(cases, tested, AGAINST_OTHERS),
        status=np.where(notes != "", "not_estimable", np.where(small, "small", "ok")),
        note=np.where(small, "intersections_note_small_group", notes),
    )


def _shrunken(table: GroupTable) -> Numbers:
    """Shares drawn towards what main effects add up to (one dimension: towards the whole), as a MAIHDA does."""
    n, events = table.n.ravel(), table.events.ravel()
    if table.depth == 1 or not 0 < events.sum() < n.sum():
        return shrunken(events, n)
    frame = table.frame(table.by)[list(table.by)].assign(n=n, events=events)
    inhabited = Cells(frame[n > 0].reset_index(drop=True), table.by, int(n.sum()), 0)
    return shrunken(events, n, main_effects(inhabited).x)


def _masked(frame: pd.DataFrame, by: tuple[str, ...]) -> list[bool]:
    """Which groups differ while none of the groups that they lie in does."""
    keys = list(frame[list(by)].itertuples(index=False, name=None))
    differing = {key for key, differs in zip(keys, frame["differs"], strict=True) if differs}
    return [key in differing and len(_traits(key)) > 1 and not differing & _larger(key) for key in keys]


def _traits(key: tuple[str, ...]) -> list[int]:
    return [place for place, code in enumerate(key) if code != TOTAL]


def _larger(key: tuple[str, ...]) -> set[tuple[str, ...]]:
    """The groups of one trait less, or several, in which this one lies."""
    traits = _traits(key)
    return {
        tuple(code if place in kept else TOTAL for place, code in enumerate(key))
        for size in range(1, len(traits))
        for kept in combinations(traits, size)
    }
