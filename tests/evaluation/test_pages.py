"""The pages of an evaluation: what they say is what the releases show, and nothing is said that cannot be claimed."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import openpyxl
import pytest

from learning.papers import workshop_of, write
from tipanalysis.cli import main
from tipanalysis.evaluation.donor import donor_page, load_indicators, status_of
from tipanalysis.evaluation.page import evaluation_page
from tipanalysis.evaluation.shown import Seen, seen
from tipanalysis.evaluation.verdicts import claim, verdict_of
from tipanalysis.learning.answers import read_answers
from tipanalysis.learning.results import Results, evaluate
from tipanalysis.learning.synthetic import write_synthetic
from tipanalysis.words.errors import LearningError
from tipanalysis.words.settings import LANGS, using

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "datasets" / "evaluacion"
OUTSIDE = re.compile(r"""(?:src|href)\s*=\s*["'](?!#|data:)|url\(|@import""")
COLUMNS = ("INSCRITAS", "POST", "AMBAS")


@pytest.fixture(scope="module")
def results() -> Results:
    return evaluate(read_answers([DATA]), enrolled=28)


def text_of(page: str) -> str:
    """What a reader sees of a page, spaces made plain."""
    body = re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.S)
    return " ".join(unescape(body).replace("\xa0", " ").split())


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_needs_nothing_from_outside_and_leaves_no_key_unsaid(results: Results, lang: str) -> None:
    with using(lang=lang):
        pages = (evaluation_page(results), donor_page(results, ["1.1c"]))
    for page in pages:
        assert f'<html lang="{lang}">' in page and not OUTSIDE.search(page)
        assert not re.search(r"\b(evaluation|learning|level|variable)_\w+", text_of(page))
        assert ("DATOS SINTÉTICOS" if lang == "es" else "SYNTHETIC DATA") in page


def test_the_page_begins_with_what_can_be_said(results: Results) -> None:
    with using(lang="es"):
        page = text_of(evaluation_page(results))
    headline = seen(results.releases["logro"], "TITULAR", "INSCRITAS")
    assert headline is not None and f"{headline.people} de 28" in page
    assert "no el efecto del taller" in page
    assert "Formulario de reacción" in page and "Tres meses después" in page and "Seis meses después" not in page


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            Seen(25, 80.0, 60.87, 91.14),
            "Este grupo llegó a la meta de 80 de cada cien. Pero con 25 personas, 80 % va de 61 a 91: no es prueba de "
            "que la capacitación logre 80 o más.",
        ),
        (
            Seen(80, 80.0, 70.0, 87.3),
            "Este grupo llegó a la meta de 80 de cada cien. Pero con 80 personas, 80 % va de 70 a 87: no es prueba de "
            "que la capacitación logre 80 o más.",
        ),
        (
            Seen(100, 95.0, 88.8, 97.8),
            "Todo el intervalo está en la meta de 80 o más de cada cien: se puede afirmar que se cumplió (95 %; de 89 "
            "a 98).",
        ),
        (
            Seen(25, 72.0, 52.4, 85.7),
            "No se llegó a la meta de 80 de cada cien. Con 25 personas, 72 % va de 52 a 86: tampoco es prueba de que "
            "la capacitación logre menos.",
        ),
        (
            Seen(25, 36.0, 20.2, 55.5),
            "No se llegó a la meta de 80 de cada cien, y todo el intervalo está por debajo (36 %; de 20 a 56).",
        ),
    ],
    ids=["25", "80", "100", "below", "missed"],
)
def test_whether_the_target_can_be_claimed_is_said_in_words(found: Seen, said: str) -> None:
    with using(lang="es", country="CRI"):
        assert claim(found).replace("\xa0", " ") == said


def test_every_figure_of_the_page_is_that_of_the_release(results: Results) -> None:
    with using(lang="es"):
        page = text_of(evaluation_page(results))
    for row in results.releases["logro"].frame.itertuples():
        people = round(row.estimate * row.n / 100)
        assert f"{people} de {row.n}: {row.estimate:.0f} %" in page


def test_a_small_class_gets_a_page_without_results(tmp_path: Path) -> None:
    answers = read_answers([write(tmp_path / "hoja.csv", workshop_of([(4, 9), (5, 5), (6, 8)]))])
    small = evaluate(answers, enrolled=6)
    with using(lang="es"):
        page, donor = text_of(evaluation_page(small)), text_of(donor_page(small, ["1.1b", "1.1c"]))
    assert "tan pocas personas que no se muestra ningún resultado" in page
    assert "de 6:" not in page and "de 3:" not in page
    assert "✔" not in donor and "Habla de tan pocas personas" in donor


def test_what_is_not_measured_is_never_achieved(results: Results) -> None:
    for lang in LANGS:
        with using(lang=lang):
            page = donor_page(results, [], not_started=["2.3c"])
        assert 'class="tip-status tip-logrado"' not in page
        assert page.count('class="tip-status tip-no_medido"') == len(load_indicators()) - 1
        assert page.count('class="tip-status tip-no_iniciado"') == 1
    assert all(status_of(indicator, None) == "no_medido" for indicator in load_indicators().values())


@pytest.mark.parametrize(
    ("indicator", "found", "status"),
    [
        ("1.1c", Seen(25, 80.0, 60.9, 91.1), "en_curso"),
        ("1.1c", Seen(100, 95.0, 88.8, 97.8), "logrado"),
        ("1.1b", Seen(79, 79.0), "en_curso"),
        ("1.1b", Seen(80, 80.0), "logrado"),
        ("1.3a", Seen(400, 400.0), "en_curso"),
    ],
    ids=lambda value: str(value),
)
def test_a_status_says_no_more_than_the_figure(indicator: str, found: Seen, status: str) -> None:
    assert status_of(load_indicators()[indicator], found) == status
    if indicator == "1.1c":
        assert (verdict_of(found) == "claimed") == (status == "logrado")


def test_an_indicator_that_does_not_exist_is_refused_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["evaluate", str(DATA), "--indicator", "9.9", "--out", str(tmp_path / "fuera")])
    assert ended.value.code == 1 and not (tmp_path / "fuera").exists()
    assert capsys.readouterr().err.startswith(
        "El marco no tiene un indicador de capacitación «9.9». Los que hay: 1.1b, 1.1c, 1.3a, 2.1b, 2.1e, 2.3c.\n"
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--target", "0"], "La meta es un porcentaje entre 1 y 100; llegó 0."),
        (
            ["--enrolled", "10"],
            "Se dijo que se inscribieron 10 personas, pero hay 27 códigos distintos en las pruebas.",
        ),
    ],
    ids=["target", "enrolled"],
)
def test_a_wrong_option_ends_in_one_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["evaluate", str(DATA), *options, "--out", str(tmp_path)])
    assert ended.value.code == 1 and list(tmp_path.iterdir()) == []
    assert capsys.readouterr().err.startswith(said)


def test_the_command_writes_all_of_it_and_says_what_has_no_pair(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["evaluate", str(DATA), "--enrolled", "28", "--out", str(tmp_path)])
    assert ended.value.code == 0
    assert {path.name for path in tmp_path.iterdir()} == {
        "evaluacion_es.html",
        "evaluacion_es.xlsx",
        "indicadores_es.html",
        "sin_pareja_interno.csv",
    }
    assert "Pruebas sin pareja: 4." in capsys.readouterr().out
    inside = (tmp_path / "sin_pareja_interno.csv").read_text("utf-8").splitlines()
    assert len(inside) == 5 and all(line.endswith("INTERNO: no sale de la institución") for line in inside[1:])
    book = openpyxl.load_workbook(tmp_path / "evaluacion_es.xlsx")
    assert {"participacion", "logro", "puntajes", "modulos", "preguntas", "sexo", "institucion"} <= set(book.sheetnames)


def test_no_code_of_a_person_stands_in_what_is_published(tmp_path: Path) -> None:
    answers = read_answers([DATA])
    with using(lang="es"):
        results = evaluate(answers, enrolled=28)
        pages = evaluation_page(results) + donor_page(results, ["1.1c"])
    assert [taken.code for taken in answers.taken if taken.code in pages] == []


def test_the_invented_answers_are_those_of_their_generator(tmp_path: Path) -> None:
    made = list(write_synthetic(tmp_path))
    assert [path.name for path in made] == sorted(
        (path.name for path in DATA.iterdir()), key=[p.name for p in made].index
    )
    assert all(path.read_bytes() == (DATA / path.name).read_bytes() for path in made)


def test_a_sheet_that_is_no_sheet_of_answers_is_told(tmp_path: Path) -> None:
    with pytest.raises(LearningError) as refused, using(lang="es"):
        read_answers([ROOT / "datasets" / "registro_sucio.xlsx"])
    assert str(refused.value).startswith("A «registro_sucio.xlsx» le faltan columnas para ser una hoja de respuestas: ")
