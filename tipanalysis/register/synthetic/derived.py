"""Variables that follow from others by the codebook: age bands, broad purposes, origin, scope, accreditation."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ...standard.age_bands import band_of
from ...standard.codebook import Codebook
from ...standard.fixed_codes import NOT_APPLICABLE
from .people import SEX_OF

_ADULTS = ("MUJER", "HOMBRE")


def add_derived(people: pd.DataFrame, book: Codebook) -> pd.DataFrame:
    """``people`` with every derived variable; where a part is missing, so is what follows, for the same reason.

    Whether someone was a child is known even where the exact age is not.
    """
    groups = _banded(people["edad"], people["edad_motivo"], "grupo_edad")
    broad = [book.roll_up("grupo_edad", code, to="grupo_edad_amplio") for code in groups]
    decided = people["fecha_resolucion"].dt.year.astype("Int64").astype("str")
    return people.assign(
        sexo=people["quien"].map(SEX_OF),
        grupo_edad=groups,
        grupo_edad_amplio=broad,
        mayoria_edad=np.where(people["quien"].isin(_ADULTS), "18+", "00-17"),
        origen=["NACIONAL" if "CRI" in codes else "EXTRANJERA" for codes in people["nacionalidad"]],
        finalidad=[_broad_purposes(codes, book) for codes in people["finalidad_detalle"]],
        ambito=[
            _scope(*places, book) for places in zip(people["pais_captacion"], people["pais_explotacion"], strict=True)
        ],
        banda_duracion=_banded(people["duracion_meses"], people["duracion_motivo"], "banda_duracion"),
        anio_registro=people["anio"].astype("Int64"),
        anio_acreditacion=decided.where(people["estado_solicitud"] == "ACREDITADA", NOT_APPLICABLE),
        delito="TRATA",
    )


def _banded(values: pd.Series, reasons: pd.Series, scheme: str) -> list[str]:
    return [
        (reason or NOT_APPLICABLE) if pd.isna(value) else band_of(value, scheme)
        for value, reason in zip(values, reasons, strict=True)
    ]


def _broad_purposes(codes: tuple[str, ...], book: Codebook) -> tuple[str, ...]:
    return tuple(dict.fromkeys(book.roll_up("finalidad_detalle", code, to="finalidad") for code in codes))


def _scope(recruited: str, exploited: str, book: Codebook) -> str:
    """Inside the country or across a border; the reason where one of the two places is not known."""
    for place in (recruited, exploited):
        if book.is_missing(place):
            return place
    return "INTERNA" if recruited == exploited else "TRANSFRONTERIZA"
