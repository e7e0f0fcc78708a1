"""What was learnt, ready to be shown: every figure of an evaluation in a release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..analysis.estimates import Estimates
from ..counts.counts import Counts
from ..register.provenance import Provenance
from ..release.policy import Policy, load_policy
from ..release.protect import protect, protect_together
from ..release.release import Release
from ..words.errors import LearningError
from ..words.texts import say
from .answers import Answers
from .pairs import Paired, pair_tests
from .surveys import SURVEYS
from .tables import (
    BOTH,
    achievement,
    attendance,
    by_group,
    by_module,
    by_question,
    counted,
    people_frame,
    scores,
    survey_answers,
)

SOURCE = "evaluacion"
GROUPS = ("sexo", "institucion")


@dataclass(frozen=True)
class Results:
    """The releases of an evaluation by name.

    ``participacion``, ``logro``, ``puntajes``, ``modulos`` and ``preguntas`` are of the whole class, ``sexo`` and
    ``institucion`` of its groups; ``logro_sexo`` is there only where nothing of it has to be hidden, and each form of
    :data:`SURVEYS` where somebody filled it in.
    """

    releases: Mapping[str, Release]


def evaluate(answers: Answers, enrolled: int | None = None, policy: str | Policy = "publication") -> Results:
    """Everything that can be said of the answers to two tests and to the forms.

    Parameters
    ----------
    answers : what :func:`~tipanalysis.learning.answers.read_answers` read
    enrolled : people who enrolled; ``None`` where it is not known, then as many as there are codes
    policy : groups with fewer people than its threshold are hidden, and others with them so that subtracting does not
        bring them back

    Returns
    -------
    Results
        Releases only. Where fewer people than the threshold took both tests everything about results is hidden.

    Raises
    ------
    LearningError
        If nobody took both tests, or fewer enrolled than took a test.
    """
    paired = pair_tests(answers)
    if not paired.pairs:
        raise LearningError("learning_no_pairs", before=len(answers.of("PRE")), after=len(answers.of("POST")))
    if enrolled is not None and enrolled < paired.people:
        raise LearningError("learning_enrolled_few", given=enrolled, codes=paired.people)
    return Results(_released(answers, paired, enrolled or paired.people, load_policy(policy)))


def _released(answers: Answers, paired: Paired, enrolled: int, policy: Policy) -> dict[str, Release]:
    origin, pairs = _origin(answers), paired.pairs
    sizes = {
        "INSCRITAS": enrolled,
        "PRE": len(answers.of("PRE")),
        "POST": len(answers.of("POST")),
        BOTH: len(pairs),
    }
    of_all: dict[str, Counts | Estimates] = {
        "participacion": attendance(sizes, origin),
        "logro": achievement(pairs, {name: n for name, n in sizes.items() if name != "PRE"}, origin),
        "puntajes": scores(pairs, origin),
        "modulos": by_module(pairs, origin),
        "preguntas": by_question(pairs, origin),
    }
    releases = {name: protect(table, policy=policy) for name, table in of_all.items()}
    releases |= _of_groups(paired, origin, policy)
    for survey in SURVEYS:
        if any(one.survey == survey for one in answers.filled):
            releases[survey] = protect(survey_answers(answers.filled, survey, origin), policy=policy)
    return releases


def _origin(answers: Answers) -> Provenance:
    return Provenance(
        source=SOURCE,
        title=say("learning_source"),
        file=", ".join(answers.files),
        checksum=answers.checksum,
        synthetic=answers.synthetic,
        rows_read=len(answers.taken),
    )


def _of_groups(paired: Paired, origin: Provenance, policy: Policy) -> dict[str, Release]:
    """The groups together with their crossing, which is not shown: whoever knows it must not subtract a few people.

    Who reached the headline is said of women and men only where the gate has nothing to hide in that table.
    """
    frame = people_frame(paired.pairs, policy.threshold)
    whole = {name: by_group(frame, name, paired.pairs, origin) for name in GROUPS}
    crossed = counted(frame, GROUPS, origin)
    releases = protect_together({**whole, "cruce": crossed}, policy=policy)
    shown = {name: releases[name] for name in GROUPS}
    reached = protect(counted(frame, ["sexo", "logro"], replace(origin, source=f"{SOURCE}_logro")), policy=policy)
    return shown if reached.hidden else {**shown, "logro_sexo": reached}
