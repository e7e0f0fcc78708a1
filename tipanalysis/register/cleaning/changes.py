"""What cleaning did to whom: as variables of the register, to be counted by sex and nationality."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pandas as pd

from ...standard.codebook import load_codebook
from ...words.settings import LANGS
from ...words.texts import has_text
from ..register import Register
from ..signs import clean_text
from .cells import cell_states, is_open
from .consistency import SEVERITIES, check_consistency
from .rules import load_catalogue

TOUCHED, COHERENT = "limpieza", "coherencia"
NONE, SET_RIGHT, BY_CATALOGUE, BY_PERSON, WAITING = "NINGUNO", "LIMPIO", "CATALOGO", "PERSONA", "REVISION"
AS_IT_STOOD = "TAL_CUAL"


def with_changes(register: Register) -> Register:
    """The register with single-valued variables on its cleaning, which can be counted like any other.

    ``limpieza``: the most that was done to a record: ``REVISION`` (something still waits for a person), ``PERSONA``
    and ``CATALOGO`` (something decided by a person, by a rule of the catalogue), ``LIMPIO`` (only brought to the
    standard in reading), ``NINGUNO``. ``coherencia``: the gravest finding of consistency, ``NINGUNO`` without any.
    ``dato_sexo`` and ``dato_nacionalidad``: whether the value stood in the file as it is now (``TAL_CUAL``), was
    brought to it (``LIMPIO``) or waits (``REVISION``): who the data would show without cleaning, and who with it.
    """
    states = cell_states(register)
    records = register.records.copy()
    found = check_consistency(register)
    graveness = found.assign(kind=found["severidad"].str.upper())[["id", "kind"]]
    grades = [severity.upper() for severity in reversed(SEVERITIES)]
    records[TOUCHED] = _gravest(
        states.assign(kind=_kinds(states)), [SET_RIGHT, BY_CATALOGUE, BY_PERSON, WAITING], records
    )
    records[COHERENT] = _gravest(graveness, grades, records)
    for name in ("sexo", "nacionalidad"):
        if name in register.variables:
            records[f"dato_{name}"] = pd.Categorical(_data_states(states, name, records["id"]))
    return replace(register, records=records)


def _kinds(states: pd.DataFrame) -> pd.Series:
    names = {rule: rule for rule in states["regla"].unique()}
    catalogue = {rule.regla for rule in load_catalogue()}
    kinds = {
        name: BY_CATALOGUE if name in catalogue else SET_RIGHT if has_text(f"cleaning_rule_{name}") else BY_PERSON
        for name in names
    }
    return states["regla"].map(kinds).where(~is_open(states), WAITING)


def _gravest(table: pd.DataFrame, grades: list[str], records: pd.DataFrame) -> pd.Categorical:
    """For each record the last of the grades that it has, ``NINGUNO`` if none."""
    marks = pd.Series(NONE, index=records["id"].to_numpy())
    for grade in grades:
        marks[table.loc[table["kind"] == grade, "id"].unique()] = grade
    return pd.Categorical(marks.to_numpy())


def _data_states(states: pd.DataFrame, variable: str, order: pd.Series) -> pd.Series:
    cells = states[states["variable"] == variable]
    same = pd.Series([_is_plain(variable, raw) for raw in cells["crudo"]], index=cells.index, dtype=bool)
    marks = pd.Series(SET_RIGHT, index=cells.index).where(~same, AS_IT_STOOD).where(~is_open(cells), WAITING)
    known = dict(zip(cells["id"], marks, strict=True))
    return pd.Series([known.get(record, AS_IT_STOOD) for record in order], dtype="str")


@cache
def _is_plain(variable: str, raw: str) -> bool:
    """Whether a text is a code or one of its labels, as the codebook writes it."""
    book = load_codebook()
    text = clean_text(raw)
    code = book[variable].find(text)
    return code is not None and text in (code, *(book.label(variable, code, lang) for lang in LANGS))


def rows_touched(register: Register) -> pd.DataFrame:
    """Cells changed, by rule and by sex and nationality: ``regla``, ``sexo``, ``nacionalidad``, ``celdas``.

    A record with two nationalities counts under each. For those who may see the records; what is shown to others
    goes through the gate.
    """
    touched = cell_states(register)[["id", "regla"]]
    for name in ("sexo", "nacionalidad"):
        if name in register.variables:
            table = register.children.get(name, register.records)[["id", name]]
            touched = touched.merge(table.astype({name: "str"}), on="id", how="left")
    by = [name for name in touched.columns if name != "id"]
    return touched.groupby(by, as_index=False).size().rename(columns={"size": "celdas"})
