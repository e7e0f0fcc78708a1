"""Of very many rows the frequent ones are found without sorting: what is counted stays the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from tipanalysis.counts import cube_frequent, cube_profiles, cube_words
from tipanalysis.counts.cube import cube
from tipanalysis.counts.cube_cells import joint_key
from tipanalysis.counts.cube_profiles import Profiles, add_up, collapse, condense

SIZES = (7, 3, 40, 2)


@pytest.fixture(params=[(64, 4), (256, 2), (1000, 12)])
def few_are_many(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    block, bits = request.param
    monkeypatch.setattr(cube_profiles, "MANY", 1000)
    monkeypatch.setattr(cube_words, "MANY", 1000)
    monkeypatch.setattr(cube_frequent, "BLOCK", block)
    monkeypatch.setattr(cube_frequent, "SLOT_BITS", bits)
    monkeypatch.setattr(cube_frequent, "COUNTED", 100)


def rows(many: int, seed: int, power: float) -> list[Any]:
    rng = np.random.default_rng(seed)
    return [((rng.random(many) ** power) * (size + 1)).astype(np.int8) - np.int8(1) for size in SIZES]


def counted(profiles: Profiles) -> dict[tuple[int, ...], int]:
    found: dict[tuple[int, ...], int] = {}
    for *codes, n in zip(*(column.tolist() for column in profiles.columns), profiles.each.tolist(), strict=True):
        found[tuple(codes)] = found.get(tuple(codes), 0) + n
    return found


@pytest.mark.usefixtures("few_are_many")
@pytest.mark.parametrize("power", [1, 6])
@pytest.mark.parametrize("many", [999, 1000, 1001, 5000])
def test_the_same_rows_are_counted(many: int, power: float) -> None:
    columns, sizes = rows(many, 5, power), [size + 1 for size in SIZES]
    found = condense(columns, sizes, lowest=-1)
    assert counted(found) == counted(collapse(columns, sizes, lowest=-1))
    assert found.total == many
    assert all(column.dtype == np.uint8 for column in found.columns)


@pytest.mark.usefixtures("few_are_many")
def test_frequent_rows_are_there_once() -> None:
    columns, sizes = rows(5000, 5, 6), [size + 1 for size in SIZES]
    found = condense(columns, sizes, lowest=-1)
    assert len(found.weights) < len(found) < 5000
    first = list(zip(*(column[: len(found.weights)].tolist() for column in found.columns), strict=True))
    assert len(set(first)) == len(first)


@pytest.mark.usefixtures("few_are_many")
def test_the_cube_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"v{at}" for at in range(len(SIZES))]
    frame = pd.DataFrame(
        {
            name: pd.Categorical.from_codes(column, [f"k{code:02}" for code in range(size)])
            for name, column, size in zip(names, rows(4000, 9, 3), SIZES, strict=True)
        }
    )
    quickly = cube(frame, names, 3)
    monkeypatch.setattr(cube_profiles, "MANY", 10**9)
    slowly = cube(frame, names, 3)
    for by in [names[:1], names[1:3], names[1:]]:
        pd.testing.assert_frame_equal(quickly.counts(by).frame, slowly.counts(by).frame)


def test_rows_beyond_the_weights_count_one() -> None:
    keys = np.array([0, 1, 1, 2, 0])
    for weights in ([], [4], [4, 0, 2], [4, 0, 2, 1, 1]):
        each = np.append(weights, np.ones(5 - len(weights)))
        assert add_up(keys, np.array(weights, np.int64), 4).tolist() == np.bincount(keys, each, 4).tolist()


def test_keys_grow_with_their_table() -> None:
    sizes = (200, 3, 300, 70_000)
    columns = [np.array([0, size - 1], np.min_scalar_type(size - 1)) for size in sizes]
    assert joint_key(columns, sizes).tolist() == [0, 200 * 3 * 300 * 70_000 - 1]
    assert [joint_key(columns[:many], sizes[:many]).dtype.itemsize for many in (1, 2, 3, 4)] == [1, 2, 4, 8]
