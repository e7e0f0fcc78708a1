"""The Register: records of people, coded in the standard, with their child tables and their log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html import escape

import pandas as pd

from ..standard.codebook import load_codebook
from ..words.errors import InputError
from ..words.texts import fill, say
from .linking.keys import no_keys
from .provenance import Provenance

LOG_COLUMNS = ("hoja", "fila", "variable", "crudo", "estandar", "regla")
FAULT_COLUMNS = ("hoja", "fila", "columna", "valor", "falta", "mensaje")


def _no_log() -> pd.DataFrame:
    return pd.DataFrame(columns=list(LOG_COLUMNS), dtype="str")


def _no_places() -> pd.DataFrame:
    return pd.DataFrame(columns=["id", "hoja", "fila"], dtype="str")


def _no_faults() -> pd.DataFrame:
    return pd.DataFrame(columns=list(FAULT_COLUMNS), dtype="str")


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
    places: pd.DataFrame = field(default_factory=_no_places)
    """Where each record stands in the file: ``id``, ``hoja``, ``fila``, one line for each of its rows."""
    keys: pd.DataFrame = field(default_factory=no_keys)
    """By what the same person is found elsewhere (see :mod:`~tipanalysis.register.linking.keys`); never written."""

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
        return (*self._single(), *self.children)

    def _single(self) -> tuple[str, ...]:
        return tuple(name for name in self.records.columns if name not in ("id", "peso"))

    def where(self, **levels: str | tuple[str, ...] | list[str]) -> Register:
        """The records whose single-valued variables hold one of the codes given; the selection travels along.

        Raises
        ------
        InputError
            For a variable that the records do not have.
        CodebookError
            For a code that the codebook does not know: misspelt, it would leave nobody without a word.
        """
        keep = pd.Series(True, index=self.records.index)
        provenance = self.provenance
        for variable, wanted in levels.items():
            codes = (wanted,) if isinstance(wanted, str) else tuple(wanted)
            self._check_selection(variable, codes)
            keep &= self.records[variable].astype("str").isin(codes)
            provenance = provenance.narrowed(variable, codes)
        return self._kept(keep, provenance)

    def _check_selection(self, variable: str, codes: tuple[str, ...]) -> None:
        if variable not in self.records:
            raise InputError("counts_variable_missing", given=variable, known=", ".join(self._single()))
        book = load_codebook()
        if variable in book and book[variable].is_coded:
            for code in codes:
                if not book.is_missing(code):
                    book[variable].entry(code)

    def _kept(self, keep: pd.Series, provenance: Provenance) -> Register:
        if keep.all():
            return replace(self, provenance=provenance)
        records = self.records.loc[keep].reset_index(drop=True)
        kept = pd.Index(records["id"], dtype=object)
        children = {
            name: child[pd.Index(child["id"], dtype=object).isin(kept)].reset_index(drop=True)
            for name, child in self.children.items()
        }
        return replace(self, records=records, children=children, provenance=provenance)
