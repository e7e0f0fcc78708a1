"""A number of a release as a plain sentence that says no more than its interval allows."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from ..release.release import Release
from ..standard.codebook import load_codebook
from ..standard.fixed_codes import SMALL, TOTAL
from ..words.errors import ReleaseError
from ..words.numbers import format_number, format_percent, format_range
from ..words.settings import using
from ..words.texts import say
from .labels import level_label, unit_label, upper_first
from .layout import Cell, Layout, lay_out
from .notes import count_in_words, reference_in_words, require_release
from .values import decimals_of

_NEUTRAL = {"difference": 0.0, "excess": 0.0, "ratio": 1.0}
"""What an estimate is where there is nothing to tell."""


def sentence(release: Release, *, lang: str | None = None, country: str | None = None, **at: str) -> str:
    r"""What ``release`` says of its groups, one sentence for each, in words that the interval allows.

    Parameters
    ----------
    release : what :func:`~tipanalysis.release.protect.protect` returned
    lang, country : for this text only
    at : a level for some of its dimensions, such as ``sexo="MUJER"``; all groups at these levels are told. Without
        any, every group is but the reference of a comparison and those that stand for a missing value

    Returns
    -------
    str
        One sentence a line. Where fewer than 20 units stand behind a share or a comparison, or the interval of a
        comparison holds "no difference", the sentence says that nothing can be concluded; a hidden number is
        said to be hidden; an interval speaks of chance and not of people nobody detected.

    Raises
    ------
    ReleaseError
        For anything but a Release, and for a dimension or level that it does not have.

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.analysis.shares import share_within
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.release.protect import protect
    >>> counts = count_by(pd.DataFrame({"sexo": ["MUJER"] * 40 + ["HOMBRE"] * 30}), "sexo")
    >>> sentence(protect(share_within(counts)), sexo="MUJER", lang="es")
    'Mujer: 40 de 70 registros (57,1\xa0%; el azar permite de 45,5 a 68,1).'
    """
    require_release(release)
    with using(lang, country):
        layout = lay_out(release)
        return "\n".join(_said(release, layout, place) for place in _places(release, layout, at))


def _places(release: Release, layout: Layout, at: Mapping[str, str]) -> list[dict[str, str]]:
    missing = load_codebook().missing_codes
    levels = []
    for name in release.by:
        codes = tuple(dict.fromkeys(release.frame[name].astype("str")))
        if name in at and at[name] not in codes:
            raise ReleaseError("sentence_level_unknown", given=at[name], variable=name, known=", ".join(codes))
        levels.append([at[name]] if name in at else [code for code in codes if code not in missing])
    strangers = [name for name in at if name not in release.by]
    if strangers:
        raise ReleaseError("sentence_dimension_unknown", given=", ".join(strangers), known=", ".join(release.by))
    places = [dict(zip(release.by, codes, strict=True)) for codes in product(*levels)]
    told = [place for place in places if tuple(place.values()) in layout.cells]
    return told if at else [place for place in told if not _is_reference(release, place)]


def _is_reference(release: Release, place: Mapping[str, str]) -> bool:
    return any(place[name] == code for name, code in release.against)


def _said(release: Release, layout: Layout, place: Mapping[str, str]) -> str:
    cell = layout.cell(place)
    group = upper_first(", ".join(level_label(name, code) for name, code in place.items()))
    if cell.status == "hidden":
        return say("sentence_hidden", group=group)
    if cell.n is None:
        return say("sentence_none", group=group)
    if release.measure == "count":
        return say("sentence_count", group=group, n=count_in_words(release, cell.n), unit=unit_label(release.unit))
    if release.measure == "share":
        return _share(release, cell, group)
    if release.measure == "rate":
        return _rate(release, cell, group)
    return _comparison(release, layout, place, group)


def _share(release: Release, cell: Cell, group: str) -> str:
    unit = unit_label(release.unit)
    if cell.estimate is None or cell.d is None:
        return say("sentence_count", group=group, n=count_in_words(release, cell.n or 0), unit=unit)
    total = count_in_words(release, cell.d)
    known = {"group": group, "n": count_in_words(release, cell.n or 0), "total": total, "unit": unit}
    if cell.d < SMALL:
        return say("sentence_share_few", **known)
    if cell.low is None or cell.high is None:
        return say("sentence_share_shrunken", share=format_percent(cell.estimate), **known)
    return say("sentence_share", share=format_percent(cell.estimate), range=_range(release, cell), **known)


def _rate(release: Release, cell: Cell, group: str) -> str:
    n, unit = count_in_words(release, cell.n or 0), unit_label(release.unit)
    if cell.estimate is None:
        return say("sentence_count", group=group, n=n, unit=unit)
    rate, per = format_number(cell.estimate, 1), format_number(release.per)
    return say("sentence_rate", group=group, n=n, unit=unit, rate=rate, per=per, range=_range(release, cell))


def _comparison(release: Release, layout: Layout, place: Mapping[str, str], group: str) -> str:
    """More, less or undecided, by where the interval lies; nothing where a group is small."""
    cell = layout.cell(place)
    reference = reference_in_words(release) or say("sentence_expected")
    if _is_reference(release, place):
        return say("sentence_reference", group=group)
    if cell.estimate is None or cell.low is None or cell.high is None:
        return say("sentence_no_comparison", group=group, reference=reference)
    fewest = _fewest(release, layout, place)
    if fewest is None or fewest < SMALL:
        return _too_few(release, group, reference, fewest)
    neutral = _NEUTRAL[release.measure]
    verdict = "more" if cell.low > neutral else "less" if cell.high < neutral else "open"
    size = abs(cell.estimate) if neutral == 0 else cell.estimate
    return say(
        _VERDICTS[release.measure if release.against else "expected", verdict],
        group=group,
        reference=reference,
        size=format_number(size, decimals_of(release)),
        range=_range(release, cell),
    )


def _too_few(release: Release, group: str, reference: str, fewest: int | None) -> str:
    if fewest is None:
        return say("sentence_no_comparison", group=group, reference=reference)
    return say("sentence_few", group=group, reference=reference, n=count_in_words(release, fewest))


def _fewest(release: Release, layout: Layout, place: Mapping[str, str]) -> int | None:
    """Units in the smallest of the groups compared, or ``None`` where one of them is hidden."""
    sizes = []
    for levels in product(*(dict.fromkeys((place[name], code)) for name, code in release.against)):
        moved = {**place, **dict(zip((name for name, _ in release.against), levels, strict=True))}
        base = {name: moved[name] if name in release.among else TOTAL for name in release.by}
        sizes.append(layout.cell(base).n)
    return None if None in sizes else min(size for size in sizes if size is not None)


def _range(release: Release, cell: Cell) -> str:
    return format_range(cell.low or 0.0, cell.high or 0.0, decimals_of(release))


_VERDICTS = {
    ("difference", "more"): "sentence_difference_more",
    ("difference", "less"): "sentence_difference_less",
    ("difference", "open"): "sentence_difference_open",
    ("ratio", "more"): "sentence_ratio_more",
    ("ratio", "less"): "sentence_ratio_less",
    ("ratio", "open"): "sentence_ratio_open",
    ("expected", "more"): "sentence_expected_more",
    ("expected", "less"): "sentence_expected_less",
    ("expected", "open"): "sentence_expected_open",
    ("excess", "more"): "sentence_excess_more",
    ("excess", "less"): "sentence_excess_less",
    ("excess", "open"): "sentence_excess_open",
}
