"""Two small pictures: a percentage with its interval beside the target, and each module before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from ..pages.labels import level_label
from ..release.release import Release
from ..reports.passage import Passage
from ..words.numbers import PERCENT, format_number, format_percent
from ..words.texts import say
from .shown import Seen, people_of, seen, whole_percent

_BLUE, _INK, _GREY, _ORANGE = "#0b5a8a", "#1b1f24", "#8c959f", "#a04000"
_LEFT, _WIDE, _ROW = 290, 400, 30


def target_picture(found: Seen, target: float) -> Passage:
    """The headline as a point with its interval on a scale from 0 to 100, and the target as a line."""
    low, high, at = (_x(value) for value in (found.low or 0.0, found.high or 0.0, target))
    middle = 34
    body = "".join(
        (
            f'<text x="0" y="{middle + 5}">{escape(say("evaluation_picture_headline"))}</text>',
            f'<line x1="{low}" x2="{high}" y1="{middle}" y2="{middle}" stroke="{_BLUE}" stroke-width="5"/>',
            f'<circle cx="{_x(found.value)}" cy="{middle}" r="7" fill="{_BLUE}" stroke="{_INK}"/>',
            f'<line x1="{at}" x2="{at}" y1="14" y2="58" stroke="{_ORANGE}" stroke-width="2" stroke-dasharray="5 3"/>',
            f'<text x="{at}" y="10" text-anchor="middle" fill="{_ORANGE}">'
            f"{escape(say('evaluation_picture_target', target=format_number(target)))}</text>",
            *_axis(58),
        )
    )
    alt = say("evaluation_picture_target_alt", people=people_of(found), target=format_number(target))
    return _figure(say("evaluation_picture_target_title"), alt, body, 82)


def module_picture(release: Release) -> Passage:
    """A line for each module: right answers before (hollow) and after (full); nothing where it is hidden."""
    rows = [
        (level_label("modulo", code), before, after)
        for code in dict.fromkeys(release.frame["modulo"])
        if (before := seen(release, code, "PRE")) and (after := seen(release, code, "POST"))
    ]
    if not rows:
        return Passage("", "")
    bottom = _ROW * len(rows) + 8
    body = "".join((*_axis(bottom), *(_module(row, _ROW * place + 18) for place, row in enumerate(rows))))
    return _figure(say("evaluation_picture_modules_title"), _modules_told(rows), body, bottom + 26)


Module = tuple[str, Seen, Seen]


def _module(row: Module, y: int) -> str:
    name, before, after = row
    start, end = _x(before.value), _x(after.value)
    return (
        f'<text x="0" y="{y + 5}">{escape(name)}</text>'
        f'<line x1="{start}" x2="{end}" y1="{y}" y2="{y}" stroke="{_BLUE}" stroke-width="3"/>'
        f'<circle cx="{start}" cy="{y}" r="6" fill="#ffffff" stroke="{_INK}" stroke-width="1.5"/>'
        f'<circle cx="{end}" cy="{y}" r="6" fill="{_BLUE}" stroke="{_INK}" stroke-width="1.5"/>'
    )


def _modules_told(rows: Sequence[Module]) -> str:
    """The picture in a sentence: where it rose most and least."""
    ordered = sorted(rows, key=lambda row: row[2].value - row[1].value)
    most, least = ordered[-1], ordered[0]
    told = {
        f"{which}_{part}": text
        for which, (name, before, after) in (("most", most), ("least", least))
        for part, text in (("module", name), ("before", whole_percent(before)), ("after", whole_percent(after)))
    }
    return say("evaluation_picture_modules_alt", modules=len(rows), n=format_number(most[1].n), **told)


def _axis(y: int) -> Iterator[str]:
    """The scale in percent, with a faint line at each quarter."""
    for value in range(0, PERCENT + 1, 25):
        at = _x(value)
        yield f'<line x1="{at}" x2="{at}" y1="14" y2="{y}" stroke="{_GREY}" stroke-width="0.6"/>'
        label = escape(format_percent(value, 0))
        yield f'<text x="{at}" y="{y + 17}" text-anchor="middle" font-size="13">{label}</text>'


def _x(value: float) -> float:
    return round(_LEFT + _WIDE * value / PERCENT, 1)


def _figure(title: str, alt: str, body: str, height: int) -> Passage:
    width = _LEFT + _WIDE + 30
    html = (
        f'<figure class="tip-figure"><figcaption class="tip-figure-title"><strong>{escape(title)}</strong></figcaption>'
        f'<svg role="img" aria-label="{escape(alt)}" viewBox="0 0 {width} {height}" '
        f'style="width:100%;max-width:{width}px" font-family="sans-serif" font-size="14" fill="{_INK}">{body}</svg>'
        f'<div class="tip-figure-notes"><p>{escape(alt)}</p></div></figure>'
    )
    return Passage(html, alt)
