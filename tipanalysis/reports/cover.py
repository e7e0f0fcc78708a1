"""What every report notebook shares: its head, and tables of numbers computed from what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from ..pages.notes import count_in_words
from ..release.release import Release
from ..words.numbers import format_date
from ..words.texts import say
from .origin import records_name
from .parameters import years_of
from .passage import Passage, title_block
from .spec import load_report


def title_of(report: str, period: str) -> str:
    """The title of a report with its period."""
    return say("annual_title", title=load_report(report).title(), period=span_of(period))


def span_of(period: str) -> str:
    """A period in words: one year, or the first and the last.

    Examples
    --------
    >>> span_of("2018-2022"), span_of("2021")
    ('2018–2022', '2021')
    """
    years = years_of(period)
    return years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}"


def cover(report: str, records: Release, period: str, **more: str) -> Passage:
    """The head of a report: its title, its question and where its numbers come from.

    ``records`` is the release of all records of the source; ``more`` are further facts, each value under the text
    that its name is the key of.
    """
    few = records.total is None
    rows = {
        say("annual_fact_source"): records.provenance.title,
        say("annual_fact_period"): span_of(period),
        **{say(key): value for key, value in more.items()},
        records_name(records): say("annual_few") if few else count_in_words(records, records.total or 0),
        say("annual_fact_made"): format_date(date.today()),
    }
    question = load_report(report).answer()
    return title_block(title_of(report, period), question, rows, synthetic=records.provenance.synthetic)


def computed_table(
    caption: str, head: Sequence[str], rows: Sequence[Sequence[str]], source: Release, about: Sequence[str] = ()
) -> Passage:
    """A table of statistics made of shown numbers; the first cell of a row names it. Nothing where it has no rows.

    ``about`` says other things under it than that it was made of shown numbers only.
    """
    if not rows:
        return Passage("", "")
    top = "".join(f'<th scope="col"{"" if at else _CORNER}>{escape(cell)}</th>' for at, cell in enumerate(head))
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td{_WRAPS}>{escape(cell)}</td>" for cell in cells)}</tr>'
        for first, *cells in rows
    )
    banner = (
        f'<p class="tip-synthetic">{escape(say("pages_note_synthetic"))}</p>' if source.provenance.synthetic else ""
    )
    notes = (*(about or (say("computed_note"),)), say("pages_note_source", title=source.provenance.title))
    under = "\n".join(f"<li>{escape(note)}</li>" for note in notes)
    label = escape(say("pages_table_scrolls", title=caption))
    html = (
        f'<div class="tip-page">{banner}<div class="tip-scroll" role="region" tabindex="0" aria-label="{label}">'
        f'<table class="tip-table"><caption>{escape(caption)}</caption><thead><tr>{top}</tr></thead>'
        f'<tbody>{body}</tbody></table></div><ul class="tip-notes">{under}</ul></div>'
    )
    lines = (tuple(head), *map(tuple, rows), *((note,) for note in notes))
    return Passage(html, "\n".join((caption, *(" · ".join(line) for line in lines))))


_CORNER = ' class="tip-corner"'
_WRAPS = ' style="white-space: normal"'
