"""Parameters: checked whole before anything runs, and a period says its years."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipanalysis.register.source_map import list_source_maps
from tipanalysis.release.policy import list_policies
from tipanalysis.reports.parameters import FIRST_YEAR, LAST_YEAR, Parameter, checked, years_of
from tipanalysis.reports.spec import load_report
from tipanalysis.words.errors import ReportError
from tipanalysis.words.settings import COUNTRIES, LANGS

YEARS = st.integers(FIRST_YEAR, LAST_YEAR)


PUBLIC = tuple(name for name in list_policies() if name != "internal")
"""A report is written, so no policy that must not be written is offered."""


def parameter(name: str, kind: str, default: str) -> Parameter:
    return Parameter.declared(name, kind=kind, default=default, es="qué es", en="what it is")


PERIOD = parameter("periodo", "period", "2020")


def problem(kind: str, value: str, name: str = "x") -> str | None:
    found = parameter(name, kind, "").problem(value)
    return found and str(found)


@given(YEARS, YEARS)
def test_a_period_says_every_year_once_and_in_order(one: int, other: int) -> None:
    first, last = sorted((one, other))
    years = [int(year) for year in years_of(f"{first}-{last}")]
    assert years == list(range(first, last + 1))
    assert PERIOD.problem(f"{first}-{last}") is None
    if first == last:
        assert years_of(str(first)) == years_of(f"{first}-{last}")


@given(YEARS, YEARS)
def test_a_period_that_goes_backwards_is_refused(one: int, other: int) -> None:
    if one > other:
        assert str(PERIOD.problem(f"{one}-{other}")) == (
            f"--periodo: en «{one}-{other}» el primer año debe ser igual o anterior al segundo, y ambos entre 1990 "
            "y 2100."
        )


@given(st.text(max_size=12))
def test_whatever_passes_the_check_has_years(text: str) -> None:
    if PERIOD.problem(text) is None:
        assert years_of(text)


@pytest.mark.parametrize("text", ["", "20", "2018-", "-2018", "2018-19", "2018/2019", "2018 - 2019", "٢٠١٨", "2018\n"])
def test_a_period_in_another_form(text: str) -> None:
    assert str(PERIOD.problem(text)) == (
        f"--periodo: llegó «{text}»; se esperaba un año o un período, por ejemplo 2022 o 2018-2022."
    )


@pytest.mark.parametrize("text", ["1989", "1989-2000", "2000-2101", "9999"])
def test_a_period_outside_of_what_registers_hold(text: str) -> None:
    assert str(PERIOD.problem(text)) == (
        f"--periodo: en «{text}» el primer año debe ser igual o anterior al segundo, y ambos entre 1990 y 2100."
    )


@pytest.mark.parametrize(
    ("kind", "choices"),
    [("lang", LANGS), ("country", COUNTRIES), ("policy", PUBLIC), ("source", list_source_maps())],
)
def test_choices_are_those_of_the_package_and_all_of_them_pass(kind: str, choices: tuple[str, ...]) -> None:
    assert parameter("x", kind, "").choices == tuple(choices)
    assert [problem(kind, choice) for choice in choices] == [None] * len(choices)
    known = ", ".join(choices)
    assert problem(kind, "zzzz") == f"--x: «zzzz» no está entre los valores posibles. Hay: {known}."


def test_a_file_in_the_folder_beside_the_right_name(tmp_path: Path) -> None:
    (tmp_path / "registro.xlsx").touch()
    wrong = tmp_path / "registo.xlsx"
    assert problem("file", str(wrong)) == (
        f"--x: no existe el archivo «{wrong}». ¿Quiso decir «registro.xlsx»? Revise la carpeta y el nombre."
    )
    assert problem("file", str(tmp_path / "registro.xlsx")) is None
    assert problem("file", str(tmp_path / "otra" / "registro.xlsx")) is not None


def test_the_training_data_are_found_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert problem("file", "datasets/registro_sucio.xlsx") is None


def test_a_source_map_of_one_s_own_is_a_file(tmp_path: Path) -> None:
    own = tmp_path / "mi_oficina.toml"
    assert problem("source", str(own)) == f"--x: no existe el archivo «{own}». Revise la carpeta y el nombre."
    own.touch()
    assert problem("source", str(own)) is None


def test_a_kind_that_does_not_exist() -> None:
    with pytest.raises(ReportError) as refusal:
        parameter("x", "color", "azul")
    assert refusal.value.both() == (
        "El parámetro «x» se declara de tipo «color», que no existe. Hay: file, optional_file, institution, source, "
        "period, lang, country, policy, method, variables, group. Corríjalo en el archivo TOML del informe.\nThe "
        "parameter “x” is declared as “color”, a kind that does not exist. Available: file, optional_file, "
        "institution, source, period, lang, country, policy, method, variables, group. Correct it in the report's TOML "
        "file."
    )


def test_defaults_fill_in_what_is_not_given() -> None:
    parameters = load_report("perfil_anual").parameters
    values = checked(parameters, {"lang": "en"})
    assert values == {**{one.name: one.default for one in parameters}, "lang": "en"}


def test_every_fault_is_said_at_once() -> None:
    with pytest.raises(ReportError) as refusal:
        checked((PERIOD, parameter("lang", "lang", "es")), {"perido": "2020", "lang": "fr", "periodo": "20"})
    assert refusal.value.both() == (
        "No se hizo el informe, porque hay parámetros por corregir:\n  - «perido» no es un parámetro de este "
        "informe. ¿Quiso decir «periodo»? Hay: periodo, lang.\n  - --periodo: llegó «20»; se esperaba un año o un "
        "período, por ejemplo 2022 o 2018-2022.\n  - --lang: «fr» no está entre los valores posibles. Hay: es, en.\n"
        "The report was not made because some parameters must be corrected:\n  - “perido” is not a parameter of this "
        "report. Did you mean “periodo”? Available: periodo, lang.\n  - --periodo: “20” was given; one year or a "
        "period was expected, for example 2022 or 2018-2022.\n  - --lang: “fr” is not among the possible values. "
        "Available: es, en."
    )


def test_help_says_choices_and_default() -> None:
    assert parameter("lang", "lang", "es").help_line() == "qué es [es, en] (por defecto: es)"
