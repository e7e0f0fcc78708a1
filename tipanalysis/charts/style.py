"""How charts look: colours that survive colour blindness and a grey printer, hatches, sizes, one canvas."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK = "#222222"
GREY = "#6E6E6E"
PALE = "#D9D9D9"
BLUE = "#0072B2"
ORANGE = "#E69F00"
GREEN = "#009E73"
"""Okabe–Ito colours. No red beside green, no pink and blue for the sexes."""

WIDTH = 7.6
"""Inches: a figure fills the text of an A4 or letter page without shrinking its words."""
FONT = 11

SCALE = "cividis_r"
"""The more, the darker: reads the same in colour, to colour-blind readers and in grey."""

HIDDEN: Mapping[str, Any] = {"facecolor": "white", "edgecolor": GREY, "hatch": "////", "linewidth": 0.8}
"""One look for every hidden number, whatever it is."""
REASON: Mapping[str, Any] = {"facecolor": PALE, "edgecolor": GREY, "hatch": "....", "linewidth": 0.8}
"""What was not recorded is drawn apart from what was."""


@dataclass(frozen=True)
class LineLook:
    """A line told from the others by colour, marker and stroke at once."""

    color: str
    marker: str
    linestyle: str | tuple[int, tuple[float, ...]]


LINES = (
    LineLook(BLUE, "o", "-"),
    LineLook("#D55E00", "s", "--"),
    LineLook(INK, "^", ":"),
    LineLook(GREEN, "D", "-."),
    LineLook("#CC79A7", "v", (0, (5, 1, 1, 1, 1, 1))),
    LineLook("#56B4E9", "P", (0, (1, 1))),
)


_LOOK: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": FONT,
    "axes.labelsize": FONT,
    "axes.titlesize": FONT,
    "xtick.labelsize": FONT,
    "ytick.labelsize": FONT,
    "legend.fontsize": FONT,
    "legend.frameon": False,
    "text.color": INK,
    "text.parse_math": False,
    "axes.labelcolor": INK,
    "axes.edgecolor": GREY,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "xtick.color": INK,
    "ytick.color": INK,
    "grid.color": PALE,
    "hatch.linewidth": 0.8,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
    "svg.fonttype": "path",
    "svg.hashsalt": "tipanalysis",
}


@contextmanager
def look() -> Iterator[None]:
    """Our look inside the ``with`` block, whatever the reader's own settings are; nothing stays changed."""
    from matplotlib import rc_context, rcParamsDefault

    plain: dict[Any, Any] = {name: value for name, value in rcParamsDefault.items() if not name.startswith("backend")}
    with rc_context({**plain, **_LOOK}):
        yield


def new_figure(height: float, width: float = WIDTH) -> Figure:
    """An empty figure, by default as wide as a page; its layout leaves room for every label. Sizes in inches."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure


def wrapped(text: str, width: int = 30) -> str:
    """``text`` in lines of at most ``width`` characters; nothing is cut off."""
    return "\n".join(textwrap.wrap(text, width)) or text


def lines_in(text: str) -> int:
    """How many lines a wrapped label takes."""
    return text.count("\n") + 1


_LETTERS = 11.5
"""Letters of running text to an inch."""


def add_footer(figure: Figure, sentences: list[str]) -> None:
    """Sentences under the axes, left aligned, wrapped to the width of the figure."""
    if sentences:
        columns = int(figure.get_figwidth() * _LETTERS)
        text = "\n".join(wrapped(sentence, columns) for sentence in sentences)
        figure.supxlabel(text, x=0.01, ha="left", fontsize=FONT, color=INK)


def mark_synthetic(figure: Figure, text: str) -> None:
    """The words that say that nobody in this figure exists, above everything else in it."""
    frame = {"boxstyle": "square,pad=0.3", "facecolor": "white", "edgecolor": INK}
    figure.suptitle(text, x=0.99, ha="right", fontsize=FONT, fontweight="bold", color=INK, bbox=frame)
