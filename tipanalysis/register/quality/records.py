"""A register with the quality of its records as variables of their own, which are counted like any other."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from ..cleaning.consistency import check_consistency
from ..cleaning.decide import held_codes
from ..register import Register
from .completeness import (
    BLOCK,
    FIELD,
    assessed_fields,
    block_states,
    blocks_of,
    field_states,
    to_review,
    with_nothing,
)
from .findings import TO_ASK, TO_KNOW, repeated, rules_checked, rules_found
from .scheme import Measure, load_scheme
from .timeliness import days_allowed, time_states


def with_quality(register: Register) -> Register:
    """The register with variables on the quality of each record.

    ``llenado_<campo>``: ``CON_DATO`` or the reason why not. ``bloque_<tabla>``: ``COMPLETO`` or ``INCOMPLETO``.
    ``por_revisar``: fields with a value that the codebook does not know. ``regla``: rules of consistency that ask for
    a look; ``aviso``: those that only inform. ``repetida``: a person's other records. ``plazo_…``: whether in time.
    What the register does not allow to measure is not there: it is not taken for good.
    ``defecto``: the measures that the record does not meet, and, as ``<medida>_fuera``, those that cannot be taken of
    it; ``NINGUNO`` where it meets all.

    Rate the whole register before selecting years: a person's earlier application may lie outside them. Nothing of
    the records themselves changes.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> rated = with_quality(tip.make_synthetic())
    >>> "validez" in set(rated.children["defecto"]["defecto"]), len(rated) == len(tip.make_synthetic())
    (False, True)
    """
    fields = assessed_fields(register)
    states = field_states(register, fields)
    found = check_consistency(register)
    columns = {f"{FIELD}{name}": states[name] for name in fields}
    columns |= {f"{BLOCK}{block}": block_states(states[names]) for block, names in blocks_of(fields).items()}
    if (persons := repeated(register, found)) is not None:
        columns["repetida"] = persons
    for limit in load_scheme().limits:
        if days := days_allowed(register, limit):
            columns[limit.variable] = time_states(register, limit, days)
    children = {"por_revisar": to_review(register, fields)} if fields else {}
    for name, severities in (("regla", TO_ASK), ("aviso", TO_KNOW)):
        if rules_checked(register, severities):
            children[name] = rules_found(register, found, severities, name)
    added = pd.DataFrame(columns, index=register.records.index).astype("category")
    records = pd.concat([register.records, added], axis=1)
    detailed = replace(register, records=records, children={**register.children, **children})
    return replace(detailed, children={**detailed.children, "defecto": _defects(detailed)})


def measures_of(register: Register) -> tuple[Measure, ...]:
    """The measures whose detail the register has."""
    return tuple(measure for measure in load_scheme().measures if measure.detail in register.variables)


def _defects(register: Register) -> pd.DataFrame:
    """The measures that each record does not meet, or that cannot be taken of it: ``id`` and ``defecto``."""
    rows = []
    for measure in measures_of(register):
        for record, codes in held_codes(register, measure.detail).items():
            if set(codes) & set(measure.outside):
                rows.append((record, measure.not_measured))
            elif not set(codes) & set(measure.good):
                rows.append((record, measure.name))
    return with_nothing(register, pd.DataFrame(rows, columns=["id", "defecto"], dtype="str"))
