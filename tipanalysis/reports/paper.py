"""A page on paper: printed to PDF, with tags for screen readers, by a browser that is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import DEVNULL

from ..words.errors import OutputError

BROWSER_VARIABLE = "TIPANALYSIS_BROWSER"
"""Environment variable that names a browser of the Chromium family, where none of the usual places has one."""

_COMMANDS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "microsoft-edge-stable", "msedge", "brave-browser"),
)
_ON_WINDOWS = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")
_WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
_ON_MACOS = ("Google Chrome", "Microsoft Edge", "Chromium")
_QUIET = (
    *("--headless=new", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-extensions"),
    *("--disable-sync", "--disable-background-networking", "--disable-component-update", "--disable-breakpad"),
    *("--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND"),
    *("--no-pdf-header-footer", "--print-to-pdf-no-header", "--export-tagged-pdf"),
)
"""No window, no questions, no network; nothing on the paper but the page. Older ones know other words."""
_PATIENCE = 180.0
"""Seconds after which a browser is given up."""
_MOMENT = re.compile(rb"(?<=Date \(D:\d{8})\d{6}[^)]*(?=\))")


def find_browser() -> Path:
    """The browser that prints: the one that ``TIPANALYSIS_BROWSER`` names, else the first found.

    Raises
    ------
    OutputError
        If there is none; says which ones would do.
    """
    given = os.environ.get(BROWSER_VARIABLE)
    if given:
        named = shutil.which(given)
        if named is None:
            raise OutputError("paper_browser_missing", given=given, variable=BROWSER_VARIABLE)
        return Path(named)
    for place in _places():
        if place.is_file():
            return place
    raise OutputError("paper_no_browser", variable=BROWSER_VARIABLE)


def _places() -> Iterator[Path]:
    """Where browsers are on Linux, Windows and macOS."""
    yield from (Path(found) for name in _COMMANDS if (found := shutil.which(name)))
    if sys.platform == "win32":
        folders = [os.environ[name] for name in _WINDOWS_FOLDERS if name in os.environ]
        yield from (Path(folder, inside) for folder in folders for inside in _ON_WINDOWS)
    if sys.platform == "darwin":
        for folder in (Path("/"), Path.home()):
            yield from (folder / "Applications" / f"{name}.app" / "Contents" / "MacOS" / name for name in _ON_MACOS)


def print_page(page: Path, target: Path, *, profile: Path) -> None:
    """Print the self-contained ``page`` to ``target``: tagged PDF whose headings are its outline.

    The browser asks nobody for anything and keeps what it keeps in the folder ``profile``. The hour of printing is
    taken out: the same page gives the same bytes.

    Raises
    ------
    OutputError
        If there is no browser, or it prints nothing.
    """
    browser = find_browser()
    asked = [f"--user-data-dir={profile.resolve()}", f"--print-to-pdf={target.resolve()}", page.resolve().as_uri()]
    command = [str(browser), *_QUIET, "--generate-pdf-document-outline", *_as_root(), *asked]
    try:
        subprocess.run(command, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, timeout=_PATIENCE, check=True)
        paper = target.read_bytes()
    except (OSError, subprocess.SubprocessError):
        raise OutputError("paper_not_printed", browser=browser.stem) from None
    target.write_bytes(_MOMENT.sub(lambda found: b"0" * 6 + b" " * (len(found.group()) - 6), paper))


def _as_root() -> tuple[str, ...]:
    """Chromium shuts itself in a box of its own, which it cannot when it is run by the administrator of a machine."""
    return ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
