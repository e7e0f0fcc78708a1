"""Bands part the ages, and rolling up loses nobody."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipanalysis.standard.age_bands import age_schemes, band_ages, band_months, load_bands
from tipanalysis.standard.codebook import TOTAL, load_codebook
from tipanalysis.words.errors import CodebookError

BOOK = load_codebook()
PATHS = [(name, to) for name in BOOK for to in BOOK.roll_up_path(name)[1:]]
AGES = st.lists(st.none() | st.integers(-5, 150), max_size=60)


@pytest.mark.parametrize("scheme", age_schemes())
def test_bands_part_the_ages_without_gap_or_overlap(scheme):
    bands = load_bands(scheme)
    assert [age for band in bands for age in range(band.low, band.high + 1)] == list(range(121))


def test_bands_part_the_months():
    bands = load_bands("banda_duracion")
    assert [month for band in bands for month in range(band.low, band.high + 1)] == list(range(1201))


@pytest.mark.parametrize("scheme", ["grupo_edad", "grupo_edad_amplio", "peru", "glotip", "ctdc", "etapa_vida"])
def test_no_band_mixes_children_and_adults(scheme):
    assert [band for band in load_bands(scheme) if band.low < 18 <= band.high] == []


def test_parents_exist_and_paths_end():
    for name in BOOK:
        path = BOOK.roll_up_path(name)
        assert len(set(path)) == len(path)
        above = BOOK[name].roll_up
        for code in BOOK[name].codes():
            parent = BOOK[name].parent(code)
            if above:
                assert parent in BOOK[above].codes(), (name, code)
            else:
                assert parent is None, (name, code)


@pytest.mark.parametrize(("name", "to"), PATHS)
def test_every_coarse_code_holds_a_fine_one(name, to):
    assert {BOOK.roll_up(name, code, to) for code in BOOK[name].codes()} <= set(BOOK[to].codes())


@pytest.mark.parametrize("name", ["grupo_edad", "grupo_edad_amplio", "finalidad_detalle"])
def test_rolling_up_covers_the_whole_coarse_list(name):
    above = BOOK[name].roll_up
    assert {BOOK[name].parent(code) for code in BOOK[name].codes()} == set(BOOK[above].codes())


@given(AGES)
def test_banding_and_rolling_up_agree_with_banding_coarsely(ages):
    column = pd.Series(ages, dtype="Int64")
    fine = band_ages(column, "grupo_edad", missing="NP")
    for to in ("grupo_edad_amplio", "mayoria_edad"):
        rolled = BOOK.roll_up_column("grupo_edad", fine, to)
        assert list(rolled) == list(band_ages(column, to, missing="NP"))
        assert rolled.notna().all()
        assert rolled.value_counts().sum() == len(ages)


@given(AGES)
def test_banding_loses_nobody_and_says_why(ages):
    column = pd.Series(ages, dtype="Int64", index=range(10, 10 + len(ages)), name="edad")
    banded = band_ages(column)
    assert banded.index.equals(column.index)
    for age, code in zip(ages, banded, strict=True):
        if age is None:
            assert code == "ND"
        elif not 0 <= age <= 120:
            assert code == "ERR"
        else:
            held = [band for band in load_bands() if band.code == code]
            assert held[0].low <= age <= held[0].high


@pytest.mark.parametrize("reason", BOOK.missing_codes)
def test_the_caller_says_why_ages_are_missing(reason):
    assert list(band_ages(pd.Series([None, 40], dtype="Int64"), missing=reason)) == [reason, "40-49"]


def test_categories_are_the_order_of_the_codebook():
    banded = band_ages(pd.Series([1, None], dtype="Int64"))
    assert tuple(banded.cat.categories) == BOOK.order("grupo_edad")
    months = band_months(pd.Series([1], dtype="Int64"))
    assert tuple(months.cat.categories) == BOOK.order("banda_duracion")


def test_edges_of_adulthood_and_age():
    ages = pd.Series([0, 5, 6, 17, 18, 59, 60, 120, 121, -1], dtype="Int64")
    assert list(band_ages(ages)) == [
        "00-05", "00-05", "06-11", "15-17", "18-24", "50-59", "60+", "60+", "ERR", "ERR",
    ]  # fmt: skip
    assert list(band_ages(ages, "ctdc"))[:5] == ["00-08", "00-08", "00-08", "09-17", "18-20"]


def test_an_empty_column_stays_empty():
    assert len(band_ages(pd.Series([], dtype="Int64"))) == 0
    assert len(BOOK.roll_up_column("grupo_edad", pd.Series([], dtype="str"), "mayoria_edad")) == 0


def test_reasons_and_total_stay_themselves():
    for code in (*BOOK.missing_codes, TOTAL):
        assert BOOK.roll_up("finalidad_detalle", code, "finalidad") == code


def test_rolling_up_to_itself_changes_nothing():
    assert BOOK.roll_up("finalidad", "SEXUAL", "finalidad") == "SEXUAL"


def test_the_column_given_is_not_changed():
    column = pd.Series(["00-05", "NP"], dtype="category")
    before = column.copy()
    BOOK.roll_up_column("grupo_edad", column, "mayoria_edad")
    pd.testing.assert_series_equal(column, before)


def test_a_wrong_roll_up_shows_the_way():
    with pytest.raises(CodebookError) as caught:
        BOOK.roll_up("grupo_edad", "00-05", "finalidad")
    assert caught.value.both() == (
        "«grupo_edad» no se agrupa en «finalidad». Se agrupa así: grupo_edad → grupo_edad_amplio → mayoria_edad.\n"
        "“grupo_edad” does not roll up to “finalidad”. "
        "It rolls up like this: grupo_edad → grupo_edad_amplio → mayoria_edad."
    )


def test_an_unknown_code_does_not_roll_up():
    with pytest.raises(CodebookError) as caught:
        BOOK.roll_up("finalidad_detalle", "sexual", "finalidad")
    assert caught.value.key == "standard_code_unknown"


def test_an_unknown_scheme_lists_the_schemes():
    with pytest.raises(CodebookError) as caught:
        band_ages(pd.Series([1], dtype="Int64"), "quinquenios")
    assert caught.value.both() == (
        "«quinquenios» no es una forma de agrupar edades. Hay: grupo_edad, grupo_edad_amplio, mayoria_edad, peru, "
        "glotip, ctdc, etapa_vida. Elija una de ellas.\n“quinquenios” is not a way of grouping ages. Available: "
        "grupo_edad, grupo_edad_amplio, mayoria_edad, peru, glotip, ctdc, etapa_vida. Choose one of them."
    )


def test_an_unknown_reason_lists_the_reasons():
    with pytest.raises(CodebookError) as caught:
        band_ages(pd.Series([None], dtype="Int64"), missing="NR")
    assert caught.value.both() == (
        "«NR» no es un motivo de dato faltante. Hay: NP, PNR, NS, ND, NA_, IGN, ERR. Elija uno de ellos.\n“NR” is "
        "not a reason for a missing value. Available: NP, PNR, NS, ND, NA_, IGN, ERR. Choose one of them."
    )
