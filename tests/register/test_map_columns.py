"""A proposed map with a person's decisions: they win over the guess, and what they misspell is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tipanalysis.register.map_columns import map_columns
from tipanalysis.register.propose import Proposal, propose_source_map
from tipanalysis.register.read import read_register
from tipanalysis.register.source_map import load_source_map
from tipanalysis.register.source_write import write_map
from tipanalysis.words.errors import OutputError, SourceMapError
from tipanalysis.words.settings import using

SHEET = "N.º;Persona;Sexo;Cuántos años;Turno\n1;PERSONA SINTÉTICA 1;M;17;A\n2;PERSONA SINTÉTICA 2;H;30;B\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "hoja.csv"
    path.write_text(SHEET, "utf-8")
    return path


@pytest.fixture
def proposal(file: Path) -> Proposal:
    return propose_source_map(file)


def test_a_decision_wins_over_the_guess_and_the_rest_stays(proposal: Proposal) -> None:
    source = map_columns(proposal, {"CUANTOS AÑOS": "edad", "N.º": "id"}, unit="solicitud", title="Mi hoja")
    fed = {column.header: column.variable for column in source.columns}
    assert fed["Cuántos años"] == "edad" and fed["N.º"] == "id" and fed["Sexo"] == "sexo"
    assert (source.unit, source.titles["es"], source.synthetic) == ("solicitud", "Mi hoja", False)


def test_a_private_column_is_never_read_and_one_can_be_left_out(proposal: Proposal, file: Path) -> None:
    source = map_columns(proposal, {"Persona": "privada", "Cuántos años": "no leer"})
    assert "Persona" in source.identifiers.drop
    assert {"Persona", "Cuántos años"} & {column.header for column in source.columns} == set()
    register = read_register(file, source)
    assert not register.records.astype("str").stack().str.contains("SINTÉTICA").any()
    assert "edad" not in register.variables


def test_the_words_of_the_office_decide_what_a_letter_means(file: Path) -> None:
    file.write_text(SHEET.replace(";M;", ";A;").replace(";H;", ";B;"), "utf-8")
    letters = {"sexo": {"A": "MUJER", "B": "HOMBRE"}}
    source = map_columns(propose_source_map(file), {"Sexo": "sexo"}, words=letters)
    assert read_register(file, source).records["sexo"].astype("str").tolist() == ["MUJER", "HOMBRE"]


def test_without_decisions_it_is_the_proposal(proposal: Proposal) -> None:
    assert map_columns(proposal) == proposal.source


def test_a_heading_that_the_file_does_not_have(proposal: Proposal) -> None:
    with using(lang="es"), pytest.raises(SourceMapError) as refusal:
        map_columns(proposal, {"Personas": "privada"})
    assert str(refusal.value) == (
        "«hoja.csv» no tiene la columna «Personas». ¿Quiso decir «Persona»? "
        "Copie el encabezado tal como aparece en la propuesta."
    )


def test_a_variable_that_does_not_exist(proposal: Proposal) -> None:
    with using(lang="es"), pytest.raises(SourceMapError) as refusal:
        map_columns(proposal, {"Cuántos años": "edade"})
    assert str(refusal.value) == (
        "El mapa «hoja» tiene errores (1):\n  - columns.Cuántos años: «edade» no es una variable. "
        "¿Quiso decir «edad»?\nCorríjalos todos y pruebe de nuevo."
    )


def test_the_map_is_kept_for_the_next_month_and_never_overwritten(proposal: Proposal, tmp_path: Path) -> None:
    source = map_columns(proposal, {"Persona": "privada"}, unit="persona")
    path = write_map(source, tmp_path / "mi_mapa.toml")
    assert load_source_map(path) == source
    assert "SINTÉTICA" not in path.read_text("utf-8")
    with using(lang="es"), pytest.raises(OutputError, match=r"Ya existe «mi_mapa\.toml»"):
        write_map(source, path)
