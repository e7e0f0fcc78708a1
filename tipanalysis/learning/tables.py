"""The tables of an evaluation before the gate: each figure with the people it is of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import nan
from typing import Any

import numpy as np
import pandas as pd

from ..analysis.estimates import Estimates
from ..analysis.items import item_analysis
from ..analysis.multiplicity import adjust_p
from ..analysis.paired import class_gain, mcnemar_test, mean_draws, paired_change
from ..analysis.records import Numbers
from ..analysis.resampled import limits_of
from ..counts.count import count_by
from ..counts.counts import Counts
from ..register.provenance import Provenance
from ..standard.fixed_codes import NOT_AVAILABLE
from ..standard.matching import normalise
from ..words.numbers import PERCENT
from .bank import LENGTH, form_items
from .definitions import HEADLINE, definitions, error_of_the_test, percent, shown_by
from .figures import Figure, figures, groups
from .pairs import Pair
from .surveys import GOOD, Filled, survey_questions

ALPHA = 0.05
BOTH = "AMBAS"
"""The people who took both tests."""
OTHERS = "OTRAS"
"""Institutions with too few people to be shown one by one."""
Rows = dict[tuple[str, ...], Figure]


def attendance(sizes: Mapping[str, int], origin: Provenance) -> Counts:
    """How many people enrolled, took each test, and took both."""
    return groups(["lista"], {(name,): n for name, n in sizes.items()}, origin)


def achievement(pairs: Sequence[Pair], people: Mapping[str, int], origin: Provenance) -> Estimates:
    """Each definition of having learnt over each denominator, in percent.

    Whatever the denominator, it tells of the people who took both tests, and is hidden where they are too few.
    """
    rows: Rows = {
        (definition.code, name): figure
        for definition in definitions(error_of_the_test(pairs))
        for name, figure in shown_by(definition, pairs, people).items()
    }
    return figures(["definicion", "denominador"], rows, origin, lambda codes: (codes[0], BOTH))


def scores(pairs: Sequence[Pair], origin: Provenance) -> Estimates:
    """Means, their change, the gain of the class, and who moved which way."""
    before, after = [pair.before.score for pair in pairs], [pair.after.score for pair in pairs]
    found, n = paired_change(before, after), len(pairs)
    error = error_of_the_test(pairs)
    rows: Rows = {
        ("MEDIA_PRE",): Figure(n, found.before),
        ("MEDIA_POST",): Figure(n, found.after),
        ("CAMBIO",): Figure(n, found.change, found.lower, found.upper),
        ("P_SIGNOS",): Figure(n, found.p_flip),
        ("P_RANGOS",): Figure(n, found.p_ranks),
        ("GANANCIA",): Figure(n, class_gain(found.before, found.after, LENGTH) * PERCENT),
        ("SUBE",): percent(found.better, n),
        ("IGUAL",): percent(found.same, n),
        ("BAJA",): percent(found.worse, n),
        ("TECHO_PRE",): percent(before.count(LENGTH), n),
        ("TECHO_POST",): percent(after.count(LENGTH), n),
        ("FIABILIDAD",): Figure(n, error.reliability if error else nan),
        ("PUNTOS",): Figure(n, error.points if error else nan),
        ("OTRA_FORMA",): percent(sum(pair.before.form != pair.after.form for pair in pairs), n),
        ("PRIMERO_A",): percent(sum(pair.before.form == "A" for pair in pairs), n),
    }
    return figures(["medida"], rows, origin)


def by_module(pairs: Sequence[Pair], origin: Provenance) -> Estimates:
    """Right answers to the questions of each module before and after, in percent, and the change in points."""
    before, after = marks(pairs, "before"), marks(pairs, "after")
    modules = np.array([item.module for item in form_items("A")])
    rows: Rows = {}
    for module in dict.fromkeys(modules.tolist()):
        first, second = (PERCENT * one[:, modules == module].mean(axis=1) for one in (before, after))
        low, high = _limits(second - first)
        code, n = f"{module:02}", len(pairs)
        rows[code, "PRE"] = Figure(n, float(first.mean()))
        rows[code, "POST"] = Figure(n, float(second.mean()))
        rows[code, "CAMBIO"] = Figure(n, float((second - first).mean()), low, high)
    return figures(["modulo", "medida"], rows, origin)


def marks(pairs: Sequence[Pair], when: str) -> Numbers:
    """A row for each person, a column for each place of the test, 1 where the answer is right."""
    rows = [getattr(pair, when).right for pair in pairs]
    return np.array(rows, dtype="float64").reshape(len(pairs), LENGTH)


def _limits(values: Numbers) -> tuple[float, float]:
    return limits_of(mean_draws(values[:, None])[:, 0], float(values.mean()), ALPHA)


def by_question(pairs: Sequence[Pair], origin: Provenance) -> Estimates:
    """Each place of the tests: who had it right before and after, who gained and lost it, and how it worked."""
    before, after = marks(pairs, "before"), marks(pairs, "after")
    gained, lost = ((a > b).sum(axis=0) for a, b in ((after, before), (before, after)))
    n, worked = len(pairs), item_analysis(after)["discrimination"]
    adjusted = adjust_p([mcnemar_test(int(g), int(b)) for g, b in zip(gained, lost, strict=True)], "holm")
    rows: Rows = {}
    for place in range(LENGTH):
        code = f"{place + 1:02}"
        rows[code, "PRE"] = percent(int(before[:, place].sum()), n)
        rows[code, "POST"] = percent(int(after[:, place].sum()), n)
        rows[code, "GANA"] = percent(int(gained[place]), n)
        rows[code, "PIERDE"] = percent(int(lost[place]), n)
        rows[code, "P"] = Figure(n, float(adjusted[place]))
        rows[code, "DISTINGUE"] = Figure(n, float(worked[place]))
    return figures(["pregunta", "medida"], rows, origin)


def people_frame(pairs: Sequence[Pair], threshold: int) -> pd.DataFrame:
    """Sex and institution of each person and whether the headline holds; small institutions under one name.

    An institution is the same in capitals or not, with accents or without; it is called as whoever came first wrote it.
    """
    headline = next(one for one in definitions(None) if one.code == HEADLINE)
    names: dict[str, str] = {}
    frame = pd.DataFrame(
        {
            "sexo": [pair.sex for pair in pairs],
            "institucion": [names.setdefault(normalise(pair.institution), pair.institution) for pair in pairs],
            "logro": ["SI" if headline.holds(pair.before.score, pair.after.score) else "NO" for pair in pairs],
        },
        dtype="str",
    )
    sizes = frame["institucion"].map(frame["institucion"].value_counts())
    few = (sizes < threshold) & (frame["institucion"] != NOT_AVAILABLE)
    frame["institucion"] = frame["institucion"].mask(few, OTHERS)
    return frame


def by_group(frame: pd.DataFrame, name: str, pairs: Sequence[Pair], origin: Provenance) -> Estimates:
    """The mean change of each group of a variable; the people of a group are what the gate looks at."""
    counts = counted(frame, [name], origin)
    change = np.array([pair.after.score - pair.before.score for pair in pairs], dtype="float64")
    rows: list[dict[str, Any]] = []
    for code, n in zip(counts.frame[name], counts.frame["n"], strict=True):
        of_group = change[(frame[name] == code).to_numpy()]
        low, high = _limits(of_group)
        rows.append({"d": n, "estimate": float(of_group.mean()), "low": low, "high": high})
    made = counts.frame.assign(**pd.DataFrame(rows).to_dict("list"), method="value", status="ok", note="")
    return Estimates(made, counts, (), 1, measure="value")


def counted(frame: pd.DataFrame, by: Sequence[str], origin: Provenance) -> Counts:
    """People by some of the variables, as coming from the answers."""
    return replace(count_by(frame, list(by), unit="persona"), provenance=origin)


def survey_answers(filled: Sequence[Filled], survey: str, origin: Provenance) -> Estimates:
    """Of those who answered each question of a form, the percentage that agrees, or does it at work."""
    rows: Rows = {}
    for asked in survey_questions(survey):
        marked = [one.marks[asked.number] for one in filled if one.survey == survey and one.marks.get(asked.number)]
        if asked.kind in GOOD:
            rows[(asked.column,)] = percent(sum(mark in GOOD[asked.kind] for mark in marked), len(marked))
    return figures(["enunciado"], rows, origin)
