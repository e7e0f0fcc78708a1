"""The variables that say most of a person have their own threshold, in every table of a release that speaks of them."""

import pandas as pd
import pytest

from tipanalysis.analysis.shares import share_within
from tipanalysis.counts.count import count_by
from tipanalysis.counts.counts import TOTAL
from tipanalysis.release.audit import audit
from tipanalysis.release.policy import load_policy
from tipanalysis.release.protect import protect_together
from tipanalysis.standard.codebook import load_codebook

STRICTER = [
    "identidad_genero",
    "orientacion_sexual",
    "etnia",
    "discapacidad",
    "canton_residencia",
    "edad",
    "edad_captacion",
]
SIZES = (40, 9, 6, 25)
"""People of each level: two of the four counts are small by the stricter rule, and not by the general one."""


def levels(variable):
    """Four levels as a register holds them."""
    if variable.startswith("edad"):
        return ["14", "15", "16", "17"]
    return list(load_codebook()[variable].codes())[:4]


def report(as_register, variable):
    """The tables of an annual profile that speak of ``variable``: shares, a crossing, and those beside them."""
    people = [
        {variable: level, "sexo": "MUJER" if n % 3 else "HOMBRE", "origen": "NACIONAL" if n % 2 else "EXTRANJERA"}
        for level, size in zip(levels(variable), SIZES, strict=True)
        for n in range(size)
    ]
    register = as_register(people)
    return {
        "registros": count_by(register),
        "sexo": share_within(count_by(register, "sexo")),
        variable: share_within(count_by(register, variable)),
        "cruce": count_by(register, [variable, "sexo"]),
        "interseccion": count_by(register, ["sexo", "origen"]),
    }


def cells(table):
    return pd.concat([table.frame, table.margins], ignore_index=True)


def counts(table):
    return getattr(table, "counts", table)


def test_every_variable_of_the_file_is_tried_here():
    named = {pattern for pattern, _ in load_policy().stricter}
    tried = {"canton_*" if variable.startswith("canton_") else variable for variable in STRICTER}
    assert named == tried
    assert all(own == 10 for _, own in load_policy().stricter)


@pytest.mark.parametrize("variable", STRICTER)
def test_no_table_with_the_variable_shows_a_count_below_its_own_threshold(variable, as_register):
    tables = report(as_register, variable)
    releases = protect_together(tables)
    for name in (variable, "cruce"):
        true, told = cells(counts(tables[name])), cells(releases[name])
        small = true["n"].between(1, 9)
        if name == "cruce":
            small &= (true[variable] != TOTAL) | (true["sexo"] == TOTAL)
        assert small.any() and (told.loc[small, "status"] == "hidden").all()
        assert told.loc[small, "n"].isna().all()
    shares = releases[variable].frame
    assert shares.loc[shares["status"] == "hidden", ["estimate", "low", "high"]].isna().all(axis=None)
    assert audit(releases, truth=tables).passed


@pytest.mark.parametrize("variable", STRICTER)
def test_a_table_without_it_keeps_the_general_threshold(variable, as_register):
    releases = protect_together({"interseccion": report(as_register, variable)["interseccion"]})
    assert releases["interseccion"].hidden == 0


@pytest.mark.parametrize("variable", STRICTER)
def test_selecting_by_it_is_speaking_of_it(variable, as_register):
    """Seven men among those chosen by the variable: small by its threshold, though the table names it in its title."""
    people = [{variable: levels(variable)[0], "sexo": sex} for sex in ["MUJER"] * 30 + ["HOMBRE"] * 7]
    people += [{variable: levels(variable)[1], "sexo": sex} for sex in ["MUJER"] * 30 + ["HOMBRE"] * 30]
    chosen = count_by(as_register(people), "sexo", where={variable: levels(variable)[0]})
    releases = protect_together({"elegidas": chosen, "todas": count_by(as_register(people), "sexo")})
    assert dict(zip(releases["elegidas"].frame["sexo"], releases["elegidas"].frame["status"], strict=True)) == {
        "MUJER": "hidden",
        "HOMBRE": "hidden",
    }
    assert releases["todas"].hidden == 0


@pytest.mark.parametrize("variable", STRICTER[::3])
def test_rounded_to_a_base_that_is_not_below_the_threshold(variable, as_register):
    tables = report(as_register, variable)
    releases = protect_together(tables, method="round")
    assert releases[variable].base == releases["cruce"].base == 10 and releases["interseccion"].base == 5
    assert (cells(releases["cruce"])["n"] % 10 == 0).all()
    assert audit(releases, truth=tables).passed
