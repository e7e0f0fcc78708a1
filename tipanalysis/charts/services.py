"""Services: who needed each service and who received it."""

from __future__ import annotations

from ..pages.labels import upper_first
from ..release.release import Release
from .pairs import pairs_picture, views_of
from .picture import Picture


def draw_services(
    needed: Release,
    received: Release,
    *,
    title: str | None = None,
    lang: str | None = None,
    country: str | None = None,
) -> Picture:
    """Draw how many people needed each service and how many received it.

    Parameters
    ----------
    needed, received : people by the services they needed, and by those they received: two variables of the same
        list of codes, or the same variable of two tables
    title : by default what it shows
    lang, country : by default the settings

    Returns
    -------
    Picture
        Two bars for each service, in numbers. The tables do not say whether the same people are in both: someone may
        have received what nobody wrote down as needed, so no percentage is taken.

    Raises
    ------
    ReleaseError
        For anything but two Releases of counts by the same services.

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.release.protect import protect
    >>> needed = pd.DataFrame({"servicio_requerido": ["ATENCION_MEDICA"] * 40 + ["AYUDA_ECONOMICA"] * 20})
    >>> received = pd.DataFrame({"servicio_recibido": ["ATENCION_MEDICA"] * 38 + ["AYUDA_ECONOMICA"] * 7})
    >>> tables = [count_by(needed, "servicio_requerido"), count_by(received, "servicio_recibido")]
    >>> "Menor valor: Ayuda material o económica, Recibieron, 7" in draw_services(*map(protect, tables)).alt
    True
    """
    given = {"needed": needed, "received": received}
    one, other = views_of(given, lang, country, chart="draw_services", units=False).values()
    views = {one.say("charts_services_needed"): one, one.say("charts_services_received"): other}
    title = title or one.say("charts_title_services", unit=upper_first(one.unit))
    reading = one.say("charts_services_reading")
    return pairs_picture(views, kind=one.say("charts_kind_pairs"), title=title, sentences=[reading], shares=False)
