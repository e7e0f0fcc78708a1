"""Whatever holds the data, the cube is the same, and so are the counts of a report."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from backtest.stored_tables import read
from cube.recount import cells_of
from tipanalysis.counts.count import MENTION, count_by
from tipanalysis.counts.cube import cube
from tipanalysis.register.read import read_register
from tipanalysis.register.register import Register

BUNDLED = Path(__file__).resolve().parents[2] / "datasets" / "registro_limpio"
VARIABLES = ["sexo", "anio_registro", "departamento"]
FRAME = pd.DataFrame(
    {
        "sexo": ["MUJER", "HOMBRE", None, "MUJER", "ND", None] * 20,
        "anio_registro": pd.array([2018, 2019, 2019, 2020, None, 2018] * 20, dtype="Int64"),
        "departamento": ["A", "B", "A", "C", "A", "10", "9"] * 17 + [None],
        "casos": [1, 2, 3, 1, 1, 0] * 20,
    }
)
CATEGORIES = FRAME.astype(dict.fromkeys(VARIABLES, "category"))


def dask_frame():
    frames = pytest.importorskip("dask.dataframe", reason="Dask is not installed")
    return frames.from_pandas(FRAME, npartitions=3)


def spark_frame(spark):
    schema = "sexo string, anio_registro int, departamento string, casos int"
    rows = FRAME.astype(object).where(FRAME.notna(), None)
    return spark.createDataFrame(list(rows.itertuples(index=False, name=None)), schema)


ENGINES = {
    "pandas object": lambda: FRAME.astype(object),
    "pandas str": lambda: FRAME.astype({"sexo": "str", "departamento": "str"}),
    "pandas category": lambda: CATEGORIES,
    "pandas category that does not occur": lambda: CATEGORIES.assign(
        departamento=CATEGORIES["departamento"].cat.add_categories(["Z"])
    ),
    "polars": lambda: pl.from_pandas(FRAME),
    "polars category": lambda: pl.from_pandas(CATEGORIES),
    "polars lazy": lambda: pl.from_pandas(FRAME).lazy(),
    "pyarrow": lambda: pa.Table.from_pandas(FRAME),
    "pyarrow dictionary": lambda: pa.Table.from_pandas(CATEGORIES),
    "pyarrow in pieces": lambda: pa.concat_tables([pa.Table.from_pandas(CATEGORIES.iloc[at::7]) for at in range(7)]),
    "duckdb": lambda: duckdb.from_arrow(pa.Table.from_pandas(FRAME)),
    "dask": dask_frame,
}


def assert_same_cube(data, weight, where):
    expected = cube(FRAME, VARIABLES, weight=weight, where=where)
    found = cube(data, VARIABLES, weight=weight, where=where)
    assert found.levels == expected.levels
    assert found.provenance == expected.provenance
    for by in expected:
        assert cells_of(found, by) == cells_of(expected, by)
        pd.testing.assert_frame_equal(found.counts(by).margins, expected.counts(by).margins)


@pytest.mark.filterwarnings("ignore:Dask support is moving:FutureWarning")  # narwhals, of its own packages
@pytest.mark.parametrize("where", [None, {"departamento": ("A", "10")}], ids=["all", "some"])
@pytest.mark.parametrize("weight", [None, "casos"])
@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_gives_the_same_cube(engine, weight, where):
    assert_same_cube(ENGINES[engine](), weight, where)


@pytest.fixture(scope="module")
def spark():
    sql = pytest.importorskip("pyspark.sql", reason="PySpark is not installed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        local = sql.SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
        try:
            session = local.config("spark.sql.shuffle.partitions", "1").getOrCreate()
        except Exception as fault:
            pytest.skip(f"Spark does not start here (it needs Java): {type(fault).__name__}")
        yield session
        session.stop()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_spark_gives_the_same_cube(spark):
    assert_same_cube(spark_frame(spark), "casos", {"departamento": ("A", "10")})


def profile_tables() -> Iterator[tuple[list[str], dict[str, list[str]]]]:
    """By what the annual profile counts, and whom, each once: as the tables say that it released."""
    asked = {json.dumps([table["by"], table["where"]]) for table in read("perfil_anual").values()}
    for by, where in map(json.loads, sorted(asked)):
        yield by, dict(where)


def with_mentions(register: Register, names: Sequence[str]) -> pd.DataFrame:
    """The records as a plain table; of variables with several values a row for each."""
    rows = register.records.astype("str")
    for name in names:
        if name in register.children:
            rows = rows.merge(register.children[name].astype("str"), on="id")
    return rows


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_spark_counts_the_annual_profile_as_pandas_does(spark):
    register = read_register(BUNDLED)
    for by, where in profile_tables():
        rows = with_mentions(register, by)[sorted({*by, *where, "id_caso"})]
        theirs = spark.createDataFrame(list(rows.itertuples(index=False, name=None)), list(rows))
        event = "id_caso" if len(by) > 1 else None
        found, expected = (count_by(data, by, where=where, cluster=event) for data in (theirs, rows))
        unit = MENTION if set(by) & set(register.children) else None
        for same in (expected, count_by(register, by, where=where, unit=unit, cluster=event)):
            pd.testing.assert_frame_equal(found.frame, same.frame)
            pd.testing.assert_frame_equal(found.margins, same.margins)
            assert (found.total, dict(found.events)) == (same.total, dict(same.events)), by


@pytest.mark.parametrize("engine", ["pandas object", "polars", "pyarrow", "duckdb"])
def test_kinds_of_values_read_alike_in_every_engine(engine):
    frame = pd.DataFrame(
        {
            "si": pd.array([True, None, False, True], dtype="boolean"),
            "dia": pd.to_datetime(["2020-01-31", None, "2019-12-01", "2020-01-31"]),
            "parte": [0.5, None, 1.0, 2.0],
            "entero": [3.0, None, 1.0, 3.0],
        }
    )
    make = {
        "pandas object": lambda: frame,
        "polars": lambda: pl.from_pandas(frame),
        "pyarrow": lambda: pa.Table.from_pandas(frame),
        "duckdb": lambda: duckdb.from_arrow(pa.Table.from_pandas(frame)),
    }
    names = list(frame)
    found = cube(make[engine](), names, 1)
    assert found.levels == {
        "si": ("False", "ND", "True"),
        "dia": ("2019-12-01", "2020-01-31", "ND"),
        "parte": ("0.5", "1.0", "2.0", "ND"),
        "entero": ("1", "3", "ND"),
    }
    for name in names:
        pd.testing.assert_frame_equal(found.counts(name).frame, count_by(make[engine](), name).frame)


@pytest.mark.parametrize("engine", ["pandas", "polars", "pyarrow", "duckdb"])
def test_weights_that_are_not_whole_add_up_in_every_engine(engine):
    frame = pd.DataFrame({"a": ["x", "y", "x"], "w": [0.25, 1.5, None]})
    make = {"pandas": lambda: frame, "polars": lambda: pl.from_pandas(frame), "pyarrow": lambda: pa.table(frame)}
    data = make[engine]() if engine in make else duckdb.from_arrow(pa.table(frame))
    found = cube(data, "a", weight="w")
    assert found.total == 1.75
    assert found.table("a").to_dict("list") == {"a": ["x", "y"], "n": [0.25, 1.5]}


def test_the_caller_keeps_its_frame():
    before = CATEGORIES.copy(deep=True)
    cube(CATEGORIES, VARIABLES, weight="casos", where={"departamento": "A"})
    pd.testing.assert_frame_equal(CATEGORIES, before)


@pytest.mark.parametrize("values", [[1, 2, 1], [1.0, 2.0, 1.0], [True, False, True], ["1", "2", "1"]])
def test_categories_read_like_their_values(values):
    plain = pd.DataFrame({"a": pd.Series([*values, None], dtype=object)}).convert_dtypes()
    categories = pd.DataFrame({"a": pd.Categorical([*values, None])})
    expected = count_by(plain, "a").frame
    pd.testing.assert_frame_equal(count_by(categories, "a").frame, expected)
    pd.testing.assert_frame_equal(cube(categories, "a").counts("a").frame, expected)


def test_values_of_several_kinds_in_one_column():
    frame = pd.DataFrame({"a": [1, "1", None, "ND", 2.5]}, dtype=object)
    assert cells_of(cube(frame, "a"), ["a"]) == {("1",): 2, ("2.5",): 1, ("ND",): 2}
