"""Passages of a report page: headings, sentences and boxes, in the order the reader meets them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from ..words.texts import fill, say


@dataclass(frozen=True)
class Passage:
    """A piece of a page; notebooks and exported pages show its HTML, terminals its text."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


def heading(key: str, level: int = 2, **values: object) -> Passage:
    """A heading; its text is the one named ``key``."""
    text = fill(key, values)
    return Passage(f'<h{level} id="{escape(key)}">{escape(text)}</h{level}>', text)


def paragraph(key: str, **values: object) -> Passage:
    """A paragraph; its text is the one named ``key``."""
    text = fill(key, values)
    return Passage(f"<p>{escape(text)}</p>", text)


def bullets(sentences: Iterable[str], *, css: str = "tip-findings") -> Passage:
    """Sentences as a list."""
    lines = list(sentences)
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return Passage(f'<ul class="{css}">{items}</ul>', "\n".join(f"- {line}" for line in lines))


def facts(rows: Mapping[str, str]) -> Passage:
    """Names and values as a description list; a long value takes the whole width."""
    pairs = "".join(
        f"<div{_WIDE if len(value) > _LONG else ''}><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"
        for name, value in rows.items()
    )
    return Passage(f'<dl class="tip-facts">{pairs}</dl>', "\n".join(f"{name}: {value}" for name, value in rows.items()))


_LONG = 40
_WIDE = ' class="tip-wide"'


def title_block(title: str, question: str, rows: Mapping[str, str], *, synthetic: bool) -> Passage:
    """The head of a report: title, the question it answers, where its numbers come from."""
    banner = f'<p class="tip-banner">{escape(say("reports_synthetic"))}</p>' if synthetic else ""
    html = (
        f'<header class="tip-title">{banner}<h1>{escape(title)}</h1>'
        f'<p class="tip-question">{escape(question)}</p>{facts(rows).html}</header>'
    )
    return Passage(html, f"{title}\n{question}\n{facts(rows).text}")
