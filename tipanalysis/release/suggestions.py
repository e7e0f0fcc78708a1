"""What to merge so that more can be shown, and what to think about: keys of texts, chosen by the table itself."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

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


def warn_of_one_kind(frame: pd.DataFrame, by: tuple[str, ...], hidden: Array) -> tuple[str, ...]:
    """The key of a warning if zeros put a whole group that is shown into one category, which tells of each of them.

    Examples
    --------
    >>> frame = pd.DataFrame({"sexo": ["MUJER", "MUJER"], "finalidad": ["SEXUAL", "LABORAL"], "n": [12, 0]})
    >>> warn_of_one_kind(frame, ("sexo", "finalidad"), [False, False])
    ('release_suggest_one_kind',)
    """
    from ..standard.codebook import load_codebook

    if len(by) < 2 or frame.empty:
        return ()
    levels = [pd.factorize(frame[name])[0] for name in by]
    somebody, missing = frame["n"].to_numpy() > 0, load_codebook().missing_codes
    for place, kind in enumerate(by):
        others = np.stack([each for each in levels if each is not levels[place]])
        group = np.unique(others, axis=1, return_inverse=True)[1].ravel()
        told = somebody & ~np.asarray(hidden) & ~frame[kind].isin(missing).to_numpy()
        alone = (np.bincount(group, somebody) == 1) & (np.bincount(group, told) == 1)
        if alone.any() and levels[place].max() > 0:
            return ("release_suggest_one_kind",)
    return ()


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
