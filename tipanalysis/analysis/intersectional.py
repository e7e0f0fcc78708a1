"""The intersectional profile: what a table says about every group, as one object ready for the gate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from ..counts.counts import TOTAL, Counts
from ..counts.cube_value import Cube
from ..counts.margins import margin_of
from ..standard.codebook import load_codebook
from ..words.numbers import PERCENT, format_percent
from ..words.texts import say
from .arguments import alpha_of, sizes
from .estimates import Estimates
from .furthest import FurthestBehind, furthest_behind
from .group_tables import group_tables
from .noted import Noted
from .profile_groups import profile_groups
from .profile_tables import check_reference, representation, shrunken_shares
from .shares import share_within
from .stratum_cells import Event

DEPTH = 3


@dataclass(frozen=True, kw_only=True, eq=False)
class IntersectionalProfile(Noted):
    """Every group of one, two and three of the variables ``by``, and what they say about an outcome.

    ``groups``: one row a group, the columns ``by`` with ``TOTAL`` where one is summed out, then ``depth``, ``group``,
    ``n``, ``events``, ``estimate`` with limits, ``shrunken``, ``difference`` from everyone else with limits and
    p-values, ``differs``, ``masked``, ``status``, ``note``; shares between 0 and 1. ``shares``, ``representations``
    (observed over expected), ``shrunken``: Estimates by the variables they are of. ``furthest``: the group furthest
    behind with its stability. ``total``: units in the table.
    """

    by: tuple[str, ...]
    outcome: str
    event: tuple[str, ...]
    groups: pd.DataFrame
    shares: Mapping[tuple[str, ...], Estimates]
    representations: Mapping[tuple[str, ...], Estimates]
    shrunken: Mapping[tuple[str, ...], Estimates]
    furthest: FurthestBehind
    total: int

    @property
    def masked(self) -> pd.DataFrame:
        """Groups that differ from everyone else while none of the larger groups that they lie in does."""
        return self.groups[self.groups["masked"]].reset_index(drop=True)

    def estimates(self) -> dict[str, Estimates]:
        """All tables by name, to be made safe together with ``protect_together``."""
        tables = {"share": self.shares, "representation": self.representations, "shrunken": self.shrunken}
        return {f"{kind} {' × '.join(by)}": table for kind, each in tables.items() for by, table in each.items()}

    def sentences(self, *, lang: str | None = None) -> tuple[str, ...]:
        """What stands out, in plain words and without counts: those come from the gate."""
        if self.status == "not_estimable":
            return self.reasons(lang=lang)
        masked = [say("profile_sentence_masked", lang=lang, group=self._named(row, lang)) for row in self._masked()]
        return (*(masked or [say("profile_sentence_none_masked", lang=lang)]), self._behind(lang))

    def _masked(self) -> Iterator[dict[str, tuple[str, ...]]]:
        for row in self.masked[list(self.by)].to_dict("records"):
            yield {str(name): (code,) for name, code in row.items() if code != TOTAL}

    def _behind(self, lang: str | None) -> str:
        if not self.furthest.group:
            return say("profile_sentence_no_furthest", lang=lang)
        group = self._named(self.furthest.group, lang)
        if not self.furthest.draws:
            return say("profile_sentence_furthest_once", lang=lang, group=group)
        stability = format_percent(PERCENT * self.furthest.stability, lang=lang)
        return say("profile_sentence_furthest", lang=lang, group=group, stability=stability)

    def _named(self, group: Mapping[str, tuple[str, ...]], lang: str | None) -> str:
        return "; ".join(" / ".join(_label(name, code, lang) for code in codes) for name, codes in group.items())


def _label(variable: str, code: str, lang: str | None) -> str:
    """What a reader calls a level; of a variable that the codebook does not know, both as they are."""
    book = load_codebook()
    return book.label(variable, code, lang) if variable in book else f"{variable}: {code}"


def intersectional_profile(
    data: Cube | Counts,
    by: Sequence[str],
    *,
    outcome: str,
    event: Event,
    reference: pd.DataFrame | None = None,
    favourable: bool = False,
    min_n: int = 20,
    alpha: float = 0.05,
    draws: int = 200,
    seed: int = 1,
    conf_level: float = 0.95,
) -> IntersectionalProfile:
    """All groups of up to three of the variables, with everything that tells a reader how much to trust them.

    Parameters
    ----------
    data : Counts by ``by`` and ``outcome``, or a Cube whose order is at least the number of both
    by : two or more variables; each unit stands in one group of each, unknown ones in levels of their own
    outcome, event : the variable that tells the events, and which of its levels is one (or which are)
    reference : population to compare with: a DataFrame of some of ``by`` and ``population``. By default each group
        is compared with everyone else in the table
    favourable : whether the event is good; then the lowest share is the worst
    min_n : smaller groups are shown and not tested
    alpha : a group differs where its adjusted p-value is not above it
    draws, seed : resampled tables for the stability of the furthest behind
    conf_level : of the intervals

    Returns
    -------
    IntersectionalProfile
        Nobody is lost: the groups of each table add up to ``total``. ``not_estimable`` with nobody, or where nobody
        or everybody has the outcome; the tables are there all the same. Shrunken shares are there for one event.

    Raises
    ------
    EstimateError
        For a variable, level or reference that does not exist.

    Notes
    -----
    Differences: Newcombe, adjusted by Benjamini & Hochberg over all groups tested. Shrunken: the adjusted model of a
    MAIHDA. Representation: limits of a risk ratio, or those of a count over what a population leads one to
    expect. Furthest behind: a conditional inference tree.

    Examples
    --------
    >>> from tipanalysis.counts.count import count_by
    >>> cells = [("M", "R", 40, 20), ("M", "U", 20, 40), ("H", "R", 20, 40), ("H", "U", 40, 20)]
    >>> rows = [(a, b, ill, n) for a, b, *both in cells for ill, n in zip(["SI", "NO"], both)]
    >>> table = pd.DataFrame(rows, columns=["a", "b", "ill", "n"])
    >>> found = intersectional_profile(count_by(table, ["a", "b", "ill"], weight="n"), ["a", "b"],
    ...                                outcome="ill", event="SI", draws=0)
    >>> found.masked["group"].tolist()
    ['a=H × b=R', 'a=H × b=U', 'a=M × b=R', 'a=M × b=U']
    """
    names = tuple(by)
    alpha_of(alpha), alpha_of(conf_level)
    check_reference(reference, names)
    (least,) = sizes("min_n", min_n)
    counts = data.counts((*names, outcome)) if isinstance(data, Cube) else data
    told = group_tables(counts, names, DEPTH, outcome=outcome, event=event)
    groups = profile_groups(told, min_n=float(least), alpha=alpha, conf_level=conf_level)
    events = (str(event),) if isinstance(event, str | bool | int) else tuple(map(str, event or ()))
    tables = {some: margin_of(counts, (*some, outcome)) for some in _choices(names)}
    behind = furthest_behind(
        margin_of(counts, (*names, outcome)),
        names,
        outcome=outcome,
        event=event,
        favourable=favourable,
        min_n=min_n,
        draws=draws,
        seed=seed,
        conf_level=conf_level,
    )
    none = behind.status == "not_estimable"
    return IntersectionalProfile(
        by=names,
        outcome=outcome,
        event=events,
        groups=groups,
        shares={some: share_within(table, some, conf_level=conf_level) for some, table in tables.items()},
        representations={some: representation(table, outcome, reference, conf_level) for some, table in tables.items()},
        shrunken={
            some: shrunken_shares(table, _of(groups, some), outcome, events[0], conf_level)
            for some, table in tables.items()
            if len(events) == 1
        },
        furthest=behind,
        total=told.total,
        status="not_estimable" if none else "ok",
        notes=behind.notes if none else ("profile_note_many",),
    )


def _choices(names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for size in range(1, min(DEPTH, len(names)) + 1):
        yield from combinations(names, size)


def _of(groups: pd.DataFrame, some: tuple[str, ...]) -> pd.DataFrame:
    """The groups of exactly these variables."""
    named = (groups[list(some)] != TOTAL).all(axis=1) & (groups["depth"] == len(some))
    return groups[named]
