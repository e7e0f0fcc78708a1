"""Variables that follow from others by the codebook: age bands, broad purposes, origin, scope, accreditation."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ...standard.codebook import Codebook
from .people import SEX_OF

_ADULTS = ("MUJER", "HOMBRE")


def add_derived(people: pd.DataFrame, book: Codebook) -> pd.DataFrame:
    """``people`` with every derived variable; where a part is missing, so is what follows, for the same reason.

    Whether someone was a child is known even where the exact age is not.
    """
    groups = _banded(people["edad"], people["edad_motivo"], book, "grupo_edad")
    broad = [book.roll_up("grupo_edad", code, to="grupo_edad_amplio") for code in groups]
    decided = people["fecha_resolucion"].dt.year.astype("Int64").astype("str")
    return people.assign(
        sexo=people["quien"].map(SEX_OF),
        grupo_edad=groups,
        grupo_edad_amplio=broad,
        mayoria_edad=np.where(people["quien"].isin(_ADULTS), "18+", "00-17"),
        origen=["NACIONAL" if "CRI" in codes else "EXTRANJERA" for codes in people["nacionalidad"]],
        finalidad=[_broad_purposes(codes, book) for codes in people["finalidad_detalle"]],
        ambito=[_scope(*places) for places in zip(people["pais_captacion"], people["pais_explotacion"], strict=True)],
        banda_duracion=_banded(people["duracion_meses"], people["duracion_motivo"], book, "banda_duracion"),
        anio_registro=people["anio"].astype("Int64"),
        anio_acreditacion=decided.where(people["estado_solicitud"] == "ACREDITADA", "NA_"),
        delito="TRATA",
    )


def _banded(values: pd.Series, reasons: pd.Series, book: Codebook, variable: str) -> list[str]:
    bands = [(code, *_bounds(code)) for code in book[variable].codes()]
    return [
        (reason or "NA_") if pd.isna(value) else next(code for code, low, high in bands if low <= value <= high)
        for value, reason in zip(values, reasons, strict=True)
    ]


def _bounds(code: str) -> tuple[int, int]:
    """The first and last value of a band code such as ``15-17`` or ``60+``."""
    low, _, high = code.rstrip("+").partition("-")
    return int(low), int(high or 9999)


def _broad_purposes(codes: tuple[str, ...], book: Codebook) -> tuple[str, ...]:
    return tuple(dict.fromkeys(book.roll_up("finalidad_detalle", code, to="finalidad") for code in codes))


def _scope(recruited: str, exploited: str) -> str:
    """Inside the country or across a border; the reason where one of the two places is not known."""
    for place in (recruited, exploited):
        if len(place) < 3 or place == "NA_" or place in ("PNR", "IGN", "ERR"):
            return place
    return "INTERNA" if recruited == exploited else "TRANSFRONTERIZA"
