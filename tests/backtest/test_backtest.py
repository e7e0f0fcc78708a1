"""What the sample reports publish is what they published before, or somebody has said why not."""

from __future__ import annotations

import copy

import pytest

from backtest.stored_tables import STORED, changes, read, stored, told
from reports.shelf import REPORTS, Shelf, shelf

__all__ = ["shelf"]
RENEW = "PYTHONPATH=tests:. python -m backtest.renew {}"

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("report", REPORTS)
def test_its_tables_are_those_stored(report: str, shelf: Shelf) -> None:
    renew = RENEW.format(report)
    assert stored(report).exists(), f"No tables of {report} are stored. When it is finished: {renew}"
    found = list(changes(read(report), told(shelf(report).released)))
    assert found == [], (
        f"Numbers of {report} changed. Explain it in CHANGELOG.md under «Numbers that change», then renew: {renew}"
    )


def test_what_is_stored_belongs_to_a_report() -> None:
    assert {path.stem for path in STORED.glob("*.json")} == set(REPORTS)


def test_every_kind_of_change_is_told() -> None:
    before = read("perfil_anual")
    assert list(changes(before, before)) == []
    now = copy.deepcopy(before)
    now["nuevo"] = now.pop("registros")
    row = next(row for row in now["interseccion"]["cells"] if "hidden" in row)
    old = list(row)
    row[row.index("hidden")] = "shown"
    now["sexo"]["policy"] = "strict"
    now["piramide"]["cells"].pop()
    was, then = before["piramide"]["cells"], now["piramide"]["cells"]
    assert list(changes(before, now)) == [
        "table registros is gone",
        "table nuevo is new",
        "table sexo, policy: publication became strict",
        f"table piramide, cells: {was} became {then}",
        f"table interseccion, cells: {old} became {row}",
    ]


def test_no_hidden_cell_is_stored_with_a_number() -> None:
    for path in STORED.glob("*.json"):
        for table in read(path.stem).values():
            columns = table["columns"]
            numbers = [place for place, name in enumerate(columns) if name in ("n", "estimate", "low", "high")]
            for row in table["cells"]:
                assert row[columns.index("status")] != "hidden" or [row[place] for place in numbers if row[place]] == []
