"""LANGUAGE.md holds everywhere: no text of the project uses a word of its avoid list."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OUTSIDE = {".venv", ".git", "build", "dist", "informes", "ruedas", ".ipynb_checkpoints", "tests", ".pytest_cache"}
QUOTED = re.compile(r"«[^»]*»|“[^”]*”")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
LANG_COLUMN = re.compile(r"(?:.*_)?(es|en)")


@dataclass(frozen=True)
class Rule:
    lang: str
    avoid: re.Pattern[str]
    prefer: str
    reason: str
    place: str

    def found_in(self, text: str) -> list[str]:
        seen = QUOTED.sub("«»", text) if self.place == "cita" else text
        return [match[0] for match in self.avoid.finditer(seen)]


@cache
def rules() -> tuple[Rule, ...]:
    table = (ROOT / "LANGUAGE.md").read_text("utf-8").split("|---|---|---|---|---|\n")[1]
    return tuple(rule_of(line) for line in table.splitlines() if line.startswith("|"))


def rule_of(line: str) -> Rule:
    lang, avoid, prefer, reason, place = (
        cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line.strip("|"))
    )
    return Rule(lang, re.compile(rf"\b(?:{avoid})\b", re.IGNORECASE), prefer, reason, place)


def faults(text: str, langs: tuple[str, ...] = ("es", "en")) -> list[str]:
    """What in ``text`` the list says to avoid, with what to prefer."""
    return [
        f"{word} → {rule.prefer}"
        for rule in rules()
        if rule.lang in langs
        for word in rule.found_in(CODE.sub("", text))
    ]


def inside(path: Path) -> bool:
    return not OUTSIDE.intersection(path.relative_to(ROOT).parts)


def found(*patterns: str) -> list[Path]:
    return [path for pattern in patterns for path in sorted(ROOT.glob(pattern)) if inside(path)]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def csv_texts(path: Path) -> Iterator[tuple[str, str]]:
    """(language, cell) of the columns that a reader sees: ``es``, ``en`` and those that end so."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            for column, cell in row.items():
                if column and cell and (lang := LANG_COLUMN.fullmatch(column)):
                    yield lang[1], cell


def settings_texts(path: Path) -> Iterator[str]:
    """Strings of a TOML or JSON file that a reader sees: titles, descriptions and what has a language in its key."""
    text = path.read_text("utf-8")
    yield from seen_strings(tomllib.loads(text) if path.suffix == ".toml" else json.loads(text))


def seen_strings(value: object, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from seen_strings(part, str(name))
    elif isinstance(value, list):
        for part in value:
            yield from seen_strings(part, key)
    elif isinstance(value, str) and (key in ("title", "description") or LANG_COLUMN.fullmatch(key)):
        yield value


def notebook_texts(path: Path) -> str:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def script_texts(path: Path) -> str:
    """The text of a script notebook: its comment lines."""
    return "\n".join(line.lstrip("# ") for line in path.read_text("utf-8").splitlines() if line.startswith("#"))


def test_the_list_is_whole() -> None:
    assert len(rules()) > 40
    assert {rule.lang for rule in rules()} == {"es", "en"}
    assert {rule.place for rule in rules()} == {"alias", "cita"}
    assert [rule for rule in rules() if not (rule.prefer and rule.reason)] == []


def test_what_is_preferred_is_not_avoided() -> None:
    assert [fault for rule in rules() for fault in faults(rule.prefer, (rule.lang,))] == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("La prostitución forzada", "prostitución forzada → explotación sexual"),
        ("un migrante ilegal", "migrante ilegal → persona en condición irregular"),
        ("el número real de víctimas", "número real de víctimas → número de víctimas registradas"),
        ("En Septiembre de 2024", "Septiembre → setiembre"),
        ("Esto demuestra que", "demuestra → muestra, indica"),
        ("the real number of victims", "real number of victims → number of recorded victims"),
        ("illegal migrants", "illegal migrants → person in an irregular situation"),
        ("eradicating trafficking", "eradicating → prevent, reduce"),
    ],
)
def test_the_list_catches(text: str, fault: str) -> None:
    assert fault in faults(text)


def test_quotes_and_code_are_spared_only_where_the_list_says_so() -> None:
    assert faults("El código dice «pornografía infantil».") == []
    assert faults("Los registros traen «indocumentados».") == ["indocumentados → personas en condición irregular"]
    assert faults("La columna `prostitucion`.") == []


CSV_FILES = found("tipanalysis/**/*.csv", "datasets/**/*.csv")
SETTINGS_FILES = found("tipanalysis/**/*.toml", "tipanalysis/**/*.json", "notebooks/**/*.toml", "datasets/**/*.json")
NOTEBOOKS = found("notebooks/**/*.ipynb", "exercises/**/*.ipynb")
SCRIPTS = found("notebooks/**/*.py")
PAGES = found("*.md", "docs/**/*.md", "datasets/**/*.md", "notebooks/**/*.md", "exercises/**/*.md")


@pytest.mark.parametrize("path", CSV_FILES, ids=name_of)
def test_texts_and_labels_avoid_what_the_list_says(path: Path) -> None:
    assert [fault for lang, cell in csv_texts(path) for fault in faults(cell, (lang,))] == []


@pytest.mark.parametrize("path", SETTINGS_FILES, ids=name_of)
def test_titles_and_descriptions_avoid_what_the_list_says(path: Path) -> None:
    assert [fault for text in settings_texts(path) for fault in faults(text)] == []


def test_seen_strings_are_titles_and_what_has_a_language() -> None:
    value = {"title": "a", "es": "b", "label_en": ["c"], "columns": {"alias": "d", "description": "e"}}
    assert list(seen_strings(value)) == ["a", "b", "c", "e"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name_of)
def test_notebooks_avoid_what_the_list_says(path: Path) -> None:
    assert faults(notebook_texts(path)) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=name_of)
def test_script_notebooks_avoid_what_the_list_says(path: Path) -> None:
    assert faults(script_texts(path)) == []


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_documents_avoid_what_the_list_says(path: Path) -> None:
    text = path.read_text("utf-8")
    assert faults(text.split("## 3. Evitar y preferir")[0] if path.name == "LANGUAGE.md" else text) == []
