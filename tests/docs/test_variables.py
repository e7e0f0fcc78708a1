"""The page of codes names every variable that a source map may use."""

from __future__ import annotations

from pathlib import Path

import pytest

from tipanalysis.standard.codebook import load_codebook

DOCS = Path(__file__).resolve().parents[2] / "docs" / "referencia"


@pytest.mark.parametrize(("lang", "page"), [("es", "codigos.md"), ("en", "codigos.en.md")])
def test_every_variable_has_its_line(lang: str, page: str) -> None:
    lines = (DOCS / page).read_text("utf-8").splitlines()
    missing = [name for name, each in load_codebook().items() if f"| `{name}` | {each.label(lang)} |" not in lines]
    assert missing == []
