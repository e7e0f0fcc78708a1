"""Mentions: a question with several answers, counted by persons and by answers side by side."""

from __future__ import annotations

from ..pages.labels import lower_first, upper_first
from ..release.release import Release
from .pairs import pairs_picture, sums_told, views_of
from .picture import Picture


def draw_mentions(
    units: Release,
    mentions: Release,
    *,
    title: str | None = None,
    lang: str | None = None,
    country: str | None = None,
) -> Picture:
    """Draw, for each answer, which part of the persons gave it and which part of all answers it is.

    Parameters
    ----------
    units : persons (or applications) by a variable with several answers
    mentions : the same counted with ``unit="mencion"``
    title : by default what it shows
    lang, country : by default the settings

    Returns
    -------
    Picture
        Two bars for each answer with percentage and number. Under them, where nothing is hidden, what each set of
        percentages adds up to: those of persons to more than 100 where some gave several answers.

    Raises
    ------
    ReleaseError
        For anything but two Releases of counts by the same variable, of different units.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> register = tip.make_synthetic()
    >>> units = {"solicitudes": "solicitud", "menciones": "mencion"}
    >>> counted = {name: tip.count_by(register, "finalidad", unit=unit) for name, unit in units.items()}
    >>> "Menciones" in draw_mentions(*tip.protect_together(counted).values(), lang="es").alt
    True
    """
    given = {"units": units, "mentions": mentions}
    one, other = views_of(given, lang, country, chart="draw_mentions").values()
    views = {upper_first(one.unit): one, upper_first(other.unit): other}
    (variable,) = one.release.by
    title = title or one.say("charts_title_mentions", name=lower_first(one.name(variable)), unit=one.unit)
    kind = one.say("charts_kind_pairs")
    return pairs_picture(views, kind=kind, title=title, sentences=sums_told(views), shares=True)
