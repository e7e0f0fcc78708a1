"""Ages and durations put into the bands of the standard."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ..words.errors import CodebookError
from .fixed_codes import NOT_AVAILABLE, TO_REVIEW
from .rows import read_rows

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Band:
    """A band of whole years or months, both ends included."""

    code: str
    low: int
    high: int


def age_schemes() -> tuple[str, ...]:
    """Names of the ways to band ages, in the order of the file.

    Examples
    --------
    >>> age_schemes()[:3]
    ('grupo_edad', 'grupo_edad_amplio', 'mayoria_edad')
    """
    return tuple(dict.fromkeys(row["scheme"] for row in read_rows("age_bands")))


@cache
def load_bands(scheme: str = "grupo_edad") -> tuple[Band, ...]:
    """The bands of a scheme in order; an unknown scheme is an error.

    Examples
    --------
    >>> load_bands("mayoria_edad")
    (Band(code='00-17', low=0, high=17), Band(code='18+', low=18, high=120))
    """
    rows = [row for row in _all_rows() if row["scheme"] == scheme]
    if not rows:
        raise CodebookError("standard_scheme_unknown", given=scheme, known=", ".join(age_schemes()))
    return tuple(Band(row["code"], int(row["low"]), int(row["high"])) for row in rows)


def _all_rows() -> tuple[dict[str, str], ...]:
    return read_rows("age_bands") + read_rows("duration_bands")


def band_of(value: int, scheme: str = "grupo_edad") -> str:
    """The band of one whole number of years or months; ``ERR`` where no band holds it.

    Examples
    --------
    >>> band_of(17), band_of(13, "banda_duracion"), band_of(150)
    ('15-17', '13-24', 'ERR')
    """
    return next((band.code for band in load_bands(scheme) if band.low <= value <= band.high), TO_REVIEW)


def band_ages(ages: pd.Series, scheme: str = "grupo_edad", *, missing: str = NOT_AVAILABLE) -> pd.Series:
    """Ages in completed years as codes of a scheme of bands.

    Parameters
    ----------
    ages : Series of whole numbers, ``<NA>`` where the age is not known.
    scheme : one of ``age_schemes()``.
    missing : the reason that stands where the age is not known.

    Returns
    -------
    Categorical Series of codes with the index of ``ages``; the categories are the bands in order,
    then the reasons for a missing value. An age that no band holds (below 0, above 120) becomes
    ``ERR``: it is kept and shown, not dropped.

    Examples
    --------
    >>> import pandas as pd
    >>> list(band_ages(pd.Series([0, 17, 18, pd.NA, 150], dtype="Int64"), "mayoria_edad"))
    ['00-17', '00-17', '18+', 'ND', 'ERR']
    """
    return _band(ages, load_bands(scheme), missing)


def band_months(months: pd.Series, *, missing: str = NOT_AVAILABLE) -> pd.Series:
    """Durations in whole months as codes of ``banda_duracion``; the same rules as ``band_ages``.

    Examples
    --------
    >>> import pandas as pd
    >>> list(band_months(pd.Series([0, 13, 60, pd.NA], dtype="Int64"), missing="NP"))
    ['0-12', '13-24', '25+', 'NP']
    """
    return _band(months, load_bands("banda_duracion"), missing)


def _band(values: pd.Series, bands: tuple[Band, ...], missing: str) -> pd.Series:
    import numpy as np
    import pandas as pd

    reasons = _missing_codes()
    if missing not in reasons:
        raise CodebookError("standard_missing_unknown", given=missing, known=", ".join(reasons))
    numbers = values.astype("Float64").to_numpy(dtype="float64", na_value=np.nan)
    place = np.searchsorted([band.low for band in bands], numbers, side="right") - 1
    codes = np.array([band.code for band in bands], dtype=object)[np.clip(place, 0, None)]
    held = (numbers >= bands[0].low) & (numbers <= bands[-1].high)
    codes = np.where(np.isnan(numbers), missing, np.where(held, codes, TO_REVIEW))
    categories = list(dict.fromkeys([*(band.code for band in bands), *reasons]))
    return pd.Series(pd.Categorical(codes, categories=categories), index=values.index, name=values.name)


@cache
def _missing_codes() -> tuple[str, ...]:
    return tuple(row["code"] for row in read_rows("missing") if row["output_only"] == "no")
