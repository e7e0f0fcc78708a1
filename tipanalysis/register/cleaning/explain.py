"""Explaining a value: what stood in the file, what it became, and by which rule; the reverse of cleaning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

import pandas as pd

from ...standard.codebook import load_codebook
from ...words.errors import InputError
from ...words.suggest import nearest
from ...words.texts import has_text, say
from ..derive import FOLLOWS_FROM
from ..identifiers import HIDDEN
from ..register import Register
from .decide import held_codes
from .rules import Rule, load_catalogue


@dataclass(frozen=True)
class Step:
    """One line of the log, in words."""

    regla: str
    crudo: str
    estandar: str
    words: str


@dataclass(frozen=True)
class Explanation:
    """Where a value comes from. ``crudo`` is what stood in the file, ``estandar`` what the register holds now.

    ``steps`` are the changes between them, in order; none where the value stands as it was written. ``outcome`` says
    what became of a row that is no record (a total, a note, a row left out by a filter). ``follows`` names what the
    value follows from, where no change of its own is written down.
    """

    hoja: str
    fila: str
    variable: str
    crudo: str
    estandar: str
    steps: tuple[Step, ...]
    outcome: str = ""
    follows: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def lines(self) -> Iterator[str]:
        """The explanation, one sentence a line."""
        yield say("cleaning_explain_place", sheet=self.hoja, row=self.fila, variable=_label(self.variable))
        if self.outcome:
            yield self.outcome
            return
        if self.follows:
            names = ", ".join(f"«{name}»" for name in self.follows)
            yield say("cleaning_explain_follows", variables=names)
            yield say("cleaning_explain_now", value=_in_words(self))
            return
        yield say("cleaning_explain_hidden") if self.crudo == HIDDEN else say("cleaning_explain_raw", raw=self.crudo)
        yield from (f"  {number}. {step.words}" for number, step in enumerate(self.steps, 1))
        yield say("cleaning_explain_now" if self.steps else "cleaning_explain_same", value=_in_words(self))

    def _repr_html_(self) -> str:
        return "".join(f"<p>{escape(line)}</p>" for line in self.lines())


def explain(
    register: Register, row: int, field: str, *, sheet: str | None = None, rules: tuple[Rule, ...] = ()
) -> Explanation:
    """What stood in the file where a value of the register comes from, and every rule that changed it.

    Parameters
    ----------
    register : read or cleaned
    row : number of the row as the spreadsheet shows it
    field : variable, e.g. ``"sexo"``
    sheet : needed where the file has several sheets with that row
    rules : the rules given to ``clean``, so that their notes can be told

    Raises
    ------
    CodebookError, InputError
        An unknown variable, or a row that the file does not have.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> register = tip.clean(tip.read_register("datasets/registro_sucio.xlsx", source="eri"))
    >>> found = explain(register, 169, "ocupacion", sheet="2010-2014")
    >>> found.crudo, found.estandar, [step.regla for step in found.steps]
    ('vendedora ambulante', '9', ['revisar', 'P082a'])
    """
    variable = _known_variable(register, field)
    place, record = _place(register, str(row), sheet)
    log = register.log
    here = log[(log["hoja"] == place) & (log["fila"] == str(row))]
    if not record:
        return Explanation(place, str(row), variable, "", "", (), _outcome(here))
    lines = here[here["variable"] == variable]
    notes = {rule.regla: rule.nota for rule in (*rules, *load_catalogue())}
    steps = tuple(_step(line, notes) for line in lines.to_dict("records"))
    now = record if variable == "id" else "|".join(held_codes(register, variable).get(record, ()))
    if not len(lines):
        follows = tuple(name for name in FOLLOWS_FROM.get(variable, ()) if name in register.variables)
        return Explanation(place, str(row), variable, now, now, (), follows=follows)
    return Explanation(place, str(row), variable, lines["crudo"].iloc[0], now, steps)


def _known_variable(register: Register, field: str) -> str:
    if field == "id" or field in register.variables:
        return field
    known = ("id", *register.variables)
    raise InputError("cleaning_explain_variable", given=field, near=nearest(field, known), known=", ".join(known))


def _place(register: Register, row: str, sheet: str | None) -> tuple[str, str]:
    """The sheet of a row and the id of its record; an empty id where the row is no record."""
    records = register.places[register.places["fila"] == row]
    others = register.log[(register.log["fila"] == row) & (register.log["variable"] == "")]
    sheets = list(dict.fromkeys([*records["hoja"], *others["hoja"]]))
    known = register.places["hoja"].unique().tolist()
    if not known:
        raise InputError("cleaning_explain_no_places", file=register.provenance.file)
    if sheet is not None and sheet not in known:
        raise InputError("cleaning_explain_sheet", given=sheet, near=nearest(sheet, known), known=", ".join(known))
    chosen = [name for name in sheets if sheet in (None, name)]
    if not chosen:
        raise InputError("cleaning_explain_row", given=row, sheet=sheet or ", ".join(known))
    if len(chosen) > 1:
        raise InputError("cleaning_explain_sheets", given=row, known=", ".join(chosen))
    ids = records.loc[records["hoja"] == chosen[0], "id"]
    return chosen[0], ids.iloc[0] if len(ids) else ""


def _outcome(lines: pd.DataFrame) -> str:
    rules = [rule for rule in lines["regla"] if rule.startswith("fila_")]
    return say(f"cleaning_rule_{rules[-1]}") if rules else say("cleaning_explain_nothing")


def _step(line: dict[object, object], notes: dict[str, str]) -> Step:
    rule, raw, standard = (str(line[name]) for name in ("regla", "crudo", "estandar"))
    told = say(f"cleaning_rule_{rule}") if has_text(f"cleaning_rule_{rule}") else _noted(rule, notes)
    return Step(rule, raw, standard, say("cleaning_explain_step", rule=told, value=standard))


def _noted(rule: str, notes: dict[str, str]) -> str:
    return say("cleaning_explain_rule", rule=rule, note=notes.get(rule, "")).strip()


def _label(variable: str) -> str:
    book = load_codebook()
    return book[variable].label() if variable in book else variable


def _in_words(found: Explanation) -> str:
    """The codes with their labels."""
    book = load_codebook()
    if found.variable not in book:
        return found.estandar
    told = []
    for code in found.estandar.split("|"):
        coded = book.is_missing(code) or code in book[found.variable].codes()
        told.append(f"{code} ({book.label(found.variable, code)})" if coded else code)
    return ", ".join(told)
