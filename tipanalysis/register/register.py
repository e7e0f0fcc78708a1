"""The Register: records of people, coded in the standard, with their child tables and their log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html import escape

import pandas as pd

from ..words.texts import fill, say
from .provenance import Provenance


def _no_log() -> pd.DataFrame:
    return pd.DataFrame(columns=["hoja", "fila", "variable", "crudo", "estandar", "regla"], dtype="str")


def _no_faults() -> pd.DataFrame:
    return pd.DataFrame(columns=["hoja", "fila", "columna", "valor", "falta", "mensaje"], dtype="str")


@dataclass(frozen=True, repr=False)
class Register:
    """Standardised records of one source.

    ``records`` has one row per record: ``id`` (text, unique), single-valued coded variables
    (pandas categories holding codes of the codebook, reasons for missing included, never NaN),
    plain variables (``edad`` Int64, dates) and, where the source counts, ``peso`` (Int64).
    ``children`` holds one long table per multi-valued variable: ``id`` and the variable; a record
    without a value has one row with the reason. ``unit`` names what one record is
    (``persona``, ``solicitud``, ``caso``). ``log`` lists every recoding, ``faults`` every
    value that could not be read. Never print records: the representation shows sizes only.
    """

    records: pd.DataFrame
    unit: str
    provenance: Provenance
    children: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    log: pd.DataFrame = field(default_factory=_no_log)
    faults: pd.DataFrame = field(default_factory=_no_faults)
    rows: Mapping[str, int] = field(default_factory=dict)
    """What became of the rows of the file, by outcome; together they are ``provenance.rows_read``."""

    def __len__(self) -> int:
        return len(self.records)

    def __repr__(self) -> str:
        return (
            f"Register({self.provenance.source!r}, {len(self)} × {self.unit}, "
            f"{len(self.variables)} variables, {len(self.faults)} faults)"
        )

    def _repr_html_(self) -> str:
        """The same sizes as a sentence, for whoever reads a notebook."""
        unit = say(f"pages_unit_{self.unit}")
        sizes = {"records": len(self), "variables": len(self.variables), "faults": len(self.faults)}
        return f"<p>{escape(fill('register_shown', {'title': self.provenance.title, 'unit': unit, **sizes}))}</p>"

    @property
    def variables(self) -> tuple[str, ...]:
        """Names of all variables, single-valued first."""
        single = (name for name in self.records.columns if name not in ("id", "peso"))
        return (*single, *self.children)

    def where(self, **levels: str | tuple[str, ...] | list[str]) -> Register:
        """The records whose single-valued variables hold one of the codes given; the selection travels along."""
        keep = pd.Series(True, index=self.records.index)
        provenance = self.provenance
        for variable, wanted in levels.items():
            codes = (wanted,) if isinstance(wanted, str) else tuple(wanted)
            keep &= self.records[variable].astype("str").isin(codes)
            provenance = provenance.narrowed(variable, codes)
        return self._kept(keep, provenance)

    def _kept(self, keep: pd.Series, provenance: Provenance) -> Register:
        records = self.records.loc[keep].reset_index(drop=True)
        children = {
            name: child[child["id"].isin(records["id"])].reset_index(drop=True) for name, child in self.children.items()
        }
        return replace(self, records=records, children=children, provenance=provenance)
