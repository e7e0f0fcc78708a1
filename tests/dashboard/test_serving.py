"""Where the dashboard is served: here alone unless told otherwise, and never without a word."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextvars import copy_context
from pathlib import Path

import pytest

from tipanalysis.dashboard import serving
from tipanalysis.dashboard.serving import LOOPBACK, PORT, Place, find_place
from tipanalysis.words.errors import DashboardError
from tipanalysis.words.settings import using

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def spanish() -> Iterator[None]:
    with using(lang="es", country="CRI"):
        yield


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.create_server((LOOPBACK, 0)) as listening:
        yield listening.getsockname()[1]


def refused(**asked: object) -> str:
    with pytest.raises(DashboardError) as error:
        find_place(**asked)  # type: ignore[arg-type]
    return str(error.value)


def test_without_being_told_it_stays_on_this_machine() -> None:
    place = find_place()
    assert place.host == LOOPBACK
    assert place.stays_here
    assert PORT <= place.port < PORT + serving.OTHER_PORTS


def test_a_port_that_is_taken_is_said(taken: int) -> None:
    assert refused(port=taken) == (
        f"El puerto {taken} de «127.0.0.1» está ocupado o no se puede usar. Elija otro con --port, o deje la opción "
        "fuera y se busca uno libre."
    )


def test_where_none_was_named_the_next_free_port_is_taken(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "PORT", taken)
    assert find_place().port > taken
    monkeypatch.setattr(serving, "OTHER_PORTS", 1)
    assert refused() == (
        f"No hay ningún puerto libre de {taken} a {taken} en «127.0.0.1». Cierre otros tableros, o elija un puerto "
        "con --port."
    )


SERVE = """
import os, sys
from pathlib import Path
from tipanalysis.dashboard.serving import LOOPBACK, Place, serve
def told(opened):
    print(opened.port, flush=True)
    os._exit(0)
serve(Path("vistas"), Place(LOOPBACK, int(sys.argv[1]), int(sys.argv[2])), told=told)
"""


@pytest.mark.parametrize(("others", "served"), [(5, True), (0, False)])
def test_a_port_taken_while_the_views_were_prepared_is_left_to_its_owner(taken: int, others: int, served: bool) -> None:
    pytest.importorskip("voila", reason="the extra «tablero» is not installed")
    command = [sys.executable, "-c", SERVE, str(taken), str(others)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert (ended.stdout.strip().isdigit() and int(ended.stdout) != taken) is served, ended.stderr
    assert (ended.returncode == 0) is served


def test_a_host_that_is_none_is_said() -> None:
    assert refused(host="no es un equipo") == (
        "«no es un equipo» no es una dirección de este equipo. Deje la opción --host fuera para abrir el tablero solo "
        "aquí, o use 0.0.0.0 para que otros equipos de la red lo abran."
    )


def test_without_voila_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "find_spec", lambda name: None)
    assert refused() == (
        "El tablero en el navegador necesita el paquete voila, que no está instalado. Instálelo con «pip install "
        "voila», o haga la versión que se abre sin él: tipanalysis dashboard REGISTRO --export CARPETA."
    )


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "192.0.2.7"])
def test_any_other_address_is_open_to_others(host: str) -> None:
    place = Place(host, 8866)
    assert not place.stays_here
    assert "0.0.0.0" not in place.url


def test_whoever_opens_it_to_others_is_warned_first(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from tipanalysis.commands.dashboard import dashboard

    def stop(*_: object, **__: object) -> None:
        raise DashboardError("board_app_no_voila")

    monkeypatch.setattr(serving, "find_place", lambda host, port: Place(host, 8866))
    monkeypatch.setattr("tipanalysis.dashboard.kept.open_views", stop)
    for host, warned in (("192.0.2.7", True), ("127.0.0.1", False)):
        with pytest.raises(DashboardError):
            copy_context().run(dashboard.main, ["--host", host], standalone_mode=False)
        assert capsys.readouterr().out.startswith("ATENCIÓN: con esta opción, cualquier persona de la red") is warned
