"""A few of the declared views, prepared once: years, the filters themselves, and a variable crossed with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tipanalysis.dashboard.declared import View, declared_views
from tipanalysis.dashboard.export import export_views
from tipanalysis.dashboard.prepare import prepare_views
from tipanalysis.dashboard.views import Views
from tipanalysis.register.register import Register
from tipanalysis.register.synthetic.make import make_synthetic
from tipanalysis.release.policy import Policy

FEW = ("anio_acreditacion", "solicitudes", "sexo", "nivel_educativo")


@pytest.fixture(scope="session")
def register() -> Register:
    return make_synthetic()


@pytest.fixture(scope="session")
def few() -> tuple[View, ...]:
    return tuple(view for view in declared_views() if view.name in FEW)


@pytest.fixture(scope="session")
def views(register: Register, few: tuple[View, ...]) -> Views:
    return prepare_views(register, views=few)


@pytest.fixture(scope="session")
def folder(views: Views, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("tablero")
    export_views(views, out)
    return out


@pytest.fixture(scope="session")
def closed_folder(register: Register, few: tuple[View, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which everything is hidden: nobody counted is as many as the policy asks for."""
    out = tmp_path_factory.mktemp("cerrado")
    export_views(prepare_views(register, views=few[2:3], policy=Policy("prueba", threshold=2000)), out)
    return out
