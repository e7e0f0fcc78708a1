"""Counts that are the work of one event: whoever took part in it knows its people, and subtracts them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..counts.counts import TOTAL, Counts
from .cells import Cell, Codes, Key
from .policy import Policy
from .system import System


def dominated_cells(counts: Counts, policy: Policy) -> frozenset[Codes]:
    """The cells that one event, or too few events, make up by the rule of ``policy``; none where events are unknown."""
    if not counts.events:
        return frozenset()
    numbers = _numbers(counts)
    return frozenset(
        codes
        for codes, (largest, events) in counts.events.items()
        if policy.is_of_one_event(numbers.get(codes, 0), largest, events)
    )


def _numbers(counts: Counts) -> dict[Codes, int]:
    """The number of every cell, margins included."""
    order = sorted(counts.by)
    return {
        tuple((name, str(line[name])) for name in order if str(line[name]) != TOTAL): int(line["n"])
        for part in (counts.frame, counts.margins)
        for line in part.to_dict("records")
    }


def with_dominated(system: System, cells: Mapping[Key, Cell]) -> System:
    """The system where counts of one event are sensitive: nobody may exclude any value up to the true one."""
    threshold = system.threshold.copy()
    for form, keys in enumerate(system.keys):
        if any(key in cells and cells[key].dominated for key in keys):
            threshold[form] = max(threshold[form], int(system.values[form]) + 1)
    return replace(system, threshold=threshold)
