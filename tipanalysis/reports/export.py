"""A finished page: the executed notebook as one HTML file that needs nothing from outside."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from ..words.errors import ReportError
from ..words.settings import current_settings

_OUTSIDE = re.compile(r"""(?:src|href)\s*=\s*["'](?!data:|#|mailto:)[^"']*:?//|@import|url\(\s*["']?https?:""", re.I)
_STYLES = (("pages", "style.css"), ("charts", "figure.css"), ("reports", "template/tip/page.css"))


def write_html(notebook: Any, target: Path, *, title: str) -> None:
    """Write the executed ``notebook`` as a self-contained page: code hidden, language declared, print styles inside.

    Raises
    ------
    ReportError
        If anything in the page would ask another host for something.
    """
    resources = {"tip": {"title": title, "lang": current_settings().lang, "style": page_style()}}
    page, _ = _exporter().from_notebook_node(notebook, resources=resources)
    asked = _OUTSIDE.search(page)
    if asked:
        raise ReportError("reports_page_asks_outside", given=asked.group(0))
    target.write_text(page, "utf-8")


@cache
def _exporter() -> Any:
    """One for all pages: it keeps nothing of them, and its template is compiled once.

    Not nbconvert's exporter for HTML: to add what our pages have, it parses each of them again.
    """
    from nbconvert import TemplateExporter

    return TemplateExporter(
        template_name="tip",
        template_file="index.html.j2",
        extra_template_basedirs=[str(files(__package__) / "template")],
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
    )


def page_style() -> str:
    """The rules of style of a page that stands alone: tables, figures and the page itself."""
    root = files(__package__.rpartition(".")[0])
    return "\n".join(root.joinpath(folder, name).read_text("utf-8") for folder, name in _STYLES)
