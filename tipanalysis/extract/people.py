"""People: what an extract is made from, and which variables of a register may leave it at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..counts.profiles import as_text
from ..register.register import Register
from ..standard.codebook import load_codebook
from ..standard.fixed_codes import NOT_AVAILABLE, is_year
from ..words.errors import InputError

Codes = NDArray[np.int64]
SEPARATOR = ";"
"""Between the values of one record in a variable that may have several; no code of the codebook has one."""

PERSON, GROUPS, MOST_QUASI = "id_persona", ("sexo", "origen"), 8


@dataclass(frozen=True, repr=False, eq=False)
class People:
    """Chosen variables of all records, as text: ``CRI;NIC`` where a record has two values, reasons for missing too.

    ``quasi``: what somebody outside may know of a person; ``sensitive``: what they must not learn. ``persons``: who
    each record is about, so that five records of one person are not five people. ``groups``: sex and origin, where
    the register has them, by which risk and loss are told.
    """

    quasi: pd.DataFrame
    sensitive: pd.DataFrame
    groups: pd.DataFrame
    persons: Codes
    origin: pd.Series | None
    multi: frozenset[str]

    def __len__(self) -> int:
        return len(self.persons)


def people_of(register: Register, quasi: Sequence[str], sensitive: Sequence[str]) -> People:
    """The people of a register in the variables chosen; anything that may not leave is refused by name.

    Raises
    ------
    InputError
        For a variable that is not there, is finer than a code or a year, or says the same as another one chosen; for
        none or too many quasi-identifiers; for a register whose rows are counts.
    """
    _check_names(register, tuple(quasi), tuple(sensitive))
    texts = {name: _texts(register, name) for name in (*quasi, *sensitive)}
    groups = {name: _texts(register, name) for name in GROUPS if name in register.variables}
    return People(
        pd.DataFrame({name: texts[name] for name in quasi}),
        pd.DataFrame({name: texts[name] for name in sensitive}, index=range(len(register))),
        pd.DataFrame(groups, index=range(len(register))),
        _persons(register),
        groups.get("origen"),
        frozenset(texts.keys() & register.children.keys()),
    )


def _check_names(register: Register, quasi: tuple[str, ...], sensitive: tuple[str, ...]) -> None:
    known = shareable(register)
    listed = ", ".join(known)
    if not quasi:
        raise InputError("extract_without_quasi", known=listed)
    if len(quasi) > MOST_QUASI:
        raise InputError("extract_too_many", given=len(quasi), most=MOST_QUASI)
    for name in (*quasi, *sensitive):
        if name not in register.variables:
            raise InputError("counts_variable_missing", given=name, known=listed)
        if name not in known:
            raise InputError("extract_too_fine", given=name, known=listed)
    _check_apart((*quasi, *sensitive))
    if "peso" in register.records and (register.records["peso"].fillna(0) != 1).any():
        raise InputError("extract_of_counts", title=register.provenance.title)


def shareable(register: Register) -> tuple[str, ...]:
    """The variables of a register that may stand in an extract: codes of the codebook and years."""
    book = load_codebook()
    return tuple(name for name in register.variables if name in book and (book[name].is_coded or is_year(name)))


def _check_apart(names: tuple[str, ...]) -> None:
    """No two variables of which one follows from the other: recoding one would be in vain."""
    for place, name in enumerate(names):
        for other in names[:place]:
            if name in says(other) or other in says(name):
                raise InputError("extract_same_thing", given=other, other=name)


def says(name: str) -> tuple[str, ...]:
    """A variable of the codebook and those that follow from it."""
    return (*load_codebook().roll_up_path(name), *(("origen",) if name == "nacionalidad" else ()))


def _texts(register: Register, name: str) -> pd.Series:
    if name not in register.children:
        return as_text(register.records[name]).reset_index(drop=True)
    child = register.children[name]
    values = pd.DataFrame({"id": child["id"].astype("str"), "text": as_text(child[name])}).drop_duplicates()
    joined = values.sort_values("text").groupby("id")["text"].agg(SEPARATOR.join)
    found = joined.reindex(register.records["id"].astype("str"))
    return found.fillna(NOT_AVAILABLE).astype("str").reset_index(drop=True)


def _persons(register: Register) -> Codes:
    """A number for each person; a record that does not say whose it is is a person of its own."""
    ids = register.records["id"].astype("str")
    if PERSON in register.records:
        named = as_text(register.records[PERSON])
        unnamed = named.isin(load_codebook().missing_codes)
        ids = ("r" + ids).where(unnamed, "p" + named)
    return np.asarray(pd.factorize(ids)[0], dtype=np.int64)
