"""Sentences say no more than the interval allows, and nothing that is hidden."""

from __future__ import annotations

import pandas as pd
import pytest

from tipanalysis.analysis.comparison import compare, intersect
from tipanalysis.analysis.shares import share_within
from tipanalysis.counts.count import count_by
from tipanalysis.pages.sentence import sentence
from tipanalysis.release.protect import protect
from tipanalysis.words.errors import ReleaseError


def counted(numbers, by):
    rows = [codes for codes, n in numbers.items() for _ in range(n)]
    return count_by(pd.DataFrame(rows, columns=by), by, unit="persona")


def sexo_and_ambito(women, men):
    levels = ("INTERNA", "TRANSFRONTERIZA")
    numbers = dict(zip([("MUJER", level) for level in levels], women, strict=True))
    return counted(numbers | dict(zip([("HOMBRE", level) for level in levels], men, strict=True)), ["sexo", "ambito"])


def said(estimates, lang="es", country="CRI", **at):
    return sentence(protect(estimates), lang=lang, country=country, **at).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("women", "expected"),
    [
        (
            (80, 20),
            "Mujer, Trata interna: el porcentaje es 30,0 puntos mayor que en «Hombre» "
            "(el azar permite de 16,9 a 41,7).",
        ),
        (
            (20, 80),
            "Mujer, Trata interna: el porcentaje es 30,0 puntos menor que en «Hombre» "
            "(el azar permite de -41,7 a -16,9).",
        ),
        (
            (50, 50),
            "Mujer, Trata interna: no se puede decir que el porcentaje sea mayor ni menor que en «Hombre» "
            "(el azar permite de -13,6 a 13,6 puntos).",
        ),
    ],
)
def test_a_difference_is_told_as_far_as_its_interval_goes(women, expected):
    counts = sexo_and_ambito(women, (50, 50))
    assert said(compare(counts, "sexo", reference="HOMBRE"), sexo="MUJER", ambito="INTERNA") == expected


def test_with_few_people_nothing_is_concluded():
    counts = sexo_and_ambito((8, 7), (50, 50))
    gaps = compare(counts, "sexo", reference="HOMBRE")
    assert said(gaps, sexo="MUJER", ambito="INTERNA") == (
        "Mujer, Trata interna: con 15 personas en uno de los grupos no se puede concluir nada frente a «Hombre»."
    )
    few = counted({("MUJER",): 8, ("HOMBRE",): 7}, ["sexo"])
    assert said(share_within(few), sexo="MUJER") == (
        "Mujer: 8 de 15 personas. Con 15 personas no se puede concluir nada sobre el porcentaje."
    )
    assert said(share_within(few), lang="en", sexo="MUJER") == (
        "Woman: 8 of 15 persons. With 15 persons nothing can be concluded about the percentage."
    )


def test_a_hidden_number_is_said_to_be_hidden_and_nothing_else():
    counts = counted({("MUJER",): 40, ("HOMBRE",): 30, ("INTERSEX",): 2}, ["sexo"])
    told = said(share_within(counts))
    assert "Intersex: la cifra está oculta para proteger a las personas." in told
    assert "2 de" not in told


def test_the_reference_is_left_out_unless_it_is_asked_for():
    gaps = compare(sexo_and_ambito((50, 50), (50, 50)), "sexo", reference="HOMBRE")
    assert [line.partition(",")[0] for line in said(gaps).splitlines()] == ["Mujer", "Mujer"]
    assert said(gaps, sexo="HOMBRE", ambito="INTERNA") == "Hombre, Trata interna: es la referencia de la comparación."


def test_an_excess_and_a_ratio_have_words_of_their_own():
    numbers = {
        (sexo, origen, ambito): n
        for (sexo, origen), pair in {
            ("MUJER", "NACIONAL"): (50, 50),
            ("MUJER", "EXTRANJERA"): (90, 10),
            ("HOMBRE", "NACIONAL"): (50, 50),
            ("HOMBRE", "EXTRANJERA"): (50, 50),
        }.items()
        for ambito, n in zip(("INTERNA", "TRANSFRONTERIZA"), pair, strict=True)
    }
    counts = counted(numbers, ["sexo", "origen", "ambito"])
    excess = intersect(counts, ("sexo", "origen"), reference={"sexo": "HOMBRE", "origen": "NACIONAL"})
    told = said(excess, lang="en", country="GTM", sexo="MUJER", origen="EXTRANJERA", ambito="INTERNA")
    assert told.startswith("Woman, Foreign, Domestic trafficking: together, the two traits lie 40.0 points above what")
    ratio = compare(sexo_and_ambito((80, 20), (40, 60)), "sexo", reference="HOMBRE", measure="ratio")
    assert said(ratio, sexo="MUJER", ambito="INTERNA").startswith(
        "Mujer, Trata interna: el porcentaje es 2,00 veces el de «Hombre» (el azar permite de 1,5"
    )


def test_only_a_release_is_told_and_only_of_its_own_groups():
    counts = sexo_and_ambito((50, 50), (50, 50))
    with pytest.raises(ReleaseError):
        sentence(share_within(counts))
    with pytest.raises(ReleaseError) as caught:
        sentence(protect(counts), lang="es", sexo="MARCIANA")
    assert str(caught.value) == "«MARCIANA» no es un nivel de «sexo» en este cuadro. Hay: MUJER, HOMBRE. Elija uno."
    with pytest.raises(ReleaseError) as caught:
        sentence(protect(counts), lang="es", sexoo="MUJER")
    assert str(caught.value) == "El cuadro no tiene la variable «sexoo». Tiene: sexo, ambito. Nombre una de ellas."
