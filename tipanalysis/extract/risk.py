"""Risk: how easily somebody outside finds a person among the records. It stays inside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from ..register.listing import listed
from ..register.register import Register
from ..standard.fixed_codes import TOTAL
from ..words.errors import InputError
from ..words.texts import say
from .classes import classes_of, diversity_in, persons_in, values_of
from .people import Codes, People, people_of

SHORT = 3
"""Combinations of up to so many variables are looked at one by one."""


@dataclass(frozen=True, repr=False, eq=False)
class Risk:
    """The risk of a set of records; numbers of the inside, never to be published.

    ``combinations``: for each combination of up to three quasi-identifiers, and all of them: ``variables``, ``size``,
    ``unique`` records (their person is the only one), ``below`` (in a class of fewer than ``k`` persons) and ``first``,
    those that are unique in it and in none of its parts. ``sizes``: the same, of records in at least one combination
    of a size. ``groups``: records ``n`` in total, by sex and by origin, with ``unique``, ``below``, ``mean_risk`` and
    ``max_risk``: one divided by the persons of the class. ``diversity``: of each sensitive variable the fewest
    different values in a class in which any is known.
    """

    k: int
    combinations: pd.DataFrame
    sizes: pd.DataFrame
    groups: pd.DataFrame
    diversity: pd.DataFrame

    def __repr__(self) -> str:
        return f"Risk(k={self.k}, {len(self.combinations)} combinations, {len(self.groups)} groups)"


def measure_risk(register: Register, quasi: Sequence[str], sensitive: Sequence[str] = (), k: int = 5) -> Risk:
    """How many records of a register stand alone, or nearly so, in what somebody outside may know.

    Parameters
    ----------
    register : people, one or more records each; classes are counted in persons where the register names them
    quasi : variables that somebody outside may know of a person; reasons for a missing value are values of their own
    sensitive : variables that nobody is to learn
    k : a class of fewer persons is a risk; 2 or more

    Returns
    -------
    Risk
        Frames without a single record. A person with two nationalities is one of those who have both.

    Raises
    ------
    InputError
        For variables that are not there or cannot stand in an extract, and for a ``k`` below 2.

    Notes
    -----
    The prosecutor's risk: the attacker knows that the person is in the register. Combinations in which a record is
    the only one and that have no smaller one are what SUDA calls minimal sample uniques.

    Examples
    --------
    >>> from tipanalysis.register.synthetic import make_synthetic
    >>> risk = measure_risk(make_synthetic(seed=1), ["sexo", "grupo_edad"], ["finalidad"])
    >>> risk
    Risk(k=5, 3 combinations, 5 groups)
    """
    check_whole("k", k, 2)
    return risk_of(people_of(register, quasi, sensitive), k)


def check_whole(name: str, given: object, least: int) -> None:
    """Refuse what is no whole number of at least ``least``."""
    if isinstance(given, bool) or not isinstance(given, int) or given < least:
        raise InputError("extract_not_whole", name=name, given=given, least=least)


def risk_of(people: People, k: int) -> Risk:
    """The risk of people as they are told in the columns of ``people.quasi``."""
    codes = {name: np.asarray(pd.factorize(column)[0], np.int64) for name, column in people.quasi.items()}
    held = {part: _persons_beside(codes, part, people) for part in _parts(tuple(codes))}
    table = pd.DataFrame(_combination(part, held, k) for part in held)
    everything = held[tuple(codes)]
    sizes = listed(_sizes(held, k), say("extract_title_sizes"))
    return Risk(k, table, sizes, _groups(people, everything, k), _diversity(people, codes))


def _parts(names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Combinations of up to three names, and all of them."""
    for size in range(1, min(SHORT, len(names)) + 1):
        yield from combinations(names, size)
    if len(names) > SHORT:
        yield names


def _persons_beside(codes: dict[str, Codes], part: tuple[str, ...], people: People) -> Codes:
    """Of each record, the persons of its class, the record's own among them."""
    classes = classes_of([codes[name] for name in part], len(people))
    return persons_in(classes, people.persons)[classes]


def _combination(part: tuple[str, ...], held: dict[tuple[str, ...], Codes], k: int) -> dict[str, object]:
    inside = [held[smaller] == 1 for smaller in held if set(smaller) < set(part)]
    unique = held[part] == 1
    first = unique & ~np.logical_or.reduce(inside) if inside else unique
    return {
        "variables": ", ".join(part),
        "size": len(part),
        "unique": int(unique.sum()),
        "below": int((held[part] < k).sum()),
        "first": int(first.sum()),
    }


def _sizes(held: dict[tuple[str, ...], Codes], k: int) -> pd.DataFrame:
    rows = []
    for size in sorted({len(part) for part in held}):
        least = np.minimum.reduce([persons for part, persons in held.items() if len(part) == size])
        rows.append({"size": size, "unique": int((least == 1).sum()), "below": int((least < k).sum())})
    return pd.DataFrame(rows)


def _groups(people: People, held: Codes, k: int) -> pd.DataFrame:
    rows = []
    for variable, code, inside in groups_of(people):
        mine = held[inside]
        row = {"variable": variable, "code": code, "n": len(mine), "unique": int((mine == 1).sum())}
        risk = {"mean_risk": float((1 / mine).mean()), "max_risk": float((1 / mine).max())} if len(mine) else {}
        rows.append(row | {"below": int((mine < k).sum())} | risk)
    return pd.DataFrame(rows)


def groups_of(people: People) -> Iterator[tuple[str, str, np.ndarray]]:
    """Everybody, and each sex and origin that is there: variable, code, and which records."""
    yield TOTAL, TOTAL, np.ones(len(people), dtype=bool)
    for name, column in people.groups.items():
        for code in sorted(column.unique()):
            yield str(name), str(code), (column == code).to_numpy()


def _diversity(people: People, codes: dict[str, Codes]) -> pd.DataFrame:
    classes = classes_of(list(codes.values()), len(people))
    rows = []
    for name, column in people.sensitive.items():
        different = diversity_in(classes, values_of(column))
        rows.append({"variable": str(name), "fewest": int(min(different[different > 0], default=0))})
    return pd.DataFrame(rows, columns=["variable", "fewest"])
