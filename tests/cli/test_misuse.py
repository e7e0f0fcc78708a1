"""A command written wrongly: what was written, what there is, the nearest of it, and how to go on."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tipanalysis import cli
from tipanalysis.course.lesson import list_lessons
from tipanalysis.register.source_map import list_source_maps
from tipanalysis.reports.spec import list_reports
from tipanalysis.words.texts import say

COMMANDS = ", ".join(sorted(cli.commands.commands))
REPORTS = ", ".join(report.name for report in list_reports())
LESSONS = ", ".join(lesson.name for lesson in list_lessons())
Refused = Callable[..., str]
Told = Callable[..., Any]


@pytest.mark.parametrize("command", sorted(cli.commands.commands))
def test_the_spanish_word_for_a_command_leads_to_it(told: Told, command: str) -> None:
    ended = told(say(f"cli_command_{command}", lang="es"))
    assert ended.code == 1 and f"¿Quiso decir «{command}»?" in ended.said


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (
            ["report", "perfil_anal"],
            f"No existe el informe «perfil_anal». ¿Quiso decir «perfil_anual»? Hay: {REPORTS}. Véalos con: tipanalysis "
            f"report --list\nThere is no report “perfil_anal”. Did you mean “perfil_anual”? Available: {REPORTS}. "
            "See them "
            "with: tipanalysis report --list\n",
        ),
        (
            ["report", "perfil_anual", "--perido", "2018"],
            "No existe la opción «--perido». ¿Quiso decir «--periodo»? Hay: --data, --source, --periodo, --lang, "
            "--country, --policy, --metodo, --out, --ledger, --pdf.\nThere is no option “--perido”. Did you mean "
            "“--periodo”? Available: --data, --source, --periodo, --lang, --country, --policy, --metodo, --out, "
            "--ledger, --pdf.\n",
        ),
        (
            ["report", "perfil_anual", "--data"],
            "A la opción «--data» le falta su valor o le sobra uno. Escriba la orden con --ayuda para ver cómo se "
            "usa.\nThe option “--data” needs a value, or has one too many. Type the command with --help to see how "
            "it is used.\n",
        ),
        (
            ["report", "perfil_anual", "2018"],
            "La orden «tipanalysis report perfil_anual» recibió más de lo que esperaba. Escriba «tipanalysis "
            "report perfil_anual --ayuda» para ver cómo se usa.\nThe command “tipanalysis report perfil_anual” was "
            "given more than it expected. Type “tipanalysis report perfil_anual --help” to see how it is used.\n",
        ),
        (
            ["informe"],
            f"No existe la orden «informe». ¿Quiso decir «report»? Hay: {COMMANDS}.\n"
            f"There is no command “informe”. Did you mean “report”? Available: {COMMANDS}.\n",
        ),
        (
            ["reprt", "perfil_anual"],
            f"No existe la orden «reprt». ¿Quiso decir «report»? Hay: {COMMANDS}.\n"
            f"There is no command “reprt”. Did you mean “report”? Available: {COMMANDS}.\n",
        ),
        (
            ["map"],
            "A la orden «tipanalysis map» le falta el archivo. "
            "Escriba «tipanalysis map --ayuda» para ver cómo se usa.\n"
            "The command “tipanalysis map” needs a file. Type “tipanalysis map --help” to see how it is used.\n",
        ),
        (
            ["--idioma", "fr", "sources"],
            '«fr» no es un idioma del paquete. Hay: es, en. Escriba, por ejemplo, settings(lang="es").\n“fr” is '
            'not a language of the package. Available: es, en. Write, for example, settings(lang="en").\n',
        ),
        (
            ["lesson", "check", "00_primer_vistaso"],
            f"No existe la lección «00_primer_vistaso». ¿Quiso decir «00_primer_vistazo»? Hay: {LESSONS}.\nThere is no "
            f"lesson “00_primer_vistaso”. Did you mean “00_primer_vistazo”? Available: {LESSONS}.\n",
        ),
    ],
    ids=["report", "option", "no-value", "too-much", "command", "mistyped-command", "no-file", "language", "lesson"],
)
def test_what_does_not_exist_is_said_with_what_does(told: Told, tmp_path: Path, command: list[str], said: str) -> None:
    end = told(*command)
    assert (end.code, end.out, end.said) == (1, "", said)
    assert list(tmp_path.iterdir()) == []


def test_all_wrong_values_are_said_at_once(refused: Refused) -> None:
    said = refused(
        *("--data", "nada.xlsx", "--source", "erii", "--periodo", "20188"),
        *("--lang", "fr", "--country", "CR", "--policy", "publicacion"),
    )
    maps = ", ".join(list_source_maps())
    countries = "CRI, BLZ, DOM, SLV, GTM, HND, MEX, NIC, PAN"
    assert said == (
        "No se hizo el informe, porque hay parámetros por corregir:\n  - --data: no existe el archivo «nada.xlsx». "
        "Revise la carpeta y el nombre.\n  - --source: «erii» no está entre los valores posibles. ¿Quiso decir "
        f"«eri»? Hay: {maps}.\n  - --periodo: llegó «20188»; se esperaba un año o un período, por ejemplo 2022 o "
        "2018-2022.\n  - "
        "--lang: «fr» no está entre los valores posibles. Hay: es, en.\n  - --country: «CR» no está entre los "
        f"valores posibles. ¿Quiso decir «CRI»? Hay: {countries}.\n  - --policy: «publicacion» no está entre los "
        "valores "
        "posibles. ¿Quiso decir «publication»? Hay: publication, strict.\nThe report was not made because "
        "some parameters must be corrected:\n  - --data: there is no file “nada.xlsx”. Check the folder and the "
        f"name.\n  - --source: “erii” is not among the possible values. Did you mean “eri”? Available: {maps}.\n  - "
        "--periodo: “20188” was given; one year or a period was expected, for example 2022 or 2018-2022.\n  - --lang: "
        "“fr” is not among the possible values. Available: es, en.\n  - --country: “CR” is not among the possible "
        f"values. Did you mean “CRI”? Available: {countries}.\n  - --policy: “publicacion” is not among the "
        "possible values. "
        "Did you mean “publication”? Available: publication, strict.\n"
    )


def test_the_years_of_a_period_come_in_order(refused: Refused) -> None:
    assert refused("--periodo", "2022-2018") == (
        "No se hizo el informe, porque hay parámetros por corregir:\n"
        "  - --periodo: en «2022-2018» el primer año debe ser igual o anterior al segundo, y ambos entre 1990 y 2100.\n"
        "The report was not made because some parameters must be corrected:\n"
        "  - --periodo: in “2022-2018” the first year must not be later than the second, and both must lie between "
        "1990 and 2100.\n"
    )


@pytest.mark.parametrize("out", ["archivo", "archivo/dentro"])
def test_a_folder_that_cannot_be_written_into(refused: Refused, tmp_path: Path, out: str) -> None:
    (tmp_path / "archivo").write_text("soy un archivo")
    assert refused("--out", out) == (
        f"No se puede escribir en la carpeta «{out}». Elija otra con --out o pida permiso de escritura.\n"
        f"The folder “{out}” cannot be written to. Choose another one with --out or ask for permission to write.\n"
    )


@pytest.mark.parametrize("ending", ["html", "xlsx", "ipynb", "manifest.json"])
def test_a_finished_file_that_cannot_be_replaced(refused: Refused, tmp_path: Path, ending: str) -> None:
    locked = Path("salida", f"perfil_anual_eri_2018-2022_CRI_es.{ending}")
    (tmp_path / locked).mkdir(parents=True)
    assert refused("--out", "salida") == (
        f"No se pudo reemplazar «{locked}». "
        "Ciérrelo si lo tiene abierto en otro programa y vuelva a ejecutar la orden.\n"
        f"“{locked}” could not be replaced. Close it if it is open in another program and run the command again.\n"
    )


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        (
            "TIPANALYSIS_LANG",
            "fr",
            '«fr» no es un idioma del paquete. Hay: es, en. Escriba, por ejemplo, settings(lang="es").\n“fr” is '
            'not a language of the package. Available: es, en. Write, for example, settings(lang="en").\n',
        ),
        (
            "TIPANALYSIS_REPORTS",
            "otra",
            "No se encuentra la carpeta de informes «otra». "
            "Trabaje dentro de la carpeta del proyecto o indique otra en la variable TIPANALYSIS_REPORTS.\n"
            "The report folder “otra” cannot be found. "
            "Work inside the project's folder or name another one in the variable TIPANALYSIS_REPORTS.\n",
        ),
    ],
)
def test_an_environment_that_says_what_there_is_not(
    told: Told, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    from tipanalysis.words import settings

    monkeypatch.setenv(variable, value)
    token = settings._current.set(None)
    try:
        importlib.reload(cli)
        end = told("report", "--list")
    finally:
        settings._current.reset(token)
    assert (end.code, end.out, end.said) == (1, "", said)


@pytest.mark.parametrize("kind", [ValueError, KeyError, AssertionError, RecursionError])
def test_an_error_of_our_own_shows_neither_data_nor_traceback(
    told: Told, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: type[Exception]
) -> None:
    def broken(*args: object) -> None:
        raise kind("PERSONA SINTÉTICA 1-1111-1111")

    monkeypatch.setattr("tipanalysis.reports.plan._source_of", broken)
    end = told("report", "perfil_anual")
    name = kind.__name__
    assert (end.code, end.out, end.said) == (
        1,
        "",
        f"Ocurrió un error interno ({name}). No se escribió ningún archivo. El texto del error no se muestra porque "
        "podría contener datos de personas. Avise a quien mantiene el programa, que puede verlo con "
        f"TIPANALYSIS_DEBUG=1.\nAn internal error occurred ({name}). No file was written. The text of the error is not "
        "shown because it could hold data about people. Tell whoever maintains the program, who can see it with "
        "TIPANALYSIS_DEBUG=1.\n",
    )
    assert list(tmp_path.iterdir()) == []


def test_whoever_maintains_the_package_can_see_the_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> None:
        raise ValueError("detalle")

    monkeypatch.setattr("tipanalysis.reports.plan._source_of", broken)
    monkeypatch.setenv("TIPANALYSIS_DEBUG", "1")
    with pytest.raises(ValueError, match=r"^detalle$"):
        cli.main(["report", "perfil_anual"])
