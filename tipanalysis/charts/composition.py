"""Composition: what each group is made of, with what was not recorded as a part of the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import product
from typing import Any

from ..release.release import Release
from ..words.errors import ReleaseError
from .alt import Named, alt_text, extremes, title_of
from .marks import key_of
from .picture import Picture, make_picture
from .stacks import UNIT, Part, Stack, height_for, plot_stacks
from .style import PARTS, REASON, REST, add_footer, look, new_figure, wrapped
from .view import Cell, View, added, share, view_of

_NAME = 30


def draw_composition(
    release: Release,
    *,
    parts: str | None = None,
    shares: bool = True,
    title: str | None = None,
    lang: str | None = None,
    country: str | None = None,
) -> Picture:
    """Draw what each group is made of.

    Parameters
    ----------
    release : counts by one to three variables
    parts : the variable whose levels are the parts; by default the last. The others make the rows
    shares : percentages of each row, or the numbers themselves
    title : by default what is counted and by what
    lang, country : by default the settings

    Returns
    -------
    Picture
        A bar for each group, its parts side by side: the six largest levels, the smaller ones together, and what was
        not recorded, so that the percentages are of everyone. Where a part is hidden its place stays empty and a
        block of always the same size stands beside the bar. The number at the right is the total of the row.

    Raises
    ------
    ReleaseError
        For anything that is not a Release of counts by one to three variables; for parts of which one unit can have
        several, because they do not add up: count mentions.

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.release.protect import protect
    >>> people = {"sexo": ["MUJER"] * 60 + ["HOMBRE"] * 40, "ambito": ["INTERNA"] * 45 + ["TRANSFRONTERIZA"] * 55}
    >>> picture = draw_composition(protect(count_by(pd.DataFrame(people), ["sexo", "ambito"])))
    >>> "100,0" in picture.alt
    True
    """
    view = view_of(release, lang, country)
    across = parts_of(view, parts)
    title = title or title_of(view)
    kinds, members = kinds_of(view, across)
    stacks = stacks_of(view, across, members)
    named = named_parts(view, kinds, stacks, shares=shares)
    with look():
        figure = new_figure(1.1 + UNIT * max(sum(stack.height for stack in stacks), 2.0))
        plot_stacks(figure.subplots(), view, kinds, stacks, shares=shares)
        nothing = [] if any(cell.value for _, cell in named) else extremes(view, named)
        add_footer(figure, nothing, key_of_parts(view, kinds, stacks))
    write = partial(written_share, view) if shares else None
    alt = alt_text(view.say("charts_kind_composition"), title, {"": view}, named, write=write)
    return make_picture(figure, [view], title=title, alt=alt)


def parts_of(view: View, parts: str | None) -> str:
    """The variable whose levels are the parts, checked."""
    by = view.release.by
    if not 1 <= len(by) <= 3 or view.estimated or parts not in (None, *by):
        raise ReleaseError("charts_composition_dimensions", given=", ".join(by), parts=parts or "")
    chosen = parts or by[-1]
    if chosen in view.release.multi:
        raise ReleaseError("charts_composition_several", name=view.name(chosen), variable=chosen)
    return chosen


def kinds_of(view: View, across: str) -> tuple[list[Part], list[tuple[str, ...]]]:
    """The parts of every whole, largest levels first as in the codebook, and the codes that each stands for."""
    codes = view.levels(across)
    size = {code: view.cell(**{across: code}).value or 0.0 for code in codes}
    largest = sorted(codes, key=lambda code: -size[code])[: len(PARTS)]
    kept = codes if len(codes) <= len(PARTS) else [code for code in codes if code in largest[:-1]]
    rest = tuple(code for code in codes if code not in kept)
    kinds = [Part(view.label(across, code), PARTS[at]) for at, code in enumerate(kept)]
    members: list[tuple[str, ...]] = [(code,) for code in kept]
    if rest:
        kinds.append(Part(view.say("charts_composition_rest", n=view.count(len(rest))), REST))
        members.append(rest)
    if reasons := tuple(view.reasons(across)):
        kinds.append(Part(view.say("charts_unrecorded"), REASON))
        members.append(reasons)
    return kinds, members


def stacks_of(view: View, across: str, members: Sequence[tuple[str, ...]]) -> list[Stack]:
    """A row for each group, those whose own level is not known last."""
    downs = [name for name in view.release.by if name != across]
    levels = [[*view.levels(name), *view.reasons(name)] for name in downs]
    return [_stack_of(view, dict(zip(downs, codes, strict=True)), across, members) for codes in product(*levels)]


def _stack_of(view: View, place: Mapping[str, str], across: str, members: Sequence[tuple[str, ...]]) -> Stack:
    """The row of the group at ``place``."""
    told = " · ".join(view.label(variable, code) for variable, code in place.items())
    cells = tuple(added([view.cell(**{**place, across: code}) for code in codes]) for codes in members)
    name = wrapped(told or view.say("charts_everyone"), _NAME)
    return Stack(name, cells, view.cell(**place), height_for(name))


def named_parts(view: View, kinds: Sequence[Part], stacks: Sequence[Stack], *, shares: bool) -> list[Named]:
    """Each part of each row with its name, those of missing values left out."""
    return [
        (f"{_in_line(stack.name)}, {part.name}", share(cell, stack.whole) if shares else cell)
        for stack in stacks
        for part, cell in zip(kinds, stack.cells, strict=True)
        if part.look is not REASON
    ]


def _in_line(name: str) -> str:
    return name.replace("\n", " ")


def written_share(view: View, cell: Cell) -> str:
    """A percentage that the chart computed, in the habit of the country."""
    return view.written(cell) if cell.value is None else view.percent(cell.value)


def key_of_parts(view: View, kinds: Sequence[Part], stacks: Sequence[Stack]) -> dict[str, Mapping[str, Any]]:
    """What each part looks like, and what the blocks beside the bars are."""
    hidden = [Cell("hidden")] if any(stack.hides for stack in stacks) else []
    return {**{part.name: part.look for part in kinds}, **key_of(view, hidden)}
