"""The table of published numbers in the documents: written by ``python -m published.document``, compared by a test."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import groupby
from pathlib import Path

from published.case import Published, all_published
from published.witnesses import WITNESSES

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "referencia"
PAGES = {"es": FOLDER / "valores_publicados.md", "en": FOLDER / "valores_publicados.en.md"}
BEGIN = "<!-- tabla -->\n"
HEADS = {
    "es": ("Valor", "Publicado", "Nuestro", "Por otro camino"),
    "en": ("Value", "Published", "Ours", "By another route"),
}


def table_of(lang: str) -> str:
    """Every published number under its case, with its source, in Markdown."""
    numbers = sorted(all_published(), key=lambda number: number.case)
    parts = groupby(numbers, key=lambda number: number.case)
    return "\n".join(_part(name, list(of_case), lang) for name, of_case in parts)


def _part(name: str, numbers: list[Published], lang: str) -> str:
    sources = ". ".join(dict.fromkeys(number.source for number in numbers))
    others = witnessed(name)
    told = [(number.quantity, number.printed, number.ours, _written(number, others)) for number in numbers]
    width = len(HEADS[lang]) if others else len(HEADS[lang]) - 1
    rows = [f"| {' | '.join(cells[:width])} |" for cells in told]
    head = f"| {' | '.join(HEADS[lang][:width])} |\n{'|---' * width}|"
    return "\n".join([f"## `{name}`\n", f"{sources}.\n", head, *rows, ""])


def _written(number: Published, others: Mapping[str, float]) -> str:
    """The value of the other route with the digits of the source; empty where there is none."""
    return f"{others[number.quantity]:.{number.decimals}f}" if number.quantity in others else ""


@cache
def witnessed(case: str) -> Mapping[str, float]:
    """The values of a case by another route; none where nobody else computed them."""
    return dict(WITNESSES[case]()) if case in WITNESSES else {}


if __name__ == "__main__":
    for lang, path in PAGES.items():
        before = path.read_text("utf-8").partition(BEGIN)[0]
        path.write_text(f"{before}{BEGIN}\n{table_of(lang)}", "utf-8")
