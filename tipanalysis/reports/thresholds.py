"""The picture of the thresholds: how many pairs each would join, and how many persons the entries would then be."""

from __future__ import annotations

import base64
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

import pandas as pd

from ..charts.style import LINES, look, mark_synthetic, new_figure
from ..words.numbers import format_number
from ..words.texts import say

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_HEIGHT = 3.4
"""Inches."""


def threshold_figure(table: pd.DataFrame, chosen: float, *, synthetic: bool) -> str:
    """The picture as HTML, with its alternative text and its data behind a click.

    Restricted: it is drawn from links, not from a Release, because it counts pairs and helps to choose; thresholds side
    by side tell single pairs apart, so it must not be published.

    Parameters
    ----------
    table : ``umbral, pares, personas``, from :meth:`~tipanalysis.register.linking.links.Links.by_threshold`
    chosen : the threshold in use
    synthetic : whether to mark the picture as synthetic data
    """
    with look():
        figure = _drawn(table, chosen)
        if synthetic:
            mark_synthetic(figure, say("charts_synthetic"))
        out = BytesIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    image = base64.b64encode(out.getvalue()).decode("ascii")
    return (
        f'<figure class="tip-figure"><img alt="{escape(_alt(table, chosen))}" src="data:image/svg+xml;base64,{image}">'
        f"<details><summary>{escape(say('charts_data'))}</summary>{_data(table)}</details></figure>"
    )


def _drawn(table: pd.DataFrame, chosen: float) -> Figure:
    figure = new_figure(_HEIGHT)
    axes = figure.subplots()
    for line, name in zip(LINES, ("pares", "personas"), strict=False):
        axes.plot(
            table["umbral"],
            table[name],
            color=line.color,
            marker=line.marker,
            linestyle=line.linestyle,
            label=say(f"linking_chart_{name}"),
        )
    axes.axvline(chosen, color="#6E6E6E", linewidth=1)
    axes.set_xlabel(say("linking_chart_threshold"))
    axes.set_ylim(bottom=0)
    axes.grid(axis="y")
    axes.legend(loc="best")
    return figure


def _alt(table: pd.DataFrame, chosen: float) -> str:
    first, last = table.iloc[0], table.iloc[-1]
    return say(
        "linking_chart_alt",
        low=format_number(first["umbral"], 2),
        high=format_number(last["umbral"], 2),
        most=format_number(int(first["pares"])),
        fewest=format_number(int(last["pares"])),
        fewer=format_number(int(first["personas"])),
        more=format_number(int(last["personas"])),
        chosen=format_number(chosen, 2),
    )


def _data(table: pd.DataFrame) -> str:
    heads = "".join(
        f'<th scope="col">{escape(say(f"linking_chart_{name}"))}</th>' for name in ("threshold", "pares", "personas")
    )
    rows = "".join(
        f'<tr><th scope="row">{format_number(row["umbral"], 2)}</th>'
        f"<td>{format_number(int(row['pares']))}</td><td>{format_number(int(row['personas']))}</td></tr>"
        for row in table.to_dict("records")
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
