"""Selecting records: what is asked for must exist."""

from __future__ import annotations

import pandas as pd
import pytest

from tipanalysis.counts.count import count_by
from tipanalysis.register.answers import with_answer
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


@pytest.fixture
def several(small: Register) -> Register:
    """Three people: one with two purposes, one with another, one of whom nothing was recorded."""
    records = pd.DataFrame({"id": ["1", "2", "3"], "sexo": pd.Categorical(["MUJER", "NP", "HOMBRE"])})
    purposes = pd.DataFrame({"id": ["1", "1", "2", "3"], "finalidad": ["SEXUAL", "LABORAL", "OTRAS", "NP"]})
    return Register(records, "persona", small.provenance, children={"finalidad": purposes})


def test_one_answer_becomes_yes_or_no_and_what_was_not_recorded_stays_so(several: Register) -> None:
    answered = with_answer(several, "finalidad", "LABORAL")
    assert answered.records["finalidad_LABORAL"].tolist() == ["SI", "NO", "NP"]
    assert len(answered.where(finalidad_LABORAL="SI")) == 1
    assert "finalidad_LABORAL" not in several.variables


def test_a_variable_with_one_answer_is_asked_in_the_same_way(several: Register) -> None:
    answered = with_answer(several, "sexo", "MUJER")
    assert answered.records["sexo_MUJER"].tolist() == ["SI", "NP", "NO"]


def test_an_answer_that_cannot_be_given_is_refused(several: Register) -> None:
    with pytest.raises(CodebookError):
        with_answer(several, "finalidad", "SEXUALL")
    with pytest.raises(InputError) as refused:
        with_answer(several, "etapa", "PRESUNTA")
    assert str(refused.value) == (
        "El registro no tiene la variable: etapa. Hay: sexo, finalidad. Revise cómo está escrito el nombre o "
        "corrija el mapa de la fuente."
    )
