"""Sources that count differently: each figure says what it counts, and nothing on the page adds two of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import combinations, permutations

import pandas as pd
import pytest

from reports.shelf import Made, Shelf, shelf
from tipanalysis.counts.count import count_by
from tipanalysis.register.provenance import Provenance
from tipanalysis.register.register import Register
from tipanalysis.release.protect import protect_together
from tipanalysis.release.release import Release
from tipanalysis.reports import ways, ways_lists
from tipanalysis.reports.lists import Lists, read_lists

__all__ = ["shelf"]
YEARS = ("2020", "2021")


def register(accredited: int = 60, refused: int = 30, dependants: int = 11) -> Register:
    """Applications of two years; every second accredited person was accredited the year after, all in one case."""
    rows = [("ACREDITADA", "2020", "2021" if at % 2 else "2020") for at in range(accredited)]
    rows += [("PRESUNTA", "2021", "ND")] * refused + [("DEPENDIENTE", "2020", "ND")] * dependants
    records = pd.DataFrame(rows, columns=["condicion_victima", "anio_registro", "anio_acreditacion"], dtype="str")
    records.insert(0, "id", [f"R{n}" for n in range(len(records))])
    records = records.assign(
        id_persona=[f"P{n // 2 + 999 if n >= accredited else n}" for n in range(len(records))],
        id_caso=[f"C{n // 3}" for n in range(len(records))],
    ).astype("str")
    pairs = [(one, code) for one in records["id"] for code in ("SEXUAL", "LABORAL")]
    children = {"finalidad": pd.DataFrame(pairs, columns=["id", "finalidad"], dtype="str")}
    origin = Provenance("prueba", "Registro de prueba", "prueba.csv", "0" * 64, country="CRI", rows_read=len(records))
    return Register(records, "solicitud", origin, children=children)


def released(whole: Register) -> dict[str, Release]:
    return protect_together(ways.way_tables(whole, "2020-2021"))


def test_each_figure_is_what_its_unit_date_and_definition_say() -> None:
    found = {way.name: (way.total, way.unit, way.date) for way in ways.ways_in(released(register()))}
    assert found == {
        "solicitudes": (90, "solicitudes", "año de registro"),
        "solicitantes": (75, "personas", "año de registro"),
        "victimas": (60, "personas", "año de acreditación"),
        "victimas_por_registro": (60, "personas", "año de registro"),
        "casos": (20, "casos", "año de acreditación"),
        "menciones": (120, "menciones", "año de acreditación"),
        "dependientes": (11, "solicitudes", "año de registro"),
    }


def test_what_makes_them_differ_is_said_one_thing_at_a_time() -> None:
    assert [line.replace("\xa0", " ") for line in ways.ways_told(released(register()), "2020-2021")[1:]] == [
        "Por la etapa: hay 1,50 solicitudes por cada persona víctima; solicitar no es ser acreditada.",
        "Por la unidad: hay 2,00 menciones de finalidad por persona, porque una persona puede haber sido explotada de "
        "varias formas.",
        "Por el evento: en cada caso se encontró en promedio a 3,00 personas.",
        "Por la fecha: en 2020 son 30 por año de la resolución y 60 por año de registro, de las mismas personas "
        "víctimas.",
    ]


def test_a_person_with_two_purposes_stands_once_among_people_and_twice_among_mentions() -> None:
    tables = released(register())
    assert [tables[name].total for name in ("finalidad", "menciones")] == [60, 120]
    told = ways.draw_purposes(tables).alt.replace("\xa0", " ")
    assert "Personas, 100,0 %" in told and "Menciones, 50,0 %" in told


def test_what_a_hidden_figure_would_tell_is_not_told() -> None:
    few = released(register(accredited=3, refused=40, dependants=0))
    assert few["victimas"].total is None
    assert not any("Por la etapa" in line for line in ways.ways_told(few, "2020-2021"))
    assert "no se muestra" in str(ways.ways_table(few))


def test_a_register_without_a_way_leaves_it_out() -> None:
    whole = register()
    people = Register(whole.records.drop(columns=["id_persona", "id_caso"]), "registro", whole.provenance)
    assert [way.name for way in ways.ways_in(released(people))] == [
        *("solicitudes", "victimas", "victimas_por_registro", "dependientes")
    ]


def test_whom_a_list_sees_is_read_from_who_is_not_on_it() -> None:
    def of(rows: Mapping[tuple[str, str], int]) -> str:
        frame = pd.DataFrame([row for row, n in rows.items() for _ in range(n)], columns=["sexo", "mayoria_edad"])
        tables = {f"lista_x_{name}": count_by(frame, name, levels="all") for name in frame}
        return ways_lists.covered(protect_together(tables), "x")

    assert of({("MUJER", "18+"): 30, ("MUJER", "00-17"): 20}) == "solo mujer"
    assert of({("MUJER", "18+"): 30, ("HOMBRE", "00-17"): 20}) == "sin un límite que se note en sus datos"
    assert of({("MUJER", "18+"): 30, ("HOMBRE", "18+"): 2, ("INTERSEX", "00-17"): 3}) == (
        "no se puede decir con lo que se muestra"
    )


def test_without_lists_the_register_stands_alone() -> None:
    tables = ways_lists.list_tables(Lists({}, None), "2020")
    assert tables == {}
    assert str(ways_lists.lists_table({})).startswith("Este informe no recibió listas")
    assert ways_lists.lists_told({}) == []


def test_published_figures_carry_their_source_and_are_of_their_country() -> None:
    told = ways_lists.published("CRI").text.split("\n")[1:]
    assert told[0] == (
        "- 2020: 50 personas víctimas identificadas por el Gobierno; 75 personas atendidas por la oficina de atención "
        "a víctimas del Poder Judicial (OAPVD); 47 personas atendidas por el INAMU. Fuente: US TIP Report 2022 y 2023."
    )
    assert all("Fuente: " in line for line in told)
    assert ways_lists.published("GTM").text.startswith("Del país de este registro no hay cifras publicadas")


@pytest.fixture(scope="module")
def made(shelf: Shelf) -> Made:
    return shelf("fuentes")


def test_no_table_of_the_page_adds_anything_up(made: Made) -> None:
    """No row and no column is called a total, and no number of a column is the sum of others in it."""
    tables = re.findall(r"<table.*?</table>", made.page.html, re.S)
    own = [table for table in tables if "no se suman" in table or "Cuántas están también" in table]
    assert len(own) == 4
    for table in own:
        heads = re.findall(r"<th[^>]*>(.*?)</th>", table)
        assert not [head for head in heads if re.search(r"\b(total|suma|todas)\b", head, re.I)], heads
        for column in columns_of(table):
            assert all(
                sum(some) not in column
                for size in range(2, len(column))
                for some in combinations(column, size)
                if len(set(some)) == size and size == len(column) - 1
            ), table


def columns_of(table: str) -> list[list[int]]:
    """The whole numbers of each column."""
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr>(.*?)</tr>", table.split("<tbody>")[1])]
    return [[int(cell) for cell in column if cell.isdigit()] for column in zip(*rows, strict=True)]


def test_the_overlap_tells_of_which_list_most_would_be_counted_twice(made: Made) -> None:
    """Recounted from the linked people themselves."""
    frame = read_lists("datasets/listas", "listas").overlap.frame
    shares = {}
    for one, other in permutations(frame.columns[:-1], 2):
        on = frame[frame[one] == "SI"]
        shares[one, other] = (on.loc[on[other] == "SI", "n"].sum(), on["n"].sum())
    (one, other), (both, n) = max(shares.items(), key=lambda each: each[1][0] / each[1][1])
    line = ways_lists.overlap_told(made.released)[0]
    assert f"De las {n} de «{one}», {both} están también en «{other}»" in line
    assert line.endswith("quien sume las listas las cuenta dos veces.")
    cells = columns_of(ways_lists.overlap_table(made.released).html)
    assert len(cells) == 4


def test_who_was_refused_and_then_accredited_is_one_person_who_applied() -> None:
    whole = register()
    again = whole.records["id_persona"].where(whole.records["condicion_victima"] != "PRESUNTA", "P0")
    same = Register(whole.records.assign(id_persona=again), "solicitud", whole.provenance, children=whole.children)
    found = {way.name: way.total for way in ways.ways_in(released(same))}
    assert (found["solicitudes"], found["solicitantes"], found["victimas"]) == (90, 60, 60)
