"""What stands for a picture of a slice where it cannot be seen."""

from __future__ import annotations

from ..charts.alt import alt_text
from ..charts.view import view_of
from ..standard.codebook import load_codebook
from ..words.texts import say
from .slices import Slice


def alt_of(part: Slice, lang: str | None = None, country: str | None = None) -> str:
    """The sentence for the bars of a slice: largest, smallest, hidden ones, total, unknowns, whence."""
    view, by = view_of(part.release, lang, country), part.view.by
    missing = load_codebook().missing_codes
    named = [(view.label(by, code), view.cell(**{by: code})) for code in view.levels(by) if code not in missing]
    return alt_text(say("charts_kind_bars", lang=lang), part.title(lang), {"": view}, named)
