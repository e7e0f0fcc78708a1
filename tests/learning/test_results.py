"""What is released of an evaluation: the right numbers, by another route, and nothing of a small group."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pandas as pd
import pytest
from scipy import stats

from learning.papers import paper, workshop_of, write
from tipanalysis.learning.answers import Answers, read_answers
from tipanalysis.learning.bank import form_items
from tipanalysis.learning.definitions import percent, verdict
from tipanalysis.learning.results import evaluate
from tipanalysis.release.release import Release
from tipanalysis.words.errors import LearningError
from tipanalysis.words.settings import using

SCORES = [(4, 9), (6, 6), (7, 8), (11, 11), (12, 10), (5, 11), (8, 12), (3, 2), (9, 13), (6, 10), (7, 7), (14, 15)]


def read(folder: Path, rows: list[dict[str, str]]) -> Answers:
    return read_answers([write(folder / "hoja.csv", rows)])


def value(release: Release, *codes: str) -> float:
    rows = release.frame
    for name, code in zip(release.by, codes, strict=True):
        rows = rows[rows[name] == code]
    return float(rows["estimate"].iloc[0])


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Release]:
    answers = read(tmp_path_factory.mktemp("taller"), [*workshop_of(SCORES, men=5), paper("SOLA1", "pre", "A", 4)])
    return dict(evaluate(answers, enrolled=16).releases)


def test_who_took_what_is_counted(released: dict[str, Release]) -> None:
    frame = released["participacion"].frame
    assert dict(zip(frame["lista"], frame["n"], strict=True)) == {"INSCRITAS": 16, "PRE": 13, "POST": 12, "AMBAS": 12}


def test_every_definition_over_every_denominator(released: dict[str, Release]) -> None:
    held = {
        "CUALQUIERA": sum(b > a for a, b in SCORES),
        "DOS": sum(b - a >= 2 for a, b in SCORES),
        "DOMINIO": sum(b / 15 >= 0.70 for _, b in SCORES),
        "TITULAR": sum(b > a or (a / 15 >= 0.70 and b / 15 >= 0.70) for a, b in SCORES),
    }
    for (code, x), (name, n) in product(held.items(), {"INSCRITAS": 16, "POST": 12, "AMBAS": 12}.items()):
        assert value(released["logro"], code, name) == pytest.approx(100 * x / n), (code, name)


def test_the_same_people_are_counted_over_each_denominator(released: dict[str, Release]) -> None:
    """Or two of them would tell of the few who took one test only."""
    frame = released["logro"].frame
    people = (frame["estimate"] * frame["n"] / 100).round()
    assert frame.assign(people=people).groupby("definicion")["people"].nunique().eq(1).all()


def test_scores_are_those_of_other_programs(released: dict[str, Release]) -> None:
    before, after = zip(*SCORES, strict=True)
    moved = [b - a for a, b in SCORES]
    table = released["puntajes"]
    assert value(table, "CAMBIO") == pytest.approx(sum(moved) / 12)
    assert value(table, "SUBE") == pytest.approx(100 * sum(d > 0 for d in moved) / 12)
    assert value(table, "GANANCIA") == pytest.approx(100 * (sum(after) - sum(before)) / (12 * 15 - sum(before)))
    assert value(table, "TECHO_POST") == pytest.approx(100 / 12)
    flips = stats.permutation_test(
        (pd.Series(moved),), lambda d: d.mean(), permutation_type="samples", n_resamples=10_000
    )
    assert value(table, "P_SIGNOS") == pytest.approx(flips.pvalue, abs=1e-9)


def test_questions_and_modules_are_shares_of_right_answers(released: dict[str, Release]) -> None:
    before, after = zip(*SCORES, strict=True)
    for place in range(15):
        code = f"{place + 1:02}"
        assert value(released["preguntas"], code, "PRE") == pytest.approx(100 * sum(s > place for s in before) / 12)
        gained = sum(b > place >= a for a, b in SCORES)
        assert value(released["preguntas"], code, "GANA") == pytest.approx(100 * gained / 12)
    modules = [item.module for item in form_items("A")]
    third = [place for place, module in enumerate(modules) if module == 3]
    expected = sum(s > place for s in after for place in third) / (12 * len(third))
    assert value(released["modulos"], "03", "POST") == pytest.approx(100 * expected)


def test_groups_show_their_mean_change(released: dict[str, Release]) -> None:
    moved = [b - a for a, b in SCORES]
    assert value(released["sexo"], "HOMBRE") == pytest.approx(sum(moved[:5]) / 5)
    assert value(released["sexo"], "MUJER") == pytest.approx(sum(moved[5:]) / 7)


def test_a_small_group_is_hidden_and_another_with_it(tmp_path: Path) -> None:
    frame = evaluate(read(tmp_path, workshop_of(SCORES, men=3))).releases["sexo"].frame
    assert frame["status"].tolist() == ["hidden", "hidden"]
    assert frame[["n", "estimate", "low", "high"]].isna().all(axis=None)


@pytest.mark.parametrize(("men", "police"), [(m, p) for m in (2, 5, 10) for p in (3, 9)], ids=str)
def test_hidden_groups_together_are_never_few_people(tmp_path: Path, men: int, police: int) -> None:
    """Whoever subtracts what is shown from the whole class gets a group large enough to be shown."""
    releases = evaluate(read(tmp_path, workshop_of(SCORES, men=men, police=police))).releases
    for name in ("sexo", "institucion"):
        frame = releases[name].frame
        left = 12 - frame["n"].sum()
        assert left == 0 or left >= 5, frame


def test_a_crossing_that_would_tell_of_few_people_hides_its_groups(tmp_path: Path) -> None:
    """Eight of the police, all women, beside ten women: women less police are two."""
    rows = [
        paper(f"AB{number:02}X", test, form, 5 + (test == "post"), sex, institution)
        for number, (sex, institution) in enumerate(
            [("mujer", "PPM")] * 8 + [("mujer", "OIJ")] * 2 + [("hombre", "OIJ")] * 10
        )
        for test, form in (("pre", "A"), ("post", "B"))
    ]
    releases = evaluate(read(tmp_path, rows)).releases
    shown = {name: releases[name].frame["status"].eq("shown").all() for name in ("sexo", "institucion")}
    assert not all(shown.values())


def test_an_institution_is_one_however_it_is_written(tmp_path: Path) -> None:
    rows = workshop_of(SCORES, police=6)
    for number, row in enumerate(rows):
        row["institucion"] = {"PPM": "Policía de Migración", "OIJ": "O.I.J."}[row["institucion"]]
        if number > 5:
            row["institucion"] = row["institucion"].upper().replace("Í", "I").replace("O.I.J.", " oij")
    frame = evaluate(read(tmp_path, rows)).releases["institucion"].frame
    assert dict(zip(frame["institucion"], frame["n"], strict=True)) == {"Policía de Migración": 6, "oij": 6}


def test_a_class_that_is_too_small_shows_no_result(tmp_path: Path) -> None:
    releases = evaluate(read(tmp_path, workshop_of(SCORES[:4])), enrolled=4).releases
    for name in ("logro", "puntajes", "modulos", "preguntas", "sexo"):
        assert set(releases[name].frame["status"]) == {"hidden"}, name


def test_who_reached_the_headline_by_sex_is_all_or_nothing(tmp_path: Path) -> None:
    assert "logro_sexo" not in evaluate(read(tmp_path, workshop_of(SCORES, men=5))).releases
    scores = [(5, 9), (9, 5)] * 12
    shown = evaluate(read(tmp_path, workshop_of(scores, men=12))).releases["logro_sexo"]
    assert shown.hidden == 0 and shown.frame["n"].tolist() == [6, 6, 6, 6]


def test_everything_is_a_release_of_the_same_sheet(released: dict[str, Release]) -> None:
    assert all(isinstance(release, Release) for release in released.values())
    assert len({release.provenance.checksum for release in released.values()}) == 1


def test_nobody_with_both_tests_and_too_few_enrolled_are_told(tmp_path: Path) -> None:
    with pytest.raises(LearningError) as refused, using(lang="es"):
        evaluate(read(tmp_path, [paper("A1", "pre", "A", 3), paper("B2", "post", "B", 4)]))
    assert str(refused.value) == (
        "Ningún código está en las dos pruebas: hay 1 antes y 1 después. Revise que la columna «prueba» diga pre y "
        "post, y que los códigos sean los que escribió cada persona."
    )
    with pytest.raises(LearningError) as refused, using(lang="es"):
        evaluate(read(tmp_path, workshop_of(SCORES)), enrolled=11)
    assert str(refused.value) == (
        "Se dijo que se inscribieron 11 personas, pero hay 12 códigos distintos en las pruebas. Corrija --enrolled o "
        "los códigos mal escritos."
    )


@pytest.mark.parametrize(
    ("x", "n", "expected"), [(20, 25, "reached"), (64, 80, "reached"), (25, 31, "reached"), (95, 100, "claimed")]
)
def test_a_target_is_claimed_only_where_the_whole_interval_is_there(x: int, n: int, expected: str) -> None:
    assert verdict(percent(x, n)) == expected
