"""Levels of a variable of numbers: bands stand in their order, and what is no number is said in words."""

from __future__ import annotations

from tipanalysis.counts.levels import ordered_levels
from tipanalysis.pages.labels import level_label


def test_bands_stand_by_where_they_begin_and_words_after_them() -> None:
    given = ["16+", "PENDIENTE", "0-5", "8-15", "ND", "6-7"]
    assert ordered_levels("dias_habiles_resolucion", given)[:5] == ("0-5", "6-7", "8-15", "16+", "PENDIENTE")


def test_a_level_that_is_no_number_is_called_by_its_text_and_a_year_by_itself() -> None:
    assert level_label("dias_habiles_resolucion", "PENDIENTE", "es") == "En trámite"
    assert level_label("dias_habiles_resolucion", "0-5", "en") == "0-5"
    assert level_label("anio_registro", "2020", "es") == "2020"
