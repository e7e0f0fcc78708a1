"""How charts look: colours that survive colour blindness and a grey printer, hatches, sizes, one canvas."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK = "#222222"
GREY = "#6E6E6E"
PALE = "#D9D9D9"
BLUE = "#0072B2"
SKY = "#56B4E9"
ORANGE = "#E69F00"
GREEN = "#009E73"
YELLOW = "#F0E442"
PURPLE = "#CC79A7"
"""Okabe–Ito colours. No red beside green, no pink and blue for the sexes."""

WIDTH = 7.6
"""Inches: a figure fills the text of an A4 or letter page without shrinking its words."""
FONT = 11
LINE = 0.21
"""Inches that a line of text takes."""

SCALE = "cividis_r"
"""The more, the darker: reads the same in colour, to colour-blind readers and in grey."""

HIDDEN: Mapping[str, Any] = {"facecolor": "white", "edgecolor": GREY, "hatch": "////", "linewidth": 0.8}
"""One look for every hidden number, whatever it is."""
REASON: Mapping[str, Any] = {"facecolor": PALE, "edgecolor": GREY, "linestyle": "--", "linewidth": 0.9}
"""What was not recorded is drawn apart from what was. (Dotted hatches would make a drawing five times as heavy.)"""


PARTS: tuple[Mapping[str, Any], ...] = (
    {"facecolor": BLUE, "edgecolor": INK, "linewidth": 0.6},
    {"facecolor": ORANGE, "edgecolor": INK, "linewidth": 0.6},
    {"facecolor": GREEN, "edgecolor": INK, "linewidth": 0.6, "hatch": "||"},
    {"facecolor": YELLOW, "edgecolor": INK, "linewidth": 0.6, "hatch": "--"},
    {"facecolor": PURPLE, "edgecolor": INK, "linewidth": 0.6, "hatch": "xx"},
    {"facecolor": SKY, "edgecolor": INK, "linewidth": 0.6, "hatch": "\\\\"},
)
"""The parts of a whole: dark beside light, those that are alike in grey print with hatches of their own."""
REST: Mapping[str, Any] = {"facecolor": GREY, "edgecolor": INK, "linewidth": 0.6}
"""Small parts put together."""


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
    LineLook(PURPLE, "v", (0, (5, 1, 1, 1, 1, 1))),
    LineLook(SKY, "P", (0, (1, 1))),
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


_PAD = 0.1
"""Inches around everything, so that no frame is cut."""


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
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    figure = Figure(figsize=(width, height), layout=ConstrainedLayoutEngine(h_pad=_PAD, w_pad=_PAD))
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


def add_footer(figure: Figure, sentences: Sequence[str], looks: Mapping[str, Mapping[str, Any]]) -> None:
    """What has to be said under the chart: ``sentences``, then the key of the ``looks`` that occur in it.

    The figure grows by what they take, so that the axes keep their size.
    """
    from matplotlib.patches import Patch

    if not sentences and not looks:
        return
    columns = int(figure.get_figwidth() * _LETTERS)
    text = "\n".join(wrapped(sentence, columns) for sentence in sentences)
    lines = lines_in(text) * bool(sentences) + len(looks)
    figure.set_figheight(figure.get_figheight() + 0.25 + LINE * lines)
    figure.legend(
        handles=[Patch(label=text, **kept) for text, kept in looks.items()],
        title=text or None,
        title_fontsize=FONT,
        alignment="left",
        loc="outside lower left",
        handlelength=2.2,
        borderaxespad=0.2,
    )


def mark_synthetic(figure: Figure, text: str) -> None:
    """The words that say that nobody in this figure exists, above everything else in it."""
    frame = {"boxstyle": "square,pad=0.3", "facecolor": "white", "edgecolor": INK}
    figure.suptitle(text, x=0.99, ha="right", fontsize=FONT, fontweight="bold", color=INK, bbox=frame)
