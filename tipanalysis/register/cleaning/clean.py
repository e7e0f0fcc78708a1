"""Cleaning a register: rules decide what reading left open, each change goes to the log, nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from ...standard.codebook import load_codebook
from ...standard.fixed_codes import TO_REVIEW
from ..faults import in_row_order
from ..register import LOG_COLUMNS, Register
from ..remembered import remembered, without_title
from .cells import is_open, lines_of_cells, states_of
from .decide import ABOUT_VALUES, Decision, Words, find_decisions, held_codes, words_alone
from .follow import follow
from .rules import Rule, load_catalogue
from .write import write_values

_NOTHING = ("<NA>", "NaT", "nan", "")


def clean(register: Register, *, rules: Sequence[Rule] = ()) -> Register:
    """The register with every value set right that a rule decides; whatever no rule decides stays to review.

    Parameters
    ----------
    register : as :func:`~tipanalysis.register.read.read_register` gave it
    rules : rules of an office, from :func:`~tipanalysis.register.cleaning.rule_files.read_rules` or a filled-in review;
        they come before those of the package and may also settle values that a rule of the package asks about

    Returns
    -------
    Register
        The same records. Each change is a line of ``log``, so that
        :func:`~tipanalysis.register.cleaning.explain.explain` gives the raw value back; derived variables (age
        bands, origin, years) follow. Cleaning a clean register changes nothing.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> register = tip.read_register("datasets/registro_sucio.xlsx", source="eri")
    >>> tidy = clean(register)
    >>> len(tidy) == len(register), clean(tidy).log.equals(tidy.log)
    (True, True)
    """
    made = remembered(lambda: ("clean", without_title(register), tuple(rules)), lambda: _changed(register, rules))
    return register if made is None else replace(made, provenance=register.provenance)


def _changed(register: Register, rules: Sequence[Rule]) -> Register | None:
    """The register set right; ``None`` where it stays as it is."""
    made = clean_part(register, words_alone(register), rules=rules)
    return None if made is register else made


def clean_part(register: Register, words: Words, *, rules: Sequence[Rule] = ()) -> Register:
    """The same for a part of a file: ``words`` are those that stand alone anywhere in the file."""
    decisions = list(_effective(register, find_decisions(register, (*rules, *load_catalogue()), words)))
    if not decisions:
        return register
    log = pd.concat([register.log, _lines(decisions)], ignore_index=True)
    log = in_row_order(log, register.places["hoja"].unique())
    written = write_values(replace(register, log=log), decisions, _still_open(register, log))
    changing = [decision for decision in decisions if decision.codes != decision.before]
    return replace(follow(written, changing), faults=_left(register, decisions))


def _effective(register: Register, decisions: Sequence[Decision]) -> Iterator[Decision]:
    """The decisions that change something: one for a cell, and additions only where nothing is known."""
    taken: set[tuple[str, str]] = set()
    ids = {decision.id for decision in decisions}
    held = {name: held_codes(register, name, ids) for name in {decision.variable for decision in decisions}}
    for decision in sorted(decisions, key=lambda item: item.only_unknown):
        now = held[decision.variable].get(decision.id)
        place = (decision.id, decision.variable)
        if now is None or (decision.only_unknown and (place in taken or not _is_unknown(now))):
            continue
        if not decision.only_unknown and not _may_replace(register, decision, now):
            continue
        taken.add(place)
        yield decision


def _is_unknown(codes: Sequence[str]) -> bool:
    return all(code in (*load_codebook().unknown_codes, *_NOTHING) for code in codes)


def _may_replace(register: Register, decision: Decision, now: Sequence[str]) -> bool:
    """A value that another row of the same record gave is not replaced by this row."""
    if decision.variable in register.children:
        return True
    return now[0] in (*load_codebook().missing_codes, *_NOTHING, *decision.before)


def _lines(decisions: Sequence[Decision]) -> pd.DataFrame:
    rows = [(d.hoja, d.fila, d.variable, d.crudo, "|".join(d.codes), d.regla) for d in decisions]
    return pd.DataFrame(rows, columns=list(LOG_COLUMNS), dtype="str")


def _still_open(register: Register, log: pd.DataFrame) -> set[tuple[str, str]]:
    """Records and variables of which at least one cell is still to review."""
    states = states_of(register, lines_of_cells(log, is_open(log)))
    waiting = states[is_open(states)]
    return set(zip(waiting["id"], waiting["variable"], strict=True))


def _left(register: Register, decisions: Sequence[Decision]) -> pd.DataFrame:
    """The faults without those of the values that have been decided; they name a cell by its heading and raw value."""
    faults = register.faults
    settled = {(d.hoja, d.fila, d.crudo) for d in decisions if not d.only_unknown and TO_REVIEW not in d.codes}
    places = zip(faults["hoja"], faults["fila"], faults["valor"], strict=True)
    gone = pd.Series([place in settled for place in places], index=faults.index, dtype=bool)
    return faults[~(gone & faults["falta"].str.startswith(ABOUT_VALUES))].reset_index(drop=True)
