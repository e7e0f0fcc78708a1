"""Groups between which quality is compared: large enough to be compared, and nobody left out."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from ...standard.codebook import load_codebook
from ..register import Register
from .scheme import load_scheme

GROUP = "entre_"
"""Beginning of the name of a variable of groups."""
REST, UNKNOWN = "RESTO", "SIN_DATO"


def with_groups(register: Register) -> Register:
    """The register with a variable ``entre_<variable>`` for each variable of ``grupos`` that it has.

    Its levels are the codes named there (all where none is named), ``RESTO`` and ``SIN_DATO``. A group, that of the
    unknown values too, with fewer records than ``registros_de_un_grupo`` goes to ``RESTO``: nobody disappears, and no
    comparison rests on a handful of records.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> grouped = with_groups(tip.make_synthetic())
    >>> sorted(grouped.records["entre_mayoria_edad"].unique())
    ['00-17', 'RESTO']
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
    groups = values.where(values.isin(codes) | (not codes), REST).mask(unknown, UNKNOWN)
    weight = register.records["peso"] if "peso" in register.records else pd.Series(1, index=values.index)
    sizes = weight.groupby(groups).sum()
    large = sizes.index[sizes >= load_scheme().least_records]
    return groups.where(groups.isin([*large, *codes]), REST)
