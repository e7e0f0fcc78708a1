"""People for the tests of the gate, and a reader who tries every table that could be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest

from tipanalysis.counts.counts import TOTAL
from tipanalysis.register.provenance import Provenance
from tipanalysis.register.register import Register
from tipanalysis.release.policy import Policy
from tipanalysis.release.release import Release

Profile = tuple[frozenset[str], ...]


class Reader:
    """Someone who has only the releases and patience: tries every whole-number table that could be.

    ``levels`` names the values each variable may have, as the reader knows them; a person holds one set
    of values of each variable.
    """

    def __init__(self, levels: Mapping[str, Sequence[frozenset[str]]], most: int) -> None:
        self.names = list(levels)
        self.profiles: list[Profile] = list(product(*levels.values()))
        self.most = most

    def counted(self, region: Mapping[str, tuple[str, ...]], codes: Mapping[str, str]) -> list[int]:
        """Which profiles a cell counts."""
        return [
            i
            for i, profile in enumerate(self.profiles)
            if all(profile[self.names.index(v)] & set(kept) for v, kept in region.items())
            and all(code in profile[self.names.index(v)] for v, code in codes.items())
        ]

    def tables(self, releases: Sequence[Release]) -> np.ndarray:
        """Every table that agrees with all numbers shown, one a row."""
        tables = all_tables(len(self.profiles), self.most)
        for region, codes, n in printed(releases):
            if n is not None:
                tables = tables[tables[:, self.counted(region, codes)].sum(axis=1) == n]
        return tables

    def possible(self, releases: Sequence[Release], at_least: int) -> dict[tuple[object, ...], set[int]]:
        """For each hidden cell the values that some table gives it, if hidden means ``at_least`` this many."""
        tables = self.tables(releases)
        for region, codes, n in printed(releases):
            if n is None:
                tables = tables[tables[:, self.counted(region, codes)].sum(axis=1) >= at_least]
        return {
            (tuple(sorted(region.items())), tuple(sorted(codes.items()))): set(
                tables[:, self.counted(region, codes)].sum(axis=1).tolist()
            )
            for region, codes, n in printed(releases)
            if n is None
        }


@cache
def all_tables(places: int, most: int) -> np.ndarray:
    """Every way to put up to ``most`` people into ``places``."""
    bars = np.array(list(combinations(range(most + places), places)))
    return np.diff(bars, axis=1, prepend=-1) - 1


def printed(releases: Sequence[Release]) -> Iterator[tuple[dict[str, tuple[str, ...]], dict[str, str], int | None]]:
    for release in releases:
        region = {s.variable: s.codes for s in release.provenance.where}
        for part in (release.frame, release.margins):
            for row in part.to_dict("records"):
                codes = {name: row[name] for name in release.by if row[name] != TOTAL}
                yield region, codes, None if row["status"] == "hidden" else int(row["n"])


@pytest.fixture(scope="session")
def reader() -> type[Reader]:
    return Reader


@pytest.fixture(scope="session")
def small_policy() -> Policy:
    """Hides 1 and 2, so that a patient reader can try everything."""
    return Policy("prueba", threshold=3)


@pytest.fixture(scope="session")
def as_register():
    """A register of people from one dict each; a variable with a list is multi-valued."""

    def build(people: Sequence[Mapping[str, str | Sequence[str]]], checksum: str = "abc") -> Register:
        frame = pd.DataFrame([dict(person) for person in people]).assign(id=[f"p{i}" for i in range(len(people))])
        several = [name for name in frame.columns if frame[name].map(lambda v: isinstance(v, (list, tuple))).any()]
        children = {
            name: frame[["id", name]].explode(name).astype("str").drop_duplicates().reset_index(drop=True)
            for name in several
        }
        single = [name for name in frame.columns if name not in (*several, "id")]
        records = frame[["id", *single]].astype(dict.fromkeys(single, "category"))
        provenance = Provenance("prueba", "Prueba", "prueba.csv", checksum, synthetic=True)
        return Register(records, "persona", provenance, children)

    return build
