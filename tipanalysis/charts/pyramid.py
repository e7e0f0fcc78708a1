"""Age–sex pyramid: how many of each sex at each age, with what is not known in plain sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..release.release import Release
from ..words.errors import ReleaseError
from .alt import alt_text, axis_name, extremes, title_of
from .marks import draw_bar, key_of, number_axis
from .picture import Picture, make_picture
from .style import GREEN, INK, ORANGE, REASON, add_footer, look, new_figure, wrapped
from .view import Cell, View, added, largest, view_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

AGES = ("grupo_edad", "grupo_edad_amplio", "mayoria_edad", "edad", "edad_captacion")
SEX = "sexo"
SIDES = {"MUJER": -1, "HOMBRE": 1}
"""Women on the left, men on the right; who is neither, or not known, is counted in words below."""

_LOOKS: dict[str, dict[str, Any]] = {
    "MUJER": {"facecolor": ORANGE, "edgecolor": INK, "linewidth": 0.6},
    "HOMBRE": {"facecolor": GREEN, "edgecolor": INK, "linewidth": 0.6, "hatch": "--"},
}
_CROWDED = 30
"""With more ages than this, bars lose their numbers and every fifth age keeps its name."""
_GAP = 0.6


def draw_pyramid(
    release: Release,
    *,
    oldest: int | None = None,
    title: str | None = None,
    lang: str | None = None,
    country: str | None = None,
) -> Picture:
    """Draw an age–sex pyramid.

    Parameters
    ----------
    release : counts by ``sexo`` and one age variable (``grupo_edad``, ``grupo_edad_amplio``, ``mayoria_edad``,
        ``edad`` or ``edad_captacion``), in either order, unknown ages and sexes included
    oldest : of single years, the last age drawn (24 shows children and young people year by year); those who are
        older are counted in the sentence below
    title : by default what is counted and by what
    lang, country : by default the settings

    Returns
    -------
    Picture
        A bar for each age and sex with its number; a hidden cell is a hatched block of always the same size;
        a true zero is a 0. Ages not recorded stand apart at the bottom, by reason; people who are neither
        woman nor man, or whose sex was not recorded, are counted in the sentence below.

    Raises
    ------
    ReleaseError
        For anything that is not a Release, or has other dimensions; for ``oldest`` where ages are groups.

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.release.protect import protect
    >>> people = pd.DataFrame({"sexo": ["MUJER"] * 40 + ["HOMBRE"] * 30, "mayoria_edad": ["18+"] * 35 + ["00-17"] * 35})
    >>> picture = draw_pyramid(protect(count_by(people, ["mayoria_edad", "sexo"])))
    >>> "70" in picture.alt, len(picture.figure.axes)
    (True, 1)
    """
    view = view_of(release, lang, country)
    age = _age_of(release)
    title = title or title_of(view, (age, SEX))
    ages, older = _ages(view, age, oldest)
    reasons = view.reasons(age)
    named = [
        (f"{view.label(SEX, sex)}, {view.label(age, code)}", _cell(view, age, code, sex))
        for code in ages
        for sex in _sexes(view)
    ]
    unrecorded = [_cell(view, age, code, sex) for code in reasons for sex in _sexes(view)]
    with look():
        row = 0.15 if len(ages) > _CROWDED else 0.34
        figure = new_figure(1.4 + row * max(len(ages) + len(reasons), 3))
        _plot(figure.subplots(), view, age, ages, reasons)
        nothing = [] if any(cell.value for _, cell in named) else extremes(view, named)
        add_footer(
            figure,
            [*nothing, *_others(view), *_older(view, age, older)],
            key_of(view, [cell for _, cell in named], unrecorded),
        )
    alt = alt_text(view.say("charts_kind_pyramid"), title, {"": view}, named)
    return make_picture(figure, [view], title=title, alt=alt)


def _age_of(release: Release) -> str:
    ages = [variable for variable in release.by if variable in AGES]
    if len(release.by) != 2 or SEX not in release.by or len(ages) != 1:
        raise ReleaseError("charts_pyramid_dimensions", given=", ".join(release.by), known=", ".join(AGES))
    return ages[0]


def _ages(view: View, age: str, oldest: int | None) -> tuple[list[str], list[str]]:
    """The ages drawn, and those beyond the oldest asked for."""
    ages = view.levels(age)
    if oldest is None:
        return ages, []
    if not all(code.isdigit() for code in ages):
        raise ReleaseError("charts_pyramid_oldest", given=age)
    drawn = [code for code in ages if int(code) <= oldest]
    return drawn, [code for code in ages if code not in drawn]


def _sexes(view: View) -> list[str]:
    return [sex for sex in SIDES if sex in view.levels(SEX)]


def _cell(view: View, age: str, code: str, sex: str) -> Cell:
    return view.cell(**{age: code, SEX: sex})


def _plot(axes: Axes, view: View, age: str, ages: list[str], reasons: list[str]) -> None:
    """Youngest at the bottom of the pyramid; ages not recorded under a gap."""
    rows = [*reversed(reasons), *ages]
    places = [place + (_GAP if reasons and place >= len(reasons) else 0.0) for place in range(len(rows))]
    crowded = len(ages) > _CROWDED
    most = largest(_cell(view, age, code, sex) for code in rows for sex in _sexes(view))
    full = most or 1.0
    for y, code in zip(places, rows, strict=True):
        for sex in _sexes(view):
            bar = REASON if code in reasons else _LOOKS[sex]
            draw_bar(axes, y, _cell(view, age, code, sex), view, bar, full=full, side=SIDES[sex], text=not crowded)
    kept = [at for at, code in enumerate(rows) if not crowded or code in reasons or (at - len(reasons)) % 5 == 0]
    axes.set_yticks([places[at] for at in kept], [wrapped(view.label(age, rows[at]), 24) for at in kept])
    number_axis(axes, view, axis_name(view), most)
    axes.set_xlim(-1.22 * full, 1.22 * full)
    top = max(places, default=0.0)
    axes.set_ylim(-0.6, top + 1.3)
    for sex, side in SIDES.items():
        axes.text(side * 0.61 * full, top + 0.85, view.label(SEX, sex), weight="bold", ha="center", va="center")


def _others(view: View) -> list[str]:
    """Who stands on neither side, counted in words."""
    codes = [code for code in [*view.levels(SEX), *view.reasons(SEX)] if code not in SIDES]
    counted = [f"{view.label(SEX, code)}: {view.written(view.cell(**{SEX: code}))}" for code in codes]
    return [view.say("charts_pyramid_others", list="; ".join(counted))] if counted else []


def _older(view: View, age: str, codes: list[str]) -> list[str]:
    """Those beyond the oldest age drawn, counted in words."""
    if not codes:
        return []
    total = added([view.cell(**{age: code}) for code in codes])
    return [view.say("charts_pyramid_older", age=codes[0], n=view.written(total))]
