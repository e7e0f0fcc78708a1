"""Findings of consistency and repeated persons, as variables that can be counted."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..cleaning.consistency import load_consistency
from ..register import Register
from .completeness import with_nothing
from .scheme import load_scheme

TO_ASK, TO_KNOW = ("error", "consulta"), ("informa",)
ONE, AGAIN, DOUBLE, NO_KEY = "UNICA", "REAPLICACION", "POSIBLE_DUPLICADO", "SIN_CLAVE"
_AGAIN, _DOUBLE = "C29", "C30"


def rules_checked(register: Register, severities: Sequence[str]) -> tuple[str, ...]:
    """The rules of these severities that a register allows to check: it has all their variables.

    Rules that another measure counts (time limits, repeated persons) are left to it.
    """
    return tuple(
        rule.regla
        for rule in load_consistency()
        if rule.severidad in severities
        and rule.regla not in load_scheme().rules_elsewhere
        and rule.variables
        and set(rule.variables) <= set(register.variables)
    )


def rules_found(register: Register, found: pd.DataFrame, severities: Sequence[str], name: str) -> pd.DataFrame:
    """The rules of these severities that each record breaks: ``id`` and ``name``; ``NINGUNO`` where it breaks none."""
    own = found["severidad"].isin(severities) & ~found["regla"].isin(load_scheme().rules_elsewhere)
    return with_nothing(register, found.loc[own, ["id", "regla"]].set_axis(["id", name], axis=1))


def repeated(register: Register, found: pd.DataFrame) -> pd.Series | None:
    """Of each record, whether it is the only or first one of its person, a later application, which is no duplicate,
    or one of several of the same day, which may be; ``None`` where the register does not tell persons apart."""
    records = register.records
    if not {"id_persona", "fecha_solicitud"} <= set(records):
        return None
    states = pd.Series(ONE, index=records.index)
    for rule, state in ((_AGAIN, AGAIN), (_DOUBLE, DOUBLE)):
        states = states.mask(records["id"].isin(found.loc[found["regla"] == rule, "id"]), state)
    return states.mask(records["id_persona"].astype("str").str.startswith("?"), NO_KEY)
