from __future__ import annotations

from itertools import combinations

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from tipanalysis.counts.count import count_by
from tipanalysis.counts.counts import TOTAL
from tipanalysis.words.errors import CountsError
from tipanalysis.words.settings import using


def cells(counts, *names):
    return {tuple(row[:-1]): row[-1] for row in counts.frame[[*(names or counts.by), "n"]].itertuples(index=False)}


def test_unknowns_are_levels_and_nobody_is_lost(small_register):
    counts = count_by(small_register, "sexo")
    assert cells(counts) == {("MUJER",): 4, ("HOMBRE",): 1, ("NP",): 1}
    assert counts.total == counts.frame["n"].sum() == len(small_register)


def test_empty_combinations_of_non_empty_margins_are_present(small_register):
    counts = count_by(small_register, ["sexo", "grupo_edad_amplio"])
    assert len(counts.frame) == 3 * 4
    assert cells(counts)["HOMBRE", "12-17"] == 0


def test_levels_come_in_codebook_order(small_register):
    frame = count_by(small_register, ["grupo_edad_amplio", "sexo"]).frame
    assert list(dict.fromkeys(frame["sexo"])) == ["MUJER", "HOMBRE", "NP"]
    assert list(dict.fromkeys(frame["grupo_edad_amplio"])) == ["12-17", "18-29", "30-59", "ND"]


def test_a_year_without_records_is_a_zero_not_a_gap(small_register):
    assert cells(count_by(small_register, "anio_registro"))[("2019",)] == 0


def test_all_levels_of_the_codebook_on_request(small_register):
    assert cells(count_by(small_register, "sexo", levels="all"))[("INTERSEX",)] == 0


def test_margins_hold_every_subset_and_end_with_the_grand_total(small_register):
    counts = count_by(small_register, ["sexo", "grupo_edad_amplio", "condicion_victima"])
    margins = counts.margins
    assert tuple(margins.iloc[-1]) == (TOTAL, TOTAL, TOTAL, 6)
    for size in (1, 2):
        for summed in combinations(counts.by, size):
            part = margins[np.logical_and.reduce([(margins[name] == TOTAL) == (name in summed) for name in counts.by])]
            assert part["n"].sum() == 6


def test_a_person_with_two_purposes_stands_in_two_rows_and_once_in_the_total(small_register):
    counts = count_by(small_register, "finalidad")
    assert cells(counts) == {("SEXUAL",): 4, ("LABORAL",): 2, ("ND",): 1}
    assert counts.multi == ("finalidad",)
    assert counts.total == 6


def test_margins_of_several_answers_are_counted_not_added(small_register):
    counts = count_by(small_register, ["sexo", "finalidad"])
    women = counts.margins[(counts.margins["sexo"] == "MUJER") & (counts.margins["finalidad"] == TOTAL)]
    assert women["n"].tolist() == [4]
    assert counts.frame.loc[counts.frame["sexo"] == "MUJER", "n"].sum() == 5


def test_mentions_add_up_to_mentions(small_register):
    counts = count_by(small_register, "finalidad", unit="mencion")
    assert counts.total == counts.frame["n"].sum() == 7
    assert counts.multi == ()


def test_persons_count_once_though_they_applied_twice(small_register):
    counts = count_by(small_register, "grupo_edad_amplio", unit="persona")
    assert counts.total == 5
    assert counts.multi == ("grupo_edad_amplio",), "one person stands in two age groups"
    assert count_by(small_register, "sexo", unit="persona").multi == ()


def test_events(small_register):
    assert count_by(small_register, unit="caso").total == 3


def test_selection_travels_with_the_numbers(small_register):
    counts = count_by(small_register, "sexo", where={"condicion_victima": "ACREDITADA", "anio_registro": ("2018",)})
    assert counts.total == 2
    assert [(part.variable, part.codes) for part in counts.provenance.where] == [
        ("condicion_victima", ("ACREDITADA",)),
        ("anio_registro", ("2018",)),
    ]


def test_row_order_and_repetition_of_child_rows_do_not_matter(small_register):
    from dataclasses import replace

    shuffled = replace(
        small_register,
        records=small_register.records.sample(frac=1, random_state=7),
        children={"finalidad": pd.concat([small_register.children["finalidad"]] * 2)},
    )
    for by in ("finalidad", ["sexo", "finalidad"], ["sexo", "grupo_edad_amplio"]):
        pd.testing.assert_frame_equal(count_by(shuffled, by).frame, count_by(small_register, by).frame)


def test_the_source_that_counts_brings_its_weight(small_register):
    from dataclasses import replace

    weighted = replace(small_register, records=small_register.records.assign(peso=[3, 1, 1, 1, 1, 1]))
    assert count_by(weighted, "sexo").total == 8


FRAME = pd.DataFrame(
    {
        "sexo": ["MUJER", "HOMBRE", None, "MUJER", "MUJER", None] * 20,
        "anio_registro": [2018, 2019, 2019, 2020, None, 2018] * 20,
        "departamento": ["A", "B", "A", "C", "A", "B"] * 20,
        "casos": [1, 2, 3, 1, 1, 1] * 20,
    }
).astype({"anio_registro": "Int64"})


def engines():
    relation = duckdb.from_arrow(pa.Table.from_pandas(FRAME))
    return {
        "polars": pl.from_pandas(FRAME),
        "polars lazy": pl.from_pandas(FRAME).lazy(),
        "pyarrow": pa.Table.from_pandas(FRAME),
        "duckdb": relation,
        "pandas categories": FRAME.astype({"sexo": "category", "departamento": "category"}),
    }


@pytest.mark.parametrize("engine", ["polars", "polars lazy", "pyarrow", "duckdb", "pandas categories"])
def test_every_engine_gives_the_same_counts(engine):
    by = ["sexo", "anio_registro", "departamento"]
    expected = count_by(FRAME, by, weight="casos")
    found = count_by(engines()[engine], by, weight="casos")
    pd.testing.assert_frame_equal(found.frame, expected.frame)
    pd.testing.assert_frame_equal(found.margins, expected.margins)
    assert found.total == int(FRAME["casos"].sum())


def test_agrees_with_a_plain_recount():
    counts = count_by(FRAME, ["sexo", "departamento"])
    for row in counts.frame.itertuples():
        same_sex = FRAME["sexo"].isna() if row.sexo == "ND" else FRAME["sexo"] == row.sexo
        assert row.n == (same_sex & (FRAME["departamento"] == row.departamento)).sum()


def test_the_caller_keeps_its_frame():
    before = FRAME.copy(deep=True)
    count_by(FRAME, ["sexo", "anio_registro"], where={"departamento": "A"})
    pd.testing.assert_frame_equal(FRAME, before)


def test_no_rows_and_no_dimensions():
    assert count_by(FRAME.head(0), "sexo").total == 0
    assert count_by(FRAME).frame.to_dict("list") == {"n": [120]}


@pytest.mark.parametrize(
    ("call", "es", "en"),
    [
        (
            lambda register: count_by(register, "sex"),
            "El registro no tiene la variable: sex. Hay: id_persona, id_caso, sexo, grupo_edad_amplio, "
            "anio_registro, condicion_victima, finalidad. Revise cómo está escrito el nombre o corrija el mapa de "
            "la fuente.",
            "The register has no variable: sex. Available: id_persona, id_caso, sexo, grupo_edad_amplio, "
            "anio_registro, condicion_victima, finalidad. Check how the name is written, or correct the source "
            "map.",
        ),
        (
            lambda register: count_by(register, "sexo", unit="familia"),
            "Este registro no puede contar por «familia». Hay: solicitud, mencion, persona, caso, evento. Elija "
            "una de esas unidades.",
            "This register cannot count by “familia”. Available: solicitud, mencion, persona, caso, evento. "
            "Choose one of those units.",
        ),
        (
            lambda register: count_by(register, "sexo", unit="mencion"),
            "Para contar menciones hace falta una variable de respuesta múltiple; «sexo» no lo es. Hay: "
            "finalidad. Elija una de ellas o cuente otra unidad.",
            "Counting mentions needs a variable with multiple answers; “sexo” is not one. Available: finalidad. "
            "Choose one of them or count another unit.",
        ),
        (
            lambda register: count_by(register, ["sexo", "sexo"]),
            "Una variable aparece dos veces: sexo, sexo. Escriba cada variable una sola vez.",
            "A variable appears twice: sexo, sexo. Write each variable only once.",
        ),
        (
            lambda register: count_by({"sexo": ["MUJER"]}, "sexo"),
            "No se puede contar sobre «dict». Se esperaba un Register o una tabla de pandas, Polars, PyArrow, DuckDB,"
            " Dask o PySpark. Lea primero el archivo con read_register().",
            "“dict” cannot be counted. A Register or a pandas, Polars, PyArrow, DuckDB, Dask or PySpark table was "
            "expected. Read the file with read_register() first.",
        ),
        (
            lambda register: count_by(FRAME, "provincia"),
            "La tabla no tiene la columna: provincia. Hay: sexo, anio_registro, departamento, casos. Revise cómo está"
            " escrito el nombre.",
            "The table has no column: provincia. Available: sexo, anio_registro, departamento, casos. Check how "
            "the name is written.",
        ),
        (
            lambda register: count_by(FRAME.assign(sexo="Femenino"), "sexo"),
            "La variable «sexo» trae valores que el libro de códigos no conoce: Femenino. Lea el archivo con"
            " read_register(), que los codifica y anota, o agréguelos al libro de códigos.",
            "The variable “sexo” holds values that the codebook does not know: Femenino. Read the file with"
            " read_register(), which codes and logs them, or add them to the codebook.",
        ),
        (
            lambda register: count_by(register, "sexo", weight="peso"),
            'Un Register ya trae su propia columna de conteo; quite weight="peso".',
            'A Register brings its own column of counts; remove weight="peso".',
        ),
        (
            lambda register: count_by(register, "sexo", levels="al"),
            "«al» no es una opción de levels. Hay: present, all. Elija una de ellas.",
            "“al” is not an option of levels. There are: present, all. Choose one of them.",
        ),
        (
            lambda register: count_by(FRAME, "departamento", where={"sexo": "MUJR"}),
            "La variable «sexo» trae valores que el libro de códigos no conoce: MUJR. Lea el archivo con"
            " read_register(), que los codifica y anota, o agréguelos al libro de códigos.",
            "The variable “sexo” holds values that the codebook does not know: MUJR. Read the file with"
            " read_register(), which codes and logs them, or add them to the codebook.",
        ),
    ],
)
def test_wrong_calls_say_what_came_and_what_to_do(small_register, call, es, en):
    with pytest.raises(CountsError) as caught:
        call(small_register)
    assert str(caught.value) == es
    with using(lang="en"):
        assert str(caught.value) == en


def test_a_code_that_is_a_number_is_no_year():
    """Codes such as those of occupations must not be filled in between."""
    frame = pd.DataFrame({"ocupacion": ["1", "9"]})
    assert count_by(frame, "ocupacion").frame["ocupacion"].tolist() == ["1", "9"]
