"""Several measures of one table side by side."""

from __future__ import annotations

import pandas as pd
import pytest

from pages.test_table import grid, notes_of
from tipanalysis.analysis.denominators import three_denominators
from tipanalysis.analysis.shares import share_within
from tipanalysis.counts.count import count_by
from tipanalysis.counts.population import load_population
from tipanalysis.pages.table import show_table
from tipanalysis.release.protect import protect, protect_together
from tipanalysis.words.errors import ReleaseError


@pytest.fixture
def counts():
    people = {"anio_registro": ["2019"] * 60 + ["2020"] * 40, "sexo": (["MUJER"] * 4 + ["HOMBRE"]) * 20}
    return count_by(pd.DataFrame(people), ["anio_registro", "sexo"], unit="persona")


def test_each_measure_has_its_columns_and_says_over_what(counts):
    measures = protect_together(three_denominators(counts, "anio_registro", load_population("CRI")))
    page = show_table(measures["share"], beside=[measures["within"], measures["rate"]], lang="es", country="CRI")
    head, first, *_ = (["\xa0".join(cell.split()) for cell in row] for row in grid(page))
    assert [text.replace("\xa0", " ") for text in head] == [
        "Año de registro",
        "Sexo registrado",
        "n (personas)",
        "% del total",
        "Intervalo de 95 %",
        "% de cada grupo de año de registro",
        "Intervalo de 95 %",
        "Tasa por 100 000",
        "Intervalo de 95 %",
    ]
    told = [text.replace("\xa0", " ") for text in first]
    assert told[:4] + told[5:6] == ["2019", "Mujer", "48", "48,0 %", "80,0 %"]
    notes = notes_of(page)
    assert len(notes) == len(set(notes))
    assert sum("Denominador de los porcentajes" in note for note in notes) == 2
    assert sum("habitantes" in note for note in notes) == 1


def test_only_estimates_of_the_same_table_stand_beside_each_other(counts):
    measures = protect_together(three_denominators(counts, "anio_registro"))
    other = protect(share_within(count_by(pd.DataFrame({"sexo": ["MUJER"] * 50}), "sexo", unit="persona")))
    with pytest.raises(ReleaseError) as caught:
        show_table(measures["share"], beside=[other], lang="es")
    assert str(caught.value) == (
        "Junto a un cuadro solo caben estimaciones del mismo cuadro, y llegó: Personas según sexo registrado. Hágalas "
        "todas del mismo conteo y protéjalas juntas con protect_together."
    )
    with pytest.raises(ReleaseError):
        show_table(measures["share"], beside=[share_within(counts)])
