"""The annual report of a register, and again when some records were added: the second one passes its own audit."""

from __future__ import annotations

import json
from contextvars import copy_context
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import tipanalysis as tip
from tipanalysis.register.register import Register
from tipanalysis.release.ledger import open_ledger
from tipanalysis.release.publication import Publication

ROOT = Path(__file__).resolve().parents[2]
ADDED = 20


def without_the_last(register: Register, many: int) -> Register:
    """The register as it was before its last records came."""
    kept = register.records.iloc[:-many]
    children = {name: part[part["id"].isin(kept["id"])] for name, part in register.children.items()}
    before = replace(register.provenance, checksum=f"sin {many}")
    return replace(register, records=kept, children=children, provenance=before)


def run_until_audited() -> dict[str, Any]:
    """The cells of the report up to its audit, as the kernel runs them; the names they leave behind."""
    names: dict[str, Any] = {}
    for cell in json.loads((ROOT / "notebooks/reports/perfil_anual.ipynb").read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code" and "veredicto" not in names:
            exec("".join(cell["source"]), names)
    return names


@pytest.fixture
def whole() -> Register:
    return tip.read_register(ROOT / "datasets/registro_sucio.xlsx", source="eri")


def test_the_second_report_passes_its_own_audit(
    whole: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "publicaciones.jsonl"
    monkeypatch.setenv("TIPANALYSIS_LEDGER", str(place))
    published = []
    for register in (without_the_last(whole, ADDED), whole):
        monkeypatch.setattr(tip, "read_register", lambda *_, found=register, **__: found)
        names = copy_context().run(run_until_audited)
        assert names["veredicto"].passed
        ledger = open_ledger(place)
        publication = Publication("perfil_anual", datetime.now(UTC), "1", names["publicado"])
        with ledger.adding(publication, ledger.state()):
            published.append(names["publicado"])
    first, second = (sum(release.hidden for release in tables.values()) for tables in published)
    assert first < second < 2 * first
    assert second < sum(len(table.frame) + len(table.margins) for table in published[1].values()) / 2
