"""A real JupyterLab as ``instalar.py`` starts it, in a project and a home of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import instalar

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("exercises", "notebooks/lessons", "notebooks/solved", "datasets")
TOKEN = "prueba"


@dataclass(frozen=True)
class Lab:
    """Where a JupyterLab answers, and the project it works in."""

    port: int
    project: Path

    def address(self, path: str, desk: str) -> str:
        """The address of a file of the project, on a desk where nothing is open yet."""
        return f"http://127.0.0.1:{self.port}/lab/workspaces/{desk}/tree/{path}?token={TOKEN}"


@contextmanager
def running_lab(folder: Path, patch: Any) -> Iterator[Lab]:
    """JupyterLab with the settings that the set-up writes, until the block ends."""
    project = folder / "taller"
    for part in COPIED:
        shutil.copytree(ROOT / part, project / part)
    patch.setattr(instalar, "ROOT", project)
    patch.setattr(instalar, "VENV", folder / "venv")
    instalar.write_configuration()
    home = folder / "casa"
    shutil.copytree(folder / "venv/etc/ipython", home / ".ipython/profile_default")
    port = _free_port()
    with subprocess.Popen(
        [sys.executable, *_order(patch), "--no-browser", f"--port={port}", f"--IdentityProvider.token={TOKEN}",
         f"--LabApp.app_settings_dir={folder / 'venv/share/jupyter/lab/settings'}", "--allow-root"],
        env=_environment(home, folder / "venv", project),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:  # fmt: skip
        try:
            _wait(port)
            yield Lab(port, project)
        finally:
            server.terminate()


def _order(patch: Any) -> list[str]:
    """What ``make start`` runs."""
    given: list[str] = []
    patch.setattr(instalar, "run_inside", given.extend)
    instalar.start([])
    return given


def _environment(home: Path, venv: Path, project: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TIPANALYSIS", "JUPYTER"))}
    return {
        **kept,
        "HOME": str(home),
        "JUPYTER_CONFIG_PATH": str(venv / "etc/jupyter"),
        "TIPANALYSIS_PROJECT": str(project),
        "PYTHONPATH": str(ROOT),
    }


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            with urlopen(f"http://127.0.0.1:{port}/api?token={TOKEN}", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("JupyterLab does not answer")
