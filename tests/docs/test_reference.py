"""The reference pages leave nothing out: every command, option, key, file and column that there is."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import click
import pytest

from docs.documents import DOCUMENTS, ROOT, Document
from tipanalysis.cli import commands
from tipanalysis.register import source_check, source_parts
from tipanalysis.register.source_map import list_source_maps
from tipanalysis.release.policy import Policy, list_policies
from tipanalysis.reports.spec import list_reports
from tipanalysis.words.settings import COUNTRIES

DATA = ROOT / "tipanalysis" / "standard" / "data"
PARTS = [source_parts.SourceMap, source_parts.FileSpec, source_parts.SheetSpec, source_parts.ColumnSpec]
PARTS += [source_parts.FilterSpec, source_parts.IdentifierSpec, source_parts.LocalVariable]


def pages(stem: str) -> list[Document]:
    return [page for page in DOCUMENTS if page.path.name in (f"{stem}.md", f"{stem}.en.md")]


def by_language(stem: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("page", pages(stem), ids=lambda page: page.lang)


def lines(pattern: str, page: Document) -> list[Any]:
    """What a pattern finds in the lines of a page that it fits."""
    return re.findall(rf"^{pattern}$", page.text, flags=re.MULTILINE)


def orders(group: click.Group, above: str) -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group) and command.commands:
            yield from orders(command, f"{above} {name}")
        else:
            yield f"{above} {name}"


@by_language("ordenes")
def test_every_command_and_option_is_told(page: Document) -> None:
    named = [word.partition(" …")[0] for word in page.code_words]
    assert [order for order in orders(commands, "tipanalysis") if order not in named] == []
    parameters = [parameter for spec in list_reports() for parameter in spec.parameters]
    assert [each.name for each in parameters if f"`--{each.name}`" not in page.text] == []
    report = page.text.partition("## `tipanalysis report`")[2].partition("\n## ")[0]
    told = dict(re.findall(r"^\| `--(\w+)` \|.*\| ([^|]+) \|$", report, flags=re.MULTILINE))
    defaults = {(each.name, each.default) for each in parameters} | {("out", "informes")}
    assert [each for each in sorted(defaults) if f"`{each[1]}`" not in told[each[0]]] == []


@by_language("ordenes")
def test_every_choice_of_an_option_is_told(page: Document) -> None:
    known = (*COUNTRIES, *list_policies(), *(spec.name for spec in list_reports()))
    assert [name for name in known if f"`{name}`" not in page.text] == []
    assert [name for name in list_source_maps() if name not in page.text] == []


@by_language("ordenes")
def test_every_environment_variable_is_told_and_no_other(page: Document) -> None:
    sources = [*(ROOT / "tipanalysis").rglob("*.py"), ROOT / "instalar.py"]
    used = {name for path in sources for name in re.findall(r"[\"'](TIPANALYSIS_[A-Z]+)[\"']", path.read_text("utf-8"))}
    told = set(lines(r"\| `(TIPANALYSIS_[A-Z]+)` \|.*", page))
    assert told == used


@by_language("mapa_de_fuente")
def test_every_key_of_a_source_map_is_told_and_no_other(page: Document) -> None:
    keys = {field.name for part in PARTS for field in fields(part)}
    told = {key for row in lines(r"\| (`[^|]+) \|.*", page) for key in re.findall("`(.+?)`", row)}
    sections = set(lines(r"## `\[+(\w+).*", page))
    assert told | sections | ({"keep", "drop", "variable"} & set(page.code_words)) == keys


@by_language("mapa_de_fuente")
def test_every_value_a_key_takes_is_told(page: Document) -> None:
    values = (*source_check.UNITS, *source_check.KINDS, *source_check.ORDERS, *source_check.OWN)
    assert [value for value in values if f"`{value}`" not in page.text] == []


@by_language("mapa_de_fuente")
def test_the_defaults_of_columns_are_told(page: Document) -> None:
    told = dict(lines(r"\| `(zero|markers|required|order|synthetic)` \|.*\| `(\w+)` \|", page))
    plain = {field.name: field.default for part in PARTS for field in fields(part) if field.name in told}
    assert told == {name: str(value).lower() for name, value in plain.items()}
    assert len(told) == 5


@by_language("codigos")
def test_every_file_of_the_standard_is_told_with_its_columns(page: Document) -> None:
    rows = dict(lines(r"\| `tipanalysis/standard/data/(\S+\.csv)` \|[^|]*\|(.*)\|", page))
    assert {name for name in rows if "*" not in name} == {path.name for path in DATA.glob("*.csv")}
    for name, told in rows.items():
        for path in DATA.glob(name):
            with path.open(encoding="utf-8-sig", newline="") as file:
                columns = next(csv.reader(file))
            wanted = rows["age_bands.csv"] if name == "duration_bands.csv" else told
            assert re.findall("`(.+?)`", wanted) == columns


@by_language("codigos")
def test_the_columns_of_country_files_are_told(page: Document) -> None:
    for path in sorted((DATA / "countries").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert [column for column in next(csv.reader(file)) if column not in page.code_words] == []


@by_language("cambiar_la_proteccion")
def test_every_policy_and_every_key_of_one_is_told(page: Document) -> None:
    keys = [field.name for field in fields(Policy) if field.name != "name"]
    assert [name for name in (*list_policies(), *keys) if f"`{name}`" not in page.text] == []


@by_language("primer_informe")
def test_the_words_that_the_tutorial_quotes_stand_in_the_report(page: Document) -> None:
    """But for the installer's on Windows, which speaks Spanish there."""
    files = [*(ROOT / "tipanalysis" / "words" / "texts").glob("*.csv"), ROOT / "tipanalysis" / "words" / "setup.csv"]
    texts = [row[lang] for path in files for row in rows_of(path) for lang in {page.lang, "es"}]
    quoted = [one or other for one, other in re.findall("«([^»]+)»|“([^”]+)”", page.prose)]
    assert len(quoted) > 4
    assert [words for words in quoted if not any(opening(words) in opening(text) for text in texts)] == []


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def opening(words: str) -> str:
    """The words up to where the quotation breaks off, with any number for a number."""
    return re.sub(r"\d+|\{\w+\}", "#", words.rstrip("…."))
