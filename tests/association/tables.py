"""Small tables of counts for the laws of association."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tipanalysis.words.errors import EstimateError

steadily = settings(deadline=None, derandomize=True, database=None, max_examples=16)
"""The same examples each time, as long as they take."""

Table = NDArray[np.int64]


@st.composite
def tables(draw: st.DrawFn, most: int = 12, shape: tuple[int, int] | None = None) -> Table:
    """Two-way tables of 2 to 4 rows and columns; some of their levels may be empty."""
    rows, columns = shape or (draw(st.integers(2, 4)), draw(st.integers(2, 4)))
    cells = draw(st.lists(st.integers(0, most), min_size=rows * columns, max_size=rows * columns))
    return np.array(cells).reshape(rows, columns)


def says(caught: pytest.ExceptionInfo[EstimateError], es: str, en: str) -> bool:
    """Whether an error says exactly this, in both languages."""
    return caught.value.both() == f"{es}\n{en}"
