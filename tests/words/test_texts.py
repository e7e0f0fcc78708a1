"""The word files: complete, parallel, and each of their texts in use."""

from __future__ import annotations

import ast
import csv
import json
import pickle
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from tipanalysis.words.errors import SettingsError, TextError, TipError
from tipanalysis.words.settings import using
from tipanalysis.words.texts import has_text, load_texts, say, say_both

ROOT = Path(__file__).resolve().parents[2]
TEXT_FILES = sorted((ROOT / "tipanalysis" / "words" / "texts").glob("*.csv"))
ERRORS = {error.__name__ for error in TipError.__subclasses__()} | {"TipError"}
SPEAKERS = {"say", "say_both", "has_text"} | ERRORS


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def placeholders(text: str) -> list[str]:
    return sorted({name for _, name, _, _ in Formatter().parse(text) if name is not None})


@pytest.mark.parametrize("path", TEXT_FILES, ids=lambda path: path.name)
def test_a_text_file_has_three_columns_and_no_empty_cell(path: Path) -> None:
    header, *rows = rows_of(path)
    assert header == ["key", "es", "en"]
    faulty = [row for row in rows if len(row) != 3 or any(cell != cell.strip() or not cell for cell in row)]
    assert faulty == []


@pytest.mark.parametrize("path", TEXT_FILES, ids=lambda path: path.name)
def test_both_languages_have_the_same_placeholders_and_their_own_quotes(path: Path) -> None:
    rows = rows_of(path)[1:]
    assert [key for key, es, en in rows if placeholders(es) != placeholders(en)] == []
    assert [key for key, es, en in rows if re.search("[“”]", es) or re.search("[«»]", en)] == []


def test_no_key_stands_twice() -> None:
    keys = Counter(row[0] for path in TEXT_FILES for row in rows_of(path)[1:])
    assert [key for key, times in keys.items() if times > 1] == []
    assert set(keys) == set(load_texts())


@cache
def code_trees() -> tuple[tuple[str, ast.AST], ...]:
    """Every piece of Python of the project outside its tests: modules, script notebooks, notebook cells."""
    modules = [*(ROOT / "tipanalysis").rglob("*.py"), *(ROOT / "notebooks").rglob("*.py")]
    trees = [(str(path.relative_to(ROOT)), ast.parse(path.read_text("utf-8"))) for path in modules]
    for folder in ("notebooks", "exercises"):
        for path in (ROOT / folder).rglob("*.ipynb"):
            trees += [(path.name, tree) for tree in cell_trees(path)]
    return tuple(trees)


def cell_trees(path: Path) -> Iterator[ast.AST]:
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            try:
                yield ast.parse("".join(cell["source"]))
            except SyntaxError:
                continue


@cache
def words_used() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    """Whole string literals of the code, the beginnings of its f-strings and the ends of those it says."""
    whole: set[str] = set()
    beginnings: set[str] = set()
    ends: set[str] = set()
    for _, tree in code_trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            if isinstance(node, ast.JoinedStr) and (start := fixed_start(node)):
                beginnings.add(start)
            if (
                isinstance(node, ast.Call)
                and called(node) in SPEAKERS
                and node.args
                and (end := fixed_end(node.args[0]))
            ):
                ends.add(end)
    for pattern in ("*.csv", "*.toml", "*.json", "*.j2"):
        for path in (ROOT / "tipanalysis").rglob(pattern):
            if path.parent.name != "texts":
                whole.update(re.findall(r"[a-z][a-z0-9_]+", path.read_text("utf-8")))
    return frozenset(whole), tuple(sorted(beginnings)), tuple(sorted(ends))


def fixed_start(node: ast.JoinedStr) -> str:
    """The beginning of an f-string that builds a key: ``f"pages_unit_{unit}"`` begins with ``pages_unit_``."""
    first = node.values[0]
    if len(node.values) < 2 or not isinstance(first, ast.Constant):
        return ""
    start = str(first.value)
    return start if re.fullmatch(r"[a-z0-9]+_[a-z0-9_]*", start) else ""


def fixed_end(node: ast.expr) -> str:
    """The end of an f-string that builds a key: ``f"{key}_few"`` ends with ``_few``."""
    last = node.values[-1] if isinstance(node, ast.JoinedStr) and len(node.values) > 1 else None
    end = str(last.value) if isinstance(last, ast.Constant) else ""
    return end if re.fullmatch(r"_[a-z0-9_]+", end) else ""


@pytest.mark.parametrize("path", TEXT_FILES, ids=lambda path: path.name)
def test_every_text_is_used(path: Path) -> None:
    whole, beginnings, ends = words_used()
    keys = [row[0] for row in rows_of(path)[1:]]
    unused = [key for key in keys if key not in whole and not key.startswith(beginnings) and not key.endswith(ends)]
    assert unused == []


def spoken_keys() -> Iterator[tuple[str, str, set[str] | None]]:
    """Where, which key and which values (``None`` where they are passed on whole) for each literal call."""
    for place, tree in code_trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and called(node) in SPEAKERS:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    names = {word.arg for word in node.keywords}
                    passed_on = None in names or called(node) == "has_text"
                    own = {"lang"} if called(node) not in ERRORS else set()
                    yield place, first.value, None if passed_on else {str(name) for name in names - own}


def called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def test_every_text_that_code_asks_for_exists_and_gets_its_values() -> None:
    texts = load_texts()
    missing = [f"{place}: {key}" for place, key, _ in spoken_keys() if key not in texts]
    assert missing == []
    lacking = {
        f"{place}: {key} {set(placeholders(texts[key]['es'])) - values}"
        for place, key, values in spoken_keys()
        if values is not None and set(placeholders(texts[key]["es"])) - values
    }
    assert lacking == set()


def test_say_fills_in_and_follows_the_language() -> None:
    assert say("number_range", low="1", high="2") == "1 a 2"
    assert say("number_range", lang="en", low="1", high="2") == "1 to 2"
    with using(lang="en"):
        assert say("yes") == "yes"
        assert say_both("yes") == "yes\nsí"
    assert say_both("yes") == "sí\nyes"
    assert has_text("yes")
    assert not has_text("maybe")


def test_an_unknown_text_is_an_error_that_says_where_to_look() -> None:
    with pytest.raises(TextError) as caught:
        say("no_such_text")
    assert caught.value.both() == (
        "No existe el texto «no_such_text» en los archivos de palabras. "
        "Revise la clave o agréguela en tipanalysis/words/texts/.\n"
        "There is no text “no_such_text” in the word files. Check the key or add it in tipanalysis/words/texts/."
    )


def test_a_missing_value_is_named() -> None:
    with pytest.raises(TextError) as caught:
        say("number_range", low="1")
    assert caught.value.both() == (
        'Al texto «number_range» le falta el valor «high». Páselo por nombre: say("number_range", high=...).\n'
        'The text “number_range” lacks the value “high”. Pass it by name: say("number_range", high=...).'
    )


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(SettingsError) as caught:
        say("yes", lang="fr")
    assert caught.value.both() == (
        '«fr» no es un idioma del paquete. Hay: es, en. Escriba, por ejemplo, settings(lang="es").\n“fr” is not a '
        'language of the package. Available: es, en. Write, for example, settings(lang="en").'
    )


def test_a_value_of_an_error_may_bear_any_name_and_survives_pickling() -> None:
    error = pickle.loads(pickle.dumps(TextError("text_unknown", given="x", key="y", lang="es")))
    assert str(error) == (
        "No existe el texto «x» en los archivos de palabras. Revise la clave o agréguela en tipanalysis/words/texts/."
    )
