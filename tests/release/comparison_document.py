"""The page of comparison in the documents: written by ``python -m release.comparison_document``, compared by a test."""

from __future__ import annotations

from pathlib import Path

from release.comparison import Compared, compared, names

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "referencia"
PAGES = {"es": FOLDER / "cuadros_de_comparacion.md", "en": FOLDER / "cuadros_de_comparacion.en.md"}
BEGIN = "<!-- tabla -->\n"
HEADS = {
    "es": ("Cuadro", "Celdas", "Pequeñas", "Ocultas además", "¿Segura?", "Nuestras, además", "¿Segura?"),
    "en": ("Table", "Cells", "Small", "Hidden beside", "Safe?", "Ours, beside", "Safe?"),
}
SAFE = {"es": "sí", "en": "yes"}
BROKEN = {"es": "no (celdas: {n})", "en": "no (cells: {n})"}
SOURCES = {"es": "Fuentes", "en": "Sources"}


def table_of(lang: str) -> str:
    """One row a table, then where each comes from, in Markdown."""
    tables = [compared(name) for name in names()]
    rows = [f"| {' | '.join(_row(name, one, lang))} |" for name, one in zip(names(), tables, strict=True)]
    sources = [f"- `{name}`: {one.case['source']}." for name, one in zip(names(), tables, strict=True)]
    head = [f"| {' | '.join(HEADS[lang])} |", "|---|---|---|---|---|---|---|"]
    return "\n".join([*head, *rows, "", f"## {SOURCES[lang]}", "", *sources, ""])


def _row(name: str, one: Compared, lang: str) -> tuple[str, ...]:
    return (
        f"`{name}`",
        str(one.cells),
        str(one.primary),
        str(len(one.theirs) - one.primary),
        _verdict(len(one.faults_of_theirs), lang),
        str(len(one.beside)),
        _verdict(len(one.faults_of_ours), lang),
    )


def _verdict(faults: int, lang: str) -> str:
    return BROKEN[lang].format(n=faults) if faults else SAFE[lang]


if __name__ == "__main__":
    for lang, path in PAGES.items():
        before = path.read_text("utf-8").partition(BEGIN)[0]
        path.write_text(f"{before}{BEGIN}\n{table_of(lang)}", "utf-8")
