"""Parameters of a report: declared with a type and choices, checked before anything runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from ..register.location import located
from ..register.source_map import list_source_maps
from ..release.policy import Method, list_policies, load_policy
from ..standard.codebook import load_codebook
from ..words.errors import ReportError
from ..words.settings import COUNTRIES, LANGS, reader_lang
from ..words.suggest import nearest
from ..words.texts import Phrase, Phrases, say

FIRST_YEAR, LAST_YEAR = 1990, 2100
MOST_CROSSED = 3
ALL, NONE = "todas", "ninguna"
"""What a parameter says for every institution, and for a file that is not given."""


@dataclass(frozen=True)
class Parameter:
    """One parameter of a report."""

    name: str
    kind: str
    default: str
    help: Mapping[str, str]

    @classmethod
    def declared(cls, name: str, *, kind: str, default: str, es: str, en: str) -> Parameter:
        """A parameter as the report's TOML file declares it."""
        if kind not in _CHECKS:
            raise ReportError("reports_kind_unknown", name=name, given=kind, known=", ".join(_CHECKS))
        return cls(name, kind, default, {"es": es, "en": en})

    def explain(self, lang: str | None = None) -> str:
        """What the parameter means, in the language set."""
        return self.help[reader_lang(lang)]

    def help_line(self) -> str:
        """Help, choices and default in one line."""
        choices = f" [{', '.join(self.choices)}]" if self.choices else ""
        return f"{self.explain()}{choices} ({say('reports_default', default=self.default)})"

    @property
    def choices(self) -> tuple[str, ...]:
        """The values allowed, or nothing where any value of its kind is."""
        return tuple(_CHOICES[self.kind]()) if self.kind in _CHOICES else ()

    def problem(self, value: str) -> Phrase | None:
        """Why ``value`` cannot stand, or ``None``."""
        return _CHECKS[self.kind](self, value)


def checked(parameters: Sequence[Parameter], given: Mapping[str, Any]) -> dict[str, str]:
    """The values of all parameters, defaults filled in; all that is wrong is reported at once.

    Raises
    ------
    ReportError
        Names every unknown parameter with its nearest name, and every value that cannot stand.
    """
    known = {parameter.name: parameter for parameter in parameters}
    problems = [
        Phrase("reports_parameter_unknown", {"given": name, "guess": nearest(name, known), "known": ", ".join(known)})
        for name in given
        if name not in known
    ]
    values = {name: str(given.get(name, parameter.default)) for name, parameter in known.items()}
    problems += [problem for name, parameter in known.items() if (problem := parameter.problem(values[name]))]
    if problems:
        raise ReportError("reports_parameters_wrong", problems=Phrases(tuple(problems)))
    return values


def years_of(period: str) -> tuple[str, ...]:
    """The years of a period as codes.

    Examples
    --------
    >>> years_of("2018-2020"), years_of("2021")
    (('2018', '2019', '2020'), ('2021',))
    """
    first, last = (period.split("-") * 2)[:2]
    return tuple(str(year) for year in range(int(first), int(last) + 1))


def _check_period(parameter: Parameter, value: str) -> Phrase | None:
    facts = {"name": parameter.name, "given": value}
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{4})?", value):
        return Phrase("reports_period_form", facts)
    first, last = (int(year) for year in (value.split("-") * 2)[:2])
    return None if FIRST_YEAR <= first <= last <= LAST_YEAR else Phrase("reports_period_order", facts)


def _check_file(parameter: Parameter, value: str) -> Phrase | None:
    path = located(value)
    if path.exists():
        return None
    there = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
    guess = nearest(path.name, there)
    return Phrase("reports_file_missing", {"name": parameter.name, "given": value, "guess": guess})


def _check_choice(parameter: Parameter, value: str) -> Phrase | None:
    known = parameter.choices
    if value in known:
        return None
    facts = {"name": parameter.name, "given": value, "guess": nearest(value, known), "known": ", ".join(known)}
    return Phrase("reports_choice_unknown", facts)


def _check_optional_file(parameter: Parameter, value: str) -> Phrase | None:
    return None if value == NONE else _check_file(parameter, value)


def _check_institution(parameter: Parameter, value: str) -> Phrase | None:
    """An institution by its code or by any of its names."""
    variable = load_codebook()["tipo_entidad"]
    if value == ALL or value in variable.codes() or variable.find(value) in variable.codes():
        return None
    guess = nearest(value, [*variable.codes(), *map(variable.label_of, variable.codes())])
    facts = {"name": parameter.name, "given": value, "guess": guess, "known": ", ".join(variable.codes())}
    return Phrase("reports_institution_unknown", facts)


def _check_source(parameter: Parameter, value: str) -> Phrase | None:
    own_map = value.endswith(".toml")
    return _check_file(parameter, value) if own_map else _check_choice(parameter, value)


def _check_variables(parameter: Parameter, value: str) -> Phrase | None:
    """Two or three variables of the codebook with one answer each."""
    names = [name.strip() for name in value.split(",")]
    if not MOST_CROSSED >= len(set(names)) == len(names) > 1:
        return Phrase("reports_variables_form", {"name": parameter.name, "given": value})
    return next((problem for name in names if (problem := _variable_problem(parameter, name))), None)


def _variable_problem(parameter: Parameter, name: str) -> Phrase | None:
    book = load_codebook()
    single = [known for known, variable in book.items() if variable.codes() and not variable.multi]
    if name in single:
        return None
    return Phrase("reports_variable_unknown", {"name": parameter.name, "given": name, "guess": nearest(name, single)})


def _check_group(parameter: Parameter, value: str) -> Phrase | None:
    """Traits of a group: variables of the codebook, each with one of its codes."""
    parts = [part.replace("=", ":") for part in value.split(",")]
    traits = [tuple(word.strip() for word in part.split(":")) for part in parts]
    if any(len(trait) != 2 for trait in traits) or len({name for name, *_ in traits}) < len(traits):
        return Phrase("reports_group_form", {"name": parameter.name, "given": value})
    for name, code in traits:
        if problem := _variable_problem(parameter, name):
            return problem
        variable = load_codebook()[name]
        if code not in (known := variable.codes()):
            facts = {
                "given": code,
                "variable": variable.label(),
                "guess": nearest(code, known),
                "known": ", ".join(known),
            }
            return Phrase("reports_code_unknown", {"name": parameter.name, **facts})
    return None


def _policies_that_write() -> list[str]:
    return [name for name in list_policies() if load_policy(name).can_write]


_CHECKS: Mapping[str, Callable[[Parameter, str], Phrase | None]] = {
    "file": _check_file,
    "optional_file": _check_optional_file,
    "institution": _check_institution,
    "source": _check_source,
    "period": _check_period,
    "lang": _check_choice,
    "country": _check_choice,
    "policy": _check_choice,
    "method": _check_choice,
    "variables": _check_variables,
    "group": _check_group,
}
_CHOICES: Mapping[str, Callable[[], Sequence[str]]] = {
    "source": list_source_maps,
    "lang": lambda: LANGS,
    "country": lambda: COUNTRIES,
    "policy": _policies_that_write,
    "method": lambda: ("policy", *get_args(Method)),
}
