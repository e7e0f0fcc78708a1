"""Columns of yes and no about one code of a variable: what its own table hides must not follow from theirs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from tipanalysis.counts.count import MENTION, count_by
from tipanalysis.release.audit import audit
from tipanalysis.release.protect import protect, protect_together
from tipanalysis.release.release import Release

COLUMNS = ("finalidad_SEXUAL", "finalidad_LABORAL", "finalidad_OTRAS")
POLICIES = ("publication", "internal")
HELD = {("SEXUAL",): 30, ("LABORAL",): 20, ("SEXUAL", "LABORAL"): 12, ("OTRAS",): 3, ("ND",): 9}


def person(held: tuple[str, ...]) -> dict[str, Any]:
    answers = {name: held[0] if held == ("ND",) else "SI" if name.split("_")[1] in held else "NO" for name in COLUMNS}
    return {"finalidad": list(held), **answers}


@pytest.fixture(scope="module")
def tables(as_register: Any) -> dict[str, Any]:
    register = as_register([person(held) for held, n in HELD.items() for _ in range(n)])
    return {"finalidad": count_by(register, "finalidad"), "juntas": count_by(register, list(COLUMNS))}


def status(release: Release, codes: Mapping[str, str]) -> str:
    for part in (release.frame, release.margins):
        for row in part.astype("str").to_dict("records"):
            if all(row[name] == codes.get(name, "TOTAL") for name in release.by):
                return str(row["status"])
    raise AssertionError(codes)


def test_what_one_table_hides_the_other_hides_too(tables: dict[str, Any]) -> None:
    released = protect_together(tables)
    for code in ("SEXUAL", "LABORAL", "OTRAS"):
        asked = status(released["juntas"], {f"finalidad_{code}": "SI"})
        assert asked == status(released["finalidad"], {"finalidad": code})
    assert status(released["finalidad"], {"finalidad": "OTRAS"}) == "hidden"
    assert audit(released, truth=tables).passed


def test_the_attacker_sees_that_they_are_the_same_people(tables: dict[str, Any]) -> None:
    """Each protected as if the other did not exist: the number hidden in one is the sum that the other shows."""
    apart = {
        name: protect(table, policy=policy) for (name, table), policy in zip(tables.items(), POLICIES, strict=True)
    }
    assert status(apart["finalidad"], {"finalidad": "OTRAS"}) == "hidden"
    assert status(apart["juntas"], {"finalidad_OTRAS": "SI"}) == "shown"
    assert not audit(apart, truth=tables).passed


SETS = [("SEXUAL",), ("LABORAL",), ("OTRAS",), ("SEXUAL", "LABORAL"), ("ND",)]


@pytest.mark.parametrize("seed", range(4))
def test_purposes_by_sex_beside_purposes_together(as_register: Any, seed: int) -> None:
    """Each of these registers is given away if the two tables are protected as if they spoke of different things."""
    draw = np.random.default_rng(seed)
    shares = draw.dirichlet([1] * len(SETS), 2)
    people = [
        {"sexo": ("MUJER", "HOMBRE")[sex], **person(SETS[draw.choice(len(SETS), p=shares[sex])])}
        for sex in draw.choice(2, 60, p=[0.6, 0.4])
    ]
    register = as_register(people)
    tables = {"cruce": count_by(register, ["sexo", "finalidad"]), "juntas": count_by(register, list(COLUMNS))}
    assert audit(protect_together(tables), truth=tables).passed


def test_whoever_lacks_the_answer_lacks_it_in_every_column(as_register: Any) -> None:
    """Two people without a purpose: hidden as they are, they must be hidden where each column says the same."""
    held = {("SEXUAL",): 30, ("LABORAL",): 20, ("ND",): 2}
    register = as_register([person(each) for each, n in held.items() for _ in range(n)])
    tables = {"finalidad": count_by(register, "finalidad"), "juntas": count_by(register, list(COLUMNS[:2]))}
    released = protect_together(tables)
    assert status(released["juntas"], {"finalidad_SEXUAL": "ND"}) == "hidden"
    assert audit(released, truth=tables).passed


def test_mentions_join_the_people_they_speak_of(as_register: Any) -> None:
    """Cases are counted beside: mentions of purposes belong to the people whose purposes are counted, not to cases."""
    people = [{**person(held), "id_caso": f"c{n // 3}"} for held, many in HELD.items() for n in range(many)]
    register = as_register(people)
    tables = {
        "casos": count_by(register, unit="caso"),
        "menciones": count_by(register, "finalidad", unit=MENTION),
        "finalidad": count_by(register, "finalidad"),
    }
    released = protect_together(tables)
    assert audit(released, truth=tables).passed
    for code in ("SEXUAL", "LABORAL", "OTRAS"):
        at = {"finalidad": code}
        assert status(released["menciones"], at) == status(released["finalidad"], at)
