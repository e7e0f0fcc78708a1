"""What to merge so that more can be shown: keys of texts, chosen by what the table is counted by."""

from __future__ import annotations

from typing import Any

Array = Any


def suggest_merges(by: tuple[str, ...], hidden: Array, values: Array) -> tuple[str, ...]:
    """Keys of texts with advice, if more than half of the cells that count somebody are hidden.

    Examples
    --------
    >>> import numpy as np
    >>> suggest_merges(("canton_residencia", "sexo"), np.array([True, True, False]), np.array([1, 2, 9]))
    ('release_suggest_province', 'release_suggest_fewer_variables')
    """
    counted = int((values > 0).sum())
    if not counted or 2 * int(hidden.sum()) <= counted:
        return ()
    advice = [key for name in by for key in _advice_for(name)]
    if len(by) > 1:
        advice.append("release_suggest_fewer_variables")
    return tuple(dict.fromkeys(advice)) or ("release_suggest_pool_years",)


def _advice_for(variable: str) -> tuple[str, ...]:
    from ..standard.codebook import load_codebook

    if variable.startswith("canton_"):
        return ("release_suggest_province",)
    if variable.startswith(("anio_", "fecha_")):
        return ("release_suggest_pool_years",)
    book = load_codebook()
    if variable in ("edad", "edad_captacion") or (variable in book and len(book.roll_up_path(variable)) > 1):
        return ("release_suggest_coarser",)
    return ()
