"""Serving: the dashboard in the browser through Voilà, on this machine alone unless told otherwise."""

from __future__ import annotations

import ipaddress
import logging
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

from ..reports.export import page_style
from ..words.errors import DashboardError
from ..words.settings import current_settings
from ..words.texts import say

LOOPBACK = "127.0.0.1"
_EVERYWHERE = ("", "0.0.0.0", "::")
PORT, OTHER_PORTS = 8866, 20
KEPT_VARIABLE = "TIPANALYSIS_DASHBOARD"
"""Where a visitor's kernel finds the kept views; it is told nothing of the register."""
NOTEBOOK = Path(__file__).resolve().parents[2] / "notebooks" / "dashboard" / "tablero.ipynb"
_HERE = Path(__file__).resolve().parent
_TEMPLATE = "tablero"
_EXTENSIONS = ["@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8"]
"""What the page needs of JupyterLab; nothing else is sent to the browser."""
_IDLE_SECONDS, _LOOK_SECONDS = 600, 60
"""How long the kernel of a visitor who left stays, and how often that is looked at."""
_RULES = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; form-action 'none'"
)
"""What the browser lets the page do: ask this server, and no other, whatever a script in it would like."""


@dataclass(frozen=True)
class Place:
    """An address of this machine and a port that is free there."""

    host: str
    port: int
    others: int = 0
    """How many ports near it will do as well, if it is taken by the time of serving."""

    @property
    def stays_here(self) -> bool:
        """Whether only this machine can reach it."""
        return stays_here(self.host)

    @property
    def url(self) -> str:
        """What to type into a browser, here or elsewhere."""
        return address(socket.gethostname() if self.host in _EVERYWHERE else self.host, self.port)

    @property
    def url_here(self) -> str:
        """What to open in a browser of this machine."""
        return address(LOOPBACK if self.host in _EVERYWHERE else self.host, self.port)


def find_place(host: str = LOOPBACK, port: int | None = None) -> Place:
    """Where the dashboard can be served; to be asked before the views are prepared, which takes a while.

    Parameters
    ----------
    host : the address to listen on; anything but this machine's own lets others open the dashboard
    port : the port, and no other; by default 8866 or the next one that is free

    Raises
    ------
    DashboardError
        Without Voilà, and where the address or the port cannot be had.
    """
    if find_spec("voila") is None:
        raise DashboardError("board_app_no_voila")
    return Place(host, _free_port(host, port), OTHER_PORTS if port is None else 0)


def serve(kept: Path, place: Place, *, told: Callable[[Place], object]) -> None:
    """Serve kept views until interrupted; ``told`` is called with the place once the page can be opened there.

    ``kept`` is the file of :func:`~tipanalysis.dashboard.kept.open_views`: visitors see what is in it and nothing else.
    The environment of this process changes, and is handed on to the kernels of the visitors.
    """
    os.environ.update(_environment(kept))
    logging.getLogger("tornado").setLevel(logging.CRITICAL)
    server = _server(place, told)
    server.initialize([])
    server.start()


def stays_here(host: str) -> bool:
    """Whether only this machine can reach ``host``.

    Examples
    --------
    >>> stays_here("127.0.0.1"), stays_here("localhost"), stays_here("0.0.0.0")
    (True, True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def address(host: str, port: int) -> str:
    """The address of a page.

    Examples
    --------
    >>> address("127.0.0.1", 8866), address("::1", 8866)
    ('http://127.0.0.1:8866/', 'http://[::1]:8866/')
    """
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _free_port(host: str, port: int | None) -> int:
    """The port given if it is free, else the first free one of some."""
    for number in range(PORT, PORT + OTHER_PORTS) if port is None else [port]:
        try:
            family, kind, protocol, _, place = socket.getaddrinfo(host or None, number, type=socket.SOCK_STREAM)[0]
        except (OSError, OverflowError):
            raise DashboardError("board_app_host_unknown", given=host) from None
        with socket.socket(family, kind, protocol) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, os.name == "posix")
            try:
                tried.bind(place)
            except OSError:
                continue
            return number
    key = "board_app_no_port" if port is None else "board_app_port_taken"
    raise DashboardError(key, given=port, host=host, first=PORT, last=PORT + OTHER_PORTS - 1)


def _environment(kept: Path) -> dict[str, str]:
    """What kernels are told: what to show and how, and where the template of the page lies."""
    now = current_settings()
    others = os.environ.get("JUPYTER_PATH")
    return {
        KEPT_VARIABLE: str(kept.resolve()),
        "TIPANALYSIS_LANG": now.lang,
        "TIPANALYSIS_COUNTRY": now.country,
        "JUPYTER_PATH": os.pathsep.join([str(_HERE), *([others] if others else [])]),
        "PYTHONWARNINGS": "ignore",
    }


def _server(place: Place, told: Callable[[Place], object]) -> Any:
    """Voilà as we need it: one page, its kernel warm before the visitor comes, nothing from outside, no remarks."""
    from voila.app import Voila

    class Server(Voila):  # type: ignore[misc] # Voilà has no types
        """Tells that it listens instead of opening a browser itself."""

        def launch_browser(self) -> None:
            told(replace(place, port=self.port))

    server = Server(
        notebook_path=str(NOTEBOOK),
        ip=place.host,
        port=place.port,
        port_retries=place.others,
        log_level=logging.CRITICAL,
        config_file_paths=[],
        tornado_settings={
            "headers": {"Content-Security-Policy": _RULES},
            "allow_remote_access": not place.stays_here,
        },
    )
    _configure(server.config)
    return server


def _configure(chosen: Any) -> None:
    """What the parts of Voilà read from its configuration."""
    chosen.VoilaConfiguration.update(
        template=_TEMPLATE,
        allow_template_override="NO",
        allow_theme_override="NO",
        file_allowlist=[],
        preheat_kernel=True,
        extension_allowlist=_EXTENSIONS,
        page_config_hook=_nothing_outside,
        multi_kernel_manager_class=_quiet_kernels(),
        resources={"tablero": _page_words()},
    )
    chosen.HTMLExporter.language_code = current_settings().lang
    chosen.KernelManager.transport_encryption = "auto"
    chosen.MappingKernelManager.update(cull_idle_timeout=_IDLE_SECONDS, cull_interval=_LOOK_SECONDS)


def _quiet_kernels() -> type:
    """Voilà's own manager of kernels, which closes their streams: start-up remarks would alarm whoever serves."""
    from voila.configuration import VoilaConfiguration

    usual: Any = VoilaConfiguration().multi_kernel_manager_class

    async def start_kernel(self: Any, **options: Any) -> str:
        kernel_id: str = await usual.start_kernel(self, **{"stdout": DEVNULL, "stderr": DEVNULL, **options})
        return kernel_id

    return type("QuietKernels", (usual,), {"start_kernel": start_kernel})


def _nothing_outside(page: dict[str, Any], **_: object) -> dict[str, Any]:
    """The settings of the page without what draws formulas from another host: there are no formulas."""
    return {**page, "disabledExtensions": ["@jupyterlab/mathjax2-extension:plugin"]}


def _page_words() -> dict[str, str]:
    """What the page says before its kernel does."""
    words = ("skip", "loading", "no_script")
    style = f"{page_style()}\n{(_HERE / 'app.css').read_text('utf-8')}"
    return {"title": say("board_title"), "style": style, **{word: say(f"board_app_{word}") for word in words}}
