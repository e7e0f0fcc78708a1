"""Groups between which quality is compared: large enough to be compared, and nobody left out."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from ...standard.codebook import load_codebook
from ..register import Register
from .scheme import load_scheme

GROUP = "entre_"
"""Beginning of the name of a variable of groups."""
REST, UNKNOWN, WITH_UNKNOWN = "RESTO", "SIN_DATO", "_SD"
"""``_SD`` ends the level of a group that holds the unknown values too."""


def with_groups(register: Register) -> Register:
    """The register with a variable ``entre_<variable>`` for each variable of ``grupos`` that it has.

    Where codes are named there: the records with one of them and ``RESTO``. Unknown values are ``SIN_DATO``; fewer than
    ``registros_de_un_grupo`` go with the larger group, whose level then ends in ``_SD``: in the smaller one they would
    pass for a worse record of that group. Where no codes are named: each code, and ``RESTO`` for those with few
    records and for unknown values. Nobody disappears, and no comparison rests on a handful of records.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> grouped = with_groups(tip.make_synthetic())
    >>> sorted(grouped.records["entre_mayoria_edad"].unique())
    ['00-17', 'RESTO_SD']
    """
    columns = {
        f"{GROUP}{name}": _grouped(register, register.records[name].astype("str"), codes)
        for name, codes in load_scheme().groups.items()
        if name in register.records
    }
    added = pd.DataFrame(columns, index=register.records.index).astype("category")
    return replace(register, records=pd.concat([register.records, added], axis=1))


def _grouped(register: Register, values: pd.Series, codes: tuple[str, ...]) -> pd.Series:
    unknown = values.isin(load_codebook().missing_codes)
    weight = register.records["peso"] if "peso" in register.records else pd.Series(1, index=values.index)
    least = load_scheme().least_records
    if not codes:
        sizes = weight.groupby(values.mask(unknown, REST)).sum()
        return values.where(values.isin(sizes.index[sizes >= least]) & ~unknown, REST)
    groups = values.where(values.isin(codes), REST)
    if weight[unknown].sum() >= least:
        return groups.mask(unknown, UNKNOWN)
    larger = str(weight[~unknown].groupby(groups[~unknown]).sum().idxmax()) if not unknown.all() else REST
    return groups.mask(unknown | (groups == larger), f"{larger}{WITH_UNKNOWN}")
