"""The synthetic register: whole, coded, repeatable, and with the truths it is said to hold."""

import pandas as pd
import pytest

from tipanalysis.register.synthetic import make, make_synthetic, make_truths
from tipanalysis.register.synthetic.calibration import load_parameters
from tipanalysis.standard.codebook import load_codebook

BOOK = load_codebook()


def test_every_coded_value_is_in_the_codebook_and_none_is_empty(register):
    for name in register.records.columns:
        if isinstance(register.records[name].dtype, pd.CategoricalDtype):
            assert register.records[name].notna().all(), name
            assert not BOOK[name].codes() or tuple(register.records[name].cat.categories) == BOOK.order(name)
            assert tuple(register.records[name].cat.categories)[-7:] == BOOK.missing_codes
    for name, child in register.children.items():
        assert child[name].notna().all() and set(child["id"]) == set(register.records["id"]), name
        assert not child.duplicated().any(), name


def test_reasons_for_missing_never_stand_beside_a_value(register):
    for name, child in register.children.items():
        several = child[child["id"].duplicated(keep=False)]
        assert not several[name].isin(BOOK.missing_codes).any(), name


def test_every_dashboard_variable_is_there(register):
    wanted = {name for name in BOOK if BOOK[name].on_dashboard}
    assert wanted <= {*register.variables}


def test_same_seed_same_register_other_seed_other_people(register):
    make._people.cache_clear()
    again, other = make_synthetic(), make_synthetic(8)
    assert register.provenance.checksum == again.provenance.checksum != other.provenance.checksum
    assert again.records.equals(register.records)
    assert len(other.where(condicion_victima="ACREDITADA")) == 409


def test_it_says_it_is_synthetic(register):
    assert register.provenance.synthetic
    assert register.provenance.title.startswith("DATOS SINTÉTICOS")


def test_applications_follow_the_ratio_of_their_year(register):
    applied = register.records[register.records["condicion_victima"] != "DEPENDIENTE"]
    counts = applied["anio_registro"].value_counts()
    for row in load_parameters("years"):
        assert counts[int(row["anio"])] == round(int(row["acreditadas"]) * float(row["razon"]))


def test_dependants_are_never_victims(register):
    dependants = register.where(condicion_victima="DEPENDIENTE")
    assert len(dependants) == sum(int(row["dependientes"]) for row in load_parameters("years"))
    assert set(dependants.records["estado_solicitud"]) == {"NA_"}
    assert set(dependants.children["finalidad"]["finalidad"]) == {"NA_"}


def test_derived_variables_follow_from_their_parts(register):
    records = register.records
    for coarse in ("grupo_edad_amplio", "mayoria_edad"):
        known = ~records["grupo_edad"].isin(BOOK.missing_codes)
        rolled = records.loc[known, "grupo_edad"].map(lambda code, to=coarse: BOOK.roll_up("grupo_edad", code, to=to))
        assert (rolled.astype(str) == records.loc[known, coarse].astype(str)).all()
    assert (records["edad"].isna() == records["grupo_edad"].isin(BOOK.missing_codes)).all()
    assert (records["fecha_resolucion"].isna() | (records["fecha_resolucion"] >= records["fecha_solicitud"])).all()
    decided = records["condicion_victima"] == "ACREDITADA"
    year = records["anio_acreditacion"].astype(str)
    assert (year[decided] == records.loc[decided, "fecha_resolucion"].dt.year.astype(str)).all()
    assert (year[decided] == records.loc[decided, "anio_registro"].astype(str)).all() and set(year[~decided]) == {"NA_"}
    assert (
        records["edad_captacion"].isna() | records["edad"].isna() | (records["edad_captacion"] <= records["edad"])
    ).all()


def test_cantons_lie_in_their_province_and_exist_in_their_year(register):
    records = register.records
    pairs = records[["canton_residencia", "provincia_residencia"]].astype(str)
    known = pairs[~pairs.isin(BOOK.missing_codes).any(axis=1)]
    assert len(known) > 200
    assert (known["canton_residencia"].map(BOOK["canton_residencia"].parent) == known["provincia_residencia"]).all()
    for row in load_parameters("cantons"):
        if row["desde"]:
            years = records.loc[records["canton_residencia"] == row["codigo"], "anio_registro"]
            assert (years >= int(row["desde"])).all()


def test_key_holds_the_numbers_that_are_there(register, key):
    assert key == {**make_truths(), "seed": key["seed"]}
    applied = register.records[register.records["condicion_victima"] != "DEPENDIENTE"]
    sizes = applied.groupby("id_caso").size()
    assert key["10_eventos"]["personas_en_el_mayor"] == sizes.max() >= 25
    assert (sizes > 25).sum() == 1
    shares = [(sizes == 1).mean(), sizes.between(2, 5).mean(), sizes.between(6, 12).mean()]
    assert shares == pytest.approx([0.70, 0.24, 0.06], abs=0.02)


def test_simpson_order_turns_around(key):
    rates = {
        stratum: {who: accredited / applied for who, (accredited, applied) in group.items()}
        for stratum, group in key["11_simpson"].items()
    }
    assert rates["todas"]["MUJER"] < rates["todas"]["HOMBRE"] - 0.05
    assert rates["con_finalidad_sexual"]["MUJER"] > rates["con_finalidad_sexual"]["HOMBRE"]
    assert rates["sin_finalidad_sexual"]["MUJER"] > rates["sin_finalidad_sexual"]["HOMBRE"]


def test_planted_people_are_in_the_records(register, key):
    by_id = register.records.set_index("id")
    trans = by_id.loc[key["19_mujeres_trans_registradas_hombre"]]
    assert set(trans["sexo"]) == {"HOMBRE"} and set(trans["identidad_genero"]) == {"MUJER_TRANS"} and len(trans) == 6
    ngabe = by_id.loc[key["20_personas_ngabe"]]
    assert set(ngabe["etnia"]) == {"INDIGENA"} and set(ngabe["lengua_materna"]) == {"gym"}
    refused = by_id.loc[key["25_ninez_denegada_sin_medios"]]
    assert set(refused["estado_solicitud"]) == {"DENEGADA"} and set(refused["mayoria_edad"]) == {"00-17"}


def test_girls_peak_at_14_to_16_and_family_recruits_children(key):
    girls = key["3_edad_de_las_ninas"]
    assert girls["de_14_a_16"] / girls["conocidas"] > 0.5
    share = {who: family / n for who, (family, n) in key["18_captacion_familiar"].items()}
    assert min(share["NINA"], share["NINO"]) > 3 * max(share["MUJER"], share["HOMBRE"])


def test_slow_decisions_without_interpreter(key):
    assert key["21_dias_habiles"]["mediana_lentas"] > 2 * key["21_dias_habiles"]["mediana_demas"]


def test_returning_persons_keep_their_person_code(register, key):
    person = register.records.set_index("id")["id_persona"]
    assert len(key["9_nuevas_solicitudes"]) == 16
    for files in key["9_nuevas_solicitudes"]:
        assert len({person[file] for file in files}) == 1 and files[0][:4] < files[-1][:4]


def test_purpose_is_missing_where_it_was_published_as_unspecified(accredited):
    unspecified = accredited["finalidad"].map(lambda codes: codes == ("ND",))
    by_year = unspecified.groupby(accredited["anio_registro"]).sum()
    assert [int(by_year[year]) for year in (2018, 2019, 2021, 2022)] == [0, 0, 10, 9]


def test_a_form_without_a_field_gives_not_available(register):
    old = register.records[register.records["anio_registro"] < 2018]
    assert set(old["identidad_genero"]) == {"ND"}
    asked = register.records[register.records["anio_registro"] >= 2018]
    assert {"NP", "PNR"} <= set(asked["identidad_genero"])
    default = asked[(asked["tipo_entidad"] == "MUJER") & (asked["condicion_victima"] != "DEPENDIENTE")]
    assert not default["identidad_genero"].isin(["NP", "PNR"]).any()
