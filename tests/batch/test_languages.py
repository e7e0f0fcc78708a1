"""One report in several languages: what is the same in all of them is worked out once, and nothing else is shared."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from batch.conftest import CELL, contents
from reports.small_report import EXPLAIN, write_report
from tipanalysis.register import remembered as shared
from tipanalysis.register.read import read_register
from tipanalysis.register.remembered import Memory, remember, remembered
from tipanalysis.reports import warm
from tipanalysis.reports.batch import run_batch
from tipanalysis.words.settings import using

forked = pytest.mark.skipif(not warm.can_fork(), reason="kernels are forked on Linux only")
LANGUAGES = ("en", "es")

ONCE = """
from tipanalysis.counts import count
from tipanalysis.register import read
from tipanalysis.release import audit, people

def again(*given, **options):
    raise AssertionError("worked out again")

read._read = again
if lang == "es":
    count._counted = people._decided = audit._attacked = again
"""
"""No kernel reads the register, and the second of two counts, protects and attacks nothing."""
SHOWN = (
    'from IPython.display import display\ndisplay({"titulo": publicado["total"].provenance.title, "n": len(tablas)})'
)
MEDDLING = """
import os
tried = []
for name in os.listdir("/proc/self/fd"):
    place = f"/proc/self/fd/{name}"
    if os.path.exists(place) and "memfd:tipanalysis" in os.readlink(place):
        try:
            os.pwrite(int(name), b"PERSONA" * 1000, 0)
            tried.append("written")
        except PermissionError:
            tried.append("refused")
print(sorted(tried))
"""


@forked
def test_the_second_language_works_nothing_out_again_and_both_are_as_from_fresh_kernels(reports: Path) -> None:
    told = {"data": "hoja.csv", "source": "co_policia", "periodo": "2008"}
    write_report(reports, "dos", [EXPLAIN, CELL, SHOWN], **told)
    rows = [{"informe": "dos", "lang": lang, "periodo": year} for lang in LANGUAGES for year in ("2007", "2008")]
    assert run_batch(rows, out="nuevo", fresh=True, jobs=1).complete
    assert run_batch(rows, out="junto", jobs=1).complete
    assert contents(Path("junto")) == contents(Path("nuevo"))
    write_report(reports, "dos", [EXPLAIN, ONCE, CELL, SHOWN], **told)
    assert run_batch(rows, out="una_vez", jobs=1).complete
    pages = {name: page for name, page in contents(Path("una_vez")).items() if name.endswith((".html", ".xlsx"))}
    assert pages == {name: page for name, page in contents(Path("nuevo")).items() if name in pages}


@forked
def test_a_report_that_meddles_reaches_its_own_languages_only(reports: Path) -> None:
    told = {"data": "hoja.csv", "source": "co_policia", "periodo": "2008"}
    write_report(reports, "entrometido", [EXPLAIN, CELL, MEDDLING], **told)
    rows = [{"informe": name, "lang": lang} for name in ("entrometido", "breve") for lang in LANGUAGES]
    assert run_batch(rows, out="junto", jobs=1).number("made") >= 3
    assert run_batch(rows[2:], out="nuevo", fresh=True, jobs=1).complete
    assert contents(Path("nuevo")).items() <= contents(Path("junto")).items()
    page = Path("junto/entrometido_co_policia_2008_CRI_en.ipynb").read_text("utf-8")
    assert "['refused', 'written']" in page, "the register's memory is sealed, that of its own languages is not"


def test_nothing_is_remembered_unless_a_batch_says_so() -> None:
    made: list[int] = []
    for _ in range(2):
        remembered(lambda: ("one",), lambda: made.append(1))
    assert made == [1, 1]


@pytest.fixture
def file(tmp_path: Path) -> int:
    opened = os.open(tmp_path / "memoria", os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0))
    yield opened
    remember()
    os.close(opened)


@pytest.mark.skipif(not hasattr(os, "pread"), reason="memories are files of Linux")
class TestMemory:
    """What is kept, and what comes back."""

    def test_everything_that_a_result_depends_on_tells_it_from_others(self, file: int) -> None:
        remember(Memory(file, sealed=False))
        assert [remembered(lambda n=n: ("half", n), lambda n=n: n / 2) for n in (2, 4, 2)] == [1, 2, 1]
        assert remembered(lambda: ("half", 4), lambda: "worked out again") == 2

    def test_each_gets_an_object_of_its_own(self, file: int) -> None:
        remember(Memory(file, sealed=False))
        first = remembered(lambda: "list", lambda: [1])
        remember(Memory(file, sealed=False))
        second = remembered(lambda: "list", list)
        second.append(2)
        assert (first, remembered(lambda: "list", list)) == ([1], [1])

    def test_a_sealed_one_is_only_read(self, file: int) -> None:
        remember(Memory(file, sealed=True))
        assert remembered(lambda: "x", lambda: 1) == 1
        assert os.fstat(file).st_size == 0

    def test_what_was_being_written_when_a_process_ended_is_not_there(self, file: int) -> None:
        remember(Memory(file, sealed=False))
        for name in "ab":
            remembered(lambda name=name: name, lambda name=name: name * 3)
        os.truncate(file, os.fstat(file).st_size - 1)
        remember(Memory(file, sealed=False))
        assert remembered(lambda: "a", lambda: "again") == "aaa"
        assert remembered(lambda: "b", lambda: "again") == "again"
        remember(Memory(file, sealed=True))
        assert remembered(lambda: "b", lambda: "worked out a third time") == "again"

    def test_the_title_of_a_source_follows_the_language_not_the_memory(self, file: int, reports: Path) -> None:
        remember(Memory(file, sealed=False))
        titles = []
        for lang in LANGUAGES:
            with using(lang=lang):
                titles.append(read_register("hoja.csv", "co_policia").provenance.title)
        assert len(set(titles)) == 2
        assert len(shared._memories[0]._places) == 1
