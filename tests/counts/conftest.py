from __future__ import annotations

import pandas as pd
import pytest

from tipanalysis.register.provenance import Provenance
from tipanalysis.register.register import Register


@pytest.fixture
def small_register() -> Register:
    """Six invented applications of five persons; two purposes for one, none recorded for another."""
    records = pd.DataFrame(
        {
            "id": ["s1", "s2", "s3", "s4", "s5", "s6"],
            "id_persona": ["p1", "p2", "p3", "p4", "p5", "p1"],
            "id_caso": ["c1", "c1", "c2", "c2", "c2", "c3"],
            "sexo": pd.Categorical(["MUJER", "MUJER", "HOMBRE", "NP", "MUJER", "MUJER"]),
            "grupo_edad_amplio": pd.Categorical(["12-17", "18-29", "30-59", "12-17", "ND", "18-29"]),
            "anio_registro": pd.array([2018, 2018, 2020, 2020, 2021, 2021], dtype="Int64"),
            "condicion_victima": pd.Categorical(["ACREDITADA"] * 4 + ["NO_VICTIMA", "ACREDITADA"]),
        }
    )
    purposes = pd.DataFrame(
        {
            "id": ["s1", "s1", "s2", "s3", "s4", "s5", "s6"],
            "finalidad": ["SEXUAL", "LABORAL", "SEXUAL", "LABORAL", "ND", "SEXUAL", "SEXUAL"],
        }
    )
    return Register(
        records=records,
        unit="solicitud",
        provenance=Provenance("prueba", "Registro de prueba", "prueba.csv", "0" * 64, synthetic=True, rows_read=6),
        children={"finalidad": purposes},
    )
