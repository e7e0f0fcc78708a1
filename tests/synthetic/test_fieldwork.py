"""The tables of field work: what is planted in them holds, and they say that they are invented."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tipanalysis.counts.count import count_by
from tipanalysis.register.read import read_register
from tipanalysis.register.register import Register
from tipanalysis.register.synthetic.inspections import make_inspections
from tipanalysis.register.synthetic.survey import make_flow, make_survey, withheld_in_flow
from tipanalysis.register.synthetic.transfers import make_transfers

DATASETS = Path(__file__).resolve().parents[2] / "datasets"
UNITS = {"inspecciones": "inspeccion", "encuesta": "entrevista", "flujo": "ingreso", "envios": "envio"}
SIGNS = ("dictado", "papel", "corredor", "fraccionado")


@pytest.fixture(scope="module")
def tables() -> dict[str, Register]:
    return {name: read_register(DATASETS / f"{name}.csv", name) for name in UNITS}


def numbers(register: Register, *by: str) -> pd.Series:
    return count_by(register, list(by)).frame.set_index(list(by))["n"]


@pytest.mark.parametrize("name", UNITS)
def test_a_table_is_read_whole_and_says_that_it_is_invented(tables: dict[str, Register], name: str) -> None:
    register = tables[name]
    assert (register.unit, len(register.faults), register.provenance.synthetic) == (UNITS[name], 0, True)
    assert register.provenance.title.endswith("DATOS SINTÉTICOS")
    assert sum(register.rows.values()) == register.rows["registro"]


def test_another_seed_draws_others_with_the_same_truths() -> None:
    assert not make_inspections().equals(make_inspections(7))
    assert not make_survey().equals(make_survey(7))
    assert not make_transfers().equals(make_transfers(7))
    by = ["Provincia", "Resultado"]
    assert make_inspections().groupby(by).size().equals(make_inspections(7).groupby(by).size())
    asked = ["Nacionalidad", "Le retuvieron documentos o dinero"]
    assert make_survey().groupby(asked).size().equals(make_survey(7).groupby(asked).size())
    sent = ["Nacionalidad", "Sexo", "Corredor", "Relacionado"]
    first, other = (make_transfers(seed).groupby(sent)["Envíos"].sum() for seed in (20240521, 7))
    assert sorted(first.groupby(level=[0, 1, 3]).sum()) == sorted(other.groupby(level=[0, 1, 3]).sum())


def test_most_inspections_go_where_most_people_were_found_and_find_no_more(tables: dict[str, Register]) -> None:
    n = numbers(tables["inspecciones"], "provincia_inspeccion", "resultado_inspeccion")
    made = n.groupby("provincia_inspeccion").sum()
    found = (n.xs("HALLAZGO", level="resultado_inspeccion") / made).drop(["C", "H"])
    assert set(made.nlargest(2).index) == {"A", "P"}
    assert found["G"] > 2 * found["P"] and made["G"] < made["P"] / 3
    assert found.drop("G").max() < 0.13 and found.drop("G").min() > 0.09


def test_the_register_has_most_people_in_the_same_two_provinces(register: Register) -> None:
    years = [str(year) for year in range(2018, 2025)]
    accredited = register.where(condicion_victima="ACREDITADA", anio_acreditacion=years)
    assert set(numbers(accredited, "provincia_explotacion").drop(["ND", "NA_"]).nlargest(2).index) == {"A", "P"}


def test_the_survey_hears_least_from_those_to_whom_more_happened(tables: dict[str, Register]) -> None:
    asked, passed = (numbers(tables[name], "nacionalidad") for name in ("encuesta", "flujo"))
    heard = (asked / asked.sum()) / (passed / passed.sum())
    assert heard["VEN"] > 1.2 and heard["HTI"] < 0.5 and heard["CHN"] < 0.5
    said = numbers(tables["encuesta"], "nacionalidad", "retencion")
    rate = said.xs("SI", level="retencion") / asked
    assert rate["HTI"] > 2 * rate["VEN"]


def test_the_survey_is_well_below_the_truth(tables: dict[str, Register]) -> None:
    said = numbers(tables["encuesta"], "retencion")
    assert 19 < 100 * said["SI"] / said.sum() < 23
    assert round(withheld_in_flow(), 1) == 29.1
    assert int(make_flow()["Ingresos"].sum()) == 12_000


def test_nobody_under_18_was_asked(tables: dict[str, Register]) -> None:
    assert set(numbers(tables["encuesta"], "mayoria_edad").index) == {"18+"}


def test_related_transfers_are_rare_and_the_corridor_sees_most_of_them(tables: dict[str, Register]) -> None:
    n = numbers(tables["envios"], "senal_corredor", "relacion")
    assert n.xs("SI", level="relacion").sum() == 64 and n.sum() == 50_064
    assert 0.55 < n["SI", "SI"] / 64 < 0.65
    assert n["SI", "SI"] / n["SI"].sum() < 0.02


def test_the_corridor_points_at_foreign_people_and_at_women_among_them(tables: dict[str, Register]) -> None:
    honest = tables["envios"].where(relacion="NO")
    n = numbers(honest, "origen", "sexo", "senal_corredor")
    rate = n.xs("SI", level="senal_corredor") / n.groupby(["origen", "sexo"]).sum()
    assert rate["EXTRANJERA", "MUJER"] > rate["EXTRANJERA", "HOMBRE"] > 15 * rate["NACIONAL", "HOMBRE"]


def test_the_sign_that_looks_at_control_is_right_most_often(tables: dict[str, Register]) -> None:
    right = {}
    for sign in SIGNS:
        n = numbers(tables["envios"], f"senal_{sign}", "relacion")
        right[sign] = n["SI", "SI"] / n["SI"].sum()
    assert max(right, key=lambda sign: right[sign]) == "dictado"
    assert right["dictado"] > 5 * right["corredor"]
    assert right["dictado"] < 0.2
