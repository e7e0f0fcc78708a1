"""The static dashboard: a folder that opens by double-click and holds released numbers only."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.resources import files
from itertools import combinations, product
from pathlib import Path
from typing import Any

from .. import __version__
from ..pages.labels import level_label, unit_label, variable_label
from ..pages.notes import HIDDEN_MARK
from ..reports.workshop import deliver, workshop
from ..standard.fixed_codes import TOTAL
from ..words.numbers import format_date, format_number, format_percent
from ..words.settings import LANGS, current_settings, using
from ..words.texts import say
from .declared import View
from .slices import Row, Slice
from .spoken import alt_of
from .views import Views

PAGE = "index.html"
_AS_THEY_ARE = ("tablero.css", "tablero.js")
_WORDS = ("all", "clear", "detected", "download", "hidden", "language", "share", "synthetic", "table", "title")
_MORE_WORDS = ("key", "total", "view")


def export_views(views: Views, folder: str | Path, *, country: str | None = None) -> Path:
    """Write the views into ``folder`` as pages that a browser opens without a server; returns the page to open.

    Every view with every choice of its filters is in the folder, in each language, in words and numbers; the script
    of the page only shows them. The page begins in the language set; ``country`` is whose way of writing numbers holds.

    Raises
    ------
    OutputError
        For a folder that cannot be written to; then nothing in it has changed.
    """
    out = Path(folder)
    with using(country=country), workshop(out) as bench:
        data = json.dumps(_contents(views), ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
        (bench / "datos.js").write_text(f"window.TABLERO = {data};\n", "utf-8")
        (bench / PAGE).write_text(_page(), "utf-8")
        for name in _AS_THEY_ARE:
            (bench / name).write_text(_asset(name), "utf-8")
        deliver(bench, out)
    return out / PAGE


def _asset(name: str) -> str:
    return files(__package__).joinpath("page", name).read_text("utf-8")


def _page() -> str:
    from jinja2 import Environment

    template = Environment(autoescape=True).from_string(_asset("index.html.j2"))
    words = {"title": say("board_title"), "noscript": say("board_noscript")}
    return template.render(lang=current_settings().lang, **words) + "\n"


def _contents(views: Views) -> dict[str, Any]:
    """All that the script shows: numbers with their texts, sentences by their place in a list of each language."""
    lines: dict[str, dict[str, int]] = {lang: {} for lang in LANGS}
    slices = {key: _slice(part, lines) for view in views.views for key, part in _slices(views, view)}
    return {
        "lang": current_settings().lang,
        "synthetic": views.synthetic,
        "total": TOTAL,
        "mark": HIDDEN_MARK,
        "words": {lang: _words(lang) for lang in LANGS},
        "labels": {lang: _labels(views, lang) for lang in LANGS},
        "levels": {lang: _levels(views, lang) for lang in LANGS},
        "views": [
            {name: getattr(view, name) for name in ("name", "group", "by", "filters", "most", "beside")}
            for view in views.views
        ],
        "choices": {view.name: views.choices(view.name) for view in views.views},
        "slices": slices,
        "lines": {lang: list(told) for lang, told in lines.items()},
        "about": {lang: _about(views, lang) for lang in LANGS},
    }


def _slices(views: Views, view: View) -> Iterator[tuple[str, Slice]]:
    """Every choice of filters with the slice that it shows."""
    choices = views.choices(view.name)
    for many in range(view.most + 1):
        for chosen in combinations(view.filters, many):
            for codes in product(*(choices[name] for name in chosen)):
                filters = dict(zip(chosen, codes, strict=True))
                key = "|".join((view.name, *(f"{name}={code}" for name, code in filters.items())))
                yield key, views.slice(view.name, filters)


def _slice(part: Slice, lines: Mapping[str, dict[str, int]]) -> dict[str, Any]:
    return {
        "rows": [_row(row) for row in part.rows()],
        "told": {lang: _told(part, lang, lines[lang]) for lang in LANGS},
    }


def _row(row: Row) -> dict[str, Any]:
    written: dict[str, Any] = {"code": row.code, "n": row.n}
    if row.reason:
        written["reason"] = True
    if row.n is not None:
        written["text"] = format_number(row.n)
        written["share"] = {lang: "" if row.share is None else format_percent(row.share, lang=lang) for lang in LANGS}
    return written


def _told(part: Slice, lang: str, lines: dict[str, int]) -> dict[str, Any]:
    return {
        "title": part.title(lang),
        "unit": unit_label(part.release.unit, lang),
        "reason": part.reason(lang),
        "alt": alt_of(part, lang),
        "notes": [lines.setdefault(line, len(lines)) for line in part.notes(lang)],
    }


def _words(lang: str) -> dict[str, str]:
    """What the script says of its own; it fills in the numbers and names of the last one."""
    plain = {name: say(f"board_word_{name}", lang=lang) for name in (*_WORDS, *_MORE_WORDS)}
    return plain | {"too_many": say("board_too_many", lang=lang, most="{most}", filter="{filter}")}


def _labels(views: Views, lang: str) -> dict[str, dict[str, str]]:
    variables = {name for view in views.views for name in (view.by, *view.filters)}
    return {
        "groups": {view.group: view.group_label(lang) for view in views.views},
        "views": {view.name: view.title(lang) for view in views.views},
        "variables": {name: variable_label(name, lang) for name in sorted(variables)},
    }


def _levels(views: Views, lang: str) -> dict[str, dict[str, str]]:
    """What the codes are called that stand in some table."""
    found: dict[str, dict[str, str]] = {}
    for release in views.releases.values():
        for name in release.by:
            codes = dict.fromkeys(release.frame[name].astype("str"))
            found.setdefault(name, {}).update({code: level_label(name, code, lang) for code in codes})
    return found


def _about(views: Views, lang: str) -> list[str]:
    origin = views.provenance
    made = format_date(date.today(), lang=lang)
    facts = {"source": origin.title, "file": origin.file, "checksum": origin.checksum[:16]}
    return [
        say("board_about", lang=lang, made=made, version=__version__, **facts),
        say("board_about_together", lang=lang, tables=format_number(len(views.releases))),
        views.audit_summary(lang),
    ]
