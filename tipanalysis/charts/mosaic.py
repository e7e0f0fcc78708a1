"""Mosaic: two or three variables at once, each area as large as the number of people in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from ..release.release import Release
from ..words.errors import ReleaseError
from .alt import alt_text, extremes, title_of
from .composition import key_of_parts, kinds_of, named_parts, parts_of, stacks_of, written_share
from .picture import Picture, make_picture
from .stacks import Stack, plot_stacks
from .style import LINE, add_footer, lines_in, look, new_figure
from .view import view_of

_HEIGHT = 3.6
"""Inches of all rows together, unless their names need more."""
_HIDDEN = 0.06
"""Height of a row whose number is hidden, as a part of the chart: the same whatever it hides."""
_BAR = 0.94


def draw_mosaic(
    release: Release,
    *,
    parts: str | None = None,
    title: str | None = None,
    lang: str | None = None,
    country: str | None = None,
) -> Picture:
    """Draw a mosaic: rows as high as their number, cut into the parts they are made of.

    Parameters
    ----------
    release : counts by two or three variables, e.g. ``["sexo", "mayoria_edad", "finalidad"]`` counted as mentions
    parts : the variable whose levels cut the rows; by default the last. The others make the rows
    title : by default what is counted and by what
    lang, country : by default the settings

    Returns
    -------
    Picture
        Every area is in proportion to its number. A part that is hidden leaves its place empty, a row that is hidden
        has always the same height and no parts; both have a hatched block beside them. What was not recorded is a
        part and a row like others.

    Raises
    ------
    ReleaseError
        For anything that is not a Release of counts by two or three variables, and for parts that do not add up.

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.release.protect import protect
    >>> people = {"sexo": ["MUJER"] * 60 + ["HOMBRE"] * 40, "ambito": ["INTERNA"] * 45 + ["TRANSFRONTERIZA"] * 55}
    >>> picture = draw_mosaic(protect(count_by(pd.DataFrame(people), ["sexo", "ambito"])))
    >>> "100,0" in picture.alt
    True
    """
    view = view_of(release, lang, country)
    if len(release.by) == 1:
        raise ReleaseError("charts_mosaic_dimensions", given=", ".join(release.by))
    across = parts_of(view, parts)
    title = title or title_of(view)
    kinds, members = kinds_of(view, across)
    stacks = [stack for stack in stacks_of(view, across, members) if stack.whole.value or stack.hides]
    named = named_parts(view, kinds, stacks, shares=True)
    with look():
        height = max(_HEIGHT, 1.15 * LINE * sum(lines_in(stack.name) for stack in stacks)) if stacks else 0.5
        figure = new_figure(1.1 + height)
        plot_stacks(figure.subplots(), view, kinds, _in_proportion(stacks), shares=True, bar=_BAR, unit=height)
        nothing = [] if any(cell.value for _, cell in named) else extremes(view, named)
        sentences = [*nothing, *([view.say("charts_mosaic_reading")] if named else [])]
        add_footer(figure, sentences, key_of_parts(view, kinds, stacks))
    write = partial(written_share, view)
    alt = alt_text(view.say("charts_kind_mosaic"), title, {"": view}, named, write=write)
    return make_picture(figure, [view], title=title, alt=alt)


def _in_proportion(stacks: Sequence[Stack]) -> list[Stack]:
    """The rows with their heights, all together 1."""
    hidden = sum(stack.whole.value is None for stack in stacks)
    sizes = [stack.whole.value for stack in stacks if stack.whole.value]
    room = (1 - min(_HIDDEN * hidden, 1.0)) / (sum(sizes) or 1.0)
    return [replace(stack, height=stack.whole.value * room if stack.whole.value else _HIDDEN) for stack in stacks]
