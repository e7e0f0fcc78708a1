"""The annual profile of the bundled workbook, end to end: what must hold of every report that leaves the house."""

from __future__ import annotations

import hashlib
import importlib.metadata
import itertools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest
from scipy.optimize import linprog

import tipanalysis
from reports.conftest import NAME, READERS, ROOT, Made
from reports.page import HIDDEN, Place, Table
from reports.shelf import Shelf, shelf
from tipanalysis.register.read import read_register
from tipanalysis.release.release import Release
from tipanalysis.standard.codebook import load_codebook
from tipanalysis.words.texts import say

__all__ = ["shelf"]
pytestmark = pytest.mark.slow
ENDINGS = ("html", "ipynb", "manifest.json", "xlsx")
TOTAL = "TOTAL"


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_run_ends_well_and_says_so_in_two_lines(report: Made, english: Made) -> None:
    tables, hidden = len(report.manifest["tables"]), sum(table["hidden"] for table in report.manifest["tables"])
    html = Path("informes", f"{report.stem}.html")
    assert (report.code, report.err) == (0, "")
    assert report.out == (
        f"Informe listo: {html}\nCuadros protegidos: {tables}. Celdas ocultas: {hidden}; la auditoría no pudo "
        "deducir ninguna. En la "
        "carpeta informes están también el libro de Excel, el cuaderno ejecutado y la ficha técnica "
        "(manifest.json).\n"
    )
    html = Path("informes", f"{english.stem}.html")
    assert (english.code, english.err) == (0, "")
    assert english.out == (
        f"Report ready: {html}\nProtected tables: {tables}. Hidden cells: {hidden}; the audit could not work out "
        "any of them. The "
        "folder informes also holds the Excel workbook, the executed notebook and the technical sheet "
        "(manifest.json).\n"
    )


def test_four_files_and_nothing_else_are_left(runs: Mapping[str, Made]) -> None:
    for made in runs.values():
        assert sorted(path.name for path in made.folder.parent.rglob("*")) == sorted(
            ["informes", *(f"{made.stem}.{ending}" for ending in ENDINGS)]
        )


@pytest.mark.parametrize(("run", "reader"), READERS.items())
def test_a_batch_writes_the_bytes_of_a_run_by_itself(
    run: str, reader: tuple[str, str], runs: Mapping[str, Made], shelf: Shelf
) -> None:
    """A kernel started afresh, and one forked from a warm process that shares what is the same for all readers."""
    made, again = runs[run], shelf(NAME, *reader)
    days = [re.findall(r"<dt>(?:Elaborado el|Date)</dt><dd>([^<]+)</dd>", each.page.html) for each in (made, again)]
    assert len(days[0]) == 1
    if days[0] != days[1]:
        pytest.skip("midnight came between the two")
    for ending in set(ENDINGS) - {"manifest.json"}:
        assert made.file(ending).read_bytes() == again.file(ending).read_bytes(), ending
    elsewhere = {"parameters": "the folder in which the order is given tells how the file is named"}
    assert {**made.manifest, **elsewhere} == {**again.manifest, **elsewhere}


class TestPage:
    """The page of a report."""

    @pytest.fixture(params=["first", "other"])
    def made(self, request: pytest.FixtureRequest, runs: Mapping[str, Made]) -> Made:
        return runs[request.param]

    def test_it_asks_nothing_of_anybody(self, made: Made) -> None:
        assert [address for address in made.page.addresses() if not address.startswith(("data:", "#"))] == []
        assert made.page.soup.find_all(["script", "iframe", "object", "embed", "link", "base", "form"]) == []
        assert [name for node in made.page.soup.find_all(True) for name in node.attrs if name.startswith("on")] == []

    def test_it_declares_its_language(self, made: Made) -> None:
        lang = made.manifest["parameters"]["lang"]
        assert made.page.soup.html["lang"] == lang
        assert {node["lang"] for node in made.page.soup.find_all(lang=True)} == {lang}

    def test_headings_go_down_one_step_at_a_time(self, made: Made) -> None:
        levels = [int(node.name[1]) for node in made.page.soup.find_all(re.compile(r"^h[1-6]$"))]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))

    def test_ids_are_unique(self, made: Made) -> None:
        ids = [node["id"] for node in made.page.soup.find_all(id=True)]
        assert sorted(ids) == sorted(set(ids))

    def test_no_code_shows(self, made: Made) -> None:
        for trace in ("import tipanalysis", "count_by", "hand_over(", "Settings(", "<matplotlib", "In [", "Out["):
            assert trace not in made.page.html

    def test_every_picture_says_what_it_shows(self, made: Made) -> None:
        images = made.page.soup.find_all("img")
        assert len(images) > 15
        poor = [
            image["alt"] for image in images if len(image.get("alt", "")) < 40 or not re.search(r"\d", image["alt"])
        ]
        assert poor == []

    def test_every_picture_has_its_data_beside_it(self, made: Made) -> None:
        assert all(image.find_parent("figure").find("table") for image in made.page.soup.find_all("img"))

    def test_every_table_has_a_caption_and_headers_with_a_scope(self, made: Made) -> None:
        for table in made.page.soup.find_all("table"):
            assert len(table.caption.get_text(strip=True)) > 10
            assert all(cell.get("scope") for cell in table.find_all("th"))

    def test_it_says_that_the_data_are_synthetic(self, made: Made) -> None:
        lang = made.manifest["parameters"]["lang"]
        words = {"es": "DATOS SINTÉTICOS", "en": "SYNTHETIC DATA"}[lang]
        assert made.page.soup.find("header").get_text().startswith(say("reports_synthetic", lang=lang))
        for table in made.page.soup.find_all("table"):
            assert words in table.find_parent(class_="tip-page").find(class_="tip-synthetic").get_text()

    def test_its_title_is_its_heading(self, made: Made) -> None:
        assert made.page.soup.h1.get_text().startswith(made.page.soup.title.get_text())


def test_numbers_follow_the_habits_of_the_country(report: Made, english: Made) -> None:
    decimal_comma, decimal_point = r"\d,\d\s?%", r"\d\.\d\s?%"
    assert re.search(decimal_comma, report.page.text)
    assert not re.search(decimal_point, report.page.text)
    assert re.search(decimal_point, english.page.text)
    assert not re.search(decimal_comma, english.page.text)


def test_numbers_are_the_same_in_every_language_and_country(report: Made, english: Made) -> None:
    assert [list(table.numbers().values()) for table in report.page.tables] == [
        list(table.numbers().values()) for table in english.page.tables
    ]


class TestProtection:
    """No hidden number anywhere."""

    def test_every_hidden_cell_is_a_mark_and_every_shown_one_its_number(
        self, report: Made, truth: Mapping[str, Any]
    ) -> None:
        seen = set()
        for name, release in truth["publicado"].items():
            for table in tables_of(report.page.tables, release):
                seen.add(name)
                shown = table.numbers()
                for place, n in cells_of(release):
                    assert shown[place] == n, (table.caption, place)
        assert seen == {name for name, release in truth["publicado"].items() if release.by}

    def test_there_is_much_to_hide(self, truth: Mapping[str, Any]) -> None:
        assert sum(release.hidden for release in truth["publicado"].values()) > 50

    def test_no_hidden_number_can_be_worked_out_from_its_table(self, report: Made, truth: Mapping[str, Any]) -> None:
        found = {
            (table.caption, place): (low, high)
            for release in truth["publicado"].values()
            if not release.multi
            for table in tables_of(report.page.tables, release)[:1]
            for place, (low, high) in ranges_of(table).items()
            if high - low < 1
        }
        assert found == {}

    def test_the_true_number_is_always_possible(self, report: Made, truth: Mapping[str, Any]) -> None:
        """A reader who reckons like the test above would be right: the parser reads what the page says."""
        for name, release in truth["publicado"].items():
            if not release.multi:
                counted = truth["tablas"][name]
                true = dict(cells_of(getattr(counted, "counts", counted)))
                for table in tables_of(report.page.tables, release)[:1]:
                    for place, (low, high) in ranges_of(table).items():
                        assert low - 1e-6 <= true[place] <= high + 1e-6

    def test_hidden_cells_of_the_workbook_hold_no_number(self, report: Made, truth: Mapping[str, Any]) -> None:
        book = openpyxl.load_workbook(report.file("xlsx"))
        marks = sum(
            1
            for sheet in book.worksheets[1:]
            for row in sheet.iter_rows(values_only=True)
            for cell in row[-4:]
            if isinstance(cell, str) and HIDDEN in cell
        )
        assert marks >= sum(release.hidden for release in truth["publicado"].values())


def labels_of(release: Release, codes: Place) -> Place:
    book = load_codebook()
    return tuple(
        "Total" if code == TOTAL else book.label(name, code) for name, code in zip(release.by, codes, strict=True)
    )


def cells_of(counted: Any) -> Iterator[tuple[Place, int | None]]:
    """Labels and number of every cell and margin of counts or a release; ``None`` where hidden."""
    for frame in (counted.frame, counted.margins):
        for row in frame.to_dict("records"):
            codes = tuple(row[name] for name in counted.by)
            yield labels_of(counted, codes), None if row.get("status") == "hidden" else int(row["n"])


def tables_of(tables: list[Table], release: Release) -> list[Table]:
    """The tables of the page that show ``release``: its dimensions and its levels."""
    names = tuple(load_codebook()[name].label() for name in release.by)
    places = {place for place, _ in cells_of(release)}
    same = [table for table in tables if tuple(map(str.lower, table.names)) == tuple(map(str.lower, names))]
    return [table for table in same if set(table.cells) == places]


def ranges_of(table: Table) -> dict[Place, tuple[float, float]]:
    """The least and the most that each hidden cell can be, from the shown numbers and the sums of the table alone."""
    numbers = table.numbers()
    places = list(numbers)
    index = {place: position for position, place in enumerate(places)}
    sums = []
    for place in places:
        for axis, level in enumerate(place):
            if level == "Total":
                parts = [
                    p
                    for p in places
                    if p[axis] != "Total" and p[:axis] + p[axis + 1 :] == place[:axis] + place[axis + 1 :]
                ]
                line = np.zeros(len(places))
                line[[index[part] for part in parts]] = 1
                line[index[place]] = -1
                sums.append(line)
    bounds = [(0, None) if numbers[place] is None else (numbers[place], numbers[place]) for place in places]
    return {place: _range(index[place], np.array(sums), bounds) for place in places if numbers[place] is None}


def _range(position: int, sums: np.ndarray, bounds: list[Any]) -> tuple[float, float]:
    aim = np.zeros(len(bounds))
    aim[position] = 1
    low, high = (linprog(sign * aim, A_eq=sums, b_eq=np.zeros(len(sums)), bounds=bounds) for sign in (1, -1))
    assert low.success
    return low.fun, -high.fun if high.success else float("inf")


class TestManifest:
    """What a report says of how it was made."""

    def test_parameters(self, report: Made, english: Made) -> None:
        shared = {"data": "registro_sucio.xlsx", "source": "eri", "periodo": "2018-2022", "policy": "publication"}
        assert report.manifest["report"] == "perfil_anual"
        parameters = {**report.manifest["parameters"], "data": Path(report.manifest["parameters"]["data"]).name}
        assert parameters == {**shared, "lang": "es", "country": "CRI", "metodo": "policy"}
        assert (english.manifest["parameters"]["lang"], english.manifest["parameters"]["country"]) == ("en", "GTM")

    def test_versions(self, report: Made) -> None:
        versions = dict(report.manifest["versions"])
        assert versions.pop("tipanalysis") == tipanalysis.__version__
        assert versions.pop("python").startswith("3.")
        assert {"pandas", "numpy", "scipy", "matplotlib", "narwhals"} <= set(versions)
        assert versions == {name: importlib.metadata.version(name) for name in versions}

    def test_checksums(self, report: Made) -> None:
        data = sha(ROOT / "datasets" / "registro_sucio.xlsx")
        assert report.manifest["data_sha256"] == [data]
        assert {table["checksum"] for table in report.manifest["tables"]} == {data}
        assert report.manifest["notebook_sha256"] == sha(ROOT / "notebooks" / "reports" / "perfil_anual.ipynb")
        others = [report.file(ending) for ending in ENDINGS if ending != "manifest.json"]
        assert report.manifest["files"] == {path.name: sha(path) for path in others}

    def test_every_table_with_its_protection(self, report: Made, truth: Mapping[str, Any]) -> None:
        said = {table["name"]: (tuple(table["by"]), table["hidden"]) for table in report.manifest["tables"]}
        assert said == {name: (release.by, release.hidden) for name, release in truth["publicado"].items()}
        assert {table["policy"] for table in report.manifest["tables"]} == {"publication"}
        assert report.manifest["audit"]["passed"] is True
        assert report.manifest["synthetic"] is True

    def test_the_verdict_of_the_audit_stands_here_and_in_the_page(self, report: Made) -> None:
        verdict = report.manifest["audit"]["summary"]
        assert verdict.startswith("Cuadros auditados: ") and "una persona que esté sola" in verdict
        assert verdict in report.page.text


class TestWorkbook:
    """The workbook beside a report."""

    def test_notes_come_first_and_every_table_has_its_sheet(self, report: Made) -> None:
        book = openpyxl.load_workbook(report.file("xlsx"))
        assert len(book.sheetnames) == len(report.manifest["tables"]) + 1
        assert book.sheetnames[0] == say("pages_notes_sheet")
        assert all(re.fullmatch(r"[^\[\]:*?/\\]{1,31}", name) for name in book.sheetnames)
        notes = " ".join(str(cell) for row in book.worksheets[0].iter_rows(values_only=True) for cell in row if cell)
        assert "DATOS SINTÉTICOS" in notes

    def test_every_sheet_has_a_title_and_no_formula(self, report: Made) -> None:
        for sheet in openpyxl.load_workbook(report.file("xlsx")).worksheets:
            assert sheet["A1"].value
            assert not any(str(cell).startswith("=") for row in sheet.iter_rows(values_only=True) for cell in row)


class TestNotebook:
    """The executed notebook is handed on, so it holds nothing of anybody and nothing of the machine."""

    def test_it_holds_no_records(self, report: Made) -> None:
        text = report.file("ipynb").read_text("utf-8")
        assert "PERSONA SINTÉTICA" not in text
        register = read_register(ROOT / "datasets" / "registro_sucio.xlsx", "eri")
        ids = [value for value in register.records["id"].astype("str") if len(value) > 5]
        assert len(ids) > 500
        assert [value for value in ids if value in text] == []

    @pytest.mark.parametrize("ending", ["html", "ipynb", "manifest.json"])
    def test_it_names_no_folder_of_the_machine(self, report: Made, ending: str) -> None:
        text = report.file(ending).read_text("utf-8")
        words = re.sub(r"base64,[A-Za-z0-9+/=]+", "", text)
        assert [folder for folder in (ROOT, report.folder, Path.home()) if str(folder) in words] == []

    def test_it_can_be_run_again(self, report: Made) -> None:
        given = next(cell for cell in report.notebook["cells"] if "injected-parameters" in cell["metadata"]["tags"])
        held: dict[str, str] = {}
        exec("".join(given["source"]), held)
        del held["__builtins__"]
        assert held["data"] == "datasets/registro_sucio.xlsx"
        assert set(held) == set(report.manifest["parameters"])
