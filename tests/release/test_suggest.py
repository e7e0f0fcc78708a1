"""Suggestions are what a real protection of the coarser table gives."""

import pandas as pd
import pytest

from tipanalysis.analysis.shares import share_within
from tipanalysis.counts.count import count_by
from tipanalysis.release.coarse_tables import RARE, coarser_versions
from tipanalysis.release.protect import protect_together
from tipanalysis.release.suggest import suggest
from tipanalysis.words.settings import using

AGES = ["12-14"] * 6 + ["15-17"] * 6 + ["18-24"] * 8 + ["25-29"] * 6
PEOPLE = pd.DataFrame({"grupo_edad": AGES, "sexo": ["MUJER", "HOMBRE"] * 13})


def lines(table):
    return pd.concat([table.frame, table.margins], ignore_index=True)


def same(one, other):
    left, right = (lines(table).sort_values(list(table.by)).reset_index(drop=True) for table in (one, other))
    left, right = (part[part["n"] > 0].astype({"n": "int64"}).reset_index(drop=True) for part in (left, right))
    pd.testing.assert_frame_equal(left[[*one.by, "n"]], right[[*one.by, "n"]], check_dtype=False)


def versions(counts, others=None, threshold=5):
    return {
        (one.kind, one.variable, one.to): one.tables for one in coarser_versions("t", counts, others or {}, threshold)
    }


def test_broader_levels_are_what_counting_them_gives():
    broad = PEOPLE.assign(mayoria_edad=PEOPLE["grupo_edad"].map(lambda age: "00-17" if age < "18" else "18+"))
    made = versions(count_by(PEOPLE, ["grupo_edad", "sexo"]))["wider", "grupo_edad", "mayoria_edad"]["t"]
    same(made, count_by(broad, ["mayoria_edad", "sexo"]))


def test_years_together_are_the_tables_of_each_period():
    frame = PEOPLE.assign(anio_registro=[str(2015 + n % 7) for n in range(25)] + ["ND"])
    made = versions(count_by(frame, ["anio_registro", "sexo"]))["years", "anio_registro", "3"]
    assert list(made) == ["t 2015", "t 2018", "t 2021", "t ND"]
    expected = count_by(frame, "sexo", where={"anio_registro": ["2018", "2019", "2020"]})
    same(made["t 2018"], expected)
    assert made["t 2018"].provenance.where == expected.provenance.where
    assert sum(table.total for table in made.values()) == 26


def test_rare_levels_together_lose_nobody_and_stay_out_where_another_table_tells_them():
    frame = pd.DataFrame({"finalidad_x": ["A"] * 20 + ["B"] * 3 + ["C"] * 2 + ["D"] * 9, "sexo": ["MUJER"] * 34})
    counts = count_by(frame, ["finalidad_x", "sexo"])
    made = versions(counts)["rare", "finalidad_x", RARE]["t"]
    assert made.frame.set_index("finalidad_x")["n"].to_dict() == {"A": 20, RARE: 5, "D": 9}
    assert made.total == 34 and int(made.margins["n"].iloc[-1]) == 34
    assert not [key for key in versions(counts, {"uno": count_by(frame, "finalidad_x")}) if key[0] == "rare"]


def test_one_variable_less_only_where_that_table_is_not_there_yet():
    counts = count_by(PEOPLE, ["grupo_edad", "sexo"])
    fewer = {key[1] for key in versions(counts) if key[0] == "fewer"}
    beside = {key[1] for key in versions(counts, {"uno": count_by(PEOPLE, "sexo")}) if key[0] == "fewer"}
    assert (fewer, beside) == ({"grupo_edad", "sexo"}, {"sexo"})


def test_people_who_stand_in_several_rows_are_not_added_up(as_register):
    register = as_register([{"finalidad_detalle": ["PROSTITUCION_AJENA"], "sexo": "MUJER"}] * 3)
    found = versions(count_by(register, ["finalidad_detalle", "sexo"]))
    assert {kind for kind, variable, _ in found if variable == "finalidad_detalle"} <= {"fewer"}


def test_a_suggestion_says_what_the_coarser_table_then_shows():
    tables = {"edad": count_by(PEOPLE, ["grupo_edad", "sexo"]), "sexo": share_within(count_by(PEOPLE, "sexo"))}
    best = suggest(tables).best[0]
    assert (best.kind, best.to) == ("wider", "grupo_edad_amplio")
    coarse = next(one for one in coarser_versions("edad", tables["edad"], {}, 5) if one.to == best.to).tables["edad"]
    release = protect_together({"edad": coarse, "sexo": tables["sexo"]})["edad"]
    told = release.frame["n"].fillna(0) > 0
    assert (best.cells, best.shown, best.people) == (len(coarse.frame), int(told.sum()), int(release.frame["n"].sum()))
    assert (best.cells_now, best.shown_now, best.people_now, best.total) == (8, 0, 0, 26)
    assert best.sentence("es") == (
        "Grupo de edad × Sexo registrado: con «Gran grupo de edad» en vez de «Grupo de edad» se mostrarían 4 de 4 "
        "celdas con personas; ahora se muestran 0 de 8."
    )


def test_nothing_is_suggested_where_little_is_hidden_or_everything_is_rounded():
    plain = {"sexo": count_by(PEOPLE, "sexo")}
    assert suggest(plain).best == () and suggest(plain).frame.empty
    tables = {"edad": count_by(PEOPLE, ["grupo_edad", "sexo"])}
    assert suggest(tables, protect_together(tables, method="round")).sentences() == ()


def test_shown_they_say_a_sentence_a_line_and_one_too_where_there_is_none():
    with using(lang="es"):
        found = suggest({"edad": count_by(PEOPLE, ["grupo_edad", "sexo"])})
        assert repr(found) == "\n".join(found.sentences())
        assert found._repr_html_().count("<li>") == len(found.best) > 1
        none = suggest({"sexo": count_by(PEOPLE, "sexo")})
        assert repr(none) == "No se halló ningún cuadro con menos detalle que muestre más."
        assert none._repr_html_() == f"<ul><li>{none}</li></ul>"


@pytest.mark.parametrize("most", [1, 2])
def test_the_best_come_first_and_no_more_than_asked_for(most):
    found = suggest({"edad": count_by(PEOPLE, ["grupo_edad", "sexo"])}, most=most)
    people = [one.people for one in found.best]
    assert len(people) == most and people == sorted(people, reverse=True)
    assert list(found.frame["table"]) == ["edad"] * most
