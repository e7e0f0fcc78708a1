"""The nearest thing the reader may have meant."""

from __future__ import annotations

from collections.abc import Iterable

from .texts import Phrase


def nearest(given: str, known: Iterable[str], *, cutoff: float = 60) -> Phrase | str:
    """« ¿Quiso decir «x»?» with a leading space for the known name nearest to ``given``, or an empty text.

    Examples
    --------
    >>> str(nearest("periodo_", ["periodo", "data"]))
    ' ¿Quiso decir «periodo»?'
    >>> nearest("zzz", ["periodo", "data"])
    ''
    """
    from rapidfuzz import fuzz, process, utils

    found = process.extractOne(
        given, list(known), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=cutoff
    )
    return "" if found is None else Phrase("did_you_mean", {"guess": found[0]}, before=" ")
