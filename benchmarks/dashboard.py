"""The dashboard in the browser: first view and changes of filter, from a click to the new table.

`python -m benchmarks.dashboard --keep` prepares the views of the bundled register and of 200,000 invented records, and
writes the table; `--kept FILE` takes views that are prepared already and only prints. Needs Chromium.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import psutil
from playwright.sync_api import sync_playwright

from tipanalysis.dashboard.kept import open_views, read_views
from tipanalysis.dashboard.serving import find_place
from tipanalysis.dashboard.views import Views
from tipanalysis.register.folder import write_folder
from tipanalysis.register.read import read_register
from tipanalysis.register.register import Register
from tipanalysis.register.synthetic.make import make_synthetic

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "dashboard.md"
BUNDLED = ROOT / "datasets" / "registro_limpio"
SEEDS, TOPICS = 10, 3
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
HEADS = ("Records", "Preparing, s", "First view, s", "Filter change, s: middle", "longest", "CPU of a change, s")
BARS = "The bars: first view under 10 s, a filter change under 1 s."
SERVE = """
import sys
from pathlib import Path
from tipanalysis.dashboard.serving import Place, serve
serve(Path(sys.argv[1]), Place(sys.argv[2], int(sys.argv[3])), told=lambda _: print("here", flush=True))
"""
SHOWN = "before => { const now = document.querySelector('.board-result h2')?.innerText; return now && now !== before; }"


@dataclass(frozen=True)
class Measured:
    """Seconds: until the first view, of each change, and of the CPU of server and kernels for all changes."""

    first: float
    changes: tuple[float, ...]
    cpu: float

    def cells(self) -> list[str]:
        middle, longest = statistics.median(self.changes), max(self.changes)
        return [f"{seconds:.2f}" for seconds in (self.first, middle, longest, self.cpu / len(self.changes))]


def main() -> None:
    """Measure, print, and write the table where it is asked for."""
    wishes = argparse.ArgumentParser(description=__doc__)
    wishes.add_argument("--rows", type=int, default=200_000)
    wishes.add_argument("--kept", type=Path, nargs="*", help="views that are prepared already")
    wishes.add_argument("--keep", action="store_true", help="write results/dashboard.md")
    chosen = wishes.parse_args()
    with tempfile.TemporaryDirectory(prefix="tablero") as folder:
        cases = already(chosen.kept) if chosen.kept else prepared(Path(folder), chosen.rows)
        lines = [line([*about, *measured(kept).cells()]) for kept, about in cases]
    table = "\n".join([line(HEADS), "|" + "---|" * len(HEADS), *lines])
    print(f"{heading()}\n{table}")
    if chosen.keep:
        RESULTS.write_text(f"{heading()}\n{table}\n", "utf-8")


def line(cells: list[str] | tuple[str, ...]) -> str:
    return "| " + " | ".join(cells) + " |"


def already(files: list[Path]) -> Iterator[tuple[Path, list[str]]]:
    for file in files:
        yield file, [str(file.parent.name), "kept"]


def prepared(folder: Path, rows: int) -> Iterator[tuple[Path, list[str]]]:
    """The kept views of both registers, how many records they are of, and how long they took to prepare."""
    large = write_folder(many(rows), folder / "registro_grande")
    for data in (BUNDLED, large):
        begun = time.perf_counter()
        views = open_views(data, folder=folder / f"vistas_{data.name}")
        took = time.perf_counter() - begun
        if views.kept is None:
            raise AssertionError("the views are not kept")
        yield views.kept, [f"{len(read_register(data)):,}", f"{took:.0f}"]


def many(rows: int) -> Register:
    """The invented people of several seeds, repeated under other numbers."""
    seeds = [make_synthetic(seed) for seed in range(1, SEEDS + 1)]
    copies = -(-rows // sum(len(each) for each in seeds))
    pairs = [(register, f"{seed}_{copy}_") for seed, register in enumerate(seeds) for copy in range(copies)]
    records = pd.concat([renamed(register.records, mark) for register, mark in pairs], ignore_index=True)
    children = {
        name: pd.concat([renamed(register.children[name], mark) for register, mark in pairs], ignore_index=True)
        for name in seeds[0].children
    }
    kept = records.head(rows)
    return replace(
        seeds[0], records=kept, children={name: each[each["id"].isin(kept["id"])] for name, each in children.items()}
    )


def renamed(table: pd.DataFrame, mark: str) -> pd.DataFrame:
    """The table with other numbers of records, people and cases."""
    names = [name for name in ("id", "id_persona", "id_caso") if name in table]
    return table.assign(**{name: mark + table[name].astype("str") for name in names})


def measured(kept: Path) -> Measured:
    """The page opened, and every filter of the first view of each topic chosen once."""
    views = read_views(kept)
    with served(kept) as (server, url), sync_playwright() as playwright:
        program = next(path for name in NAMES if (path := shutil.which(name)))
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.set_default_timeout(120_000)
        time.sleep(20)  # the first kernel is warm before a visitor comes
        begun = time.perf_counter()
        page.goto(url, wait_until="commit")
        page.wait_for_selector(".board-result table")
        first = time.perf_counter() - begun
        spent = cpu_of(server)
        changes = tuple(each for view in firsts(views) for each in changed(page, views, view))
        spent = cpu_of(server) - spent
        browser.close()
    return Measured(first, changes, spent)


def firsts(views: Views) -> list[str]:
    """The first view of the first topics that have filters."""
    found: dict[str, str] = {}
    for view in views.views:
        if view.filters:
            found.setdefault(view.group, view.name)
    return list(found.values())[:TOPICS]


def changed(page: Any, views: Views, name: str) -> Iterator[float]:
    """Seconds from each choice of a filter until its result stands on the page."""
    view = views.view(name)
    topic = page.get_by_label(view.group_label("es"))
    if not topic.is_checked():
        go(page, topic.check)
    for variable in view.filters:
        control = page.locator(f".board-filter-{variable} select")
        for _ in views.choices(name)[variable][:2]:
            at = control.evaluate("one => one.selectedIndex")
            yield go(page, lambda control=control, at=at: control.select_option(index=at + 1))
        go(page, lambda control=control: control.select_option(index=0))


def go(page: Any, click: Any) -> float:
    before = page.evaluate("document.querySelector('.board-result h2').innerText")
    begun = time.perf_counter()
    click()
    page.wait_for_function(SHOWN, arg=before)
    return time.perf_counter() - begun


@contextlib.contextmanager
def served(kept: Path) -> Iterator[tuple[psutil.Process, str]]:
    place = find_place()
    server = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(kept), place.host, str(place.port)], cwd=ROOT, stdout=subprocess.PIPE
    )
    with server:
        if server.stdout is None or not server.stdout.readline():
            raise AssertionError("the dashboard is not served")
        yield psutil.Process(server.pid), place.url
        server.terminate()


def cpu_of(server: psutil.Process) -> float:
    """CPU seconds of the server and its kernels, those that ended left out."""
    spent = 0.0
    for process in (server, *server.children(recursive=True)):
        with contextlib.suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            spent += times.user + times.system
    return spent


def heading() -> str:
    loads = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        "# The dashboard in the browser\n\n"
        f"Made by `python -m benchmarks.dashboard` on {date.today()}: {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}. Load of the machine at the end, over 1, 5 and 15 minutes: {loads}.\n"
        f"{BARS}\n"
    )


if __name__ == "__main__":
    main()
