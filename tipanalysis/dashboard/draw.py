"""The picture of what is shown: which chart fits it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..standard.fixed_codes import is_year
from ..standard.rows import has_rows
from ..words.settings import current_settings
from .slices import Slice

if TYPE_CHECKING:
    from ..charts.picture import Picture


def draw_slice(part: Slice, beside: Slice | None = None) -> Picture | None:
    """Draw a slice in the language set; nothing where it shows no number.

    Years become a line, with ``beside`` as the other one; provinces a map of tiles where there is one; two variables a
    shaded table; everything else bars.
    """
    if not part.shown or not (part.release.frame["status"] == "shown").any():
        return None
    by, title = part.view.by, part.title()
    if is_year(by):
        return _years(part, beside, title)
    if len(part.release.by) > 1:
        from ..charts.heatmap import draw_heatmap

        return draw_heatmap(part.release, rows=by, title=title)
    if by.startswith("provincia_") and _has_map(part):
        from ..charts.tiles import draw_tiles

        return draw_tiles(part.release, title=title)
    from ..charts.bars import draw_bars

    return draw_bars(part.release, title=title)


def _years(part: Slice, beside: Slice | None, title: str) -> Picture:
    from ..charts.series import draw_series

    if beside is None or len(part.release.by) > 1 or not beside.shown:
        return draw_series(part.release, title=title)
    return draw_series({each.view.title(): each.release for each in (part, beside)}, title=title)


def _has_map(part: Slice) -> bool:
    country = part.release.provenance.country or current_settings().country
    return has_rows(f"countries/{country}_tiles")
