"""Selecting records: what is asked for must exist."""

from __future__ import annotations

import pandas as pd
import pytest

from tipanalysis.counts.count import count_by
from tipanalysis.register.provenance import Provenance
from tipanalysis.register.register import Register
from tipanalysis.words.errors import CodebookError, InputError


@pytest.fixture
def small() -> Register:
    """Two people."""
    records = pd.DataFrame({"id": ["1", "2"], "sexo": pd.Categorical(["MUJER", "NP"]), "anio_registro": [2019, 2020]})
    return Register(records, "persona", Provenance("prueba", "Prueba", "prueba.csv", "0"))


def test_reasons_for_missing_and_years_can_be_selected(small: Register) -> None:
    assert len(small.where(sexo=["MUJER", "NP"])) == 2
    assert len(small.where(anio_registro="2018")) == 0


def test_a_misspelt_code_is_refused_and_does_not_select_nobody(small: Register) -> None:
    with pytest.raises(CodebookError) as refused:
        small.where(sexo="MUJR")
    assert str(refused.value) == (
        "«MUJR» no es un código de «sexo». Hay: MUJER, HOMBRE, INTERSEX. Para textos de un registro use find(), "
        "que lee etiquetas y alias."
    )


def test_a_variable_that_is_not_there_is_refused(small: Register) -> None:
    with pytest.raises(InputError) as refused:
        count_by(small, "sexo", where={"etapa": "PRESUNTA"})
    assert str(refused.value) == (
        "El registro no tiene la variable: etapa. Hay: sexo, anio_registro. Revise cómo está escrito el nombre o "
        "corrija el mapa de la fuente."
    )
