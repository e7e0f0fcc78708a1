"""Who is missing: nobody unknown is left out, what is hidden stays open, and detected is never called existing."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise, product

import pandas as pd
import pytest

from tipanalysis.analysis.hidden_population import MultipleSystems
from tipanalysis.counts.count import count_by
from tipanalysis.counts.overlap import count_overlap
from tipanalysis.register.linking.links import Links, points_table
from tipanalysis.register.provenance import Provenance
from tipanalysis.register.register import Register
from tipanalysis.release.protect import protect, protect_together
from tipanalysis.release.release import Release
from tipanalysis.reports import lists, unseen, unseen_answers, unseen_bounds, unseen_lists, unseen_people
from tipanalysis.words.errors import ReportError

Rows = Mapping[tuple[str, str, str], int]
NAMES = ("sexo", "mayoria_edad", "discapacidad")


def people(rows: Rows) -> pd.DataFrame:
    return pd.DataFrame([row for row, n in rows.items() for _ in range(n)], columns=list(NAMES), dtype="str")


def register(rows: Rows) -> Register:
    records = people(rows)
    records.insert(0, "id", [f"R{n}" for n in range(len(records))])
    origin = Provenance("prueba", "Registro de prueba", "prueba.csv", "0" * 64, country="CRI", rows_read=len(records))
    return Register(records, "registro", origin)


APART: Rows = {
    ("MUJER", "18+", "NINGUNA"): 90,
    ("MUJER", "18+", "NP"): 10,
    ("HOMBRE", "18+", "NINGUNA"): 20,
    ("HOMBRE", "18+", "NP"): 40,
    ("MUJER", "00-17", "FISICA"): 30,
}


def plain(text: str) -> str:
    """A sentence with ordinary spaces."""
    return text.replace("\xa0", " ")


def released(rows: Rows) -> dict[str, Release]:
    answered = unseen_answers.with_answers(register(rows))
    return protect_together({"solicitudes": count_by(answered), **unseen_answers.answer_tables(answered)})


def by_identity(rows: Rows) -> dict[str, Release]:
    whole = register(rows)
    return protect_together(unseen.people_tables(whole, None, None))


def test_of_whom_the_records_say_least_is_told_with_shares_of_all_of_the_group() -> None:
    answers = unseen_answers.Answers(released(APART), "parte_sexo")
    assert answers.missing("discapacidad", "RESTO") == (40, 60)
    assert answers.missing("discapacidad", "MUJER") == (10, 130)
    assert [(each.code, round(each.share, 1), each.questions) for each in answers.silences] == [
        ("RESTO", 66.7, 1),
        ("MUJER", 7.7, 1),
    ]
    assert plain(unseen_answers.silence_told(released(APART))[0]) == (
        "Según sexo registrado, los registros dicen menos de «Hombres e intersex»: en promedio falta el 66,7 % de las "
        "respuestas a 1 preguntas; de «Mujer», el 7,7 %."
    )


def test_the_shaded_table_shows_the_same_shares_without_a_reason() -> None:
    picture = unseen_answers.draw_missing(unseen_answers.Answers(released(APART), "parte_sexo"))
    told = plain(picture.alt)
    assert "Mayor valor: Discapacidad, Hombres e intersex, 66,7 %" in told
    assert "Menor valor: Discapacidad, Mujer, 7,7 %" in told


def test_people_whose_group_is_not_known_are_in_a_group_all_the_same() -> None:
    """Three people without sex go with the larger group, and its name says so."""
    answered = unseen_answers.with_answers(register({**APART, ("ND", "18+", "NP"): 3}))
    assert set(answered.records["parte_sexo"]) == {"MUJER_SD", "RESTO"}
    for table in unseen_answers.answer_tables(answered).values():
        assert table.total == len(answered) == table.frame["n"].sum()


def test_a_question_that_does_not_apply_leaves_nothing_missing() -> None:
    answered = unseen_answers.with_answers(register({("MUJER", "18+", "NA_"): 30, ("HOMBRE", "18+", "NP"): 30}))
    assert pd.crosstab(answered.records["sexo"], answered.records["anotado_discapacidad"]).to_numpy().tolist() == [
        [0, 30],
        [30, 0],
    ]


def test_where_no_group_stands_out_that_is_said() -> None:
    alike = {(sex, "18+", code): 40 for sex in ("MUJER", "HOMBRE") for code in ("NINGUNA", "NP")}
    assert unseen_answers.silence_told(released(alike)) == [
        "En promedio de todas las preguntas, a ningún grupo que se pueda comparar le faltan respuestas mucho más que a "
        "otro: la diferencia es de menos de 5 puntos."
    ]
    few = {("MUJER", "18+", "NP"): 6, ("HOMBRE", "18+", "NP"): 6}
    assert unseen_answers.silence_told(released(few))[0].startswith("De qué grupos dicen menos los registros no se")


@pytest.mark.parametrize("hidden", [0, 3])
def test_bounds_hold_whoever_the_unknown_are(hidden: int) -> None:
    """Every way to give the unknown a sex: the share of girls lies inside, hidden cells or not."""
    rows = {
        ("MUJER", "00-17", "ND"): 12,
        ("HOMBRE", "00-17", "ND"): 9,
        ("MUJER", "18+", "ND"): 20,
        ("ND", "00-17", "ND"): 6,
        ("HOMBRE", "ND", "ND"): hidden,
    }
    found = unseen_bounds.bounds_in(by_identity(rows), {"sexo": ("MUJER",), "mayoria_edad": ("00-17",)})
    assert found is not None
    total = sum(rows.values())
    for sexes in product(("MUJER", "HOMBRE"), repeat=6):
        girls = 12 + sexes.count("MUJER")
        assert found.lower <= girls / total <= found.upper + 1e-12
    if not hidden:
        assert (found.lower, found.upper) == (pytest.approx(12 / 47), pytest.approx(18 / 47))


def test_a_group_of_one_variable_has_the_bounds_of_manski() -> None:
    frame = pd.DataFrame({"sexo": ["MUJER"] * 239 + ["HOMBRE"] * 136 + ["ND"] * 25})
    found = unseen_bounds.bounds_of(protect(count_by(frame, "sexo")), {"sexo": ("MUJER",)})
    assert found is not None
    assert (round(found.estimate, 4), found.lower, found.upper) == (0.6373, 0.5975, 0.66)


def test_what_is_hidden_is_open_and_makes_no_share() -> None:
    frame = pd.DataFrame({"sexo": ["MUJER"] * 60 + ["HOMBRE"] * 9 + ["ND"] * 2})
    found = unseen_bounds.bounds_of(protect(count_by(frame, "sexo")), {"sexo": ("HOMBRE",)})
    assert found is not None
    assert (found.lower, round(found.upper, 4)) == (0.0, round(11 / 71, 4))
    assert found.estimate != found.estimate


def test_who_appears_less_than_in_the_population_does_so_whoever_the_unknown_are() -> None:
    reference = unseen_people.residents("CRI", "2020")
    releases = by_identity({("MUJER", "18+", "ND"): 60, ("HOMBRE", "18+", "ND"): 20, ("ND", "18+", "ND"): 15})
    found = {tuple(each.place.values()): each for each in unseen_people.beside_residents(releases, reference)}
    women, men = found["MUJER",], found["HOMBRE",]
    assert (women.verdict, men.verdict) == ("more", "less")
    assert (round(women.bounds.lower, 3), round(men.bounds.upper, 3)) == (0.632, 0.368)
    unknown = by_identity({("MUJER", "18+", "ND"): 60, ("HOMBRE", "18+", "ND"): 20, ("ND", "18+", "ND"): 40})
    open_ = {tuple(each.place.values()): each for each in unseen_people.beside_residents(unknown, reference)}
    assert open_["HOMBRE",].verdict == "open"
    told = unseen_people.beside_told(releases, reference)
    assert plain(told[0]).startswith("«Niñas, niños y adolescentes»: a lo sumo el 0,0 % de las personas identificadas")


def test_residents_are_those_of_the_years_that_have_figures() -> None:
    found = unseen_people.residents("CRI", "2021-2025")
    assert found is not None and found.years == (2021, 2022, 2023)
    assert sum(found.share(sexo=sex, mayoria_edad=age) for sex in ("MUJER", "HOMBRE") for age in ("00-17", "18+")) == (
        pytest.approx(1)
    )
    assert unseen_people.residents("COL", "2021") is None


def test_a_group_with_nobody_stands_in_the_table() -> None:
    levels = unseen_people.levels_of(by_identity({**APART, ("MUJER", "18+", "VISUAL"): 12})["discapacidad"])
    assert "AUDITIVA" in levels.nobody
    assert levels.few == ("VISUAL",)
    assert unseen_people.nobody_told(by_identity(APART)) == [
        "No hay nadie en el registro con: Sexo registrado: «Intersex». Que nadie esté anotado no dice que no exista."
    ]


def test_in_rounded_numbers_nobody_is_said_to_be_missing() -> None:
    release = protect_together(unseen.people_tables(register(APART), None, None), method="round")["sexo"]
    assert unseen_people.levels_of(release).nobody == ()


def overlap(seen: Mapping[tuple[str, ...], int], names: tuple[str, ...]) -> Release:
    """Persons on exactly these lists, so many of each."""
    held = [on for on, n in seen.items() for _ in range(n)]
    rows = [(name, f"{name}{at}", f"P{at}") for at, on in enumerate(held) for name in on]
    entries = pd.DataFrame(rows, columns=["lista", "id", "codigo"]).sort_values(
        "lista", key=lambda s: s.map(names.index)
    )
    known = entries.reset_index(drop=True)
    columns = ["lista_a", "id_a", "lista_b", "id_b", "probabilidad", "decision"]
    pairs = [(a, f"{a}{at}", b, f"{b}{at}", 1.0, "") for at, on in enumerate(held) for a, b in pairwise(on)]
    origins = {name: Provenance("prueba", "Lista", name, "0" * 64) for name in names}
    links = Links(
        pd.DataFrame(pairs, columns=columns),
        known.assign(conocido=False),
        "rules",
        0.5,
        0.2,
        0.9,
        points_table(),
        0,
        origins=origins,
    )
    return protect(count_overlap(links))


THREE = ("a", "b", "c")
SEEN = {("a",): 40, ("b",): 30, ("c",): 20, ("a", "b"): 16, ("a", "c"): 15, ("b", "c"): 14, THREE: 6}


def test_the_hidden_are_estimated_by_two_models_or_not_at_all() -> None:
    people = unseen_lists.hidden_people(overlap(SEEN, THREE))
    assert isinstance(people.found, MultipleSystems)
    assert people.estimated and people.used == THREE
    assert people.found.models["estimate"].round().nunique() > 1
    told = unseen_lists.hidden_told(people)
    assert told.startswith("Las listas vieron a 141 personas; con ") and told.endswith("Ningún modelo es la respuesta.")


def test_without_lists_or_with_hidden_overlaps_there_is_no_estimate() -> None:
    assert unseen_lists.hidden_told(unseen_lists.hidden_people(None)).startswith("Este informe no recibió listas")
    few = overlap({("a",): 40, ("b",): 30, ("a", "b"): 3}, ("a", "b"))
    assert unseen_lists.hidden_told(unseen_lists.hidden_people(few)) == (
        "Las coincidencias entre las listas no se pueden mostrar completas: con cifras ocultas o redondeadas no se "
        "calcula nada."
    )
    apart = overlap({("a",): 40, ("b",): 30}, ("a", "b"))
    assert unseen_lists.hidden_told(unseen_lists.hidden_people(apart)).startswith("Menos de 5 personas están en dos")


def test_two_lists_give_both_sides_of_what_they_cannot_tell() -> None:
    people = unseen_lists.hidden_people(overlap({("a",): 40, ("b",): 30, ("a", "b"): 20}, ("a", "b")))
    assert unseen_lists.hidden_told(people) == (
        "Solo dos listas (a y b) muestran todas sus coincidencias; vieron a 90 personas. Si estar en una no tuviera "
        "que ver con estar en la otra, todas serían unas 147; si esa relación fuera la mitad o el doble, 120 o 210. "
        "Con dos listas no se puede saber cuál."
    )


def test_of_four_lists_with_a_hidden_overlap_those_that_show_all_are_used() -> None:
    seen = {**SEEN, ("c", "d"): 2, ("d",): 50, ("a", "d"): 20, ("b", "d"): 12}
    people = unseen_lists.hidden_people(overlap(seen, (*THREE, "d")))
    assert len(people.used) == 3
    assert unseen_lists.hidden_people(overlap(seen, (*THREE, "d"))).lists == (*THREE, "d")


def test_a_folder_without_lists_is_refused(tmp_path: object) -> None:
    with pytest.raises(ReportError) as refusal:
        lists.read_lists(str(tmp_path), "listas")
    assert "no hay listas que se puedan leer. Se esperaban archivos .xlsx, .xlsm, .csv" in str(refusal.value)


def test_each_list_is_a_source_of_its_own() -> None:
    read = lists.read_lists("datasets/listas", "listas")
    assert set(read.sources[:-1]) == {f"listas:{name}" for name in ("eri", "inamu", "pani", "policia")}
    assert read.overlap is not None and read.overlap.total == sum(read.overlap.frame["n"])
