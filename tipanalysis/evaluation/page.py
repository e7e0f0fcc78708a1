"""The page of an evaluation: what it says of learning, and what it cannot say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import escape

from ..learning.bank import LENGTH, form_items
from ..learning.definitions import TARGET
from ..learning.results import GROUPS, Results
from ..learning.surveys import SURVEYS, survey_questions
from ..pages.labels import level_label, variable_label
from ..pages.notes import HIDDEN_MARK, policy_line
from ..release.release import Release
from ..reports.cover import computed_table
from ..reports.export import page_style
from ..reports.passage import Passage, bullets, heading, paragraph, title_block
from ..words.numbers import format_date, format_number, format_percent
from ..words.settings import current_settings
from ..words.texts import say
from .picture import module_picture, target_picture
from .shown import Seen, change, correlation, in_words, limits, mean, p_value, people_of, seen, signed, whole_percent
from .verdicts import claim

FEW = 15
"""People below whom a real gain of usual size is missed as often as not: power of the paired test, by simulation."""
LISTS = ("INSCRITAS", "PRE", "POST", "AMBAS")
DENOMINATORS = ("INSCRITAS", "POST", "AMBAS")
HEADLINE = "TITULAR"


def evaluation_page(results: Results, target: float = TARGET) -> str:
    """The whole page as HTML that needs nothing from outside, in the language set."""
    title = say("evaluation_title")
    releases = results.releases
    headline = seen(releases["logro"], HEADLINE, "INSCRITAS")
    passages = [
        _cover(releases),
        _findings(releases, target),
        *([target_picture(headline, target)] if headline else []),
        *_sections(releases),
    ]
    return whole_page(title, passages)


def whole_page(title: str, passages: Sequence[Passage], style: str = "") -> str:
    """Passages as a page that stands alone."""
    body = "\n".join(passage.html for passage in passages)
    return (
        f'<!DOCTYPE html>\n<html lang="{current_settings().lang}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>'
        f"<style>\n{page_style()}{style}</style></head>\n<body><main>\n{body}\n</main></body></html>\n"
    )


def _cover(releases: Mapping[str, Release]) -> Passage:
    lists = releases["participacion"]
    rows = {
        say("evaluation_fact_source"): say("evaluation_source", files=lists.provenance.file),
        **{level_label("lista", name): _people(lists, name) for name in LISTS},
        say("evaluation_fact_made"): format_date(date.today()),
    }
    return title_block(say("evaluation_title"), say("evaluation_question"), rows, synthetic=lists.provenance.synthetic)


def _people(lists: Release, name: str) -> str:
    return in_words(lists, lambda found: format_number(found.n), name)


def _findings(releases: Mapping[str, Release], target: float) -> Passage:
    """What there is to know, in sentences; where the class is too small, that alone."""
    headline, scores = seen(releases["logro"], HEADLINE, "INSCRITAS"), releases["puntajes"]
    before, after, moved, chance = (seen(scores, code) for code in ("MEDIA_PRE", "MEDIA_POST", "CAMBIO", "P_SIGNOS"))
    if not (headline and before and after and moved and chance):
        return bullets([say("evaluation_found_hidden"), say("evaluation_found_alone")])
    lines = [
        say("evaluation_found_headline", people=people_of(headline)),
        claim(headline, target),
        say("evaluation_found_mean", before=mean(before), after=mean(after), most=LENGTH, change=change(moved)),
        say("evaluation_found_chance", p=p_value(chance)),
        *([say("evaluation_found_few", n=format_number(moved.n))] if moved.n < FEW else []),
        say("evaluation_found_alone"),
    ]
    return bullets(lines)


def _sections(releases: Mapping[str, Release]) -> Iterator[Passage]:
    yield from _achieved(releases["logro"], releases["puntajes"])
    yield from _moved(releases["puntajes"])
    yield from _modules(releases["modulos"])
    yield from _questions(releases["preguntas"])
    yield from _groups(releases)
    yield from _surveys(releases)
    yield heading("evaluation_limits")
    yield bullets((say(f"evaluation_limit_{name}") for name in LIMITS), css="tip-limits")
    yield heading("evaluation_method")
    yield bullets(
        [
            *(say(f"evaluation_method_{name}") for name in METHODS),
            policy_line(releases["sexo"]),
        ],
        css="tip-limits",
    )


LIMITS = ("alone", "test", "memory", "missing", "work")
METHODS = ("score", "pairing", "interval", "mean", "flip", "ranks", "gain", "question", "worked")


def _table(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]], release: Release) -> Passage:
    """A table of figures with the legend of its marks."""
    marks = {cell for row in rows for cell in row}
    notes = [say("evaluation_hidden_mark", mark=HIDDEN_MARK)] if HIDDEN_MARK in marks else []
    return computed_table(caption, head, rows, release, (*notes, say("evaluation_note", n=_widest(release))))


def _widest(release: Release) -> str:
    """Of how many people the figures of a release are at most."""
    sizes = release.frame["n"].dropna()
    return format_number(int(sizes.max())) if len(sizes) else HIDDEN_MARK


def _codes(release: Release, name: str) -> list[str]:
    return list(dict.fromkeys(release.frame[name]))


def _achieved(release: Release, scores: Release) -> Iterator[Passage]:
    rows = [
        (level_label("definicion", code), *(in_words(release, people_of, code, name) for name in DENOMINATORS))
        for code in _codes(release, "definicion")
    ]
    yield heading("evaluation_achieved")
    yield paragraph("evaluation_achieved_how")
    head = (say("evaluation_head_definition"), *(say(f"evaluation_of_{name}") for name in DENOMINATORS))
    yield _table(say("evaluation_achieved_caption"), head, rows, release)
    points, trust = seen(scores, "PUNTOS"), seen(scores, "FIABILIDAD")
    if points and trust:
        yield paragraph(
            "evaluation_reliable", points=format_number(points.value), reliability=format_number(trust.value, 2)
        )
    else:
        yield paragraph("evaluation_reliable_not")


MEASURES = (
    ("MEDIA_PRE", mean),
    ("MEDIA_POST", mean),
    ("CAMBIO", change),
    ("GANANCIA", whole_percent),
    ("SUBE", people_of),
    ("IGUAL", people_of),
    ("BAJA", people_of),
    ("TECHO_PRE", people_of),
    ("TECHO_POST", people_of),
    ("P_SIGNOS", p_value),
    ("P_RANGOS", p_value),
)
"""What is told of the scores of a class, each in its form."""


def _moved(release: Release) -> Iterator[Passage]:
    rows = [(level_label("medida", code), in_words(release, form, code)) for code, form in MEASURES]
    yield heading("evaluation_moved")
    yield _table(
        say("evaluation_moved_caption"), (say("evaluation_head_measure"), say("evaluation_head_value")), rows, release
    )
    crossed, first = seen(release, "OTRA_FORMA"), seen(release, "PRIMERO_A")
    if crossed and first:
        yield paragraph(_order_of(crossed, first), a=format_number(first.people), n=format_number(first.n))


def _order_of(crossed: Seen, first: Seen) -> str:
    """Whether the two tests were taken in crossed order, so that the harder one does not look like learning."""
    if crossed.people < crossed.n:
        return "evaluation_order_same"
    return "evaluation_order_crossed" if 0 < first.people < first.n else "evaluation_order_one"


def _modules(release: Release) -> Iterator[Passage]:
    rows = [
        (
            level_label("modulo", code),
            in_words(release, whole_percent, code, "PRE"),
            in_words(release, whole_percent, code, "POST"),
            in_words(release, _points, code, "CAMBIO"),
        )
        for code in _codes(release, "modulo")
    ]
    yield heading("evaluation_modules")
    yield paragraph("evaluation_modules_how")
    yield module_picture(release)
    head = ("evaluation_head_module", "evaluation_head_before", "evaluation_head_after", "evaluation_head_points")
    yield _table(say("evaluation_modules_caption"), [say(key) for key in head], rows, release)


def _points(found: Seen) -> str:
    """A change in points of a percentage, with its interval."""
    return say("evaluation_change", change=signed(found.value, 0), range=limits(found, 0))


COLUMNS = (
    ("PRE", whole_percent),
    ("POST", whole_percent),
    ("GANA", whole_percent),
    ("PIERDE", whole_percent),
    ("P", p_value),
    ("DISTINGUE", correlation),
)


def _questions(release: Release) -> Iterator[Passage]:
    rows = [
        (_question(code), *(in_words(release, form, code, name) for name, form in COLUMNS))
        for code in _codes(release, "pregunta")
    ]
    yield heading("evaluation_questions")
    yield paragraph("evaluation_questions_how")
    head = [say("evaluation_head_question"), *(say(f"evaluation_head_{name}") for name, _ in COLUMNS)]
    yield _table(say("evaluation_questions_caption"), head, rows, release)


def _question(code: str) -> str:
    """A place of the tests: its number, its module and the items of the bank that stand there."""
    place = int(code) - 1
    first, second = (form_items(form)[place] for form in ("A", "B"))
    module = level_label("modulo", f"{first.module:02}")
    return say("evaluation_question_row", number=int(code), module=module, a=first.id, b=second.id)


def _groups(releases: Mapping[str, Release]) -> Iterator[Passage]:
    yield heading("evaluation_groups")
    yield paragraph("evaluation_groups_how")
    for name in GROUPS:
        release = releases[name]
        rows = [
            (
                level_label(name, code),
                in_words(release, lambda found: format_number(found.n), code),
                in_words(release, change, code),
            )
            for code in _codes(release, name)
        ]
        head = (variable_label(name), say("evaluation_head_people"), say("evaluation_head_change"))
        yield _table(say(f"evaluation_groups_{name}"), head, rows, release)
    yield from _reached(releases.get("logro_sexo"))


def _reached(release: Release | None) -> Iterator[Passage]:
    """Who reached the headline by sex, where all of it may be said."""
    if release is None:
        yield paragraph("evaluation_reached_hidden")
        return
    counts = release.frame.set_index(["sexo", "logro"])["n"]
    rows = []
    for code in _codes(release, "sexo"):
        yes, no = (int(counts.get((code, answer), 0)) for answer in ("SI", "NO"))
        share = format_percent(100 * yes / (yes + no), 0) if yes + no else HIDDEN_MARK
        rows.append((level_label("sexo", code), format_number(yes), format_number(yes + no), share))
    head = ("evaluation_head_reached", "evaluation_head_people", "evaluation_head_share")
    yield _table(
        say("evaluation_reached_caption"), (variable_label("sexo"), *(say(key) for key in head)), rows, release
    )


def _surveys(releases: Mapping[str, Release]) -> Iterator[Passage]:
    for name in SURVEYS:
        if name not in releases:
            continue
        release, lang = releases[name], current_settings().lang
        texts = {asked.column: asked.text[lang] for asked in survey_questions(name)}
        rows = [(texts[code], in_words(release, people_of, code)) for code in _codes(release, "enunciado")]
        yield heading(f"evaluation_{name}")
        yield paragraph(f"evaluation_{name}_how")
        head = (say("evaluation_head_statement"), say(f"evaluation_head_{name}"))
        yield _table(say(f"evaluation_{name}_caption"), head, rows, release)
