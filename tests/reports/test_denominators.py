"""One count over several denominators, from what is shown."""

from __future__ import annotations

import pandas as pd

from tipanalysis.counts.count import count_by
from tipanalysis.register.provenance import Provenance
from tipanalysis.register.register import Register
from tipanalysis.release.protect import protect_together
from tipanalysis.reports.denominators import denominator_tables, draw_shares


def register_of(people: list[tuple[str, str]]) -> Register:
    records = pd.DataFrame(people, columns=["sexo", "mayoria_edad"], dtype="category")
    records.insert(0, "id", [f"r{n}" for n in range(len(people))])
    return Register(records, "registro", Provenance("prueba", "Prueba", "p.csv", "0" * 64, rows_read=len(people)))


PEOPLE = [("MUJER", "00-17")] * 30 + [("MUJER", "18+")] * 30 + [("HOMBRE", "00-17")] * 5 + [("HOMBRE", "18+")] * 15


def test_the_first_of_all_is_not_the_first_of_its_group() -> None:
    """Of 80 people 37.5 % are girls; of 20 men 75 % are adults, who are 18.8 % of all."""
    tables = denominator_tables(register_of(PEOPLE), ("sexo", "mayoria_edad", "origen"), None)
    found = {
        name: table.frame.set_index(["sexo", "mayoria_edad"])["estimate"].round(1).to_dict()
        for name, table in tables.items()
    }
    assert found["sobre_todas"]["MUJER", "00-17"] == 37.5
    assert found["sobre_todas"]["HOMBRE", "18+"] == 18.8
    assert found["sobre_su_grupo"]["HOMBRE", "18+"] == 75.0
    picture = draw_shares(protect_together(tables))
    assert len(picture.figure.axes) == 2


def test_one_variable_has_no_group_of_its_own() -> None:
    assert denominator_tables(register_of(PEOPLE), ("sexo",), None) == {}


def test_few_people_have_no_percentages() -> None:
    register = register_of(PEOPLE[29:31] + PEOPLE[-2:])
    assert count_by(register).total == 4
    said = draw_shares(protect_together(denominator_tables(register, ("sexo", "mayoria_edad"), None)))
    assert said.text == ("Ningún porcentaje se puede mostrar aquí sin exponer a alguien: son muy pocas personas.")
