"""How many people no list saw: by two models or more from the overlap that is shown, or why there is no estimate."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import pandas as pd

from ..analysis.hidden_population import LEAST_LISTS, MultipleSystems, mse
from ..analysis.two_lists import TwoLists, mse_two_list
from ..counts.overlap import OFF, ON
from ..pages.labels import in_words
from ..release.release import Release
from ..words.numbers import format_number, format_range
from ..words.texts import say
from .cover import computed_table
from .passage import Passage, bullets, paragraph
from .shown import Shown

_DRAWS = 200


@dataclass(frozen=True)
class HiddenPeople:
    """What the lists taken together say of who is on none; ``found`` is missing where nothing can be computed.

    ``used``: the most lists of which every way of being on them is shown; ``lists``: all that were given.
    """

    lists: tuple[str, ...]
    used: tuple[str, ...]
    found: MultipleSystems | TwoLists | None

    @property
    def estimated(self) -> bool:
        """Whether there are numbers to show: several models, or two lists with both sides of their assumption."""
        return self.found is not None and self.found.status in ("ok", "small")


def hidden_people(release: Release | None) -> HiddenPeople:
    """The estimates of the largest set of lists whose histories are all shown; of rounded numbers none.

    Examples
    --------
    >>> hidden_people(None).estimated
    False
    """
    if release is None or release.rounded:
        return HiddenPeople(release.by if release is not None else (), (), None)
    for size in range(len(release.by), 1, -1):
        known = [(names, seen) for names in combinations(release.by, size) if (seen := histories_of(release, names))]
        if known:
            names, seen = max(known, key=lambda each: sum(each[1].values()))
            return HiddenPeople(release.by, names, _estimate(names, seen))
    return HiddenPeople(release.by, (), None)


def histories_of(release: Release, names: tuple[str, ...]) -> dict[tuple[str, ...], int] | None:
    """People by on which of these lists they are, whatever other lists they are on; ``None`` where one is hidden."""
    shown = Shown(release)
    patterns = [pattern for pattern in product((ON, OFF), repeat=len(names)) if ON in pattern]
    seen = {pattern: shown.n(**dict(zip(names, pattern, strict=True))) for pattern in patterns}
    return None if None in seen.values() else {pattern: n for pattern, n in seen.items() if n is not None}


def _estimate(names: tuple[str, ...], seen: dict[tuple[str, ...], int]) -> MultipleSystems | TwoLists:
    if len(names) < LEAST_LISTS:
        both, first, second = (seen[pattern] for pattern in ((ON, ON), (ON, OFF), (OFF, ON)))
        return mse_two_list(both + first, both + second, both)
    rows = [
        {**{name: int(at == ON) for name, at in zip(names, pattern, strict=True)}, "n": n}
        for pattern, n in seen.items()
    ]
    return mse(pd.DataFrame(rows), draws=_DRAWS)


def hidden_told(people: HiddenPeople) -> str:
    """One sentence for the first screen: how far the models are apart, or why there is no estimate."""
    found = people.found
    if not people.lists:
        return say("unseen_no_lists")
    if isinstance(found, MultipleSystems):
        return found.sensitivity()
    if isinstance(found, TwoLists) and people.estimated:
        told = {"estimate": found.estimate, "half": found.if_half, "twice": found.if_twice, "observed": found.observed}
        names = in_words(list(people.used))
        return say("unseen_two_lists", lists=names, **{name: format_number(round(n)) for name, n in told.items()})
    return say(found.note) if found is not None else say("unseen_lists_hidden")


def hidden_passage(people: HiddenPeople, release: Release | None) -> list[Passage]:
    """The models side by side with what they suppose, or why there are none."""
    parts = [paragraph("reports_told", message=hidden_told(people))]
    if release is None or not isinstance(people.found, MultipleSystems) or not people.estimated:
        return parts
    names = say("unseen_lists_used", used=in_words(list(people.used)), lists=in_words(list(people.lists)))
    head = [say(f"unseen_head_{name}") for name in ("model", "together", "estimate", "interval")]
    rows = [_row(row) for row in people.found.models.to_dict("records")]
    table = computed_table(say("unseen_models_caption"), head, rows, release)
    return [*parts, bullets([names, say("unseen_lists_partial"), *people.found.reasons()], css="tip-limits"), table]


def _row(row: dict[Any, Any]) -> tuple[str, ...]:
    name = say(f"unseen_model_{row['selection']}")
    terms = row["terms"] or say("unseen_none")
    if row["status"] != "ok":
        return name, terms, say("unseen_refused"), say(row["note"])
    drawn = not pd.isna(row["boot_lower"])
    low, high = (row["boot_lower"], row["boot_upper"]) if drawn else (row["lower"], row["upper"])
    kind = say("unseen_interval_drawn" if drawn else "unseen_interval_fixed", range=format_range(low, high, 0))
    return name, terms, format_number(round(row["estimate"])), kind
