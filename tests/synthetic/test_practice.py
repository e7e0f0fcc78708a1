"""The practice tables of the lessons: what is planted in them holds, and they say that they are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from tipanalysis.analysis import simpson_check
from tipanalysis.counts.count import count_by
from tipanalysis.register.read import read_register
from tipanalysis.register.register import Register
from tipanalysis.register.synthetic.accused import load_practice, make_accused
from tipanalysis.register.synthetic.counted import make_cantons, make_detection

DATASETS = Path(__file__).resolve().parents[2] / "datasets"
NAMES = ("imputadas", "deteccion", "cantones")


@pytest.fixture(scope="module")
def tables() -> dict[str, Register]:
    return {name: read_register(DATASETS / f"{name}.csv", name) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_a_practice_table_is_read_whole_and_says_that_it_is_invented(tables: dict[str, Register], name: str) -> None:
    register = tables[name]
    assert (register.unit, len(register.faults), register.provenance.synthetic) == ("persona", 0, True)
    assert register.provenance.title.endswith("DATOS SINTÉTICOS")


def test_another_seed_gives_another_sheet_with_the_same_truths() -> None:
    first, other = make_accused(), make_accused(7)
    assert not first.equals(other)
    keys = ["Sexo", "Rol", "Forma de explotación", "¿Fue víctima antes?"]
    assert not make_cantons().equals(make_cantons(7))
    for several in (keys[:3], ["Sexo", "¿Fue víctima antes?"]):
        assert first.groupby(several).size().equals(other.groupby(several).size())


def shares(register: Register, by: list[str], group: tuple[str, ...]) -> float:
    """Percent of ``group`` within all but the last of its codes."""
    frame = count_by(register, by).frame
    base = frame
    for name, code in zip(by[:-1], group[:-1], strict=True):
        base = base[base[name] == code]
    return 100 * float(base.loc[base[by[-1]] == group[-1], "n"].sum()) / float(base["n"].sum())


def test_a_third_of_the_accused_are_women_and_most_of_those_who_recruit(tables: dict[str, Register]) -> None:
    accused = tables["imputadas"]
    assert 30 <= shares(accused, ["tratante_sexo"], ("MUJER",)) <= 40
    assert shares(accused, ["rol", "tratante_sexo"], ("RECLUTADOR", "MUJER")) > 55
    assert shares(accused, ["rol", "tratante_sexo"], ("EXPLOTADOR", "MUJER")) < 20


def test_women_were_victims_before_more_often_and_men_were_not_asked(tables: dict[str, Register]) -> None:
    by = ["tratante_sexo", "victima_antes"]
    accused = tables["imputadas"]
    assert shares(accused, by, ("MUJER", "SI")) > 5 * shares(accused, by, ("HOMBRE", "SI"))
    assert shares(accused, by, ("HOMBRE", "NP")) > 60 > 30 > shares(accused, by, ("MUJER", "NP"))


def test_what_is_found_and_not_found_are_the_planted_truths(tables: dict[str, Register], key: dict) -> None:
    found = count_by(tables["deteccion"], "deteccion").frame.set_index("deteccion")["n"]
    planted = key["1_poblacion_latente"].values()
    assert found["DETECTADA"] == sum(group["detectadas"] for group in planted)
    assert found["DETECTADA"] + found["NO_DETECTADA"] == sum(group["latente"] for group in planted)
    assert len(make_detection()) == 2 * len(planted)


def test_the_most_frequent_form_found_is_not_the_most_frequent_form(tables: dict[str, Register]) -> None:
    by = ["deteccion", "forma_principal"]
    assert shares(tables["deteccion"], by, ("DETECTADA", "SEXUAL")) > 60
    assert shares(tables["deteccion"], ["forma_principal"], ("SEXUAL",)) < 40
    assert shares(tables["deteccion"], ["forma_principal"], ("LABORAL",)) > 50


def test_cantons_and_their_people_point_to_opposite_sides(tables: dict[str, Register]) -> None:
    counts = count_by(tables["cantones"], ["canton_consulta", "origen", "referida"])
    cells = counts.frame.set_index(["canton_consulta", "origen", "referida"])["n"]
    people, referred = cells.groupby("canton_consulta").sum(), cells.xs("SI", level="referida")
    foreign = cells.groupby(["canton_consulta", "origen"]).sum().xs("EXTRANJERA", level="origen") / people
    rate = referred.groupby("canton_consulta").sum() / people
    assert foreign.corr(rate) > 0.9
    check = simpson_check(
        counts, "origen", "canton_consulta", levels=("EXTRANJERA", "NACIONAL"), outcome="referida", event="SI"
    )
    assert check.mh.upper < 0
    assert abs(check.mh.estimate - load_practice()["cantones"]["brecha"]) < 0.002
    assert (check.strata["estimate"] < 0).all()
    assert cells.min() >= 10
