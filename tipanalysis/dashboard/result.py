"""The result: what a choice shows, as HTML; or why it shows nothing."""

from __future__ import annotations

import base64
import re
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

from ..pages.table import show_table
from ..pages.workbook import write_workbook
from ..words.settings import using
from ..words.texts import say
from .choice import Choice
from .draw import draw_slice
from .slices import Slice
from .views import Views

_KINDS = {
    "csv": "text/csv;charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_NOT_IN_NAMES = re.compile(r"[^\w+-]+")


def result_html(views: Views, choice: Choice) -> str:
    """Picture, table and downloads of a choice in its language; where nothing can be shown, the reason."""
    with using(choice.lang):
        part = views.slice(choice.view, choice.filters, across=choice.across)
        beside = _beside(views, choice, part)
        shown = [each for each in (part, beside) if each is not None]
        body = f"{slice_html(part, beside)}{_downloads(choice, shown)}"
        return f'<section class="board-result" lang="{choice.lang}">{body}</section>'


def slice_html(part: Slice, beside: Slice | None = None) -> str:
    """Head, picture and tables of a slice, in the language set; where nothing can be shown, the reason."""
    shown = [each for each in (part, beside) if each is not None]
    return "".join([_head(part), _picture(part, beside), *map(_table, shown)])


def status_line(views: Views, choice: Choice) -> str:
    """What is shown now, in one sentence, to be read aloud after a change."""
    with using(choice.lang):
        part = views.slice(choice.view, choice.filters, across=choice.across)
        reason = part.reason()
        return " ".join(filter(None, [say("board_app_now", title=part.title()), reason]))


def _beside(views: Views, choice: Choice, part: Slice) -> Slice | None:
    """The view that belongs next to this one, narrowed alike, where it can be."""
    name = part.view.beside
    if not name or not views.can(name, choice.filters, across=choice.across):
        return None
    return views.slice(name, choice.filters, across=choice.across)


def _head(part: Slice) -> str:
    reason = part.reason()
    why = f'<p class="board-why">{escape(reason)}</p>' if reason else ""
    return f"<h2>{escape(part.title())}</h2>{why}"


def _picture(part: Slice, beside: Slice | None) -> str:
    picture = draw_slice(part, beside)
    if picture is None:
        return ""
    source = base64.b64encode(picture.svg).decode("ascii")
    image = f'<img alt="{escape(picture.alt)}" src="data:image/svg+xml;base64,{source}">'
    label = escape(say("board_app_picture", title=part.title()))
    return f'<div class="board-picture" role="region" tabindex="0" aria-label="{label}">{image}</div>'


def _table(part: Slice) -> str:
    if not part.shown:
        return ""
    by = part.view.by
    across = next((name for name in part.release.by if name != by), None)
    return show_table(part.release, title=part.title(), rows=by, columns=across).html


def _downloads(choice: Choice, parts: list[Slice]) -> str:
    """Links that hold the files themselves: what is downloaded is what is shown, and no server is asked again."""
    kept = [part for part in parts if part.shown]
    if not kept:
        return ""
    links = "".join(f"<li>{link}</li>" for link in _links(choice, kept))
    return f'<h3>{escape(say("board_app_download"))}</h3><ul class="board-downloads">{links}</ul>'


def _links(choice: Choice, parts: list[Slice]) -> Iterator[str]:
    for part in parts:
        yield _link(f"{_stem(part)}.csv", part.csv().encode("utf-8-sig"), say("board_app_csv", title=part.title()))
    if all(part.release.policy.can_write for part in parts):
        yield _link(f"{_stem(parts[0])}.xlsx", _workbook(parts), say("board_app_xlsx", title=parts[0].title()))


def _link(name: str, content: bytes, words: str) -> str:
    source = base64.b64encode(content).decode("ascii")
    kind = _KINDS[name.rpartition(".")[2]]
    return f'<a download="{escape(name)}" href="data:{kind};base64,{source}">{escape(words)}</a>'


def _stem(part: Slice) -> str:
    """The name of a file: the view, what it is filtered by, what goes across."""
    parts = [part.view.name, *(f"{name}-{code}" for name, code in part.filters.items()), *part.release.by[1:]]
    return _NOT_IN_NAMES.sub("-", "_".join(["tablero", *parts]))


def _workbook(parts: list[Slice]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        releases = {part.view.title(): part.release for part in parts}
        return write_workbook(Path(folder, "tablero.xlsx"), releases, title=parts[0].title()).read_bytes()
