"""A release as a table page: accessible HTML with its notes, for notebooks, reports and print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby, product, zip_longest
from typing import Any, Literal

from ..release.release import Release
from ..standard.codebook import load_codebook
from ..standard.fixed_codes import TOTAL
from ..words.errors import ReleaseError
from ..words.settings import current_settings, using
from ..words.texts import say
from .labels import level_label, table_title, variable_label
from .layout import Codes, Layout, lay_out
from .notes import HIDDEN_MARK, has_estimates, note_lines, require_release
from .values import (
    NOT_APPLICABLE_MARK,
    Said,
    estimate_cells,
    estimate_heads,
    say_cell,
    share_head,
    value_cells,
    value_heads,
)

Share = str | Sequence[str] | Literal[False] | None


@dataclass(frozen=True, repr=False)
class TablePage:
    """A table ready to be read: ``html`` holds the table and its notes, ``notes`` the notes alone.

    In a notebook it shows itself together with its stylesheet.
    """

    title: str
    html: str
    notes: tuple[str, ...]

    def __repr__(self) -> str:
        return f"TablePage({self.title!r})"

    def _repr_html_(self) -> str:
        return f"<style>\n{stylesheet()}</style>\n{self.html}"


@cache
def stylesheet() -> str:
    """The rules that tables are drawn by; a page needs them once."""
    return files(__package__).joinpath("style.css").read_text("utf-8")


def show_table(
    release: Release,
    *,
    title: str | None = None,
    rows: str | Sequence[str] | None = None,
    columns: str | None = None,
    share: Share = None,
    beside: Sequence[Release] = (),
    lang: str | None = None,
    country: str | None = None,
) -> TablePage:
    """A released table as a page that can be read, printed and listened to.

    Parameters
    ----------
    release : what :func:`~tipanalysis.release.protect.protect` returned; nothing else is shown
    title : by default made of the unit and the dimensions
    rows, columns : dimensions; by default the last one goes into the columns. With all dimensions in
        ``rows`` the values stand side by side.
    share : percentages next to the counts. ``()`` of the grand total, a dimension or several of them: within
        each of their groups, ``False`` none. By default of the grand total where there is one dimension.
    beside : further releases of estimates of the same table, such as those of
        :func:`~tipanalysis.analysis.denominators.three_denominators`: each adds its columns
    lang, country : for this table only

    Returns
    -------
    TablePage
        Hidden numbers as a mark with a legend, never as zero; true zeros as 0; reasons for missing set
        apart but counted; a percentage only where its count and its denominator are shown.

    Raises
    ------
    ReleaseError
        For anything but a Release, for dimensions that the table does not have, for a ``share`` of a release
        that already holds estimates, and for releases ``beside`` it that are not of the same table.

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.release.protect import protect
    >>> people = pd.DataFrame({"sexo": ["MUJER"] * 40 + ["HOMBRE"] * 30})
    >>> page = show_table(protect(count_by(people, "sexo")))
    >>> "<table" in page.html, "70" in page.notes[0]
    (True, True)
    """
    require_release(release)
    with using(lang, country):
        among = _among(release, share)
        if beside:
            rows = release.by
        layout = lay_out(release, rows, columns)
        others = tuple((other, _laid_beside(release, other)) for other in beside)
        name = title or table_title(release.unit, release.by, country=release.provenance.country)
        notes = _notes([release, *beside], among)
        html = _render(_Sheet(release, layout, among, others), name, notes)
        return TablePage(name, html, notes)


def _laid_beside(release: Release, other: Release) -> Layout:
    require_release(other)
    same = (other.by, other.unit, other.provenance) == (release.by, release.unit, release.provenance)
    if not same or not has_estimates(other) or not has_estimates(release):
        raise ReleaseError("pages_beside_other", given=table_title(other.unit, other.by))
    return lay_out(other, other.by)


def _notes(releases: Sequence[Release], among: Sequence[str] | None) -> tuple[str, ...]:
    """The notes of all releases, each line once, where the first release to say it says it."""
    lines = [note_lines(release, among=among) for release in releases]
    return tuple(dict.fromkeys(line for lines_of_one in zip_longest(*lines) for line in lines_of_one if line))


def _among(release: Release, share: Share) -> tuple[str, ...] | None:
    """The dimensions within which percentages are taken; ``None`` for no percentages."""
    if share is None:
        return () if len(release.by) == 1 and not has_estimates(release) else None
    if share is False:
        return None
    if has_estimates(release):
        raise ReleaseError("pages_share_of_estimates")
    among = (share,) if isinstance(share, str) else tuple(share)
    if set(among) - set(release.by) or (release.by and set(among) == set(release.by)):
        raise ReleaseError("pages_share_unknown", given=", ".join(among), known=", ".join(release.by))
    return among


@dataclass(frozen=True)
class _Sheet:
    release: Release
    layout: Layout
    among: tuple[str, ...] | None
    others: tuple[tuple[Release, Layout], ...] = ()

    def share(self, place: Mapping[str, str]) -> float | None:
        return None if self.among is None else self.layout.share(place, self.among)


def _render(sheet: _Sheet, title: str, notes: tuple[str, ...]) -> str:
    bodies = list(_bodies(sheet))
    said = [cell for body in bodies for row in body for cell in row["cells"]]
    synthetic = sheet.release.provenance.synthetic
    html: str = _template().render(
        lang=current_settings().lang,
        title=title,
        scroll_label=say("pages_table_scrolls", title=title),
        head=_head(sheet),
        bodies=bodies,
        banner=notes[0] if synthetic else "",
        notes=[*_legend(said), *(notes[1:] if synthetic else notes)],
    )
    return html


@cache
def _template() -> Any:
    from jinja2 import Environment

    text = files(__package__).joinpath("table.html.j2").read_text("utf-8")
    return Environment(autoescape=True).from_string(text)


def _head(sheet: _Sheet) -> list[list[dict[str, Any]]]:
    layout, country = sheet.layout, sheet.release.provenance.country
    depth = 2 if layout.column else 1
    names = [variable_label(name, country=country) for name in layout.rows] or [say("pages_head_group")]
    corner = [_th(name, "col", rowspan=depth, kind="tip-corner") for name in names]
    if not layout.column:
        return [[*corner, *(_th(text, "col") for text in _value_heads(sheet))]]
    codes = layout.levels[layout.column]
    above = variable_label(layout.column, country=country)
    if sheet.among is not None:
        above = f"{above} · {share_head(sheet.among)}"
    first = [*corner, _th(above, "colgroup", colspan=len(codes))]
    return [first, [_th(level_label(layout.column, code), "col", kind=_kind(code)) for code in codes]]


def _value_heads(sheet: _Sheet) -> tuple[str, ...]:
    own = value_heads(sheet.release, sheet.among)
    if not sheet.others:
        return own
    releases = [sheet.release, *(other for other, _ in sheet.others)]
    return own[0], *(head for release in releases for head in estimate_heads(release))


def _th(text: str, scope: str, *, rowspan: int = 1, colspan: int = 1, kind: str = "") -> dict[str, Any]:
    return {"text": text, "scope": scope, "rowspan": rowspan, "colspan": colspan, "kind": kind}


def _kind(code: str) -> str:
    if code == TOTAL:
        return "tip-total"
    return "tip-missing" if code in load_codebook().missing_codes else ""


def _bodies(sheet: _Sheet) -> Iterator[list[dict[str, Any]]]:
    """Rows of the table, one body for each level of the first of several row dimensions."""
    layout = sheet.layout
    places = list(product(*(layout.levels[name] for name in layout.rows)))
    nested = len(layout.rows) > 1
    for _, group in groupby(places, key=lambda codes: codes[0] if nested else None):
        body = list(group)
        yield [_row(sheet, body, index) for index in range(len(body))]


def _row(sheet: _Sheet, body: Sequence[Codes], index: int) -> dict[str, Any]:
    codes = body[index]
    kind = _kind(codes[-1]) if codes else "tip-total"
    if kind == "tip-missing" and (index == 0 or _kind(body[index - 1][-1]) != "tip-missing"):
        kind = "tip-missing tip-first-missing"
    place = dict(zip(sheet.layout.rows, codes, strict=True))
    return {"kind": kind, "heads": _row_heads(sheet, body, index), "cells": _row_cells(sheet, place)}


def _row_heads(sheet: _Sheet, body: Sequence[Codes], index: int) -> list[dict[str, Any]]:
    """The heads that begin in this row; an outer one spans all rows that share it."""
    codes, heads = body[index], []
    if not codes:
        return [_th(say("pages_total"), "row")]
    for depth, name in enumerate(sheet.layout.rows):
        prefix = codes[: depth + 1]
        if index and body[index - 1][: depth + 1] == prefix:
            continue
        innermost = depth == len(codes) - 1
        span = 1 if innermost else sum(other[: depth + 1] == prefix for other in body)
        text = level_label(name, codes[depth])
        heads.append(_th(text, "row" if innermost else "rowgroup", rowspan=span, kind=_kind(codes[depth])))
    return heads


def _row_cells(sheet: _Sheet, place: Mapping[str, str]) -> list[Said]:
    layout = sheet.layout
    if not layout.column:
        cell = layout.cell(place)
        own = value_cells(sheet.release, cell, sheet.share(place), sheet.among)
        if not sheet.others:
            return list(own)
        pairs = [(sheet.release, layout), *sheet.others]
        return [own[0], *(said for release, laid in pairs for said in estimate_cells(release, laid.cell(place)))]
    said = []
    for code in layout.levels[layout.column]:
        at = {**place, layout.column: code}
        one = say_cell(sheet.release, layout.cell(at), sheet.share(at))
        said.append(one if one.kind else one.of_kind(_kind(code)))
    return said


def _legend(said: Sequence[Said]) -> list[str]:
    marks = {cell.mark for cell in said} | {cell.main for cell in said}
    legend = ((HIDDEN_MARK, "pages_legend_hidden"), (NOT_APPLICABLE_MARK, "pages_legend_not_applicable"))
    return [say(key, mark=mark) for mark, key in legend if mark in marks]
