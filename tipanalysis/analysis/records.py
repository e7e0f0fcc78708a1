"""One estimate with its limits, and many of them as arrays or as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..standard.fixed_codes import SMALL
from .estimates import Status

__all__ = ["SMALL", "Interval", "Intervals", "Numbers", "judged"]

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Interval:
    """One estimate with its limits, on the natural scale (a proportion between 0 and 1, a count, a ratio).

    ``events`` and ``n`` are what it was computed from; of a comparison, both groups together. ``note`` is a text
    key: the reason where ``status`` is not ``ok``, or something to know about the method.
    """

    estimate: float
    lower: float
    upper: float
    events: float
    n: float
    method: str
    conf_level: float
    status: Status = "ok"
    note: str = ""

    @property
    def denominator(self) -> float:
        """What the estimate is divided by: ``n`` under the name that tables give it."""
        return self.n


@dataclass(frozen=True)
class Intervals:
    """Many estimates at once: the fields of :class:`Interval`, each an array of one length or one value for all."""

    estimate: Numbers
    lower: Numbers
    upper: Numbers
    events: Numbers
    n: Numbers
    method: Any
    conf_level: float
    status: Any = "ok"
    note: Any = ""

    def frame(self) -> pd.DataFrame:
        """One row for each estimate, its fields and ``denominator`` as columns."""
        columns = {name: getattr(self, name) for name in ("estimate", "lower", "upper", "n", "events")}
        rest = {name: getattr(self, name) for name in ("method", "conf_level", "status", "note")}
        return pd.DataFrame({**columns, "denominator": self.n, **rest})

    def only(self) -> Interval:
        """The one estimate that there is."""
        values = {name: np.ravel(getattr(self, name)) for name in self.__dataclass_fields__}
        return Interval(**{name: value.item() for name, value in values.items()})


def judged(estimable: Any, small: Any, reason: Any, small_note: str) -> dict[str, Any]:
    """``status`` and ``note`` of many estimates: the reason where there is none, a warning where it is small."""
    status = np.where(estimable, np.where(small, "small", "ok"), "not_estimable")
    return {"status": status, "note": np.where(estimable, np.where(small, small_note, ""), reason)}
