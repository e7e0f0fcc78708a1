"""The table of published numbers in the documents: written by ``python -m published.document``, compared by a test."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from published.case import Published, all_published

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "referencia"
PAGES = {"es": FOLDER / "valores_publicados.md", "en": FOLDER / "valores_publicados.en.md"}
BEGIN = "<!-- tabla -->\n"
HEADS = {
    "es": ("Valor", "Publicado", "Nuestro"),
    "en": ("Value", "Published", "Ours"),
}


def table_of(lang: str) -> str:
    """Every published number under its case, with its source, in Markdown."""
    numbers = sorted(all_published(), key=lambda number: number.case)
    parts = groupby(numbers, key=lambda number: number.case)
    return "\n".join(_part(name, list(of_case), lang) for name, of_case in parts)


def _part(name: str, numbers: list[Published], lang: str) -> str:
    sources = ". ".join(dict.fromkeys(number.source for number in numbers))
    rows = [f"| {number.quantity} | {number.printed} | {number.ours} |" for number in numbers]
    head = f"| {' | '.join(HEADS[lang])} |\n|---|---|---|"
    return "\n".join([f"## `{name}`\n", f"{sources}.\n", head, *rows, ""])


if __name__ == "__main__":
    for lang, path in PAGES.items():
        before = path.read_text("utf-8").partition(BEGIN)[0]
        path.write_text(f"{before}{BEGIN}\n{table_of(lang)}", "utf-8")
