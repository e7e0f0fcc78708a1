"""Views: what the dashboard can show, made of releases that were protected and attacked together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from ..register.provenance import Provenance
from ..release.part import part_of
from ..release.release import Release
from ..words.errors import DashboardError
from ..words.settings import reader_lang
from ..words.suggest import nearest_name
from ..words.texts import Told
from .declared import View
from .slices import Slice

NO_FILTER: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, repr=False)
class Views:
    """All views with their releases: whoever has them can show any slice, and nothing else can be shown.

    ``releases`` are named by view and crossing; ``verdict`` is what the attack on all of them found, in words.
    """

    views: tuple[View, ...]
    releases: Mapping[str, Release]
    verdict: Told
    kept: Path | None = field(default=None, compare=False)
    """The file that the views are kept in, where there is one."""

    def __repr__(self) -> str:
        return f"Views({len(self.views)} views, {len(self.releases)} tables)"

    @property
    def provenance(self) -> Provenance:
        """Where the numbers come from."""
        return next(iter(self.releases.values())).provenance

    @property
    def synthetic(self) -> bool:
        """Whether nobody in them is real."""
        return self.provenance.synthetic

    @property
    def hidden(self) -> int:
        """How many cells are hidden, in all tables."""
        return sum(release.hidden for release in self.releases.values())

    def audit_summary(self, lang: str | None = None) -> str:
        """What the attack on everything together found."""
        return self.verdict.spoken(reader_lang(lang))

    def view(self, name: str) -> View:
        """The view of a name.

        Raises
        ------
        DashboardError
            For a name that there is not; the message says which there are.
        """
        if name not in self._named:
            near = nearest_name(name, list(self._named)) or next(iter(self._named))
            raise DashboardError("board_view_unknown", given=name, guess=near, known=", ".join(self._named))
        return self._named[name]

    @cached_property
    def _named(self) -> dict[str, View]:
        return {view.name: view for view in self.views}

    def choices(self, name: str) -> Mapping[str, tuple[str, ...]]:
        """For each filter of a view the codes that can be chosen, reasons for a missing value last."""
        return self._choices[self.view(name).name]

    @cached_property
    def _choices(self) -> dict[str, Mapping[str, tuple[str, ...]]]:
        return {view.name: {each: self._codes(view, each) for each in view.filters} for view in self.views}

    def _codes(self, view: View, variable: str) -> tuple[str, ...]:
        release = self._home(view, (variable,))
        return () if release is None else tuple(dict.fromkeys(release.frame[variable].astype("str")))

    def can(self, name: str, filters: Mapping[str, str] = NO_FILTER, across: str = "") -> bool:
        """Whether a view can be narrowed so; what it then shows may still be hidden."""
        view, chosen = self.view(name), _chosen(filters)
        known = self.choices(name)
        if across in chosen or any(code not in known.get(variable, ()) for variable, code in chosen.items()):
            return False
        return self._home(view, _needed(chosen, across)) is not None

    def slice(self, name: str, filters: Mapping[str, str] = NO_FILTER, *, across: str = "") -> Slice:
        """What a view shows of those who hold the codes of ``filters``; an empty code, or none, is everyone.

        ``across``: one more of its filters, which then stands in the columns.

        Raises
        ------
        DashboardError
            For a view, filter or code that there is not, and for more filters at once than the view has tables for.
        """
        view, chosen = self.view(name), _chosen(filters)
        needed = _needed(chosen, across)
        release = self._home(view, needed)
        if release is None or not self.can(name, filters, across):
            known, given = ", ".join(view.filters), ", ".join(needed)
            raise DashboardError("board_filters_unknown", view=view.title(), given=given, known=known, most=view.most)
        return Slice(view, chosen, part_of(release, [view.by, across] if across else view.by, chosen))

    def _home(self, view: View, needed: Sequence[str]) -> Release | None:
        """The table of a view that has its rows and what is needed beside them; the smallest one."""
        tables = (self.releases.get(view.table(each)) for each in view.crossings() if {*needed} <= {*each[1:]})
        return min(filter(None, tables), key=lambda release: len(release.frame), default=None)


def _chosen(filters: Mapping[str, str]) -> dict[str, str]:
    return {variable: code for variable, code in filters.items() if code}


def _needed(chosen: Mapping[str, str], across: str) -> tuple[str, ...]:
    return (*chosen, *([across] if across else []))
