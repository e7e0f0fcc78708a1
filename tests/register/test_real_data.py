"""The real public files: every fact that their notes state, reproduced from the Register."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tipanalysis.counts.count import count_by
from tipanalysis.register.read import read_register
from tipanalysis.register.register import Register

pytestmark = pytest.mark.real_data


@pytest.fixture(scope="module")
def data() -> Path:
    folder = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the real public files (folder shared/data beside the project) are not here")
    return folder


@pytest.fixture(scope="module")
def ctdc(data: Path) -> Register:
    return read_register(data / "ctdc-global-kanon-derived" / "dados_app.csv", "ctdc_kanon")


@pytest.fixture(scope="module")
def police(data: Path) -> Register:
    return read_register(data / "co-policia-trata-trafico" / "trata_de_personas.csv", "co_policia")


def table(register: Register, *by: str, **where: str) -> dict[object, int]:
    frame = count_by(register, list(by), where=where or None).frame
    keys = frame[list(by)].itertuples(index=False, name=None)
    return {key if len(by) > 1 else key[0]: n for key, n in zip(keys, frame["n"], strict=True) if n}


# CTDC


def test_ctdc_keeps_all_rows_and_knows_every_value(ctdc: Register) -> None:
    assert ctdc.rows == {"total": 0, "nota": 0, "encabezado_repetido": 0, "filtro": 0, "unida": 0, "registro": 48_773}
    assert len(ctdc.faults) == 0


def test_ctdc_rows_by_year(ctdc: Register) -> None:
    years = table(ctdc, "anio_registro")
    expected = {2002: 1_026, 2005: 1_455, 2010: 943, 2013: 1_832, 2014: 3_000, 2015: 4_276, 2016: 16_399}
    expected |= {2017: 6_508, 2018: 5_818}
    assert {year: years[str(year)] for year in expected} == expected


def test_ctdc_gender_and_age(ctdc: Register) -> None:
    assert table(ctdc, "sexo") == {"MUJER": 35_506, "HOMBRE": 13_267}
    bands = table(ctdc, "grupo_edad_ctdc")
    assert (bands["IGN"], bands["9--17"], bands["30--38"], bands["0--8"]) == (12_348, 8_645, 7_077, 1_556)
    assert table(ctdc, "mayoria_edad") == {"00-17": 8_645 + 1_556, "18+": 26_224, "IGN": 12_348}


def test_ctdc_flags_keep_zero_and_missing_apart(ctdc: Register) -> None:
    both = table(ctdc, "ctdc_trabajo_forzado", "ctdc_explotacion_sexual")
    assert both == {
        ("SI", "SI"): 308,
        ("SI", "NO"): 6_818,
        ("SI", "IGN"): 2_646,
        ("NO", "SI"): 15_326,
        ("NO", "NO"): 976,
        ("IGN", "SI"): 405,
        ("IGN", "IGN"): 22_294,
    }
    purposes = count_by(ctdc, "finalidad")
    assert dict(zip(purposes.frame["finalidad"], purposes.frame["n"], strict=True)) == {
        "SEXUAL": 16_039,
        "LABORAL": 9_772,
        "ND": 976,
        "IGN": 22_294,
    }
    assert purposes.total == 48_773


def test_ctdc_the_share_among_women_depends_on_the_denominator(ctdc: Register) -> None:
    flags = table(ctdc, "sexo", "ctdc_explotacion_sexual")
    women = {flag: flags.get(("MUJER", flag), 0) for flag in ("SI", "NO", "IGN")}
    assert (women["SI"], flags["HOMBRE", "SI"]) == (15_309, 730)
    assert round(100 * women["SI"] / sum(women.values()), 1) == 43.1
    assert round(100 * women["SI"] / (women["SI"] + women["NO"]), 1) == 81.9


def test_ctdc_unknown_countries_keep_their_two_reasons(ctdc: Register) -> None:
    citizenship = table(ctdc, "nacionalidad")
    exploitation = table(ctdc, "pais_explotacion")
    assert (citizenship["IGN"], citizenship["ND"]) == (8_858, 278)
    assert (exploitation["IGN"], exploitation["ND"]) == (844, 10_175)


def test_ctdc_equal_rows_are_not_duplicates(ctdc: Register, data: Path) -> None:
    raw = pd.read_csv(data / "ctdc-global-kanon-derived" / "dados_app.csv", dtype=str, keep_default_na=False)
    assert int(raw.duplicated().sum()) == 47_837
    assert len(ctdc) == len(raw)


def test_ctdc_countries_agree_with_the_codes_in_the_file(ctdc: Register, data: Path) -> None:
    raw = pd.read_csv(data / "ctdc-global-kanon-derived" / "dados_app.csv", dtype=str, keep_default_na=False)
    for variable, column in (("nacionalidad", "nacionalidade_alpha3"), ("pais_explotacion", "pais_exploracao_alpha3")):
        codes = table(ctdc, variable)
        known = {code: n for code, n in codes.items() if code not in ("IGN", "ND")}
        assert known == raw[column][raw[column] != ""].value_counts().to_dict()


# Colombian police


def test_police_rows_fused_into_one_field_are_taken_apart(police: Register) -> None:
    assert (police.provenance.rows_read, len(police), int(police.records["peso"].sum())) == (1_908, 1_908, 2_119)
    assert int((police.log["regla"] == "registro_pegado").sum()) == 112
    assert len(police.faults) == 0


def test_police_trata_and_trafico_are_two_offences(police: Register) -> None:
    offences = police.records.groupby("delito", observed=True)["peso"].agg(["size", "sum"])
    assert offences.loc["TRATA"].tolist() == [1_634, 1_773]
    assert offences.loc["TRAFICO_MIGRANTES"].tolist() == [274, 346]
    assert table(police, "delito") == {"TRATA": 1_773, "TRAFICO_MIGRANTES": 346}


def test_police_trata_by_year(police: Register) -> None:
    years = table(police, "anio_registro", delito="TRATA")
    expected = {2015: 81, 2016: 129, 2017: 113, 2018: 95, 2019: 114, 2020: 103, 2021: 196, 2022: 145, 2023: 228}
    expected |= {2024: 250, 2025: 107}
    assert {year: years[str(year)] for year in expected} == expected
    assert police.records["fecha_registro"].max() == pd.Timestamp("2025-03-26")


def test_police_trata_by_department(police: Register) -> None:
    departments = table(police, "departamento", delito="TRATA")
    expected = {"BOGOTA D.C.": 564, "ANTIOQUIA": 203, "VALLE DEL CAUCA": 193, "NORTE DE SANTANDER": 124}
    expected |= {"BOLIVAR": 66, "SANTANDER": 66}
    assert {name: departments[name] for name in expected} == expected


def test_police_counts_are_not_rows(police: Register) -> None:
    repaired = police.log[police.log["regla"] == "registro_pegado"]["fila"]
    whole = police.records[~police.records["id"].isin(repaired)]["peso"].value_counts()
    assert (len(repaired), whole[1], whole[2], whole.index.max()) == (112, 1_672, 86, 9)
    assert int((whole.index * whole).sum()) == 1_990


def test_police_what_a_naive_reader_loses(police: Register, data: Path) -> None:
    raw = pd.read_csv(data / "co-policia-trata-trafico" / "trata_de_personas.csv", dtype=str, keep_default_na=False)
    assert int(raw.duplicated().sum()) == 327
    lost = police.records[police.records["id"].isin(police.log[police.log["regla"] == "registro_pegado"]["fila"])]
    assert int(lost["peso"].sum()) == 129
    assert lost["departamento"].astype(str).unique().tolist() == ["BOGOTA D.C."]
    assert sorted(lost["anio_registro"].unique().tolist()) == [2024, 2025]
    kept = police.records[~police.records["id"].isin(lost["id"]) & (police.records["delito"] == "TRATA")]
    assert (len(kept), int(kept["peso"].sum())) == (1_527, 1_651)
    by_year = kept.groupby("anio_registro")["peso"].sum()
    assert (by_year[2024], by_year[2025]) == (171, 64)
    assert int(kept[kept["departamento"] == "BOGOTA D.C."]["peso"].sum()) == 442
