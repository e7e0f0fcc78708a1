"""Names and birth dates become keys: comparable, unreadable, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tipanalysis.register.linking.keys import KEY_COLUMNS, keyed_names
from tipanalysis.register.linking.names import name_words, near_forms, skeleton, sound
from tipanalysis.register.read import read_register
from tipanalysis.register.register import Register

MAP = """
id = "oficina"
unit = "solicitud"
country = "CRI"
[titles]
es = "Oficina"
en = "Office"
[identifiers]
names = ["Nombre", "Apellidos"]
[[columns]]
header = "Expediente"
variable = "id"
[[columns]]
header = "Fecha"
variable = "fecha_registro"
[[columns]]
header = "Nacimiento"
variable = "fecha_nacimiento"
[[columns]]
header = "Edad"
variable = "edad"
"""


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Rows of an office, written to a sheet and read."""
    monkeypatch.delenv("TIPANALYSIS_KEY", raising=False)

    def read(*rows: str, key: str | None = "secreto") -> Register:
        (tmp_path / "mapa.toml").write_text(MAP, "utf-8")
        header = "Expediente,Fecha,Nombre,Apellidos,Nacimiento,Edad"
        (tmp_path / "hoja.csv").write_text("\n".join([header, *rows]) + "\n", "utf-8")
        return read_register(tmp_path / "hoja.csv", tmp_path / "mapa.toml", key=key)

    return read


ALIKE = [
    ("Velásquez", "Belazkez"),
    ("Quesada", "Kezada"),
    ("Yáñez", "Llanes"),
    ("Hernández", "Ernándes"),
    ("Jiménez", "Ximénes"),
    ("Gerardo", "Jerardo"),
    ("Guevara", "Gebara"),
    ("Sophia", "Sofía"),
    ("Ibarra", "Ivara"),
    ("Wilmer", "Guilmer"),
    ("Zúñiga", "Suniga"),
    ("Yesy", "Yesi"),
    ("Concepción", "Consepsion"),
]


@pytest.mark.parametrize("pair", ALIKE)
def test_spellings_of_one_sound_are_one(pair: tuple[str, str]) -> None:
    first, second = ({sound(word) for word in name_words([name])} for name in pair)
    assert first == second


@pytest.mark.parametrize("pair", [("Castro", "Carlos"), ("Mora", "Mena"), ("Pérez", "Páez"), ("Chaves", "Sáenz")])
def test_different_names_stay_apart(pair: tuple[str, str]) -> None:
    first, second = (name_words([name])[0] for name in pair)
    assert sound(first) != sound(second)
    assert skeleton(first) != skeleton(second) or first[0] == second[0]


@pytest.mark.parametrize("slip", ["rodrigez", "rodirguez", "rodiguez", "rodriguesz", "rodrguez"])
def test_one_slip_of_the_pen_leaves_a_form_in_common(slip: str) -> None:
    assert set(near_forms("rodriguez")) & set(near_forms(slip))


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (["PEREZ GOMEZ MARIA"], {"perez", "gomez", "maria"}),
        (["María", "Pérez de Gómez"], {"perez", "gomez", "maria"}),
        (["Ma. de los A. Soto"], {"maria", "angeles", "soto"}),
        (["Rosa del C. Mora c.c. Chayo"], {"rosa", "carmen", "mora", "chayo"}),
        (["Ana M.", "Mora viuda de Soto"], {"ana", "mora", "soto"}),
        (["N.N."], set()),
        (["No indica", "reservado"], set()),
        (["", ""], set()),
    ],
)
def test_a_name_is_its_words(written: list[str], words: set[str]) -> None:
    assert set(name_words(written)) == words


def test_keys_depend_on_the_secret_and_on_nothing_else() -> None:
    names = [["María Pérez"], ["Pérez, Ma."]]
    first, again, other = keyed_names("uno", names), keyed_names("uno", names), keyed_names("dos", names)
    assert first == again and first[0] == first[1]
    assert not set(first[0].split()) & set(other[0].split())


def test_names_and_births_stand_nowhere_in_the_register(read) -> None:
    register = read("A1,2020-05-01,Zoraida,Velmonte Quirós,2001-04-23,19")
    everything = [register.records, register.log, register.faults, register.places, register.keys, *register.children]
    text = " ".join(part.to_csv() if isinstance(part, pd.DataFrame) else part for part in everything).casefold()
    assert [word for word in ("zoraida", "velmonte", "quir", "2001-04", "23/04") if word in text] == []
    assert list(register.keys.columns) == list(KEY_COLUMNS) and len(register.keys) == 1
    assert register.keys.loc[0, ["nacida_desde", "nacida_hasta"]].tolist() == [2001, 2001]


def test_without_a_secret_there_are_no_keys(read) -> None:
    register = read("A1,2020-05-01,Zoraida,Velmonte,2001-04-23,19", key=None)
    assert register.keys.empty and list(register.keys.columns) == list(KEY_COLUMNS)


@pytest.mark.parametrize(
    ("born", "age", "years", "whole", "parts"),
    [
        ("2001-04-23", "19", [2001, 2001], True, 3),
        ("2001-04-05", "19", [2001, 2001], True, 4),
        ("2001-04-04", "19", [2001, 2001], True, 3),
        ("2001-01-01", "19", [2001, 2001], False, 0),
        ("abril 2001", "19", [2001, 2001], False, 1),
        ("2001", "", [2001, 2001], False, 0),
        ("", "19", [2000, 2001], False, 0),
        ("", "17-18", [2001, 2003], False, 0),
        ("", "", [pd.NA, pd.NA], False, 0),
    ],
)
def test_a_birth_is_keyed_as_exactly_as_it_is_known(read, born, age, years, whole, parts) -> None:
    keys = read(f"A1,2020-05-01,Ana,Soto,{born},{age}").keys.iloc[0]
    assert pd.isna(years[0]) == pd.isna(keys["nacida_desde"])
    assert pd.isna(years[0]) or keys[["nacida_desde", "nacida_hasta"]].tolist() == years
    assert bool(keys["nacida_dia"]) == whole and len(keys["nacida_partes"].split()) == parts


def test_a_day_and_month_exchanged_are_found(read) -> None:
    keys = read("A1,2020-05-01,Ana,Soto,2001-04-05,", "A2,2020-05-01,Ana,Soto,2001-05-04,").keys
    assert keys.loc[0, "nacida_dia"] in keys.loc[1, "nacida_partes"].split()
    assert keys.loc[1, "nacida_dia"] in keys.loc[0, "nacida_partes"].split()
