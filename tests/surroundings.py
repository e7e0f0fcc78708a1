"""What tests need to stand by themselves, for the conftest of a folder to take over."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tipanalysis.words.settings import using


@pytest.fixture(autouse=True)
def spanish_first(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No run leaves its language behind, no environment of the machine speaks in, none of its keys opens a store."""
    for name in list(os.environ):
        if name.startswith("TIPANALYSIS_"):
            monkeypatch.delenv(name)
    with using(lang="es", country="CRI"):
        yield
