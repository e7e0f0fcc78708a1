"""Packages for Windows, downloaded elsewhere: what ``instalar.bat`` takes from ``ruedas/`` in a room without network.

Which of the pins Windows needs is decided here, by their markers, and not by the machine that downloads: that one
would leave out exactly the packages that only Windows has.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import DEVNULL

PYTHON = "3.13"
"""The Python for Windows that is handed out with the kit."""
FOLDER = "ruedas"
_WINDOWS = {
    "os_name": "nt",
    "sys_platform": "win32",
    "platform_system": "Windows",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "implementation_name": "cpython",
    "python_version": PYTHON,
    "python_full_version": f"{PYTHON}.0",
    "implementation_version": f"{PYTHON}.0",
    "extra": "",
}
_PATIENCE = 1800.0
"""Seconds after which a download is given up."""


def pins_for_windows(requirements: str) -> Iterator[str]:
    """The pins of ``requirements.txt`` that hold on Windows, without their markers.

    Examples
    --------
    >>> list(pins_for_windows("six==1.17.0\\npywinpty==3.0.0 ; os_name == 'nt'\\npexpect==4.9 ; os_name != 'nt'"))
    ['six==1.17.0', 'pywinpty==3.0.0']
    """
    from packaging.requirements import Requirement

    for line in requirements.splitlines():
        if "==" in line and not line.startswith("#"):
            pin = Requirement(line)
            if pin.marker is None or pin.marker.evaluate(_WINDOWS):
                yield f"{pin.name}{pin.specifier}"


def download_wheels(requirements: Path, folder: Path) -> int:
    """Download the wheels for Windows into ``folder``: how many, 0 where that could not be done; then nothing is left.

    It uses the pip of this environment or of the Python on the path, from where that one is set up to look.
    """
    folder.mkdir(parents=True)
    wanted = folder / "pedido.txt"
    wanted.write_text("\n".join(pins_for_windows(requirements.read_text("utf-8"))) + "\n", "utf-8")
    done = any(_ran([python, *_order(wanted, folder)]) for python in (sys.executable, "python3", "python"))
    wanted.unlink()
    wheels = list(folder.glob("*.whl"))
    if not done:
        for path in wheels:
            path.unlink()
        folder.rmdir()
    return len(wheels) if done else 0


def _order(wanted: Path, folder: Path) -> tuple[str, ...]:
    system = ("--platform", "win_amd64", "--python-version", PYTHON, "--implementation", "cp")
    quiet = ("--disable-pip-version-check", "--no-input", "--quiet")
    return (
        *("-m", "pip", "download", *quiet, "--no-deps", "--only-binary=:all:", *system),
        *("--dest", str(folder), "--requirement", str(wanted)),
    )


def _ran(command: list[str]) -> bool:
    try:
        ended = subprocess.run(command, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.SubprocessError):
        return False
    return ended.returncode == 0
