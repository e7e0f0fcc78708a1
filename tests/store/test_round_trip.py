"""What goes into a store comes out of it: all of it, once, and what was there before stays."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from store.registers import assert_same, small, with_column
from tipanalysis.register.provenance import Provenance
from tipanalysis.register.register import Register
from tipanalysis.register.store import open_store
from tipanalysis.register.store.store import TABLES
from tipanalysis.words.errors import StoreError


@pytest.mark.parametrize("which", ["synthetic", "dirty"])
def test_a_register_comes_back_exactly(path: Path, which: str, request: pytest.FixtureRequest) -> None:
    register: Register = request.getfixturevalue(which)
    with open_store(path) as store:
        store.load(register)
    with open_store(path) as store:
        assert_same(store.register(), register)


def test_every_part_of_a_register_is_kept() -> None:
    parts = {part.name for part in fields(Register)}
    never_written = {"keys"}
    assert parts - never_written == {*TABLES.values(), "children", "rows", "unit", "provenance"}
    origin = {part.name for part in fields(Provenance)}
    assert origin == {"source", "title", "file", "checksum", "synthetic", "rows_read", "country", "where"}


KINDS = {
    "category with gaps": pd.Categorical(["b", None], categories=["b", "a"]),
    "category without codes": pd.Categorical([None, None], categories=pd.Index([], dtype="str")),
    "category with a quote": pd.Categorical(["l'un\"", "x"], categories=["l'un\"", "x"]),
    "text with gaps": pd.Series(["ñandú\n;'\"", None], dtype="str"),
    "empty text": pd.Series(["", ""], dtype="str"),
    "whole numbers with gaps": pd.Series([2**53 + 1, None], dtype="Int64"),
    "whole numbers": pd.Series([-1, 2**62], dtype="int64"),
    "decimals": pd.Series([0.1, np.nan], dtype="float64"),
    "decimals with gaps": pd.Series([0.1, None], dtype="Float64"),
    "yes or no": pd.Series([True, False], dtype="bool"),
    "yes, no or a gap": pd.Series([True, None], dtype="boolean"),
    "seconds": pd.Series(pd.to_datetime(["1901-01-01", None])).astype("datetime64[s]"),
    "microseconds": pd.Series(pd.to_datetime(["2001-01-01 00:00:00.000001", None])).astype("datetime64[us]"),
    "nanoseconds": pd.Series(pd.to_datetime(["2001-01-01 00:00:00.000000001", None])).astype("datetime64[ns]"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_column_comes_back_exactly(path: Path, kind: str) -> None:
    register = with_column(small(2020), "otra", KINDS[kind])
    store = open_store(path)
    store.load(register)
    assert_same(store.register(), register)


def test_names_that_the_database_takes_for_one_and_types_that_differ(path: Path) -> None:
    first = with_column(small(2020), "Sexo", pd.Series([1, 2], dtype="int64"))
    second = with_column(small(2021, source="otra"), "edad", pd.Series(["diecisiete", "ND"], dtype="str"))
    third = with_column(small(2021, source="tercera"), 'con "comillas" y ; punto', pd.Series(["a", "b"], dtype="str"))
    store = open_store(path)
    for register in (first, second, third):
        store.load(register)
    for register in (first, second, third):
        assert_same(store.register(register.provenance.source), register)


def test_a_register_without_records_or_children(path: Path) -> None:
    whole = small(2020)
    empty = replace(whole, records=whole.records.iloc[:0], children={}, rows={})
    store = open_store(path)
    store.load(empty)
    assert_same(store.register(), empty)


@pytest.mark.parametrize(
    ("values", "kind", "known"),
    [
        (pd.Series([["lista"], ["lista"]], dtype=object), "object", None),
        (pd.Categorical([1, 2]), "category[int64]", "str"),
        (pd.Categorical(["a", "b"], ordered=True), "category[str]", "str"),
    ],
)
def test_a_kind_of_column_that_is_not_kept(path: Path, values: object, kind: str, known: str | None) -> None:
    known = known or (
        "category, str, Int64, int64, Float64, float64, boolean, bool, datetime64[s], datetime64[us], datetime64[ns]"
    )
    store = open_store(path)
    store.load(small(2019))
    with pytest.raises(StoreError) as refused:
        store.load(with_column(small(2020), "otra", values))
    assert refused.value.both() == (
        f"La columna «otra» de la tabla «registro» es de tipo {kind}, que el almacén no guarda. "
        f"Tipos posibles: {known}. Conviértala antes de cargar.\n"
        f"The column “otra” of the table “registro” is of type {kind}, which the store does not keep. "
        f"Possible types: {known}. Convert it before loading."
    )
    assert len(store.loads()) == 1
    assert_same(store.register(), small(2019))
