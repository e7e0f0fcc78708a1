"""Events: how many people one event brought, as a part of the events and as a part of the people."""

from __future__ import annotations

from ..pages.labels import upper_first
from ..release.release import Release
from .pairs import pairs_picture, views_of
from .picture import Picture


def draw_event_sizes(
    events: Release,
    people: Release,
    *,
    title: str | None = None,
    lang: str | None = None,
    country: str | None = None,
) -> Picture:
    """Draw how large the events are in which people were found.

    Parameters
    ----------
    events : events (or cases) by their size, e.g. ``count_by(frame, "tamano_evento", unit="evento")``
    people : the people found in them by the same variable
    title : by default what it shows
    lang, country : by default the settings

    Returns
    -------
    Picture
        Two bars for each size: which part of the events has it, and which part of the people was found in such
        events. Where few events hold many of the people, people of one event are not independent of each other and
        a jump from one year to the next may be one operation.

    Raises
    ------
    ReleaseError
        For anything but two Releases of counts by the same variable, of different units.

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.release.protect import protect
    >>> sizes = {"evento": [30, 6], "persona": [30, 90]}
    >>> counted = [
    ...     count_by(pd.DataFrame({"tamano_evento": ["1"] * one + ["5+"] * many}), "tamano_evento", unit=unit)
    ...     for unit, (one, many) in sizes.items()
    ... ]
    >>> "83,3" in draw_event_sizes(*map(protect, counted)).alt
    True
    """
    given = {"events": events, "people": people}
    one, other = views_of(given, lang, country, chart="draw_event_sizes").values()
    views = {upper_first(one.unit): one, upper_first(other.unit): other}
    title = title or one.say("charts_title_events", events=upper_first(one.unit), people=other.unit)
    reading = one.say("charts_events_reading")
    return pairs_picture(views, kind=one.say("charts_kind_pairs"), title=title, sentences=[reading], shares=True)
