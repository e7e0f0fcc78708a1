"""Entries: the lines of one or more registers as linking compares them, one per record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from ...standard.codebook import load_codebook
from ...words.errors import InputError
from ..register import Register

Words = frozenset[str]
NOBODY: Words = frozenset()
_ENTRY_DAYS = ("fecha_registro", "fecha_solicitud")


def entries_of(registers: Mapping[str, Register]) -> pd.DataFrame:
    """One row per record of each list, in the order of the lists.

    Columns: ``lista``, ``id``; the keyed words of the name as sets (``letras``, ``sonidos``, ``consonantes``) and their
    near forms (``cercanas`` word by word, ``formas`` all together); ``desde`` and ``hasta`` (years of birth), ``dia``
    (key of the birth date), ``partes`` (set of keys); ``sexo``, ``paises`` (set), ``caso``, ``ingreso`` (day),
    ``codigo`` (a code of the person that the office itself gave). What is not known is empty or missing; nothing of it
    can be read back into a name or a date.

    Raises
    ------
    InputError
        A register that was read without a secret: it has no keys.
    """
    return pd.concat([_entries(name, register) for name, register in registers.items()], ignore_index=True)


def _entries(name: str, register: Register) -> pd.DataFrame:
    if register.keys.empty:
        raise InputError("linking_no_keys", list=name, file=register.provenance.file)
    keys = _by_record(register.keys)
    records = register.records
    own = keys.reindex(records["id"])
    frame = pd.DataFrame({"lista": name, "id": records["id"].to_numpy()})
    for place, column in enumerate(("letras", "sonidos", "consonantes")):
        frame[column] = [frozenset(word.split(":")[place] for word in words.split()) for words in own["nombre"]]
    frame["cercanas"] = [tuple(map(_near_forms, words.split())) for words in own["nombre"]]
    frame["formas"] = [NOBODY.union(*words) for words in frame["cercanas"]]
    frame["desde"] = own["nacida_desde"].astype("Float64").to_numpy(dtype=float, na_value=float("nan"))
    frame["hasta"] = own["nacida_hasta"].astype("Float64").to_numpy(dtype=float, na_value=float("nan"))
    frame["dia"] = own["nacida_dia"].to_numpy()
    frame["partes"] = [frozenset(parts.split()) for parts in own["nacida_partes"]]
    frame["sexo"] = _codes(records, "sexo")
    frame["paises"] = _countries(register)
    frame["caso"] = _own_codes(records, "id_caso")
    frame["codigo"] = _own_codes(records, "id_persona")
    frame["ingreso"] = _days(records)
    return frame


def _near_forms(word: str) -> Words:
    return frozenset(word.split(":")[3].split(","))


def _by_record(keys: pd.DataFrame) -> pd.DataFrame:
    """The keys of each record: the words of all its rows, and the births on which they agree."""
    if not keys["id"].duplicated().any():
        return keys.set_index("id")
    grouped = keys.groupby("id", sort=False)
    return pd.DataFrame(
        {
            "nombre": grouped["nombre"].agg(_united),
            "nacida_desde": grouped["nacida_desde"].min(),
            "nacida_hasta": grouped["nacida_hasta"].max(),
            "nacida_dia": grouped["nacida_dia"].agg(_agreed),
            "nacida_partes": grouped["nacida_partes"].agg(_united),
        }
    )


def _united(texts: Iterable[str]) -> str:
    return " ".join(sorted({word for text in texts for word in text.split()}))


def _agreed(texts: Iterable[str]) -> str:
    known = {text for text in texts if text}
    return known.pop() if len(known) == 1 else ""


def _codes(records: pd.DataFrame, name: str) -> list[str]:
    """The codes of a variable; empty where the register has none or a reason for missing."""
    if name not in records:
        return [""] * len(records)
    missing = load_codebook().missing_codes
    return ["" if code in missing else code for code in records[name].astype("str")]


def _countries(register: Register) -> list[Words]:
    child = register.children.get("nacionalidad")
    if child is None:
        return [NOBODY] * len(register)
    known = child[~child["nacionalidad"].isin(load_codebook().missing_codes)]
    held = known.groupby("id")["nacionalidad"].agg(lambda codes: frozenset(map(str, codes)))
    return [held.get(record, NOBODY) for record in register.records["id"]]


def _own_codes(records: pd.DataFrame, name: str) -> list[str]:
    """Codes that the office gave; reading marks with ``?`` those it had to make up."""
    if name not in records:
        return [""] * len(records)
    return ["" if code.startswith("?") else code for code in records[name].astype("str")]


def _days(records: pd.DataFrame) -> pd.Series:
    days = pd.Series(pd.NaT, index=records.index, dtype="datetime64[s]")
    for name in _ENTRY_DAYS:
        if name in records:
            days = days.fillna(records[name].astype("datetime64[s]"))
    return days.reset_index(drop=True)
