"""The recoding chosen is the best there is: by hand, and by trying every one."""

from __future__ import annotations

from itertools import product

import pandas as pd
import pytest

from extract.crowds import PAIRS, crowd, register_of
from tipanalysis.extract.classes import values_of
from tipanalysis.extract.extract import make_extract
from tipanalysis.extract.ladder import ladders_of
from tipanalysis.extract.people import people_of
from tipanalysis.extract.search import Demand, Recoding, _Search, find_recoding

SIX = {
    "sexo": ["MUJER", "MUJER", "MUJER", "MUJER", "HOMBRE", "HOMBRE"],
    "grupo_edad": ["12-14", "15-17", "18-24", "18-24", "12-14", "15-17"],
    "finalidad": ["SEXUAL", "LABORAL", "SEXUAL", "LABORAL", "SEXUAL", "LABORAL"],
}


def test_six_people_by_hand() -> None:
    """Ages 12-17 stand for two of three groups: half is lost, of one of two variables, for four of six people."""
    extract = make_extract(register_of(SIX), ["sexo", "grupo_edad"], ["finalidad"], policy=PAIRS, most_suppressed=0)
    expected = pd.DataFrame(
        {
            "sexo": ["HOMBRE", "HOMBRE", "MUJER", "MUJER", "MUJER", "MUJER"],
            "grupo_edad_amplio": ["12-17", "12-17", "12-17", "12-17", "18-29", "18-29"],
            "finalidad": ["LABORAL", "SEXUAL"] * 3,
        },
        dtype="str",
    )
    pd.testing.assert_frame_equal(extract.records, expected)
    loss = extract.loss.set_index("code")["loss"]
    assert loss.to_dict() == pytest.approx({"TOTAL": 1 / 6, "MUJER": 1 / 8, "HOMBRE": 1 / 4})
    assert [str(step) for step in extract.steps] == [
        "Sexo registrado: como está en el registro.",
        "Grupo de edad: se dice solo «Gran grupo de edad».",
        "Ningún registro perdió variables.",
        "Finalidad de explotación: sin cambios.",
    ]
    assert [step.spoken("en") for step in extract.steps][:2] == [
        "Recorded sex: as in the register.",
        "Age group: only “Broad age group” is told.",
    ]


def test_the_ladders_of_each_kind_of_variable() -> None:
    people = {
        "grupo_edad": ["12-14", "15-17", "NP"],
        "nacionalidad": [["CRI"], ["CRI", "NIC"], ["IGN"]],
        "origen": ["NACIONAL", "NACIONAL", "IGN"],
        "anio_registro": ["2018", "2019", "2021"],
    }
    ladders = ladders_of(people_of(register_of(people), ["grupo_edad", "nacionalidad", "anio_registro"], []))
    told = {name: [(rung.name, rung.column.tolist(), rung.lost.tolist()) for rung in ladders[name]] for name in ladders}
    assert told["grupo_edad"] == [
        ("grupo_edad", ["12-14", "15-17", "NP"], [0, 0, 0]),
        ("grupo_edad_amplio", ["12-17", "12-17", "NP"], [0.5, 0.5, 0]),
        ("mayoria_edad", ["00-17", "00-17", "NP"], [0.5, 0.5, 0]),
        ("*", ["*", "*", "*"], [1, 1, 1]),
    ]
    assert told["nacionalidad"][:2] == [
        ("nacionalidad", ["CRI", "CRI;NIC", "IGN"], [0, 0, 0]),
        ("origen", ["NACIONAL", "NACIONAL", "IGN"], [0.5, 0.5, 0]),
    ]
    assert told["anio_registro"][1] == ("quinquenio", ["2015-2019", "2015-2019", "2020-2024"], [0.5, 0.5, 0])


def test_an_origin_that_differs_within_a_nationality_is_no_step() -> None:
    people = {"nacionalidad": ["CRI", "CRI", "NIC"], "origen": ["NACIONAL", "ND", "EXTRANJERA"]}
    ladders = ladders_of(people_of(register_of(people), ["nacionalidad"], []))
    assert [rung.name for rung in ladders["nacionalidad"]] == ["nacionalidad", "*"]


@pytest.mark.parametrize("seed", range(9))
def test_no_other_recoding_is_better(seed: int) -> None:
    names = ("sexo", "grupo_edad", "nacionalidad", "anio_registro")
    register = crowd(seed, 40 + 10 * seed, (*names, "finalidad"), several=("nacionalidad",) if seed % 3 else ())
    people = people_of(register, names, ["finalidad"])
    ladders, sensitive = ladders_of(people), [values_of(people.sensitive["finalidad"])]
    demand = Demand(k=2 + seed % 4, diversity=1 + seed % 3, most_suppressed=0.1 * (seed % 4))
    search = _Search(ladders, people.persons, sensitive, demand)
    every = [search.recoding(node) for node in product(*(range(len(ladder)) for ladder in ladders.values()))]
    possible = [found for found in every if found is not None]
    best = find_recoding(ladders, people.persons, sensitive, demand)
    assert (best is None) == (not possible)
    if best is not None:
        assert best.rank == min(found.rank for found in possible)
        assert brute_loss(people.quasi, ladders, best) == pytest.approx(best.loss)


def brute_loss(quasi: pd.DataFrame, ladders: dict, found: Recoding) -> float:
    """The normalised certainty penalty, cell by cell, as it is defined."""
    total = 0.0
    for name in quasi:
        own, told = quasi[name].tolist(), ladders[name][found.rungs[name]].column.tolist()
        for place, hidden in enumerate(found.suppressed):
            stands_for = {mine for mine, text in zip(own, told, strict=True) if text == told[place]}
            total += 1 if hidden else (len(stands_for) - 1) / max(len(set(own)) - 1, 1)
    return total / quasi.size


def test_each_way_is_passed_over_only_where_it_cannot_be() -> None:
    register = crowd(5, 80, ("sexo", "grupo_edad", "nacionalidad", "finalidad"))
    people = people_of(register, ["sexo", "grupo_edad", "nacionalidad"], ["finalidad"])
    ladders = ladders_of(people)
    search = _Search(ladders, people.persons, [], Demand(6, 1, 0.05))
    nodes = list(product(*(range(len(ladder)) for ladder in ladders.values())))
    hopeless = [node for node in nodes if search.is_hopeless(node)]
    assert hopeless
    assert all(search.recoding(node) is None for node in hopeless)
