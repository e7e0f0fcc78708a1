"""What callers give: whole counts, sizes, a level of confidence, the name of a method. Checked in one place."""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Real
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from ..words.errors import EstimateError
from .records import Numbers

Thing = TypeVar("Thing")


def whole_counts(name: str, values: Any) -> Numbers:
    """Counts as numbers, missing ones as NaN; an error for what is negative, broken or no number."""
    numbers = _numbers(name, values)
    broken = (numbers < 0) | np.isinf(numbers) | (numbers % 1 > 0)
    if broken.any():
        raise EstimateError("analysis_rates_not_a_count", name=name, given=f"{numbers[broken][0]:g}")
    return numbers


def cases_among(x: Any, n: Any, group: str = "") -> tuple[Numbers, Numbers]:
    """Cases and units in all, as arrays of one length; an error for more cases than units."""
    events, units = together(whole_counts(f"x{group}", x), whole_counts(f"n{group}", n))
    above = events > units
    if above.any():
        raise EstimateError("analysis_events_outside", given=f"{events[above][0]:g}", n=f"{units[above][0]:g}")
    return events, units


def sizes(name: str, values: Any) -> Numbers:
    """Populations, times or weights as numbers, missing ones as NaN; an error for what is negative or no number."""
    numbers = _numbers(name, values)
    wrong = (numbers < 0) | np.isinf(numbers)
    if wrong.any():
        raise EstimateError("analysis_rates_not_a_size", name=name, given=f"{numbers[wrong][0]:g}")
    return numbers


def _numbers(name: str, values: Any) -> Numbers:
    array = np.atleast_1d(np.asarray(values))
    if array.dtype.kind in "biuf":
        return array.astype("float64")
    array = np.atleast_1d(np.asarray(values, dtype=object))
    return np.array([_number(name, value) for value in array.ravel()], dtype="float64").reshape(array.shape)


def _number(name: str, value: Any) -> float:
    if value is None or value is pd.NA:
        return np.nan
    if not isinstance(value, Real):
        raise EstimateError("analysis_rates_not_a_number", name=name, given=value)
    return float(value)


def together(*columns: Numbers) -> list[Numbers]:
    """Columns of one length, single values repeated; an error for columns that differ."""
    try:
        return list(np.broadcast_arrays(*columns))
    except ValueError:
        given = ", ".join(str(len(column)) for column in columns)
        raise EstimateError("analysis_rates_columns", given=given) from None


def alpha_of(conf_level: float) -> float:
    """What lies outside the interval; an error for a level that is not between 0 and 1."""
    if not 0 < conf_level < 1:
        raise EstimateError("analysis_level_outside", given=conf_level)
    return 1 - conf_level


def z_of(alpha: Any) -> Any:
    """The normal quantile of 1 - α/2, of one level or of an array of them."""
    from scipy.special import ndtri

    return ndtri(1 - alpha / 2)


def chosen(known: Mapping[str, Thing], method: str) -> Thing:
    """The method by its name; an error that says which there are."""
    if method not in known:
        raise EstimateError("analysis_method_unknown", given=method, known=", ".join(known))
    return known[method]
