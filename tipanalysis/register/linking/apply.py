"""Links applied to a register, and taken back: one code for one person; no record is united, left out or lost."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from ...words.errors import InputError
from ..register import LOG_COLUMNS, Register
from .links import Links

VARIABLE = "id_persona"
RULE = "enlace_"
"""Beginning of the rule under which the log keeps a link; the method follows."""


def apply_links(register: Register, links: Links) -> Register:
    """The register with one ``id_persona`` for all entries of a person; every change is a line of the log.

    Only entries that share a person with another one change. Two applications of one person stay two records.

    Parameters
    ----------
    register : one of those that were linked
    links : from :func:`~tipanalysis.register.linking.link.link`, perhaps with decisions

    Raises
    ------
    InputError
        The register is none of those that were linked.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> register = tip.read_register("datasets/listas/eri.csv", "listas", key="taller")
    >>> joined = apply_links(register, tip.link(register))
    >>> len(joined) == len(register), joined.records["id_persona"].nunique() < len(register)
    (True, True)
    >>> undo_links(joined).records.equals(register.records)
    True
    """
    people = links.people
    size = people["persona"].map(people["persona"].value_counts())
    shared = people[(people["lista"] == _list_of(register, links)) & (size > 1)].set_index("id")["persona"]
    records = register.records.copy()
    made_up = "?" + records["id"]
    before = records.get(VARIABLE, made_up)
    after = records["id"].map(shared).fillna(before).astype("str")
    records[VARIABLE] = after
    changed = (after != before).to_numpy()
    lines = _lines(register, records["id"][changed], before[changed], after[changed], f"{RULE}{links.method}")
    if VARIABLE not in register.records:
        records = records[["id", VARIABLE, *records.columns.drop(["id", VARIABLE])]]
    return replace(register, records=records, log=pd.concat([register.log, lines], ignore_index=True))


def _list_of(register: Register, links: Links) -> str:
    own = [name for name, origin in links.origins.items() if origin == register.provenance]
    if not own:
        known = ", ".join(origin.file for origin in links.origins.values())
        raise InputError("linking_apply_stranger", file=register.provenance.file, known=known)
    return own[0]


def _lines(register: Register, ids: pd.Series, before: pd.Series, after: pd.Series, rule: str) -> pd.DataFrame:
    """One line of the log per record, at the first of its places."""
    places = register.places.drop_duplicates("id").set_index("id").reindex(ids)
    columns = (places["hoja"].to_numpy(), places["fila"].to_numpy(), before.to_numpy(), after.to_numpy())
    rows = [(sheet, row, VARIABLE, raw, standard, rule) for sheet, row, raw, standard in zip(*columns, strict=True)]
    return pd.DataFrame(rows, columns=list(LOG_COLUMNS), dtype="str")


def undo_links(register: Register) -> Register:
    """The register as it was before links were applied: their lines leave the log, the former codes come back."""
    ours = register.log["regla"].str.startswith(RULE)
    if not ours.any():
        return register
    id_at = {(sheet, row): record for record, sheet, row in register.places.itertuples(index=False)}
    lines = register.log[ours].iloc[::-1]
    former = {id_at[sheet, row]: raw for sheet, row, raw in lines[["hoja", "fila", "crudo"]].itertuples(index=False)}
    records = register.records.copy()
    records[VARIABLE] = records["id"].map(former).fillna(records[VARIABLE]).astype("str")
    if (records[VARIABLE] == "?" + records["id"]).all():
        records = records.drop(columns=VARIABLE)
    return replace(register, records=records, log=register.log[~ours].reset_index(drop=True))
