"""The kernel: the counts of every grouping of up to k attributes."""

from __future__ import annotations

from itertools import combinations
from math import prod

from .cube_cells import Cells, cell_of_all, cells_of_profiles, cells_of_table, joint_key
from .cube_profiles import Profiles, add_up, collapse

Grouping = tuple[int, ...]


def groupings(attributes: int, order: int) -> list[Grouping]:
    """Every grouping of up to ``order`` attributes, small ones first."""
    return [each for size in range(order + 1) for each in combinations(range(attributes), size)]


def count_groupings(profiles: Profiles, order: int) -> dict[Grouping, Cells]:
    """The cells of every grouping of up to ``order`` attributes."""
    return {each: _counted(profiles, each) for each in groupings(len(profiles.sizes), order)}


def _counted(profiles: Profiles, grouping: Grouping) -> Cells:
    columns = [profiles.columns[each] for each in grouping]
    sizes = tuple(profiles.sizes[each] for each in grouping)
    if not grouping:
        return cell_of_all(len(profiles) if profiles.weights is None else profiles.weights.sum())
    if prod(sizes) > max(8 * len(profiles), 1 << 16):
        return cells_of_profiles(collapse(columns, sizes, profiles.weights))
    return cells_of_table(add_up(joint_key(columns, sizes), profiles.weights, prod(sizes)).reshape(sizes))
