"""A file read in parts and put together again, to be compared with the same file read whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from tipanalysis.register.cleaning.in_parts import FileInParts
from tipanalysis.register.parts import LISTS
from tipanalysis.register.register import Register
from tipanalysis.register.source_map import SourceMap


def read_in_parts(path: Path, source: SourceMap | str | Path, **wishes: Any) -> Register:
    """The register of a file that was read, and perhaps cleaned, in parts."""
    with FileInParts(path, source, **wishes) as file:
        parts = list(file.registers(lambda: None))
    full = [part for part in parts if len(part)] or parts[:1]
    children = {name: _under([part.children[name] for part in full]) for name in full[0].children}
    lists = {name: pd.concat([getattr(part, name) for part in parts], ignore_index=True) for name in LISTS}
    rows = {outcome: sum(part.rows[outcome] for part in parts) for outcome in parts[0].rows}
    return replace(full[0], records=_under([part.records for part in full]), children=children, rows=rows, **lists)


def _under(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Frames one under the other; codes that only some have are taken in where the others lack them."""
    joined = {}
    for name in frames[0].columns:
        columns = [frame[name] for frame in frames]
        if isinstance(columns[0].dtype, pd.CategoricalDtype) and len({tuple(c.cat.categories) for c in columns}) > 1:
            every = {code for column in columns for code in column.cat.categories}
            missing = [code for code in columns[0].cat.categories if not code.isdigit()]
            kind = pd.CategoricalDtype([*sorted(every - set(missing)), *missing])
            columns = [column.astype(kind) for column in columns]
        joined[name] = pd.concat(columns, ignore_index=True)
    return pd.DataFrame(joined)


def assert_same(parted: Register, whole: Register) -> None:
    """Every value, type, category and order of two registers is the same."""
    for name in ("records", *LISTS):
        pd.testing.assert_frame_equal(getattr(parted, name), getattr(whole, name))
    assert list(parted.children) == list(whole.children)
    for name, child in whole.children.items():
        pd.testing.assert_frame_equal(parted.children[name], child)
    assert list(parted.rows.items()) == list(whole.rows.items())
    assert (parted.provenance, parted.unit) == (whole.provenance, whole.unit)
