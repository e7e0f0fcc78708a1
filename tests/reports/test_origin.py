"""What the country of a source, and the way its data come, keep a report from saying."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tipanalysis.counts.count import count_by
from tipanalysis.register.read import read_register
from tipanalysis.register.register import Register
from tipanalysis.release.protect import protect
from tipanalysis.reports.annual import limits
from tipanalysis.reports.origin import breaks_told, origin_limits, records_name
from tipanalysis.words.settings import using
from tipanalysis.words.texts import say

DATASETS = Path(__file__).resolve().parents[2] / "datasets"
BY_ROWS = (
    "La fuente llega como cuadro agregado: cada fila es un conteo, no un registro de una persona. Nadie puede "
    "enlazarse entre filas, y solo se cruza lo que la fuente ya cruza."
)
PENDING = (
    "La ficha de Guatemala está por completar: sus leyes, los cambios de ley que cortan una serie y sus feriados no "
    "están en el programa. Nada que dependa de ellos se calcula ni se supone."
)


@pytest.fixture(scope="module")
def home() -> Register:
    return read_register(DATASETS / "registro_limpio")


@pytest.fixture(scope="module")
def counted() -> Register:
    return read_register(DATASETS / "agregados" / "gtm.csv", "agregado_gtm")


def abroad(register: Register, country: str) -> Register:
    return replace(register, provenance=replace(register.provenance, country=country))


def test_a_register_of_the_home_country_has_nothing_to_add(home: Register) -> None:
    assert origin_limits(home) == []


def test_a_country_still_to_be_completed_says_so(home: Register, counted: Register) -> None:
    assert origin_limits(abroad(home, "GTM")) == [PENDING]
    assert origin_limits(counted) == [BY_ROWS, PENDING]
    with using(lang="en"):
        assert origin_limits(abroad(home, "HND"))[0].startswith("The file of Honduras is still to be completed")


def test_of_a_country_of_which_nothing_is_on_file_nothing_is_said(home: Register) -> None:
    assert origin_limits(abroad(home, "COL")) == []


def test_rows_that_are_counts_are_not_linked_and_have_one_answer(home: Register, counted: Register) -> None:
    links, several = say("annual_limit_links"), say("annual_limit_several")
    assert links in limits(home, ["finalidad"]) and several in limits(home, ["finalidad"])
    assert not {links, several} & set(limits(counted, ["finalidad"]))


def test_what_all_that_was_read_is_called(home: Register, counted: Register) -> None:
    names = [records_name(protect(count_by(register))) for register in (home, counted)]
    assert names == ["Registros leídos", "Personas en la fuente"]


@pytest.mark.parametrize(("country", "key"), [("CRI", "annual_volume_how"), ("GTM", "country_no_breaks")])
def test_bands_of_laws_are_announced_only_where_there_are_any(home: Register, country: str, key: str) -> None:
    by_year = protect(count_by(abroad(home, country), "anio_registro"))
    assert breaks_told(by_year).text == say(key)
