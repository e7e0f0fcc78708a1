"""Relations: measured among those who answered, in shown cells only, and never for few people."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pytest

from tipanalysis.register.provenance import Provenance
from tipanalysis.register.register import Register
from tipanalysis.release.protect import protect_together
from tipanalysis.release.release import Release
from tipanalysis.reports import relations

PAIR = "forma_captacion_finalidad"


def released(people: Mapping[tuple[str, str], int]) -> dict[str, Release]:
    """People by form of recruitment and purposes, several of these joined by a plus."""
    many = [answers for answers, n in people.items() for _ in range(n)]
    ids = [f"R{n}" for n in range(len(many))]
    children = {
        name: pd.DataFrame(
            [(one, code) for one, answers in zip(ids, many, strict=True) for code in answers[at].split("+")],
            columns=["id", name],
            dtype="str",
        )
        for at, name in enumerate(("forma_captacion", "finalidad"))
    }
    records = pd.DataFrame({"id": ids}, dtype="str")
    origin = Provenance("prueba", "Registro de prueba", "prueba.csv", "0" * 64, country="CRI", rows_read=len(ids))
    register = relations.with_answers(Register(records, "registro", origin, children=children))
    return protect_together(relations.relation_tables(register, None))


APART = {
    ("OFERTA_TRABAJO", "LABORAL"): 40,
    ("OFERTA_TRABAJO", "SEXUAL"): 10,
    ("FAMILIA", "LABORAL"): 10,
    ("FAMILIA", "SEXUAL"): 40,
}


def test_residual_and_effect_of_two_by_two() -> None:
    """25 expected, 40 seen among 100: residual 15/√(25·0.5·0.5) = 6, and V from χ² = 36."""
    cells = relations.Relation(released(APART)[PAIR]).cells
    assert len(cells) == 4
    assert {round(abs(cell.residual), 6) for cell in cells} == {6.0}
    assert {cell.expected for cell in cells} == {25.0}
    assert {cell.strength for cell in cells} == {"strong"}
    assert {(cell.one, cell.other): cell.verdict for cell in cells}["OFERTA_TRABAJO", "LABORAL"] == "more"


def test_people_without_an_answer_make_nothing_look_related() -> None:
    """Two hundred people of whom nothing is known are outside: the residuals stay as they were."""
    alike = {**APART, ("ND", "ND"): 200}
    before, after = (relations.Relation(released(people)[PAIR]).cells for people in (APART, alike))
    assert before == after


def test_who_gave_two_purposes_counts_in_both_pairs_and_once_in_all() -> None:
    release = released({**APART, ("FAMILIA", "SEXUAL+LABORAL"): 12})[PAIR]
    cells = {(cell.one, cell.other): cell.n for cell in relations.Relation(release).cells}
    assert release.total == 112
    assert (cells["FAMILIA", "SEXUAL"], cells["FAMILIA", "LABORAL"]) == (52, 22)


def test_a_hidden_cell_is_in_no_relation() -> None:
    release = released({**APART, ("FAMILIA", "OTRAS"): 2})[PAIR]
    assert all(cell.other != "OTRAS" for cell in relations.Relation(release).cells)


@pytest.mark.parametrize(
    "people", [{("FAMILIA", "SEXUAL"): 9, ("OFERTA_TRABAJO", "LABORAL"): 9}, {("ND", "SEXUAL"): 60}]
)
def test_few_people_have_no_relation(people: dict[tuple[str, str], int]) -> None:
    tables = released(people)
    assert PAIR not in tables or relations.Relation(tables[PAIR]).cells == ()


def test_what_chance_explains_is_not_told() -> None:
    alike = {(form, purpose): 25 for form in ("OFERTA_TRABAJO", "FAMILIA") for purpose in ("SEXUAL", "LABORAL")}
    tables = released(alike)
    assert relations.Relation(tables[PAIR]).apart == ()
    assert "Se miraron 4 pares" in str(relations.relation_table(tables[PAIR]))
    assert relations.findings(tables, tables[PAIR])[1].startswith("En lo que se puede mostrar, ninguna forma")


def test_where_most_people_are_in_hidden_flows_no_flow_is_called_the_largest() -> None:
    people = {("FAMILIA", "SEXUAL"): 6, ("OFERTA_TRABAJO", "SEXUAL"): 50, ("OFERTA_TRABAJO", "LABORAL"): 2}
    release = released(people)[PAIR]
    assert "no se puede decir cuál es el mayor" in relations.largest_flow(release)
    assert relations.flows_told(release)[-1].startswith("En flujos ocultos: 52 de 58 personas")
    told = relations.largest_flow(released(APART)[PAIR])
    assert told.endswith("de «Oferta de trabajo» a «Trabajo forzado o explotación laboral», 40 de 100 personas.")


def test_of_many_pairs_one_that_stands_out_a_little_is_left_to_chance() -> None:
    forms, purposes = ("OFERTA_TRABAJO", "FAMILIA", "ANUNCIO", "AMISTAD"), ("SEXUAL", "LABORAL", "ORGANOS", "OTRAS")
    people = {(form, purpose): 10 for form in forms for purpose in purposes} | {("FAMILIA", "SEXUAL"): 22}
    first = relations.Relation(released(people)[PAIR]).cells[0]
    assert (first.one, first.other, first.n) == ("FAMILIA", "SEXUAL", 22)
    assert first.residual > 2
    assert first.verdict == "open"
