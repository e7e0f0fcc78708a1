"""A page that cannot be made is refused in one clear message."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import tipanalysis as tip
from quality.conftest import register_of
from tipanalysis import cli
from tipanalysis.reports import quality
from tipanalysis.words.errors import ReportError


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def run(*words: str) -> str:
        with pytest.raises(SystemExit) as end:
            cli.main(["quality", *words])
        assert end.value.code == 1
        return capsys.readouterr().err.splitlines()[0]

    return run


def refused(register: tip.Register, period: str, institution: str = "todas") -> str:
    with pytest.raises(ReportError) as caught:
        quality.chosen(register, period, institution)
    return str(caught.value)


def test_a_file_without_its_source_is_refused(told: Callable[..., str], tmp_path: Path) -> None:
    file = tmp_path / "hoja.csv"
    file.write_text("Sexo\nMujer\n", "utf-8")
    assert told(str(file)).startswith("Para leer «hoja.csv» hace falta el mapa de su fuente.")


def test_an_entity_that_nobody_knows_is_refused_with_a_guess(
    told: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        cli.main(["quality", "datasets/registro_limpio", "--institution", "JUDICAL", "--key", "nada.csv"])
    said = capsys.readouterr().err
    assert "--institucion: «JUDICAL» no es una entidad del libro de códigos. ¿Quiso decir «JUDICIAL»?" in said
    assert "--key: no existe el archivo «nada.csv»." in said


def test_a_register_without_years_or_entities_says_so() -> None:
    assert refused(register_of(sexo=["MUJER"]), "2020") == (
        "El registro no dice el año de sus registros, y esta página se hace por año. Agregue «anio_registro» al mapa "
        "de la fuente."
    )
    assert refused(register_of(anio_registro=["2020"], sexo=["MUJER"]), "2020", "POLICIA") == (
        "El registro no dice qué entidad reporta, así que no se puede elegir «POLICIA». Quite --institucion."
    )


def test_a_period_or_entity_without_records_says_which_there_are() -> None:
    register = register_of(anio_registro=["2020", "2021"], tipo_entidad=["SALUD", "POLICIA"], sexo=["MUJER"] * 2)
    assert refused(register, "2019") == (
        "El registro no tiene registros en el período 2019. Tiene de 2020-2021. Elija otro período."
    )
    assert refused(register, "2020", "Policía") == (
        "«Policía» no tiene registros en el período 2020. Hay de: Servicio de salud. Elija otra entidad u otro período."
    )


def test_records_outside_the_page_are_told_and_few_of_them_not_counted() -> None:
    register = register_of(anio_registro=["2020"] * 30 + ["2021"] * 9 + ["2022"] * 3)
    told = [
        quality.left_out(register, quality.chosen(register, period), "publication").text
        for period in ("2020", "2020-2021")
    ]
    assert [text.partition(":")[0] for text in told] == [
        "Fuera de esta página quedan 12 registros del archivo",
        "Fuera de esta página quedan unos pocos registros del archivo",
    ]
    assert quality.left_out(register, register, "publication").text == ""


def test_an_entity_is_chosen_by_its_code_or_its_name() -> None:
    register = tip.make_synthetic()
    by_code, by_name = (quality.chosen(register, "2018-2022", name) for name in ("JUDICIAL", "Poder Judicial"))
    assert len(by_code) == len(by_name) > 0
    assert by_code.provenance.where == by_name.provenance.where


def test_details_that_would_add_to_the_defects_are_left_out() -> None:
    """One record with a value to review: the table of defects hides it, so its detail goes."""
    sexes = ["MUJER"] * 40 + ["HOMBRE"] * 19 + ["ERR"]
    register = register_of(anio_registro=["2020"] * 60, sexo=sexes, condicion_victima=["ACREDITADA"] * 60)
    releases = tip.protect_together(quality.quality_tables(quality.chosen(register, "2020")))
    assert "por_revisar" in releases
    assert "por_revisar" not in quality.told_apart(releases)
    assert set(releases) - set(quality.told_apart(releases)) == {"por_revisar"}
