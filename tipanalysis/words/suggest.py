"""The nearest thing the reader may have meant."""

from __future__ import annotations

from collections.abc import Iterable

from .texts import Phrase

LIKE_ENOUGH = 60
"""Likeness, out of 100, from which a name is worth suggesting."""


def nearest(given: str, known: Iterable[str]) -> Phrase | str:
    """« ¿Quiso decir «x»?» with a leading space for the known name nearest to ``given``, or an empty text.

    Examples
    --------
    >>> str(nearest("periodo_", ["periodo", "data"]))
    ' ¿Quiso decir «periodo»?'
    >>> nearest("zzz", ["periodo", "data"])
    ''
    """
    guess = nearest_name(given, known)
    return Phrase("did_you_mean", {"guess": guess}, before=" ") if guess else ""


def nearest_name(given: str, known: Iterable[str]) -> str:
    """The known name most like ``given``, case and signs aside; empty where none is like it.

    Examples
    --------
    >>> nearest_name("Registro.xlsx", ["registro_eri.xlsx", "LEAME.txt"])
    'registro_eri.xlsx'
    """
    from rapidfuzz import fuzz, process, utils

    found = process.extractOne(
        given, list(known), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=LIKE_ENOUGH
    )
    return "" if found is None else str(found[0])
