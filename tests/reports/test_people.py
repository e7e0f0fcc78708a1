"""The people of recruitment and exploitation: what a person answers once holds for all her records."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pytest

from tipanalysis.register.provenance import Provenance
from tipanalysis.register.register import Register
from tipanalysis.register.synthetic import make_synthetic
from tipanalysis.release.protect import protect_together
from tipanalysis.reports import people

Row = tuple[str, str, str, Sequence[str]]
MANY = [(f"p{n}", f"c{n // 2}", "MUJER" if n % 2 else "HOMBRE", ["SEXUAL"]) for n in range(40)]


def register_of(rows: Sequence[Row]) -> Register:
    """Person, event, sex and purposes of each record."""
    ids = [f"r{n}" for n in range(len(rows))]
    records = pd.DataFrame(
        {
            "id": ids,
            "id_persona": [row[0] for row in rows],
            "id_caso": [row[1] for row in rows],
            "sexo": pd.Categorical([row[2] for row in rows]),
            "mayoria_edad": pd.Categorical(["18+"] * len(rows)),
        }
    )
    held = [(one, code) for one, row in zip(ids, rows, strict=True) for code in row[3]]
    children = {"finalidad": pd.DataFrame(held, columns=["id", "finalidad"], dtype="str")}
    origin = Provenance("prueba", "Prueba", "p.csv", "0" * 64, country="CRI", rows_read=len(ids), synthetic=True)
    return people.with_columns(Register(records, "solicitud", origin, children=children))


def test_a_purpose_of_one_record_is_a_purpose_of_the_person() -> None:
    rows = [("p1", "c1", "MUJER", ["SEXUAL"]), ("p1", "c1", "MUJER", ["LABORAL"]), ("p2", "c1", "MUJER", ["NS"])]
    records = register_of(rows).records
    assert records["finalidad_SEXUAL"].tolist() == ["SI", "SI", "NS"]
    assert records["finalidad_LABORAL"].tolist() == ["SI", "SI", "NS"]
    assert "finalidad_OTRAS" not in records


def test_a_reason_beside_a_purpose_does_not_hide_it() -> None:
    rows = [("p1", "c1", "MUJER", ["ND", "SEXUAL"]), ("p2", "c2", "MUJER", ["LABORAL"])]
    assert register_of(rows).records["finalidad_SEXUAL"].tolist() == ["SI", "NO"]


def test_an_event_is_as_large_as_its_people_not_its_records() -> None:
    rows = [(f"p{n % 2}", "c1", "MUJER", ["SEXUAL"]) for n in range(6)]
    rows += [(f"q{n}", "c2", "MUJER", ["SEXUAL"]) for n in range(6)] + [("z", "", "MUJER", ["SEXUAL"])]
    sizes = register_of(rows).records["tamano_evento"].tolist()
    assert sizes == ["1-2"] * 6 + ["6+"] * 6 + ["ND"]


def test_each_person_once_in_the_combination_of_hers() -> None:
    rows = [*MANY, *((f"q{n}", f"d{n}", "MUJER", ["SEXUAL", "LABORAL"]) for n in range(20))]
    table = people.people_tables(register_of(rows), "persona")[people.TOGETHER]
    counted = {tuple(row[:-1]): row[-1] for row in table.frame.itertuples(index=False) if row[-1]}
    assert counted == {("SI", "NO"): 40, ("SI", "SI"): 20}
    assert table.total == 60


def test_without_the_columns_there_is_no_table() -> None:
    register = register_of(MANY)
    bare = Register(register.records[["id", "sexo"]], "solicitud", register.provenance)
    assert people.people_tables(people.with_columns(bare), None) == {}
    assert people.dependant_tables(bare, None) == {}


@pytest.mark.parametrize(("each", "pictures"), [(30, ["Mosaico"]), (2, [])])
def test_a_mosaic_where_it_has_rows_else_one_sentence(each: int, pictures: list[str]) -> None:
    rows = [
        (f"{sex}{code}{n}", f"c{n}", sex, [code])
        for sex in ("MUJER", "HOMBRE")
        for code in ("SEXUAL", "LABORAL")
        for n in range(each)
    ]
    released = protect_together(people.people_tables(register_of(rows), "persona"))
    drawn = people.draw_crossed(released["personas_finalidad"])
    assert [one.alt.split(".")[0] for one in drawn if hasattr(one, "alt")] == pictures
    if not pictures:
        assert [one.text for one in drawn] == [
            "Ninguna cifra de este gráfico se puede mostrar sin exponer a alguien: son muy pocas personas."
        ]


def test_few_people_by_sex_and_by_age_apart() -> None:
    """In the synthetic register of five years nobody's sex and age and recruiter can be shown together."""
    accredited = make_synthetic().where(
        condicion_victima="ACREDITADA", anio_acreditacion=[str(y) for y in range(2018, 2023)]
    )
    tables = people.people_tables(people.with_columns(accredited), "persona")
    sentence, *drawn = people.draw_crossed(protect_together(tables)["personas_vinculo"])
    assert sentence.text == (
        "Son pocas personas: al cruzar sexo, edad y esta variable casi todas las cifras quedarían ocultas. Se muestra "
        "entonces cada cruce por separado, con las cifras que sí se pueden ver."
    )
    assert [picture.title for picture in drawn] == [
        "Personas según vínculo con la presunta persona tratante y sexo registrado",
        "Personas según vínculo con la presunta persona tratante y minoría o mayoría de edad",
    ]
