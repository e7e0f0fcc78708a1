"""The score of links against the planted truth: pairs found, missed and wrong, by group of people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from ...words.errors import InputError
from ...words.texts import say
from ..listing import listed
from ..location import located
from .links import Links

KEY_COLUMNS = ("lista", "id", "persona", "sexo", "origen", "apellidos")
ALL = "TODAS"
GROUPS = ("sexo", "origen", "apellidos")


def score_links(links: Links, key: str | Path | pd.DataFrame) -> pd.DataFrame:
    """Pairs of entries of one person: how many the links found, missed, and joined wrongly, for each group of people.

    Parameters
    ----------
    links : any
    key : a CSV or frame with ``lista, id, persona, sexo, origen, apellidos``: who each entry truly is

    Returns
    -------
    DataFrame
        ``grupo, nivel, pares_verdaderos, encontrados, pares_unidos, errados``; first everybody (``TODAS``), then each
        level of sex, origin and number of surnames, and foreign people by number of surnames. Pairs are those that
        the groups imply, not only those compared: what blocking missed counts as missed. A wrong pair counts in the
        group of each of its two people.

    Raises
    ------
    InputError
        The key is not there, lacks columns, or does not know an entry.
    """
    entries = _with_truth(links, read_key(key))
    rows = [_counted(entries, ALL, ALL, np.ones(len(entries), dtype=bool))]
    for name, level, inside in _groups(entries):
        rows.append(_counted(entries, name, level, inside))
    return listed(pd.DataFrame(rows), say("linking_score_title"))


def read_key(key: str | Path | pd.DataFrame) -> pd.DataFrame:
    """A key as a frame of text: who each entry truly is.

    Raises
    ------
    InputError
        The key is not there or lacks columns.
    """
    if isinstance(key, pd.DataFrame):
        frame, name = key.astype("str"), "DataFrame"
    else:
        path = located(key)
        name = path.name
        try:
            frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        except (OSError, ValueError):
            raise InputError("linking_key_unreadable", file=name) from None
    missing = [column for column in KEY_COLUMNS if column not in frame]
    if missing:
        raise InputError("linking_key_columns", file=name, missing=", ".join(missing))
    return frame[list(KEY_COLUMNS)]


def _with_truth(links: Links, key: pd.DataFrame) -> pd.DataFrame:
    people = links.people.rename(columns={"persona": "hallada"})
    entries = people.merge(key, on=["lista", "id"], how="left", validate="one_to_one")
    unknown = entries["persona"].isna()
    if unknown.any():
        first = entries[unknown].iloc[0]
        raise InputError("linking_key_stranger", n=int(unknown.sum()), list=first["lista"], id=first["id"])
    return entries


def _groups(entries: pd.DataFrame) -> Iterator[tuple[str, str, np.ndarray]]:
    for name in GROUPS:
        for level in sorted(entries[name].unique()):
            yield name, level, (entries[name] == level).to_numpy()
    foreign = entries["origen"] == "EXTRANJERA"
    for level in sorted(entries.loc[foreign, "apellidos"].unique()):
        yield "extranjera_apellidos", level, (foreign & (entries["apellidos"] == level)).to_numpy()


def _counted(entries: pd.DataFrame, name: str, level: str, inside: np.ndarray) -> dict[str, object]:
    """Pairs that touch the people of a group: all pairs less those among the others."""
    outside = entries[~inside]
    true, linked, both = (
        _pairs(entries, by) - _pairs(outside, by) for by in (["persona"], ["hallada"], ["persona", "hallada"])
    )
    found = {"pares_verdaderos": true, "encontrados": both, "pares_unidos": linked, "errados": linked - both}
    return {"grupo": name, "nivel": level, **found}


def _pairs(entries: pd.DataFrame, by: list[str]) -> int:
    sizes = entries.groupby(by).size()
    return int((sizes * (sizes - 1) // 2).sum())
