"""The Picture: a chart with its title, the sentence that stands for it, its notes and its data table."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ..pages.notes import note_lines
from ..pages.table import show_table, stylesheet
from ..words.texts import say
from .style import INK, lines_in, look, mark_synthetic, wrapped
from .view import View

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DPI = 144
"""Pixels an inch of the PNG: sharp on a screen and on paper."""


@dataclass(frozen=True)
class Picture:
    """A chart that can be shown, printed, read aloud and checked.

    ``alt`` is computed from the data; ``notes`` say unit, n, unknowns, denominator, protection and source;
    ``table`` is the data as HTML; ``svg`` the drawing, its letters as paths, the same bytes for the same data.
    ``figure`` is the Matplotlib figure, for whoever wants to change it. In a notebook a Picture shows itself.
    """

    title: str
    alt: str
    notes: tuple[str, ...]
    table: str
    svg: bytes = field(repr=False)
    lang: str
    figure: Figure = field(repr=False, compare=False)

    @cached_property
    def png(self) -> bytes:
        """The drawing with its title above and its notes below, to paste where HTML cannot go."""
        with look():
            return _page(self)

    @property
    def html(self) -> str:
        """The figure for a page: title, image with its alternative text, notes, and the data behind a click."""
        source = base64.b64encode(self.svg).decode("ascii")
        notes = " ".join(f"<p>{escape(line)}</p>" for line in self.notes)
        return (
            f'<figure class="tip-figure" lang="{self.lang}">'
            f'<figcaption class="tip-figure-title">{escape(self.title)}</figcaption>'
            f'<img alt="{escape(self.alt)}" src="data:image/svg+xml;base64,{source}">'
            f'<div class="tip-figure-notes">{notes}</div>'
            f"<details><summary>{escape(say('charts_data', lang=self.lang))}</summary>{self.table}</details>"
            "</figure>"
        )

    def _repr_html_(self) -> str:
        return f"<style>{stylesheet()}{figure_css()}</style>\n{self.html}"


def make_picture(
    figure: Figure, views: Sequence[View], *, title: str, alt: str, notes: Sequence[str] | None = None
) -> Picture:
    """Put a drawing together with everything a reader needs to trust it.

    ``views`` are the releases drawn; the words that mark synthetic data come from them. ``notes`` replace the
    lines of the first release where a chart tells of several.
    """
    first = views[0]
    lines = notes if notes is not None else note_lines(first.release, lang=first.lang, country=first.country)
    with look():
        if any(view.release.provenance.synthetic for view in views):
            mark_synthetic(figure, first.say("charts_synthetic"))
        svg = _saved(figure, "svg")
    tables = (show_table(view.release, lang=view.lang, country=view.country).html for view in views)
    return Picture(title, alt, tuple(lines), "".join(tables), svg, first.lang, figure)


def joined_notes(views: Mapping[str, View], *, own: bool = True) -> list[str]:
    """The notes of several releases: the lines they share once, before them each release's ``own`` under its name."""
    lines = {name: note_lines(view.release, lang=view.lang, country=view.country) for name, view in views.items()}
    first = next(iter(lines.values()))
    shared = [line for line in first if all(line in others for others in lines.values())]
    if not own or len(views) == 1:
        return shared
    return [*(f"{name}. {line}" for name in lines for line in lines[name] if line not in shared), *shared]


def _saved(figure: Figure, form: str) -> bytes:
    """The bytes of the drawing; no date, no program, no path in them."""
    out = BytesIO()
    if form == "svg":
        _save_svg(figure, out)
    else:
        figure.savefig(out, format="png", dpi=DPI, metadata={"Software": None})
    return out.getvalue().replace(b'id="matplotlib.', b'id="')


def _save_svg(figure: Figure, out: BytesIO) -> None:
    """What ``savefig`` writes, in three quarters of its time: it draws a figure with a layout twice."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    before = figure.canvas
    try:
        canvas: Any = FigureCanvasSVG(figure)
        canvas.print_svg(out, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    finally:
        figure.set_canvas(before)


def _page(picture: Picture) -> bytes:
    """The drawing with room for the title above it and the notes below."""
    from matplotlib.figure import Figure
    from matplotlib.image import imread

    width, height = picture.figure.get_size_inches()
    title = wrapped(picture.title, int(width * 9))
    notes = "\n".join(wrapped(line, int(width * 12.5)) for line in picture.notes)
    above, below = 0.25 + 0.25 * lines_in(title), 0.25 + 0.19 * lines_in(notes)
    page = Figure(figsize=(width, above + height + below), dpi=DPI)
    page.figimage(imread(BytesIO(_saved(picture.figure, "png"))), 0, round(below * DPI))
    whole = above + height + below
    page.text(0.15 / width, 1 - 0.12 / whole, title, va="top", size=13, weight="bold", color=INK)
    page.text(0.15 / width, (below - 0.05) / whole, notes, va="top", size=10, color=INK)
    return _saved(page, "png")


def figure_css() -> str:
    """The style sheet of a figure, for pages and print."""
    return files(__package__).joinpath("figure.css").read_text("utf-8")
