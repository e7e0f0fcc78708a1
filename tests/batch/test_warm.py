"""A forked kernel is as one started afresh, whatever ran before it, and nothing of one is in another."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import psutil
import pytest

from batch.conftest import CELL, contents
from reports.small_report import EXPLAIN, write_report
from tipanalysis.reports import warm
from tipanalysis.reports.render import render_report

pytestmark = pytest.mark.skipif(not warm.can_fork(), reason="kernels are forked on Linux only")

STATE = """
import locale, os, signal, sys
import matplotlib, numpy, pandas
import tipanalysis.release.policy, tipanalysis.words.texts
own = ("JPY_PARENT_PID", "PYDEVD_USE_FRAME_EVAL")  # who made the kernel, and its debugger, which forked ones have not
seen = {
    "rc": str(dict(matplotlib.rcParams)), "backend": matplotlib.get_backend(), "hash": hash("a"),
    "options": {name: pandas.get_option(name) for name in ("display.max_rows", "mode.chained_assignment")},
    "numpy": str(numpy.get_printoptions()), "errors": str(numpy.geterr()), "locale": locale.setlocale(locale.LC_ALL),
    "policy": tipanalysis.release.policy.__dict__.get("planted"), "texts": len(tipanalysis.words.texts.load_texts()),
    "say": tipanalysis.say("yes"), "environment": sorted(name for name in os.environ if name not in own),
    "folder": os.path.basename(os.getcwd())[:12], "path": sys.path,
    "planted": "planted" in globals(), "flags": str(sys.flags),
    "signals": [str(signal.getsignal(one)) for one in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD)],
    "recursion": sys.getrecursionlimit(), "session": os.getsid(0) == os.getpid(), "stdin": os.isatty(0),
}
print(seen)
"""
DRAWN = """
from IPython.display import display
from matplotlib.figure import Figure
import pandas
figure = Figure(figsize=(2, 2))
figure.subplots().plot([1, 2])
display(figure, pandas.DataFrame({"a": range(70)}))
"""
HOSTILE = """
import locale, os, random, sys
import matplotlib, numpy, pandas
import tipanalysis as tip
import tipanalysis.release.policy, tipanalysis.words.texts
planted = "PERSONA SINTÉTICA 1-1111-1111" * 1000
matplotlib.rcParams["font.size"] = 33
pandas.set_option("display.max_rows", 4)
numpy.set_printoptions(precision=1)
locale.setlocale(locale.LC_ALL, "C")
tipanalysis.release.policy.planted = planted
tipanalysis.words.texts.say = lambda *words, **more: "malo"
pandas.DataFrame.to_html = lambda *words, **more: "malo"
tip.settings(lang="en", country="GTM")
os.environ["TIPANALYSIS_LANG"] = "en"
os.environ["PLANTED"] = planted
sys.path.insert(0, "/nada")
"""


@pytest.fixture
def notebooks(reports: Path) -> Path:
    write_report(reports, "hostil", [EXPLAIN, HOSTILE])
    told = {"data": "hoja.csv", "source": "co_policia", "periodo": "2007"}
    write_report(reports, "estado", [EXPLAIN, STATE, DRAWN, CELL], **told)
    return reports


def test_after_a_hostile_report_the_files_are_those_of_a_fresh_kernel(notebooks: Path) -> None:
    render_report("estado", out="nuevo")
    for number in (1, 2):
        with pytest.raises(Exception, match="hand_over"):
            render_report("hostil", out="hostil", warm=True)
        render_report("estado", out=f"bifurcado{number}", warm=True)
        assert contents(Path(f"bifurcado{number}")) == contents(Path("nuevo"))
    (process,) = warm._warm
    assert process.runs()
    nothing_is_left_in(process._process.pid)
    process.end()
    assert not process.runs()


def nothing_is_left_in(pid: int) -> None:
    """Neither in the memory of the warm process nor among its children."""
    assert psutil.Process(pid).children() == []
    sought = ["PERSONA SINTÉTICA 1-1111-1111".encode(form) for form in ("utf-8", "utf-16-le", "utf-32-le", "latin-1")]
    sought += [b"SANTANDER", b"01/16/2007"]
    held = memory_of(pid)
    assert b"load_codebook" in held
    assert [one for one in sought if one in held] == []


def memory_of(pid: int) -> bytes:
    found = []
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            places, rights, *_ = line.split()
            begin, end = (int(place, 16) for place in places.split("-"))
            if rights.startswith("rw"):
                try:
                    memory.seek(begin)
                    found.append(memory.read(end - begin))
                except OSError:
                    continue
    return b"".join(found)


def test_kernels_end_with_the_process_that_made_them(tmp_path: Path) -> None:
    process = warm.WarmProcess([sys.executable])
    kernel = process.fork([warm.LAUNCHER, "-f", str(tmp_path / "kernel.json")], dict(os.environ), str(tmp_path))
    assert kernel.poll() is None
    process.end()
    assert kernel.wait(10) == 0
