"""How the suite is dealt out to its workers: the longest first, and to one of them what is made once for a folder."""

from __future__ import annotations

from typing import Any

import pytest

TOGETHER = ("tests/leaks/", "tests/dashboard/")
"""Folders whose tests share something that takes minutes, or a port of this machine."""
FIRST = (*TOGETHER, "tests/course/test_jupyterlab.py", "tests/reports/", "tests/course/", "tests/batch/", "tests/docs/")
"""What takes longest: begun last, it would keep one worker busy while the others wait."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest first; all else in the order found."""

    def turn(item: pytest.Item) -> int:
        return next((at for at, place in enumerate(FIRST) if item.nodeid.startswith(place)), len(FIRST))

    items.sort(key=turn)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Module by module, as ``--dist loadscope`` does, but a folder of ``TOGETHER`` as one, and in our order."""
    from xdist.scheduler import LoadScopeScheduling

    class ByModule(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            together = (folder for folder in TOGETHER if nodeid.startswith(folder))
            return next(together, None) or super()._split_scope(nodeid)

    config.option.loadscopereorder = False
    return ByModule(config, log) if config.getvalue("dist") == "loadscope" else None
