"""Exploring without code: choose what to see, and see it as far as the gate lets it through."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from ..counts.count import MENTION, count_by
from ..counts.counts import Counts
from ..counts.margins import margin_of
from ..dashboard.declared import View
from ..dashboard.result import slice_html
from ..dashboard.slices import Slice
from ..pages.labels import level_label, unit_label, upper_first, variable_label
from ..register.register import Register
from ..release.part import part_of
from ..release.policy import Policy, load_policy
from ..release.protect import protect
from ..release.release import Release
from ..standard.codebook import load_codebook
from ..words.errors import LessonError
from ..words.settings import current_settings, using
from ..words.texts import say
from .choices import COMMON, Option
from .feedback import Feedback, Outcome
from .plain_errors import in_words
from .progress import in_person

_KEYS = {"persona": "id_persona", "evento": "id_caso"}
"""What tells one person or event from another."""


def explore(data: Register | Counts, *, policy: str | Policy = "publication") -> Explorer:
    """Lists to choose from, and below them the table and the chart of what was chosen, through the gate.

    Each table is protected beside those that were shown before it, so that together they give nothing away; what
    cannot be shown safely any more is refused in words. Another call knows nothing of the tables of this one: what
    leaves the office goes through :func:`~tipanalysis.release.protect.protect_together`.

    Parameters
    ----------
    data : a register, or a table of counts to look into
    policy : name of a profile of ``policies.toml``

    Returns
    -------
    Explorer
        In a notebook that a person has open: native lists. Elsewhere: the first table.

    Raises
    ------
    LessonError
        For anything but a register or counts, and where there is no variable to look at.
    PolicyError
        For an unknown policy.
    """
    if not isinstance(data, Register | Counts):
        raise LessonError("explore_not_counts", given=type(data).__name__)
    return Explorer(data, load_policy(policy))


class Explorer:
    """What can be chosen of some people, and everything that was shown of them so far."""

    def __init__(self, data: Register | Counts, policy: Policy) -> None:
        self.data, self.policy, self.lang = data, policy, current_settings().lang
        self.variables = _variables(data)
        if not self.variables:
            raise LessonError("explore_no_variables", given=data.provenance.title)
        self.units = _units(data)
        self._shown: dict[tuple[str, frozenset[str]], Release] = {}

    def __repr__(self) -> str:
        return f"Explorer({self.data.provenance.title}: {', '.join(self.variables)})"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Mapping[str, Any]:
        if not in_person():
            return {"text/plain": repr(self), "text/html": self.html(self.variables[0])}
        from .explore_controls import live_explorer

        return {"text/plain": repr(self), **live_explorer(self)}

    def variable_options(self) -> list[Option]:
        """The variables by their labels, in their order."""
        return [(variable_label(name), name) for name in self.variables]

    def unit_options(self) -> list[Option]:
        """What can be counted, in words."""
        return [(upper_first(unit_label(unit)), unit) for unit in self.units]

    def levels(self, unit: str, rows: str, second: str) -> list[Option]:
        """The levels of the second variable that the table shows, to choose one."""
        release = self._release(unit, rows, second)
        return [(level_label(second, code), code) for code in dict.fromkeys(release.frame[second].astype("str"))]

    def html(self, rows: str, second: str = "", only: str = "", unit: str = "") -> str:
        """Table and chart of ``rows``, crossed with a second variable, or of those alone who hold a code of it.

        What cannot be shown is said in words, never raised.
        """
        with using(lang=self.lang):
            try:
                release = self._release(unit or self.units[0], rows, second)
                part = part_of(release, rows, {second: only}) if only else release
                view = View(name=rows, group="", of="", by=rows)
                shown = slice_html(Slice(view, {second: only} if only else {}, part))
                return f"{shown}<p><small>{escape(say('explore_protected'))}</small></p>"
            except Exception as error:  # a person is told in words, whatever it is
                return Feedback(Outcome.STOPPED, in_words(error))._repr_html_()

    def _release(self, unit: str, rows: str, second: str) -> Release:
        """The table, protected beside all that were shown; shown once, it stays as it is."""
        names = (rows, *([second] if second else []))
        place = unit, frozenset(names)
        if place not in self._shown:
            counts = self._counts(unit, names)
            before = {" × ".join([each, *sorted(kept)]): release for (each, kept), release in self._shown.items()}
            self._shown[place] = protect(counts, policy=self.policy, previous=before)
        return self._shown[place]

    def _counts(self, unit: str, names: tuple[str, ...]) -> Counts:
        if isinstance(self.data, Counts):
            return margin_of(self.data, names)
        return count_by(self.data, names, unit=unit)


def _variables(data: Register | Counts) -> tuple[str, ...]:
    """The coded variables, those first that people ask for first."""
    there = data.by if isinstance(data, Counts) else data.variables
    book = load_codebook()
    coded = [name for name in there if name in book and book[name].is_coded]
    return tuple(dict.fromkeys((*(name for name in COMMON if name in coded), *coded)))


def _units(data: Register | Counts) -> tuple[str, ...]:
    """What can be counted, persons first."""
    if isinstance(data, Counts):
        return (data.unit,)
    told_apart = [unit for unit, key in _KEYS.items() if key in data.variables]
    mentions = [MENTION] if data.children else []
    return tuple(dict.fromkeys((*told_apart[:1], data.unit, *told_apart[1:], *mentions)))
