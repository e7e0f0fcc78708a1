"""A frame that says what it lists: shown in a notebook, it has a title, as every table that a person reads."""

from __future__ import annotations

import re
from html import escape

import pandas as pd

TITLE = "title"


class Listing(pd.DataFrame):  # type: ignore[misc] # pandas tells no types
    """A DataFrame like any other, and so is what is chosen of it; its HTML begins with its title.

    Examples
    --------
    >>> listing = listed(pd.DataFrame({"fila": [1, 2]}), "Filas por revisar")
    >>> "<caption>Filas por revisar</caption>" in listing[["fila"]].head(1)._repr_html_()
    True
    """

    @property
    def _constructor(self) -> type[Listing]:
        return Listing

    def _repr_html_(self) -> str | None:
        html, title = super()._repr_html_(), self.attrs.get(TITLE)
        if html is None or not title:
            return html  # type: ignore[no-any-return]
        caption = f"<caption>{escape(title)}</caption>"
        return re.sub(r"(<table[^>]*>)", lambda table: f"{table[1]}\n  {caption}", html, count=1)


def listed(frame: pd.DataFrame, title: str) -> Listing:
    """The frame with a title."""
    made = Listing(frame)
    made.attrs[TITLE] = title
    return made
