"""Sentences say no more than the numbers that are shown can carry."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from tipanalysis.analysis.shares import share_within
from tipanalysis.counts.count import count_by
from tipanalysis.release.protect import protect
from tipanalysis.reports.findings import (
    largest_finding,
    rest_finding,
    share_finding,
    unknown_findings,
    volume_finding,
)


def released(variable: str, **people: int) -> Any:
    rows = [code for code, n in people.items() for _ in range(n)]
    return protect(share_within(count_by(pd.DataFrame({variable: rows}), variable)))


def test_a_share_names_its_denominator_and_interval() -> None:
    sentence = share_finding(released("sexo", MUJER=81, HOMBRE=182), ["MUJER"], "finding_women")
    assert sentence == "81 de 263 son mujeres o niñas (30,8\xa0%; intervalo de 25,5 a 36,6)."


def test_with_few_people_no_percentage_is_concluded() -> None:
    sentence = share_finding(released("sexo", MUJER=7, HOMBRE=9), ["MUJER"], "finding_women")
    assert "7 de 16" in sentence and "%" not in sentence


def test_a_hidden_group_gets_no_sentence_of_its_own_and_stays_in_sight() -> None:
    release = released("sexo", MUJER=140, HOMBRE=27, NP=2)
    assert share_finding(release, ["HOMBRE"], "finding_men") == ""
    assert "29" in rest_finding(release, ["HOMBRE"], "finding_rest")
    assert rest_finding(released("sexo", MUJER=140, HOMBRE=27), ["HOMBRE"], "finding_rest") == ""


def test_the_largest_is_called_so_only_if_nothing_hidden_could_exceed_it() -> None:
    release = released("lugar_captacion", HOGAR=50, HOTEL=3, FINCA=4)
    assert largest_finding(release, "finding_recruitment").startswith("La forma de captación que más")
    hidden = release.frame["status"] == "hidden"
    assert hidden.any()
    assert largest_finding(released("lugar_captacion", HOGAR=9, HOTEL=9), "finding_recruitment") == ""


def test_where_people_give_several_answers_a_hidden_level_could_be_larger() -> None:
    counts = count_by(pd.DataFrame({"finalidad": ["SEXUAL"] * 60 + ["LABORAL"] * 30 + ["ORGANOS"] * 2}), "finalidad")
    release = protect(share_within(replace(counts, multi=("finalidad",))))
    assert (release.frame["status"] == "hidden").any()
    assert largest_finding(release, "finding_purpose").startswith("Entre las finalidades que se pueden mostrar")


@pytest.mark.parametrize(("unknown", "sentences"), [(10, 0), (70, 1)])
def test_unknowns_are_told_where_they_weigh(unknown: int, sentences: int) -> None:
    assert len(unknown_findings([released("sexo", MUJER=30, NP=unknown)], above=50)) == sentences


def test_a_total_too_small_is_told_without_its_number() -> None:
    sentence = volume_finding(released("sexo", MUJER=3), "2022")
    assert "3" not in sentence and "2022" in sentence
