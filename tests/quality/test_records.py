"""The quality of each record: what counts as given, complete, valid, once and in time."""

from __future__ import annotations

import pandas as pd

import tipanalysis as tip
from quality.conftest import register_of
from tipanalysis.register.quality.completeness import block_states, blocks_of, field_states, to_review
from tipanalysis.register.quality.groups import with_groups
from tipanalysis.register.quality.records import measures_of, with_quality
from tipanalysis.register.quality.scheme import load_scheme
from tipanalysis.register.quality.timeliness import days_allowed, time_states
from tipanalysis.standard.codebook import load_codebook


def test_every_reason_keeps_its_name_and_a_value_to_review_counts_as_given() -> None:
    codes = ["MUJER", "ERR", *(code for code in load_codebook().missing_codes if code != "ERR")]
    states = field_states(register_of(sexo=codes), ["sexo"])
    assert states["sexo"].tolist() == ["CON_DATO", "CON_DATO", *codes[2:]]


def test_of_several_values_one_is_enough() -> None:
    register = register_of(
        {"finalidad": [("R0", "NP"), ("R0", "SEXUAL"), ("R1", "ND"), ("R2", "ERR")]}, sexo=["MUJER"] * 3
    )
    assert field_states(register, ["finalidad"])["finalidad"].tolist() == ["CON_DATO", "ND", "CON_DATO"]


def test_a_block_is_complete_with_four_of_five_fields_and_the_reasons_of_the_person_are_no_gap() -> None:
    rows = {
        "COMPLETO": ["CON_DATO"] * 4 + ["NP"],
        "INCOMPLETO": ["CON_DATO"] * 3 + ["NP", "ND"],
        "NA_": ["NA_"] * 5,
    }
    states = pd.DataFrame([*rows.values(), ["CON_DATO", "PNR", "NS", "PNR", "NS"], ["CON_DATO", *["NA_"] * 4]])
    assert block_states(states).tolist() == [*rows, "COMPLETO", "COMPLETO"]


def test_too_few_fields_make_no_block() -> None:
    assert blocks_of(["sexo", "origen"]) == {}
    assert blocks_of(["sexo", "origen", "ocupacion"]) == {"persona": ["sexo", "origen", "ocupacion"]}


def test_fields_to_review_are_named_and_nobody_is_left_out() -> None:
    register = register_of(sexo=["ERR", "MUJER", "ERR"], ocupacion=["ERR", "5", "5"])
    found = to_review(register, ["sexo", "ocupacion"])
    assert sorted(zip(found["id"], found["por_revisar"], strict=True)) == [
        ("R0", "ocupacion"),
        ("R0", "sexo"),
        ("R1", "NINGUNO"),
        ("R2", "sexo"),
    ]


def test_working_days_end_on_the_seventh_and_pass_holy_week_over() -> None:
    """Of 2019: 12 April is the Friday before Holy Week, Thursday and Friday are holidays, 11 April is gone by."""
    ends = ["2019-04-25", "2019-04-26", "2019-04-11", None, None, None]
    states = ["ACREDITADA", "ACREDITADA", "DENEGADA", "ACREDITADA", "EN_ESTUDIO", "NA_"]
    register = register_of(fecha_solicitud=["2019-04-12"] * 6, fecha_resolucion=ends, estado_solicitud=states)
    limit = load_scheme().limits[0]
    assert days_allowed(register, limit) == 7
    assert time_states(register, limit, 7).tolist() == [
        "EN_PLAZO",
        "TARDE",
        "AL_REVES",
        "SIN_FECHA",
        "PENDIENTE",
        "NA_",
    ]


def test_a_day_known_only_to_the_month_is_not_measured() -> None:
    register = register_of(
        fecha_solicitud=["2019-04-01"], fecha_resolucion=["2019-04-02"], fecha_resolucion_precision=["MES"]
    )
    assert time_states(register, load_scheme().limits[0], 7).tolist() == ["SIN_FECHA"]


def test_without_a_country_of_ours_no_working_days_are_counted() -> None:
    from dataclasses import replace

    register = register_of(fecha_solicitud=["2019-04-01"], fecha_resolucion=["2019-04-02"])
    elsewhere = replace(register, provenance=replace(register.provenance, country="COL"))
    assert days_allowed(elsewhere, load_scheme().limits[0]) is None


def test_a_second_application_is_no_duplicate() -> None:
    register = register_of(
        id_persona=["P1", "P1", "P2", "P2", "?3"],
        fecha_solicitud=["2019-01-01", "2020-01-01", "2021-05-05", "2021-05-05", "2021-05-05"],
    )
    rated = with_quality(register)
    assert rated.records["repetida"].astype("str").tolist() == [
        "UNICA",
        "REAPLICACION",
        "POSIBLE_DUPLICADO",
        "POSIBLE_DUPLICADO",
        "SIN_CLAVE",
    ]
    defects = rated.children["defecto"]
    assert sorted(defects.loc[defects["defecto"].str.startswith("unicidad"), "id"]) == ["R2", "R3", "R4"]


def test_rating_changes_nothing_and_loses_nobody() -> None:
    register = tip.make_synthetic()
    rated = with_quality(register)
    assert rated.records[register.records.columns].equals(register.records)
    assert {name: rated.children[name] for name in register.children} == dict(register.children)
    for name in ("defecto", "regla", "aviso", "por_revisar"):
        assert list(rated.children[name]["id"].drop_duplicates()) == list(register.records["id"])
        assert tip.count_by(rated, name).total == len(register)
    assert {measure.name for measure in measures_of(rated)} == {
        "persona",
        "evento",
        "validez",
        "unicidad",
        "coherencia",
        "resolucion",
    }


def test_defects_are_what_the_details_say() -> None:
    rated = with_quality(tip.make_synthetic())
    defects = rated.children["defecto"]
    for measure in measures_of(rated):
        table = rated.children.get(measure.detail, rated.records)
        codes = table.groupby("id")[measure.detail].agg(lambda held: set(map(str, held)))
        outside = set(codes.index[[bool(held & set(measure.outside)) for held in codes]])
        good = set(codes.index[[bool(held & set(measure.good)) for held in codes]])
        assert set(defects.loc[defects["defecto"] == measure.not_measured, "id"]) == outside
        assert set(defects.loc[defects["defecto"] == measure.name, "id"]) == set(codes.index) - outside - good


def test_an_entity_with_few_records_goes_to_the_others_with_those_of_no_data() -> None:
    register = with_groups(register_of(tipo_entidad=["POLICIA"] * 25 + ["SALUD"] * 19 + ["NP"] * 3))
    assert register.records["entre_tipo_entidad"].value_counts().to_dict() == {"POLICIA": 25, "RESTO": 22}


def test_few_unknown_values_go_with_the_larger_group_and_many_stand_apart() -> None:
    sexes = ["MUJER"] * 30 + ["HOMBRE"] * 22 + ["INTERSEX"] * 2
    few = with_groups(register_of(sexo=[*sexes, *["ERR"] * 19])).records["entre_sexo"].value_counts()
    many = with_groups(register_of(sexo=[*sexes, *["ERR"] * 20])).records["entre_sexo"].value_counts()
    assert few.to_dict() == {"MUJER_SD": 49, "RESTO": 24}
    assert many.to_dict() == {"MUJER": 30, "RESTO": 24, "SIN_DATO": 20}


def test_what_cannot_be_measured_is_not_taken_for_good() -> None:
    rated = with_quality(register_of(anio_registro=["2020"] * 3))
    assert measures_of(rated) == ()
    assert set(rated.children) == {"defecto"}
