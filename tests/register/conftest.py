"""Small files and one small source map for the tests of reading."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tipanalysis.register.read import read_register
from tipanalysis.register.register import Register
from tipanalysis.register.source_map import SourceMap, parse_source_map

HEAD = """
id = "prueba"
unit = "persona"
country = "CRI"
titles = { es = "Prueba", en = "Test" }
"""
SEX_AND_AGE = (
    HEAD
    + """
[[columns]]
header = "Sexo"
variable = "sexo"
codes = { M = "MUJER", H = "HOMBRE" }

[[columns]]
header = "Edad"
variable = "edad"
required = false
"""
)


@pytest.fixture
def small_map() -> Callable[..., SourceMap]:
    """A source map from the columns given, under a common head."""

    def make(columns: str = SEX_AND_AGE) -> SourceMap:
        return parse_source_map(columns if 'id = "' in columns else HEAD + columns, name="prueba.toml")

    return make


@pytest.fixture
def read_text(tmp_path: Path, small_map: Callable[..., SourceMap]) -> Callable[..., Register]:
    """The Register of a CSV with the text given."""

    def make(text: str | bytes, columns: str = SEX_AND_AGE, **options: str) -> Register:
        path = tmp_path / "datos.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return read_register(path, small_map(columns), **options)

    return make
