"""Which tests go to the same worker: those of a folder that share what is made once, and those of one module."""

from __future__ import annotations

from pathlib import Path

import pytest

TESTS = Path(__file__).parent
ALONE = ("audit_files", "cleaning", "dashboard", "leaks", "ledger", "release", "store")
TOGETHER = {"reports": "reports", "backtest": "reports"} | dict(zip(ALONE, ALONE, strict=True))
"""Folders whose tests share what a session makes; made by each worker again, it would take most of the time."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_group(item.path)))


def _group(path: Path) -> str:
    folder = path.relative_to(TESTS).parts[0] if path.is_relative_to(TESTS) else ""
    return TOGETHER.get(folder, str(path))
