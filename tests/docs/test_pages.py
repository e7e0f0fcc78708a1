"""The documents hold together: both languages in step, links that lead somewhere, names that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import pytest

from docs.documents import DOCUMENTS, ROOT, Document, anchors_of, in_common, twin_of

SPANISH = [page for page in DOCUMENTS if page.lang == "es"]
MADE_LATER = ("informes", "ruedas", ".venv")
FOLDERS = sorted(path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith("."))


def name_of(page: Document) -> str:
    return page.name


@pytest.mark.parametrize("page", SPANISH, ids=name_of)
def test_both_languages_have_the_same_headings_and_the_same_code(page: Document) -> None:
    twin = twin_of(page)
    assert twin is not None, f"{page.path.name} has no English page beside it"
    assert [level for level, _ in twin.headings] == [level for level, _ in page.headings]
    assert list(code_differences(page, twin)) == []
    assert [target_of(link) for link in twin.links] == [target_of(link) for link in page.links]


def code_differences(page: Document, twin: Document) -> Iterator[tuple[str, str]]:
    """Blocks that differ; what a program prints may, and so may a picture of a file (`toml` with comments)."""
    for mine, yours in zip_longest(page.blocks, twin.blocks):
        if mine is None or yours is None or (mine.lang, mine.remark) != (yours.lang, yours.remark):
            yield getattr(mine, "text", ""), getattr(yours, "text", "")
        elif mine.lang != "text" and without_comments(mine.text) != without_comments(yours.text):
            yield mine.text, yours.text


def without_comments(text: str) -> str:
    return in_common(re.sub(r"^ *#.*\n", "", text, flags=re.MULTILINE))


def target_of(link: str) -> str:
    """Where a link leads, whatever the language; the pages' links to each other are not compared by name."""
    link = link.replace(".en.md", ".md")
    return "#" if link.startswith("#") else link


def test_every_english_page_has_its_spanish_one() -> None:
    twins = {twin.path for page in SPANISH if (twin := twin_of(page))}
    assert {page.path for page in DOCUMENTS if page.lang == "en"} == twins


@pytest.mark.parametrize("page", DOCUMENTS, ids=name_of)
def test_every_link_and_picture_exists(page: Document) -> None:
    assert [link for link in page.links if not leads_somewhere(page, link)] == []


def leads_somewhere(page: Document, link: str) -> bool:
    if "://" in link:
        return False
    name, _, anchor = link.partition("#")
    target = (page.path.parent / name).resolve() if name else page.path
    return target.exists() and (not anchor or anchor in anchors_of(target))


@pytest.mark.parametrize("page", DOCUMENTS, ids=name_of)
def test_links_stay_in_the_language_of_the_page(page: Document) -> None:
    """But for the one at the top that leads to the other language."""
    pages = [link for link in page.links if link.endswith(".md") and twin_exists(page, link)]
    own = [link for link in pages if link.endswith(".en.md") == (page.lang == "en")]
    assert len(pages) - len(own) == (page.path.name != "README.md")


def twin_exists(page: Document, link: str) -> bool:
    target = page.path.parent / link
    return link.endswith(".en.md") or target.with_name(f"{target.stem}.en.md").exists()


def test_every_page_and_picture_can_be_reached_from_the_readme() -> None:
    there = {path.resolve() for path in (ROOT / "docs").rglob("*") if path.is_file()}
    assert there - reachable(ROOT / "README.md") == set()


def reachable(start: Path) -> set[Path]:
    found: set[Path] = set()
    ahead = [start.resolve()]
    while ahead:
        path = ahead.pop()
        if path in found or not path.is_file():
            continue
        found.add(path)
        ahead += [
            (path.parent / link.partition("#")[0]).resolve()
            for page in DOCUMENTS
            if page.path.resolve() == path
            for link in page.links
        ]
    return found


@pytest.mark.parametrize("page", DOCUMENTS, ids=name_of)
def test_folders_and_files_that_a_page_names_exist(page: Document) -> None:
    named = [word for word in page.code_words if word.partition("/")[0] in FOLDERS and re.fullmatch(r"[\w./*-]+", word)]
    missing = [word for word in named if "/" in word and not any(ROOT.glob(word.rstrip("/")))]
    assert [word for word in missing if not word.startswith(MADE_LATER)] == []


@pytest.mark.parametrize("page", DOCUMENTS, ids=name_of)
def test_the_make_commands_that_a_page_names_exist(page: Document) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), flags=re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)", page.prose)) <= targets


@pytest.mark.parametrize("page", [page for page in DOCUMENTS if page.path.name == "README.md"], ids=name_of)
def test_the_readme_names_what_a_newcomer_needs(page: Document) -> None:
    for word in ("make report", "make test", "make start", "instalar.bat", "iniciar.bat", "BSD-3-Clause", "CC BY 4.0"):
        assert word in page.text
    assert [name for name in re.findall(r"\b\w+\.bat\b", page.text) if not (ROOT / name).is_file()] == []


def test_the_readme_names_the_files_of_the_report() -> None:
    """The names come from the command that `make report` runs."""
    order = (ROOT / "Makefile").read_text("utf-8")
    stem = "_".join(["perfil_anual_eri", *re.findall(r"--(?:periodo|country) (\S+)", order)])
    for page in DOCUMENTS:
        if page.path.name == "README.md":
            for ending in ("html", "xlsx", "ipynb", "manifest.json"):
                assert f"`{stem}_{page.lang}.{ending}`" in page.text


def test_the_picture_of_the_report_is_small() -> None:
    picture = ROOT / "docs" / "imagenes" / "informe.png"
    content = picture.read_bytes()
    assert content.startswith(b"\x89PNG")
    assert len(content) < 300_000
    assert 900 <= int.from_bytes(content[16:20], "big") <= 1100
