"""The proof of an extract: measured again from what would leave, with plain pandas and none of the search's code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations

import pandas as pd

from ..standard.codebook import load_codebook
from ..words.errors import ReleaseError

YES = "1"
Columns = Mapping[str, Sequence[str]]


def prove(
    records: pd.DataFrame, persons: pd.Series, quasi: Columns, sensitive: Columns, *, k: int, diversity: int
) -> None:
    """Refuse records that do not hold what an extract promises.

    Every combination of quasi-identifiers, of one up to all, is grouped anew: a missing value and a suppressed one
    are values like any other and match nothing else. ``quasi`` and ``sensitive`` name the columns of each variable:
    one of the same name, or one for each value that a record may have (``finalidad_SEXUAL``), ``1`` where it has it.

    Raises
    ------
    ReleaseError
        Where a class has fewer than ``k`` persons or too few different values, or a cell is empty. The message names
        variables, never values.
    """
    if bool(records.isna().any(axis=None)):
        raise ReleaseError("extract_proof_empty")
    held = {variable: _known(records[list(columns)], variable) for variable, columns in sensitive.items()}
    for names in _subsets(tuple(quasi)):
        by = [column for name in names for column in quasi[name]]
        classes = records.groupby(by, dropna=False, sort=False, observed=True).ngroup()
        if len(records) and int(persons.groupby(classes).nunique().min()) < k:
            raise ReleaseError("extract_proof_small", variables=", ".join(names), k=k)
        for variable, values in held.items():
            if _fewest(values, classes) < diversity:
                raise ReleaseError("extract_proof_alike", variables=", ".join(names), sensitive=variable)


def _subsets(names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(names, size) for size in range(1, len(names) + 1))


def _known(columns: pd.DataFrame, variable: str) -> pd.DataFrame:
    """Which known values each record has, a column for each; records of which none is known are left out."""
    unknown = load_codebook().unknown_codes
    if variable in columns:
        held = pd.get_dummies(columns[variable]).drop(columns=list(unknown), errors="ignore")
    else:
        held = columns.drop(columns=[f"{variable}_{code}" for code in unknown], errors="ignore") == YES
    return held[held.any(axis=1)]


def _fewest(held: pd.DataFrame, classes: pd.Series) -> float:
    """Fewest different sets of known values in a class; 1 where all share a value, no limit where none is known."""
    if held.empty:
        return float("inf")
    mine = classes[held.index]
    shared = held.groupby(mine).all().any(axis=1)
    different = held.groupby([mine, *(held[column] for column in held)]).ngroup().groupby(mine).nunique()
    return 1 if bool(shared.any()) else float(different.min())
