"""What the documents tell a reader to type works as they show it."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import sys
from collections.abc import Callable
from contextvars import copy_context
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest

from docs.documents import DOCUMENTS, ROOT, Block, Document
from tipanalysis import cli
from tipanalysis.course import kit
from tipanalysis.dashboard import export, kept
from tipanalysis.register.read import check_file
from tipanalysis.reports import batch, render
from tipanalysis.reports.batch_log import Outcome
from tipanalysis.reports.parameters import checked
from tipanalysis.reports.spec import load_report

TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), flags=re.MULTILINE))
RUNS = {"python", "sh", "console"}
SAVED = {"archivo", "agregar"}
WRITES_LESSONS = re.compile(r"lesson (?:build|new)\b")
NO_CLUSTER = SimpleNamespace(Client=lambda **_: contextlib.nullcontext(SimpleNamespace(get_executor=lambda pure: None)))
"""Dask that opens no processes: a test of batches does."""


@pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: page.name)
def test_a_reader_can_follow_the_page_from_top_to_bottom(
    page: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIPANALYSIS_LANG", page.lang)
    monkeypatch.setenv("TIPANALYSIS_COUNTRY", "CRI")
    monkeypatch.setattr(render, "render_report", only_checked)
    monkeypatch.setattr(batch, "run_batch", only_planned)
    monkeypatch.setitem(sys.modules, "distributed", NO_CLUSTER)
    monkeypatch.setattr(kept, "open_views", only_looked_for)
    monkeypatch.setattr(export, "export_views", lambda views, folder: Path(folder))
    monkeypatch.setattr(kit, "build_kit", lambda folder, **options: kit.Kit(folder, (), printed=0, wheels=0))
    copy_context().run(follow, page)


def only_checked(
    name: str, parameters: dict[str, str], *, out: str, ledger: str | None, progress: bool, pdf: bool = False
) -> SimpleNamespace:
    """A report whose order is checked and that is not made: making one takes long and has tests of its own."""
    checked(load_report(name).parameters, parameters)
    return SimpleNamespace(
        html=Path(out), pdf=None, tables=0, hidden=0, passed=True, earlier=0, recorded=0, warnings=()
    )


def only_planned(rows: batch.Rows, *, out: str = "informes", **options: object) -> batch.Batch:
    """A batch whose rows are checked and whose reports are not made."""
    planned = batch.plan_batch(rows, out=out)
    return batch.Batch(tuple(Outcome(row, "kept") for row in planned.rows), planned.log)


def only_looked_for(data: str, *, source: str | None, **options: object) -> SimpleNamespace:
    """Views of a register that is there, and that are not prepared: that takes a minute, and a server does not end."""
    check_file(data, source)
    return SimpleNamespace(views=(), releases={}, hidden=0, kept=None)


def follow(page: Document, look: Callable[[Document, Block, str], None] | None = None) -> None:
    """Do what the page says, block by block, with one set of Python names; ``look`` at what each block prints."""
    names: dict[str, object] = {"__name__": "__main__"}
    for block in page.blocks:
        if block.remark in SAVED:
            save(block)
        elif block.lang in RUNS:
            (look or compare)(page, block, run(block, names))


def save(block: Block) -> None:
    with Path(block.detail).open("w" if block.remark == "archivo" else "a", encoding="utf-8") as file:
        file.write(block.text if block.remark == "archivo" else "\n" + block.text)


def run(block: Block, names: dict[str, object]) -> str:
    """What a block prints, on either stream."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        if block.lang == "python":
            exec(compile(block.text, "document", "exec"), names)
        else:
            for line in block.text.replace("\\\n", " ").splitlines():
                command(shlex.split(line.removeprefix("$ "), comments=True), block)
    return said.getvalue()


def _lacks_its_package(words: list[str]) -> bool:
    return "--synthetic" in words and find_spec("pacsynth") is None


def command(words: list[str], block: Block) -> None:
    """Run `tipanalysis …`; of `make …` see that there is such a target. Anything else must say why it is not run."""
    if words[:1] == ["make"]:
        assert words[1] in TARGETS
    elif words[:1] == ["tipanalysis"]:
        code = 0 if WRITES_LESSONS.search(block.text) or _lacks_its_package(words) else exit_code(words[1:])
        assert (code != 0) == (block.remark == "falla"), words
    else:
        assert not words or block.remark == "sin ejecutar", words


def exit_code(words: list[str]) -> int:
    try:
        cli.main(words)
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def compare(page: Document, block: Block, said: str) -> None:
    """What is shown under a block is what it prints, spaces and ``…`` aside."""
    shown = page.shown_after(block)
    if shown is not None and block.remark != "sin ejecutar":
        assert fits(shown, said), f"{block.text}\nprints\n{said}\nand not\n{shown}"


def fits(shown: str, said: str) -> bool:
    return bool(re.fullmatch(re.escape(" ".join(shown.split())).replace("…", ".*"), " ".join(said.split())))


def test_output_that_differs_is_found() -> None:
    page = Document(ROOT / "README.md", "es", "```python\nprint(1 + 1)\n```\n\n```text\n3\n```\n")
    with pytest.raises(AssertionError, match="and not"):
        follow(page)


def test_an_option_that_does_not_exist_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "render_report", only_checked)
    for order in ("tipanalysis report perfil_anual --year 2022", "tipanalysis report perfil_anual --periodo 22"):
        with pytest.raises(AssertionError, match="'report', 'perfil_anual'"):
            follow(Document(ROOT / "README.md", "es", f"```sh\n{order}\n```\n"))


def test_an_order_that_is_not_run_says_why() -> None:
    with pytest.raises(AssertionError):
        follow(Document(ROOT / "README.md", "es", "```sh\nrm -r datos\n```\n"))
