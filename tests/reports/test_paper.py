"""A report on paper: tagged, with its title and language, the same bytes each time; and where there is no browser."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from tipanalysis.cli import commands
from tipanalysis.reports.export import page_style
from tipanalysis.reports.paper import BROWSER_VARIABLE, find_browser, print_page
from tipanalysis.reports.plan import plan_report
from tipanalysis.words.errors import OutputError

PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
PAGE = (
    '<!DOCTYPE html><html lang="es"><head><meta charset="utf-8"><title>Víctimas registradas</title><style>{style}'
    f'</style></head><body><main><h1>Víctimas registradas</h1><img src="{PIXEL}" alt="En 2021 hubo 9 personas">'
    "<table><caption>Por sexo</caption><tr><th>Sexo</th><td>9</td></tr></table></main></body></html>"
)


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(BROWSER_VARIABLE, raising=False)
    monkeypatch.setattr("tipanalysis.reports.paper._places", lambda: iter([Path("nada/chrome")]))


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    try:
        find_browser()
    except OutputError:
        pytest.skip("no browser is installed that prints")
    folder = tmp_path_factory.mktemp("papel")
    (folder / "página uno.html").write_text(PAGE.replace("{style}", page_style()), "utf-8")
    for name in ("uno", "dos"):
        print_page(folder / "página uno.html", folder / f"{name}.pdf", profile=folder / f"_{name}")
    return folder / "uno.pdf"


@pytest.mark.browser
class TestPrinted:
    """What a browser prints."""

    def test_screen_readers_find_tags_title_and_language(self, paper: Path) -> None:
        if shutil.which("pdfinfo") is None:
            pytest.skip("pdfinfo (poppler-utils) is not installed")
        done = subprocess.run(["pdfinfo", paper], capture_output=True, text=True, check=True)
        told = dict(re.findall(r"(?m)^(.+?):\s+(.+)$", done.stdout))
        assert (told["Tagged"], told["Title"], told["JavaScript"]) == ("yes", "Víctimas registradas", "no")
        assert b"/Lang (es)" in paper.read_bytes()

    def test_it_names_no_folder_and_says_nothing_but_the_page(self, paper: Path) -> None:
        if shutil.which("pdftotext") is None:
            pytest.skip("pdftotext (poppler-utils) is not installed")
        text = subprocess.run(["pdftotext", "-layout", paper, "-"], capture_output=True, text=True, check=True).stdout
        assert text.split() == ["Víctimas", "registradas", "Por", "sexo", "Sexo", "9"]
        assert str(paper.parent).encode() not in paper.read_bytes()

    def test_two_prints_are_the_same_bytes(self, paper: Path) -> None:
        assert paper.read_bytes() == paper.with_name("dos.pdf").read_bytes()


def test_a_report_asked_for_on_paper_is_refused_before_it_is_made(
    no_browser: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "informes"
    done = CliRunner().invoke(commands, ["report", "perfil_anual", "--pdf", "--out", str(out)])
    assert isinstance(done.exception, OutputError)
    assert str(done.exception) == (
        "No se encontró un navegador que imprima en PDF. Instale Chromium, Chrome o Edge, indique dónde está en la "
        "variable TIPANALYSIS_BROWSER, o quite --pdf: el informe en HTML también se puede imprimir desde cualquier "
        "navegador."
    )
    assert not out.exists()


def test_a_browser_named_and_not_there_is_refused_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(BROWSER_VARIABLE, "navegador-que-no-hay")
    with pytest.raises(OutputError) as refusal:
        find_browser()
    assert refusal.value.both() == (
        "La variable TIPANALYSIS_BROWSER nombra el navegador «navegador-que-no-hay», que no existe. Corrija el nombre "
        "o quite la variable.\n"
        "The variable TIPANALYSIS_BROWSER names the browser “navegador-que-no-hay”, which does not exist. Correct the "
        "name or remove the variable."
    )


@pytest.mark.skipif(shutil.which("false") is None, reason="there is no program here that always fails")
def test_a_browser_that_prints_nothing_leaves_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(BROWSER_VARIABLE, "false")
    (tmp_path / "a.html").write_text(PAGE, "utf-8")
    with pytest.raises(OutputError) as refusal:
        print_page(tmp_path / "a.html", tmp_path / "a.pdf", profile=tmp_path / "_p")
    assert str(refusal.value).startswith("El navegador false no pudo imprimir el informe en PDF, así que no se")


def test_paper_is_one_of_the_files_planned_only_if_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tipanalysis.reports.plan.find_browser", lambda: Path("chromium"))
    assert "pdf" not in plan_report("perfil_anual", out=tmp_path).files
    assert plan_report("perfil_anual", out=tmp_path, pdf=True).files["pdf"].suffix == ".pdf"
