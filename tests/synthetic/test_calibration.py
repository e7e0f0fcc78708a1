"""Margins are the published figures, exactly; shares, seeds and rounding obey their laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipanalysis.register.synthetic.calibration import draw_whole, load_parameters, rake, share_out

PUBLISHED = [row for row in load_parameters("published") if row["dimension"] in ("quien", "nacionalidad", "forma")]


@pytest.mark.parametrize("row", load_parameters("years"), ids=lambda row: row["anio"])
def test_accredited_persons_of_a_year(accredited, row):
    assert (accredited["anio_registro"] == int(row["anio"])).sum() == int(row["acreditadas"])


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: f"{row['anio']}-{row['nivel']}")
def test_published_figure(accredited, row):
    of_year = accredited[accredited["anio_registro"] == int(row["anio"])]
    assert _counted(of_year, row["dimension"], row["nivel"]) == int(row["n"])


def _counted(people, dimension, level):
    if dimension == "quien":
        return (people["quien"] == level).sum()
    if dimension == "nacionalidad":
        named = {row["nivel"] for row in PUBLISHED if row["anio"] == "2021" and row["dimension"] == dimension}
        single = people["nacionalidad"].str[0]
        others = {"EXTRANJERA": single != "CRI", "OTRAS": ~single.isin(named)}
        return others.get(level, single == level).sum()
    return people["finalidad_detalle"].map(_form).eq(level).sum()


def _form(purposes):
    """The published form of a record, from its purposes."""
    sexual = {"PROSTITUCION_AJENA", "ESC_NNA", "EN_LINEA", "PORNOGRAFIA", "TURISMO_SEXUAL"} & set(purposes)
    if "SERVIDUMBRE_SEXUAL" in purposes:
        return "SERV_SEX"
    if "DOMESTICO" in purposes:
        return "DOM_SEX" if sexual else "DOM"
    if "TRABAJO_FORZADO" in purposes:
        return "SEX_LAB" if sexual else "LAB"
    return "SEX" if sexual else "NOESP" if purposes == ("ND",) else "OTRA"


def test_pooled_margins(accredited):
    years = accredited[accredited["anio_registro"].isin([2018, 2019, 2021, 2022])]
    assert len(years) == 114
    assert (years["origen"] == "NACIONAL").sum() == 57
    sexual = years["finalidad"].map(lambda codes: "SEXUAL" in codes)
    labour = years["finalidad"].map(lambda codes: "LABORAL" in codes)
    assert (sexual.sum(), labour.sum(), (sexual & labour).sum()) == (63, 48, 16)
    assert years["finalidad"].map(lambda codes: codes == ("ND",)).sum() == 19


def test_dependants_of_2018_complete_the_published_split(register, accredited):
    served = register.records[register.records["anio_registro"] == 2018]
    served = served[served["condicion_victima"].isin(["ACREDITADA", "DEPENDIENTE"])]
    split = served.groupby(["sexo", "mayoria_edad"], observed=True).size()
    expected = {("MUJER", "18+"): 11, ("HOMBRE", "18+"): 5, ("MUJER", "00-17"): 12, ("HOMBRE", "00-17"): 2}
    assert split.to_dict() == expected


def test_running_totals_agree_with_the_press(accredited):
    total = accredited["anio_registro"].value_counts().sort_index().cumsum()
    assert [int(total[year]) for year in (2013, 2014, 2015, 2016, 2017, 2018)] == [102, 125, 141, 154, 188, 208]


@given(st.integers(0, 500), st.lists(st.floats(0.01, 5), min_size=1, max_size=9))
def test_share_out_keeps_the_total_and_stays_within_one(total, shares):
    given_shares = {str(i): share for i, share in enumerate(shares)}
    parts = share_out(total, given_shares)
    assert sum(parts.values()) == total
    exact = {name: share / sum(shares) * total for name, share in given_shares.items()}
    assert all(abs(parts[name] - exact[name]) < 1 + 1e-9 for name in parts)


def test_raking_meets_margins_and_keeps_odds_ratios():
    seed = np.array([[1.0, 4.0], [2.0, 3.0]])
    table = rake(seed, [np.array([30.0, 70.0]), np.array([40.0, 60.0])], rounds=60)
    assert np.allclose(table.sum(axis=1), [30, 70]) and np.allclose(table.sum(axis=0), [40, 60])
    assert np.isclose(table[0, 0] * table[1, 1] / (table[0, 1] * table[1, 0]), 3 / 8)


def test_whole_people_meet_every_margin_and_no_impossible_cell():
    seed = np.array([[1.0, 0.0], [2.0, 3.0]])
    cells = draw_whole(np.random.default_rng(1), seed, [np.array([3.0, 7.0]), np.array([6.0, 4.0])])
    rows, columns = zip(*cells, strict=True)
    assert (rows.count(0), columns.count(0)) == (3, 6)
    assert (0, 1) not in cells
