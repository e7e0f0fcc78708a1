"""What to make coarser so that more can be shown: tried out, not guessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import islice
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..analysis.estimates import Estimates
from ..counts.counts import Counts
from ..register.remembered import remembered, without_title
from ..words.errors import ReleaseError
from ..words.numbers import format_number
from ..words.texts import say
from .coarse_tables import Kind, coarser_versions
from .policy import Policy, load_policy
from .protect import protect_together, protect_with_log
from .release import Release

Previous = Sequence[Release] | Mapping[str, Release]
MOST_TABLES = 3
"""The tables with most people in hidden cells are tried; each try is a protection of its own."""
MOST_TRIED = 4
"""How many versions of one table are tried."""
MUCH = 0.5
"""From this share of its cells on much of a table is hidden."""


@dataclass(frozen=True)
class Suggestion:
    """A coarser version of one table and what it would show.

    Of its ``cells`` that count somebody ``shown`` would be, with ``people`` of ``total`` in them (mentions, where
    people stand in several); ``…_now`` says the same of the table as it is. Numbers of people are for the house:
    nobody protected them. The sentence tells cells only.
    """

    table: str
    by: tuple[str, ...]
    kind: Kind
    variable: str
    to: str
    cells: int
    shown: int
    people: int
    cells_now: int
    shown_now: int
    people_now: int
    total: int

    def sentence(self, lang: str | None = None) -> str:
        """What to do and what it would show, for whoever publishes."""
        counted = {name: format_number(getattr(self, name)) for name in ("cells", "shown", "cells_now", "shown_now")}
        return say(
            f"suggest_{self.kind}",
            lang=lang,
            table=" × ".join(_label(name, lang) for name in self.by),
            variable=_label(self.variable, lang),
            to=self.to if self.kind == "years" else _label(self.to, lang),
            **counted,
        )


@dataclass(frozen=True, repr=False)
class Suggestions:
    """The best suggestions, those first that show most people; none where little is hidden or nothing helps.

    Shown, they say their sentences.
    """

    best: tuple[Suggestion, ...] = ()

    @property
    def frame(self) -> pd.DataFrame:
        """One row for each suggestion; for the restricted room, as it counts people that nobody protected."""
        return pd.DataFrame([vars(one) for one in self.best], columns=list(Suggestion.__dataclass_fields__))

    def sentences(self, lang: str | None = None) -> tuple[str, ...]:
        """One sentence for each, for whoever publishes."""
        return tuple(one.sentence(lang) for one in self.best)

    def __repr__(self) -> str:
        return "\n".join(self.sentences()) or say("suggest_none")

    def _repr_html_(self) -> str:
        return f"<ul>{''.join(f'<li>{escape(one)}</li>' for one in repr(self).splitlines())}</ul>"


def suggest(
    tables: Mapping[str, Counts | Estimates],
    releases: Mapping[str, Release] | None = None,
    *,
    policy: str | Policy = "publication",
    previous: Previous = (),
    most: int = 3,
) -> Suggestions:
    """Which coarser tables would show more: each is really protected, beside the others as they are shown now.

    Parameters
    ----------
    tables : what is to be shown together, by name
    releases : the same tables as :func:`~tipanalysis.release.protect.protect_together` returned them; else they are
        protected here
    policy, previous : as there
    most : how many suggestions

    Returns
    -------
    Suggestions
        For up to three tables of which half the cells that count somebody are hidden: broader levels of a variable,
        three or five years together, rare levels together, or one variable less. Only what shows more people,
        and a larger part of its cells, than the table does now. Of rounded tables nothing is hidden: no suggestions.

    Examples
    --------
    >>> from tipanalysis.counts.count import count_by
    >>> ages = ["12-14"] * 6 + ["15-17"] * 6 + ["18-24"] * 8 + ["25-29"] * 6
    >>> people = pd.DataFrame({"grupo_edad": ages, "sexo": ["MUJER", "HOMBRE"] * 13})
    >>> found = suggest({"edad": count_by(people, ["grupo_edad", "sexo"])})
    >>> found.frame[["kind", "to", "cells", "shown", "cells_now", "shown_now"]].to_dict("records")[0]
    {'kind': 'wider', 'to': 'grupo_edad_amplio', 'cells': 4, 'shown': 4, 'cells_now': 8, 'shown_now': 0}
    """
    rules = load_policy(policy)
    shown = dict(releases or protect_together(tables, policy=rules, previous=previous))
    counts = {name: table.counts if isinstance(table, Estimates) else table for name, table in tables.items()}
    return remembered(
        lambda: (
            *("suggest", {name: without_title(table) for name, table in counts.items()}),
            *({name: without_title(release) for name, release in shown.items()}, rules, most),
            [(name, without_title(release)) for name, release in _named(previous)],
        ),
        lambda: _suggested(counts, shown, rules, previous, most),
    )


def _named(releases: Previous) -> Iterable[tuple[str, Release]]:
    return releases.items() if isinstance(releases, Mapping) else (("", release) for release in releases)


def _suggested(
    counts: Mapping[str, Counts], shown: Mapping[str, Release], rules: Policy, previous: Previous, most: int
) -> Suggestions:
    worst = [name for name, table in counts.items() if _much_is_hidden(table, shown[name])]
    worst.sort(key=lambda name: _Seen.of({name: counts[name]}, shown).people - int(counts[name].frame["n"].sum()))
    found = [one for name in worst[:MOST_TABLES] for one in _better(name, counts, shown, rules, previous)]
    found.sort(key=lambda one: (one.people_now - one.people, -one.shown, one.table, one.variable))
    return Suggestions(tuple(found[:most]))


def _much_is_hidden(counts: Counts, release: Release) -> bool:
    seen = _Seen.of({"": counts}, {"": release})
    return seen.cells - seen.shown >= max(1.0, MUCH * seen.cells)


def _better(
    name: str, counts: Mapping[str, Counts], shown: Mapping[str, Release], rules: Policy, previous: Previous
) -> Iterator[Suggestion]:
    """The coarser versions of one table that show more people than it does."""
    others = {other: table for other, table in counts.items() if other != name}
    now = _Seen.of({name: counts[name]}, shown)
    versions = coarser_versions(name, counts[name], others, rules.threshold_for(counts[name].by))
    for version in islice(versions, MOST_TRIED):
        try:
            beside = {**others, **version.tables}
            made = protect_with_log(beside, policy=rules, previous=previous, only=version.tables).releases
        except ReleaseError:
            continue
        then = _Seen.of(version.tables, made)
        if then.people > now.people and then.shown * now.cells > now.shown * then.cells:
            told = (name, counts[name].by, version.kind, version.variable, version.to)
            yield Suggestion(*told, *then, *now, int(counts[name].frame["n"].sum()))


class _Seen(NamedTuple):
    """Cells of the body that count somebody, those of them that are shown, and who stands in these."""

    cells: int
    shown: int
    people: int

    @classmethod
    def of(cls, tables: Mapping[str, Counts], releases: Mapping[str, Release]) -> _Seen:
        numbers = np.concatenate([table.frame["n"].to_numpy() for table in tables.values()])
        hidden = np.concatenate([(releases[name].frame["status"] == "hidden").to_numpy() for name in tables])
        told = numbers[~hidden]
        return cls(int((numbers > 0).sum()), int((told > 0).sum()), int(told.sum()))


def _label(variable: str, lang: str | None) -> str:
    from ..standard.codebook import load_codebook

    book = load_codebook()
    return book[variable].label(lang) if variable in book else variable
