"""Tables that come counted: a row stands for as many as its count says, and a count that is hidden says so."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tipanalysis.counts.count import count_by
from tipanalysis.register.read import read_register
from tipanalysis.register.register import Register
from tipanalysis.reports.origin import has_hidden_counts
from tipanalysis.words.errors import CountsError

HERE = Path(__file__).resolve()
DATASETS = HERE.parents[2] / "datasets" / "agregados"
SHAPES = {"gtm": ("GTM", "Victims", 1894, 921), "mex": ("MEX", "Personas", 171, 128)}
MAP = """
id = "conteos"
unit = "denuncia"
country = "GTM"
[titles]
es = "Denuncias"
en = "Complaints"
[[filters]]
variable = "sexo"
drop = ["IGN"]
[[columns]]
header = "Año"
variable = "anio_registro"
[[columns]]
header = "Sexo"
variable = "sexo"
missing = { "No identificado" = "IGN" }
[[columns]]
header = "Cantidad"
variable = "peso"
missing = { "<5" = "ND" }
"""


def read(folder: Path, rows: str) -> Register:
    (folder / "conteos.toml").write_text(MAP, "utf-8")
    (folder / "conteos.csv").write_text(f"Año,Sexo,Cantidad\n{rows}", "utf-8")
    return read_register(folder / "conteos.csv", folder / "conteos.toml")


@pytest.mark.parametrize("name", SHAPES)
def test_the_samples_count_people_and_not_rows(name: str) -> None:
    country, column, people, rows = SHAPES[name]
    register = read_register(DATASETS / f"{name}.csv", f"agregado_{name}")
    raw = pd.read_csv(DATASETS / f"{name}.csv")
    assert (len(register), len(raw), int(raw[column].sum()), len(register.faults)) == (rows, rows, people, 0)
    assert (register.unit, register.provenance.country, register.provenance.synthetic) == ("persona", country, True)
    assert count_by(register).total == count_by(register, "sexo").total == people
    assert not has_hidden_counts(register)


def test_every_crossing_of_the_guatemalan_sample_is_that_of_its_rows() -> None:
    register = read_register(DATASETS / "gtm.csv", "agregado_gtm")
    raw = pd.read_csv(DATASETS / "gtm.csv")
    names = {"Guatemala": "NACIONAL", "Unknown": "IGN"}
    own = raw.assign(origen=[names.get(each, "EXTRANJERA") for each in raw["Citizenship"]])
    expected = own.groupby("origen")["Victims"].sum().to_dict()
    counted = count_by(register, "origen").frame
    assert dict(zip(counted["origen"], counted["n"], strict=True)) == expected
    departments = count_by(register, "provincia_explotacion").frame
    peten = raw.loc[raw["Department"] == "Petén", "Victims"].sum()
    assert departments.set_index("provincia_explotacion")["n"]["GT-17"] == peten


def test_a_hidden_count_stands_for_one_and_is_told(tmp_path: Path) -> None:
    register = read(tmp_path, "2020,Mujer,12\n2020,Hombre,<5\n2021,Mujer,7\n")
    assert register.records["peso"].tolist() == [12, 1, 7]
    assert has_hidden_counts(register)
    assert count_by(register, unit="denuncia").total == 20


@pytest.mark.parametrize("written", ["", "muchas", "-3"])
def test_a_count_that_is_missing_or_illegible_is_told_too(tmp_path: Path, written: str) -> None:
    assert has_hidden_counts(read(tmp_path, f"2020,Mujer,12\n2020,Hombre,{written}\n"))


def test_a_hidden_count_of_a_row_that_is_left_out_is_not_told(tmp_path: Path) -> None:
    register = read(tmp_path, "2020,Mujer,12\n2020,No identificado,<5\n")
    assert (len(register), has_hidden_counts(register)) == (1, False)


def test_a_count_of_zero_counts_nobody(tmp_path: Path) -> None:
    register = read(tmp_path, "2020,Mujer,12\n2020,Hombre,0\n")
    assert count_by(register, "sexo").frame.to_dict("list") == {"sexo": ["MUJER", "HOMBRE"], "n": [12, 0]}


def test_people_are_not_made_out_of_complaints(tmp_path: Path) -> None:
    with pytest.raises(CountsError):
        count_by(read(tmp_path, "2020,Mujer,12\n"), unit="persona")


@pytest.mark.real_data
def test_the_world_table_of_unodc_read_for_one_country() -> None:
    folder = HERE.parents[2] / ".." / "shared" / "data" / "glotip-unodc-2023"
    if not folder.is_dir():
        pytest.skip("the real public files (folder shared/data beside the project) are not here")
    register = read_register(folder / "data_glotip_raw_with_banner.xlsx", HERE.with_name("glotip_gtm.toml"))
    years = count_by(register, "anio_registro").frame
    found = dict(zip(years["anio_registro"], years["n"], strict=True))
    stated = {"2012": 192, "2016": 484, "2017": 333, "2018": 371, "2019": 434, "2020": 439, "2021": 425}
    assert {year: found[year] for year in stated} == stated
    assert register.provenance.rows_read == 46_556
    ages = count_by(register, "mayoria_edad", where={"anio_registro": "2020"}).frame
    assert dict(zip(ages["mayoria_edad"], ages["n"], strict=True)) == {"00-17": 375, "18+": 64}
