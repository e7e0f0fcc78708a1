"""The project's documents, read: their headings, links and code blocks. README.md is two documents, one a language.

A comment on the line before a block says what becomes of it:
``<!-- archivo: NAME -->`` the reader saves the block under that name; ``<!-- agregar: NAME -->`` adds it to that file;
``<!-- falla -->`` the command is meant to fail; ``<!-- sin ejecutar: why -->`` it is not run.
A ``text`` block right after a block that ran holds what it prints; ``…`` stands for anything; `docs.renew` mends it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = "\n# English\n"
FENCE = re.compile(r"^(?P<indent> *)```(?P<lang>\w*)\n(?P<body>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL)
REMARK = re.compile(r"<!-- *(?P<word>archivo|agregar|falla|sin ejecutar)(?:: *(?P<detail>[^>]*?))? *-->\s*$")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


@dataclass(frozen=True)
class Block:
    """One fenced block: its language, its text without indent, the comment before it, where it starts and ends."""

    lang: str
    text: str
    remark: str
    detail: str
    start: int
    end: int


@dataclass(frozen=True)
class Document:
    """One page in one language."""

    path: Path
    lang: str
    text: str

    @property
    def name(self) -> str:
        return f"{self.path.relative_to(ROOT).as_posix()}-{self.lang}"

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(self._blocks())

    def _blocks(self) -> Iterator[Block]:
        for found in FENCE.finditer(self.text):
            remark = REMARK.search(self.text[: found.start()])
            body = re.sub(rf"^{found['indent']}", "", found["body"], flags=re.MULTILINE)
            word, detail = (remark["word"], remark["detail"] or "") if remark else ("", "")
            yield Block(found["lang"], body, word, detail, found.start(), found.end())

    def shown_after(self, block: Block) -> str | None:
        """The text block that follows another at once: what that one prints."""
        later = next((each for each in self.blocks if each.start > block.start), None)
        if later is None or later.lang != "text" or self.text[block.end : later.start].strip():
            return None
        return later.text

    @property
    def prose(self) -> str:
        """The page without its blocks."""
        return FENCE.sub("", self.text)

    @property
    def headings(self) -> tuple[tuple[int, str], ...]:
        return tuple(
            (len(marks), title) for marks, title in re.findall(r"^(#+) +(.+)$", self.prose, flags=re.MULTILINE)
        )

    @property
    def links(self) -> tuple[str, ...]:
        return tuple(LINK.findall(self.prose))

    @property
    def code_words(self) -> tuple[str, ...]:
        """What stands between backticks in the running text."""
        return tuple(re.findall(r"`([^`\n]+)`", self.prose))


def read_documents() -> tuple[Document, ...]:
    """README in its two halves and every page under docs."""
    readme = ROOT / "README.md"
    spanish, _, english = readme.read_text("utf-8").partition(ENGLISH)
    pages = [
        Document(path, "en" if path.name.endswith(".en.md") else "es", path.read_text("utf-8"))
        for path in sorted((ROOT / "docs").rglob("*.md"))
    ]
    return (Document(readme, "es", spanish), Document(readme, "en", ENGLISH.strip() + "\n" + english), *pages)


def anchors_of(path: Path) -> set[str]:
    """The places of a page that a link can point to."""
    plain = FENCE.sub("", path.read_text("utf-8"))
    return {slug(title) for title in re.findall(r"^#+ +(.+)$", plain, flags=re.MULTILINE)}


def slug(title: str) -> str:
    kept = (sign for sign in title.casefold() if sign in " -_" or unicodedata.category(sign)[0] in "LN")
    return "".join(kept).replace(" ", "-")


def in_common(text: str) -> str:
    """A block without what is meant to differ between the languages."""
    text = re.sub(r" ?--(?:lang|language) en\b", "", text)
    return text.replace('lang="en"', 'lang="es"').rstrip()


DOCUMENTS = read_documents()


def twin_of(page: Document) -> Document | None:
    """The English page of a Spanish one."""
    wanted = page.path if page.path.name == "README.md" else page.path.with_name(f"{page.path.stem}.en.md")
    return next((other for other in DOCUMENTS if other.path == wanted and other.lang == "en"), None)
