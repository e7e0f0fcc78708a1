"""Small registers made by hand, and what it takes for two registers to be the same."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from tipanalysis.register.provenance import Provenance
from tipanalysis.register.register import Register

SEX = ["MUJER", "HOMBRE", "INTERSEX", "ND", "ERR"]
PURPOSE = ["SEXUAL", "LABORAL", "ND"]


def small(*years: int, source: str = "prueba", marker: str = "") -> Register:
    """Two records for each year; other years or another marker make another file."""
    ids = pd.Series([f"{year}-{number}{marker}" for year in years for number in (1, 2)], dtype="str")
    n = len(ids)
    records = pd.DataFrame(
        {
            "id": ids,
            "anio_registro": pd.Series([year for year in years for _ in (1, 2)], dtype="Int64"),
            "edad": pd.Series([17, None] * (n // 2), dtype="Int64"),
            "sexo": pd.Categorical(["MUJER", "ND"] * (n // 2), categories=SEX),
            "fecha_solicitud": pd.Series(pd.to_datetime(["2020-01-31", None] * (n // 2))).astype("datetime64[s]"),
        }
    )
    purposes = pd.DataFrame(
        {
            "id": pd.Series([record for record in ids for _ in (1, 2)], dtype="str"),
            "finalidad": pd.Categorical(["SEXUAL", "LABORAL"] * n, categories=PURPOSE),
        }
    )
    origin = Provenance(source, "Prueba", "prueba.csv", f"suma{years}{marker}", rows_read=n)
    places = pd.DataFrame({"id": ids, "hoja": "datos", "fila": range(2, n + 2)}).astype("str")
    rows = {"total": 0, "registro": n}
    return Register(records, "persona", origin, {"finalidad": purposes}, rows=rows, places=places)


def with_column(register: Register, name: str, values: object) -> Register:
    """The register with one more column, or another one in its place."""
    return replace(register, records=register.records.assign(**{name: values}))


def assert_same(found: Register, expected: Register) -> None:
    """Every value, type, category and order of two registers is the same."""
    for name in ("records", "log", "faults", "places"):
        assert_same_frame(getattr(found, name), getattr(expected, name))
    assert list(found.children) == list(expected.children)
    for name, child in expected.children.items():
        assert_same_frame(found.children[name], child)
    assert list(found.rows.items()) == list(expected.rows.items())
    assert (found.provenance, found.unit) == (expected.provenance, expected.unit)


def assert_same_frame(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    """What pandas' own assertion says, which is slow for many categories, and asked only where there is a doubt."""
    same = found.equals(expected) and list(found.columns) == list(expected.columns)
    if not (same and list(map(described, found.items())) == list(map(described, expected.items()))):
        pd.testing.assert_frame_equal(found, expected)
        raise AssertionError("the frames differ")


def described(named: tuple[object, pd.Series]) -> tuple[object, ...]:
    name, column = named
    codes = tuple(column.cat.categories) if isinstance(column.dtype, pd.CategoricalDtype) else ()
    return name, str(column.dtype), codes, repr(column.index)
