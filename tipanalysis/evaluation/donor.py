"""The page for whoever funds: indicators of the results framework that an evaluation can fill, and those it cannot."""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files

from ..learning.results import Results
from ..pages.notes import HIDDEN_MARK
from ..reports.passage import Passage, bullets, paragraph, title_block
from ..words.errors import LearningError
from ..words.numbers import format_number
from ..words.settings import LANGS, current_settings
from ..words.texts import Text, say
from .page import HEADLINE, whole_page
from .shown import Seen, people_of, seen
from .verdicts import claim, verdict_of

NOT_STARTED, UNDER_WAY, DONE, NOT_MEASURED = "no_iniciado", "en_curso", "logrado", "no_medido"
SIGNS = {NOT_STARTED: "○", UNDER_WAY: "◐", DONE: "✔", NOT_MEASURED: "?"}
"""Each status with its sign; the word stands beside it and the colour only repeats them."""


@dataclass(frozen=True)
class Indicator:
    """An indicator of the framework: what fills it, its target, and what to know before it is read."""

    id: str
    fill: str
    target: int
    text: Text
    note: Text


@cache
def load_indicators() -> Mapping[str, Indicator]:
    """The indicators on training, by number.

    Examples
    --------
    >>> list(load_indicators())
    ['1.1b', '1.1c', '1.3a', '2.1b', '2.1e', '2.3c']
    """
    rows = csv.DictReader(files(__package__).joinpath("marco.csv").read_text("utf-8").splitlines())
    return {
        row["indicator"]: Indicator(
            id=row["indicator"],
            fill=row["fill"],
            target=int(row["target"]),
            text={lang: row[lang] for lang in LANGS},
            note={lang: row[f"note_{lang}"] for lang in LANGS},
        )
        for row in rows
    }


def check_indicators(given: Collection[str]) -> None:
    """Refuse indicators that the framework does not have.

    Raises
    ------
    LearningError
        Naming those that there are.
    """
    for one in given:
        if one not in load_indicators():
            raise LearningError("evaluation_indicator_unknown", given=one, known=", ".join(load_indicators()))


def donor_page(results: Results, measured: Collection[str], not_started: Collection[str] = ()) -> str:
    """The page as HTML that needs nothing from outside.

    Parameters
    ----------
    results : of one evaluation
    measured : the indicators that its training belongs to; all others are «not measured», never 0
    not_started : those whose activities have not begun
    """
    title = say("evaluation_donor_title")
    lists = results.releases["participacion"]
    rows = [_row(indicator, results, measured, not_started) for indicator in load_indicators().values()]
    passages = [
        title_block(
            title,
            say("evaluation_donor_question"),
            {say("evaluation_fact_source"): say("evaluation_source", files=lists.provenance.file)},
            synthetic=lists.provenance.synthetic,
        ),
        paragraph("evaluation_donor_how"),
        Passage(_table(rows), ""),
        bullets((say(f"evaluation_donor_limit_{name}") for name in ("baseline", "status", "alone")), css="tip-limits"),
    ]
    return whole_page(title, passages, STYLE)


STYLE = (
    ".tip-status { white-space: nowrap; font-weight: 600; }\n"
    f".tip-{DONE} {{ color: #1a6b2f; }} .tip-{NOT_MEASURED} {{ color: #57606a; }}\n"
    ".tip-page .tip-table.tip-donor thead th { text-align: left; }\n"
    ".tip-page .tip-table.tip-donor td { text-align: left; white-space: normal; max-width: 20em; }\n"
)


@dataclass(frozen=True)
class Filled:
    """One row of the page: the value in words, the status, and what is said of both."""

    indicator: Indicator
    value: str
    status: str
    said: str


def _row(indicator: Indicator, results: Results, measured: Collection[str], not_started: Collection[str]) -> Filled:
    if indicator.id in not_started:
        return Filled(indicator, "—", NOT_STARTED, say("evaluation_donor_not_started"))
    if indicator.id not in measured:
        return Filled(indicator, "—", NOT_MEASURED, say("evaluation_donor_not_measured"))
    found = _found(indicator, results)
    note = indicator.note[current_settings().lang]
    if found is None:
        return Filled(indicator, HIDDEN_MARK, NOT_MEASURED, say("evaluation_donor_hidden"))
    if indicator.fill == "share":
        return Filled(
            indicator, people_of(found), status_of(indicator, found), f"{claim(found, indicator.target)} {note}"
        )
    return Filled(indicator, format_number(found.n), status_of(indicator, found), note)


def _found(indicator: Indicator, results: Results) -> Seen | None:
    """What fills an indicator: the headline over all who enrolled, or the people who took the last test."""
    if indicator.fill == "share":
        return seen(results.releases["logro"], HEADLINE, "INSCRITAS")
    return seen(results.releases["participacion"], "POST")


def status_of(indicator: Indicator, found: Seen | None) -> str:
    """The status of a measured indicator: a percentage is done only where the target can be claimed.

    One activity never shows regular participation, however many people came.
    """
    if found is None:
        return NOT_MEASURED
    if indicator.fill == "share":
        return DONE if verdict_of(found, indicator.target) == "claimed" else UNDER_WAY
    return DONE if indicator.fill == "people" and found.n >= indicator.target else UNDER_WAY


def _table(rows: list[Filled]) -> str:
    lang = current_settings().lang
    head = "".join(
        f'<th scope="col">{escape(say(f"evaluation_donor_head_{name}"))}</th>'
        for name in ("indicator", "target", "value", "status", "said")
    )
    body = "".join(
        f'<tr><th scope="row"><strong>{row.indicator.id}</strong> {escape(row.indicator.text[lang])}</th>'
        f"<td>{escape(_target(row.indicator))}</td><td>{escape(row.value)}</td>"
        f'<td class="tip-status tip-{row.status}">{_status(row.status)}</td>'
        f"<td>{escape(row.said)}</td></tr>"
        for row in rows
    )
    caption = escape(say("evaluation_donor_caption"))
    return (
        f'<div class="tip-page"><div class="tip-scroll" role="region" tabindex="0" aria-label="{caption}">'
        f'<table class="tip-table tip-donor"><caption>{caption}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div></div>"
    )


def _status(status: str) -> str:
    return f"{SIGNS[status]} {escape(say(f'evaluation_status_{status}'))}"


def _target(indicator: Indicator) -> str:
    key = "evaluation_donor_percent" if indicator.fill == "share" else "evaluation_donor_people"
    return say(key, n=format_number(indicator.target))
