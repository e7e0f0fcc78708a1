"""The catalogue of cleaning rules: which raw value stands for which code, where, since when, and who decided it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from fnmatch import fnmatchcase
from functools import cache, cached_property
from importlib.resources import files
from types import MappingProxyType

from ...standard.codebook import load_codebook
from ...standard.fixed_codes import TO_REVIEW
from ...standard.matching import normalise
from ...words.errors import InputError
from ...words.suggest import nearest
from ...words.texts import Phrase, Phrases
from ..readers import AGES
from ..signs import clean_text, plain

EVERYWHERE = "*"
KINDS = ("exacta", "normalizada", "patron")
STATES = ("aplica", "revisar")
KEEP = "="
"""As standard value: what was read is confirmed as it is."""


@dataclass(frozen=True)
class Rule:
    """One rule of the catalogue; a row of its file.

    ``fuente`` and ``variable`` may be ``*`` (``fecha_*`` stands for all dates); ``desde`` and ``hasta`` bound the
    date of the record; ``cuando`` asks for another value of the record (``mayoria_edad=00-17``); ``hoja`` and
    ``fila`` narrow it to one place. ``crudo`` is compared as ``tipo`` says. ``estandar`` holds codes joined with
    ``|`` and, after ``;``, what the same words say of other variables (``medio=ENGANO``): these are filled in only
    where nothing is known. With the state ``revisar`` a person must look, whatever was read.
    """

    regla: str
    variable: str
    crudo: str
    estandar: str = ""
    fuente: str = EVERYWHERE
    desde: str = ""
    hasta: str = ""
    tipo: str = "normalizada"
    estado: str = "aplica"
    autor: str = ""
    fecha: str = ""
    nota: str = ""
    patron: str = ""
    cuando: str = ""
    hoja: str = ""
    fila: str = ""
    by_person: bool = field(default=False, compare=False)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """What the rule puts in the place of the raw value; empty where it only adds or asks."""
        return tuple(code for code in self.estandar.partition(";")[0].split("|") if code)

    @cached_property
    def effects(self) -> Mapping[str, tuple[str, ...]]:
        """What the raw value says of other variables."""
        parts = (part.partition("=") for part in self.estandar.split(";")[1:] if part)
        return MappingProxyType({name: tuple(codes.split("|")) for name, _, codes in parts})

    @property
    def is_decision(self) -> bool:
        """Whether the rule sets or confirms a value, instead of asking a person."""
        return self.estado == "aplica" and bool(self.codes)

    def concerns(self, source: str, variable: str) -> bool:
        """Whether the rule holds for a variable of a source."""
        return self.fuente in (EVERYWHERE, source) and fnmatchcase(variable, self.variable)

    def matches(self, raw: str) -> bool:
        """Whether a raw text is the one that the rule speaks of."""
        if self.tipo == "exacta":
            return clean_text(raw) == clean_text(self.crudo)
        if self.tipo == "normalizada":
            return normalise(raw) == self._key
        return bool(re.fullmatch(self.crudo, plain(raw)))

    @cached_property
    def _key(self) -> str:
        return normalise(self.crudo)

    def covers(self, day: date | None) -> bool:
        """Whether the date of a record lies in the period of the rule; an undated record lies in no bounded one."""
        if not self.desde and not self.hasta:
            return True
        if day is None:
            return False
        first = date.fromisoformat(self.desde) if self.desde else day
        last = date.fromisoformat(self.hasta) if self.hasta else day
        return first <= day <= last


COLUMNS = tuple(item.name for item in fields(Rule) if item.name != "by_person")


@cache
def load_catalogue() -> tuple[Rule, ...]:
    """The rules that come with the package.

    Examples
    --------
    >>> rule = next(rule for rule in load_catalogue() if rule.matches("engaño trabajo") and rule.codes)
    >>> rule.variable, rule.codes, dict(rule.effects)
    ('forma_captacion', ('OFERTA_TRABAJO',), {'medio': ('ENGANO',)})
    """
    text = files(__package__).joinpath("data", "reglas.csv").read_text("utf-8")
    return made_of(text, "reglas.csv")


def made_of(text: str, name: str, *, by_person: bool = False) -> tuple[Rule, ...]:
    """The rules of a CSV text; ``name`` is what messages call it. All faults come in one InputError."""
    rows = ({**row, "by_person": by_person} for row in _rows(text))
    return _checked(rows, name)


def _rows(text: str) -> Iterator[dict[str, str]]:
    for row in csv.DictReader(text.splitlines()):
        yield {name: value.strip() for name, value in row.items() if name in COLUMNS and value and value.strip()}


def _checked(rows: Iterable[Mapping[str, object]], name: str) -> tuple[Rule, ...]:
    rules = [Rule(**{"regla": "", "variable": "", "crudo": "", **row}) for row in rows]  # type: ignore[arg-type]
    refuse_faults(name, [fault for rule in rules for fault in find_faults(rule)] + _repeated(rules))
    return tuple(rules)


def refuse_faults(name: str, faults: Sequence[Phrase]) -> None:
    """Raise one InputError that names every fault, if there is any."""
    if faults:
        raise InputError("cleaning_rules_faults", file=name, n=len(faults), faults=Phrases(tuple(faults)))


def _repeated(rules: Sequence[Rule]) -> list[Phrase]:
    names = [rule.regla for rule in rules]
    return [Phrase("cleaning_rule_twice", {"rule": name}) for name in sorted({n for n in names if names.count(n) > 1})]


def find_faults(rule: Rule) -> Iterator[Phrase]:
    """What is wrong with a rule: names, codes, dates, patterns."""
    yield from _choice(rule, "tipo", KINDS)
    yield from _choice(rule, "estado", STATES)
    for name in ("desde", "hasta", "fecha"):
        if (given := getattr(rule, name)) and not _is_day(given):
            yield Phrase("cleaning_rule_day", {"rule": rule.regla, "column": name, "given": given})
    if rule.tipo == "patron" and not _is_pattern(rule.crudo):
        yield Phrase("cleaning_rule_pattern", {"rule": rule.regla, "given": rule.crudo})
    if rule.estado == "aplica" and not rule.estandar:
        yield Phrase("cleaning_rule_empty", {"rule": rule.regla})
    for variable, codes in {rule.variable: rule.codes, **rule.effects, **_condition(rule)}.items():
        yield from _value_faults(rule, variable, codes)


def _choice(rule: Rule, column: str, known: Sequence[str]) -> Iterator[Phrase]:
    given = getattr(rule, column)
    if given not in known:
        values = {"rule": rule.regla, "column": column, "given": given, "known": ", ".join(known)}
        yield Phrase("cleaning_rule_choice", values)


def _condition(rule: Rule) -> dict[str, tuple[str, ...]]:
    name, _, codes = rule.cuando.partition("=")
    return {name: tuple(codes.split("|"))} if rule.cuando else {}


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _is_pattern(text: str) -> bool:
    try:
        return bool(re.compile(text))
    except re.error:
        return False


def _value_faults(rule: Rule, variable: str, codes: Sequence[str]) -> Iterator[Phrase]:
    book = load_codebook()
    if "*" in variable:
        strangers = [code for code in codes if code not in (*book.missing_codes, KEEP)]
    elif variable not in book:
        yield Phrase(
            "cleaning_rule_variable", {"rule": rule.regla, "given": variable, "near": nearest(variable, list(book))}
        )
        return
    else:
        strangers = [code for code in codes if not is_value(variable, code)]
    for code in strangers:
        yield Phrase("cleaning_rule_code", {"rule": rule.regla, "given": code, "variable": variable})


def is_value(variable: str, text: str) -> bool:
    """Whether a variable may hold ``text``: a code, a reason for missing, an age, a day, or the sign to keep."""
    book = load_codebook()
    if text == TO_REVIEW:
        return False
    if text == KEEP or text in book.missing_codes:
        return True
    if variable in AGES or book[variable].kind == "integer":
        return text.isdigit()
    if book[variable].kind == "date":
        return _is_day(text)
    return text in book[variable].codes()
