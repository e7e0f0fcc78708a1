"""What was done to make an extract, step by step, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..standard.codebook import load_codebook
from ..words.texts import Phrase, Told
from .columns import is_variable
from .ladder import WHOLE, Ladder, Rung
from .people import People
from .search import Recoding


def steps_of(people: People, ladders: Mapping[str, Ladder], found: Recoding, k: int) -> tuple[Phrase, ...]:
    """A sentence for each quasi-identifier, one for the records suppressed and one for each sensitive variable."""
    return tuple(_steps(people, ladders, found, k))


def _steps(people: People, ladders: Mapping[str, Ladder], found: Recoding, k: int) -> Iterator[Phrase]:
    for name in people.quasi:
        yield _recoded(str(name), ladders[str(name)][found.rungs[str(name)]])
    suppressed = int(found.suppressed.sum())
    if suppressed:
        yield Phrase("extract_step_suppressed", {"n": suppressed, "total": len(people), "k": k})
    else:
        yield Phrase("extract_step_none")
    for name in people.sensitive:
        yield Phrase("extract_step_sensitive", {"variable": label_told(str(name))})


def _recoded(name: str, rung: Rung) -> Phrase:
    variable = {"variable": label_told(name)}
    if rung.name == name:
        return Phrase("extract_step_kept", variable)
    if rung.name == WHOLE:
        return Phrase("extract_step_whole", variable)
    if is_variable(rung):
        return Phrase("extract_step_coarser", {**variable, "to": label_told(rung.name)})
    return Phrase("extract_step_years", variable)


def label_told(variable: str) -> Told:
    """What readers call a variable, in their language."""
    return Told(load_codebook()[variable].labels)
