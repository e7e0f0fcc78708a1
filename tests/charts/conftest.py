"""Releases made by hand: hidden numbers stay in the table on purpose, so that a chart that reads them is caught."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product
from typing import Any

import pandas as pd
import pytest

from tipanalysis.register.provenance import Provenance
from tipanalysis.release.policy import Policy
from tipanalysis.release.release import Release, seal_release
from tipanalysis.words.settings import using

SOURCE = Provenance("eri", "Registro de prueba", "registro.xlsx", "ab12cd34", synthetic=True, rows_read=100)
Cells = Mapping[tuple[str, ...], int]


@pytest.fixture(autouse=True)
def spanish_in_costa_rica() -> Any:
    with using(lang="es", country="CRI"):
        yield


def table_of(by: Sequence[str], cells: Cells) -> pd.DataFrame:
    return pd.DataFrame([[*codes, n] for codes, n in cells.items()], columns=[*by, "n"])


def margins_of(by: Sequence[str], frame: pd.DataFrame) -> pd.DataFrame:
    parts = []
    for size in range(len(by) - 1, -1, -1):
        for kept in combinations(by, size):
            groups = [frame[name] for name in kept]
            part = (
                frame.groupby(groups, sort=False)["n"].sum().reset_index() if kept else frame[["n"]].sum().to_frame().T
            )
            parts.append(part.assign(**{name: "TOTAL" for name in by if name not in kept})[[*by, "n"]])
    return pd.concat(parts, ignore_index=True) if parts else frame.head(0)


def marked(frame: pd.DataFrame, hidden: set[tuple[str, ...]], planted: int) -> pd.DataFrame:
    """``status``, and in hidden cells a number that must be seen nowhere."""
    names = [name for name in frame.columns if name != "n"]
    if frame.empty:
        return frame.assign(n=frame["n"].astype("Int64"), status="shown")
    closed = [tuple(row) in hidden for row in frame[names].itertuples(index=False)]
    n = frame["n"].astype("Int64").mask(closed, planted).astype("Int64")
    grand = [set(row) == {"TOTAL"} for row in frame[names].itertuples(index=False)]
    n = n.mask([one and both for one, both in zip(closed, grand, strict=True)])
    return frame.assign(n=n, status=["hidden" if each else "shown" for each in closed])


@pytest.fixture
def release_of() -> Callable[..., Release]:
    """A release by ``by`` of ``cells``; the cells in ``hidden`` (``TOTAL`` in margins) hold ``planted``."""

    def make(by: Sequence[str], cells: Cells, hidden: Sequence[tuple[str, ...]] = (), **changes: Any) -> Release:
        planted = changes.pop("planted", 777_777)
        provenance = changes.pop("provenance", replace(SOURCE, synthetic=changes.pop("synthetic", True)))
        plain = table_of(by, cells).astype({**dict.fromkeys(by, "str"), "n": "int64"})
        parts = {
            "frame": marked(plain, set(hidden), planted),
            "margins": marked(margins_of(by, plain), set(hidden), planted),
            "by": tuple(by),
            "unit": "persona",
            "provenance": provenance,
            "policy": Policy("publication", threshold=5),
        }
        return seal_release(**{**parts, **changes})

    return make


@pytest.fixture
def grid_of() -> Callable[..., dict[tuple[str, ...], int]]:
    """Cells for every combination of levels, with the numbers given in order (or one for all)."""

    def make(levels: Sequence[Sequence[str]], numbers: Sequence[int] | int) -> dict[tuple[str, ...], int]:
        keys = list(product(*levels))
        values = [numbers] * len(keys) if isinstance(numbers, int) else list(numbers)
        return dict(zip(keys, values, strict=True))

    return make


@pytest.fixture
def texts_in() -> Callable[[Any], list[str]]:
    """Every text that a figure shows, empty ones left out."""

    def read(figure: Any) -> list[str]:
        from matplotlib.text import Text

        return [text.get_text() for text in figure.findobj(Text) if text.get_text() and text.get_visible()]

    return read
