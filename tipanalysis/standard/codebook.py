"""The codebook: every variable of the record standard, its codes, labels and aliases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from ..words.errors import CodebookError
from ..words.settings import COUNTRIES, reader_lang
from ..words.texts import say
from .code_lists import HOME, MISSING_LIST, PROVINCES, load_lists
from .fixed_codes import NOT_APPLICABLE, SUPPRESSED, TOTAL
from .matching import Matcher, Suggestion, match_table
from .rows import Row, in_both, read_rows, read_toml, require_country
from .variable import Code, CodeList, Variable

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class Codebook(Mapping[str, Variable]):
    """All variables by name, in order, and the reasons for missing values that they share.

    Examples
    --------
    >>> book = load_codebook()
    >>> book["sexo"].codes()
    ('MUJER', 'HOMBRE', 'INTERSEX')
    >>> book["nacionalidad"].find("NICARAGÜENSE "), book.label("nacionalidad", "NIC", lang="en")
    ('NIC', 'Nicaragua')
    """

    variables: Mapping[str, Variable]
    missing: Mapping[str, Code]
    country: str
    headings: Matcher

    def __getitem__(self, name: str) -> Variable:
        try:
            return self.variables[name]
        except KeyError:
            raise self._unknown_variable(name) from None

    def _unknown_variable(self, name: str) -> CodebookError:
        guesses = self.suggest_variable(name, n=1)
        if guesses:
            return CodebookError("standard_variable_unknown_guess", given=name, guess=guesses[0][0])
        return CodebookError("standard_variable_unknown", given=name, known=", ".join(self.variables))

    def __iter__(self) -> Iterator[str]:
        return iter(self.variables)

    def __len__(self) -> int:
        return len(self.variables)

    def __contains__(self, name: object) -> bool:
        return name in self.variables

    def __hash__(self) -> int:
        return hash(self.country)

    def __repr__(self) -> str:
        return f"Codebook({self.country!r}, {len(self)} variables)"

    @property
    def missing_codes(self) -> tuple[str, ...]:
        """The reasons for a missing value that may stand in a record, in order."""
        return tuple(code for code in self.missing if code != SUPPRESSED)

    @property
    def unknown_codes(self) -> tuple[str, ...]:
        """The reasons that leave open what the value is: all but «does not apply», which leaves nothing open."""
        return tuple(code for code in self.missing_codes if code != NOT_APPLICABLE)

    def is_missing(self, code: str) -> bool:
        """Whether a code is a reason for a missing value."""
        return code in self.missing

    def label(self, variable: str, code: str, lang: str | None = None) -> str:
        """What a reader calls a level of a variable: a code, a reason for a missing value, a plain value or the total.

        Examples
        --------
        >>> book = load_codebook()
        >>> book.label("sexo", "NP"), book.label("anio_registro", "2019"), book.label("sexo", "TOTAL", lang="en")
        ('No se preguntó', '2019', 'Total')
        """
        holder = self[variable]
        if code == TOTAL:
            return say("standard_total", lang=lang)
        if code in self.missing:
            return self.missing[code].labels[reader_lang(lang)]
        return holder.label_of(code, lang) if holder.is_coded else str(code)

    def order(self, variable: str, seen: Iterable[str] = ()) -> tuple[str, ...]:
        """The codes of a variable and then the reasons for a missing value: the order of its levels in tables.

        Divisions of another country stand between them where they are among the codes ``seen``.
        """
        held, there = self[variable], set(seen)
        abroad = (code for code in held.code_list.abroad if code in there)
        return (*held.codes(), *abroad, *self.missing_codes)

    def answer_in(self, column: str) -> tuple[str, str] | None:
        """The variable and the code of it that a column of ``SI`` and ``NO`` is called by; ``None`` for other columns.

        Examples
        --------
        >>> load_codebook().answer_in("finalidad_SEXUAL"), load_codebook().answer_in("grupo_edad")
        (('finalidad', 'SEXUAL'), None)
        """
        parts = column.split("_")
        splits = (("_".join(parts[:at]), "_".join(parts[at:])) for at in range(1, len(parts)))
        return next(((of, code) for of, code in splits if of in self and code in self[of].codes()), None)

    def roll_up_path(self, variable: str) -> tuple[str, ...]:
        """The variable and those it rolls up to, one after the other.

        Examples
        --------
        >>> load_codebook().roll_up_path("grupo_edad")
        ('grupo_edad', 'grupo_edad_amplio', 'mayoria_edad')
        """
        above = self[variable].roll_up
        return (variable, *self.roll_up_path(above)) if above else (variable,)

    def roll_up(self, variable: str, code: str, to: str) -> str:
        """The code of ``to`` that holds ``code`` of ``variable``; reasons for a missing value stay themselves.

        A ``to`` that the variable does not roll up to is an error.

        Examples
        --------
        >>> load_codebook().roll_up("grupo_edad", "15-17", to="mayoria_edad")
        '00-17'
        """
        path = self.roll_up_path(variable)
        if to not in path:
            raise CodebookError("standard_no_roll_up", variable=variable, to=to, path=" → ".join(path))
        if code == TOTAL or code in self.missing:
            return code
        for name in path[: path.index(to)]:
            parent = self[name].parent(code)
            assert parent is not None  # a list that rolls up gives every code a parent; its test reads the file
            code = parent
        return code

    def roll_up_column(self, variable: str, column: pd.Series, to: str) -> pd.Series:
        """A column of codes of ``variable`` as a categorical column of codes of ``to``; same index, no gaps added."""
        import pandas as pd

        coarser = {code: self.roll_up(variable, code, to) for code in column.unique()}
        return column.astype("str").map(coarser).astype(pd.CategoricalDtype(list(self.order(to))))

    def find_variable(self, heading: str) -> str | None:
        """The variable whose name, label or known heading is ``heading``; ``None`` if none or several.

        Examples
        --------
        >>> load_codebook().find_variable("Fecha de la solicitud"), load_codebook().find_variable("género")
        ('fecha_solicitud', None)
        """
        return self.headings.find(heading)

    def suggest_variable(self, heading: str, n: int = 3) -> list[Suggestion]:
        """Up to ``n`` variables that a heading may stand for, with a likeness of at most 100."""
        return self.headings.suggest(heading, n)


@cache
def load_codebook(country: str = HOME) -> Codebook:
    """The codebook with the provinces and cantons of ``country``, read once; an unknown country is an error.

    Examples
    --------
    >>> load_codebook()["provincia_residencia"].find("LIMON")
    'L'
    """
    require_country(country)
    lists = load_lists(country)
    division = in_both(read_toml(f"countries/{country}"), "division")
    variables = {row["variable"]: _variable(row, lists, division) for row in read_rows("variables")}
    return Codebook(MappingProxyType(variables), lists[MISSING_LIST].entries, country, _headings(variables))


def codebook_of(country: str) -> Codebook:
    """The codebook in the words of the country of a source; the home country's where it names none that is on file.

    Examples
    --------
    >>> codebook_of("GTM")["provincia_residencia"].label("es"), codebook_of("COL").country
    ('Departamento de residencia', 'CRI')
    """
    return load_codebook(country) if country in COUNTRIES and country != HOME else load_codebook()


def _variable(row: Row, lists: Mapping[str, CodeList], division: Mapping[str, str]) -> Variable:
    return Variable(
        name=row["variable"],
        kind=row["kind"],
        multi=row["multi"] == "si",
        sensitive=row["sensitive"] == "si",
        table=row["table"],
        labels=_labels(row, division),
        descriptions=in_both(row, "description"),
        roll_up=row["roll_up"] or None,
        legal_basis=row["legal_basis"],
        on_dashboard=row["dashboard"] == "si",
        in_minimum_set=row["minimum"] == "si",
        other_names=tuple(name.strip() for name in row["other_names"].split(";") if name.strip()),
        code_list=lists[row["list"]] if row["list"] else CodeList("", {}, lists[MISSING_LIST].matcher),
    )


def _labels(row: Row, division: Mapping[str, str]) -> Mapping[str, str]:
    """The labels of a variable; those about provinces with the word of the country."""
    labels = in_both(row, "label")
    if row["list"] != PROVINCES:
        return labels
    home = in_both(read_toml(f"countries/{HOME}"), "division")
    return MappingProxyType({lang: label.replace(home[lang], division[lang]) for lang, label in labels.items()})


def _headings(variables: Mapping[str, Variable]) -> Matcher:
    names = [
        (text, variable.name)
        for variable in variables.values()
        for text in {variable.name, *variable.labels.values(), *variable.other_names}
    ]
    return match_table(names, aliases=((name, name) for name in variables))
