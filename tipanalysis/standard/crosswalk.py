"""Crosswalks: from the codes of the standard to those of other classifications, and what is lost on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from types import MappingProxyType
from typing import Literal, cast

from ..words.errors import CodebookError
from ..words.settings import reader_lang
from ..words.texts import fill, say
from .rows import Row, in_both, read_rows

Relation = Literal["exact", "broader", "narrower", "none"]


@dataclass(frozen=True)
class Correspondence:
    """Where a code goes.

    ``exact``: the target means the same. ``broader``: the target holds more than the code, which is
    lost in it. ``narrower``: the target holds only part of the code. ``none``: there is no target.
    ``field`` is the field of the other classification; ``status`` says what is still to be checked.
    """

    target: str | None
    relation: Relation
    field: str = ""
    note: str = ""
    status: str = ""

    def told(self, lang: str | None = None) -> str:
        """Where the code goes and what is lost, in a sentence.

        Examples
        --------
        >>> load_crosswalk("glotip_2023").to("MENDICIDAD").told("es")
        'Va a «Other forms of exploitation», una categoría más amplia: el detalle se pierde adentro.'
        """
        if self.target is None and self.status:
            return say("crosswalk_pending", lang=lang)
        told = fill(f"crosswalk_{self.relation}", {"target": self.target}, lang)
        return f"{told} {say('crosswalk_to_check', lang=lang)}" if self.status else told

    def _repr_html_(self) -> str:
        return f"<p>{escape(self.told())}</p>"


@dataclass(frozen=True, repr=False)
class Crosswalk:
    """The mappings of one classification, by variable and code.

    Examples
    --------
    >>> walk = load_crosswalk("glotip_2023")
    >>> walk.to("MENDICIDAD").target, walk.to("MENDICIDAD").relation
    ('Other forms of exploitation', 'broader')
    >>> walk.to("MUJER", variable="sexo").target
    'Female'
    """

    name: str
    titles: Mapping[str, str]
    source: str
    tables: Mapping[str, Mapping[str, Correspondence]]

    def __repr__(self) -> str:
        return f"Crosswalk({self.name!r}, {', '.join(self.tables)})"

    def title(self, lang: str | None = None) -> str:
        """What a reader calls the classification."""
        return self.titles[reader_lang(lang)]

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables that the classification has a field for."""
        return tuple(self.tables)

    def to(self, code: str, *, variable: str = "finalidad_detalle") -> Correspondence:
        """Where a code of a variable goes; a variable or code that the crosswalk does not hold is an error."""
        table = self._table(variable)
        try:
            return table[code]
        except KeyError:
            raise CodebookError(
                "standard_crosswalk_code_unknown", given=code, variable=variable, name=self.name, known=", ".join(table)
            ) from None

    def _table(self, variable: str) -> Mapping[str, Correspondence]:
        try:
            return self.tables[variable]
        except KeyError:
            raise CodebookError(
                "standard_crosswalk_variable_unknown", given=variable, name=self.name, known=", ".join(self.tables)
            ) from None

    def sources_of(self, target: str, *, variable: str = "finalidad_detalle") -> tuple[str, ...]:
        """The codes that go to a target, in order; empty where none does.

        Examples
        --------
        >>> load_crosswalk("sdg_16_2_2").sources_of("VC_HTF_DETVOG")
        ('EXTRACCION_ORGANOS',)
        """
        return tuple(code for code, found in self._table(variable).items() if found.target == target)

    def losses(self, variable: str = "finalidad_detalle") -> dict[str, Correspondence]:
        """The codes that have no target or lose detail on the way, with where they go.

        Examples
        --------
        >>> list(load_crosswalk("mx_sesnsp").losses("sexo"))
        ['INTERSEX']
        """
        return {code: found for code, found in self._table(variable).items() if found.relation != "exact"}


def crosswalk_names() -> tuple[str, ...]:
    """Names of the crosswalks there are."""
    return tuple(row["name"] for row in read_rows("crosswalks"))


@cache
def load_crosswalk(name: str) -> Crosswalk:
    """One crosswalk by name; an unknown name is an error.

    Examples
    --------
    >>> load_crosswalk("ic_tip").to("MENDICIDAD").status
    'pending official check'
    """
    heads = {row["name"]: row for row in read_rows("crosswalks")}
    if name not in heads:
        raise CodebookError("standard_crosswalk_unknown", given=name, known=", ".join(heads))
    tables: dict[str, dict[str, Correspondence]] = {}
    for row in read_rows(f"crosswalks/{name}"):
        tables.setdefault(row["variable"], {})[row["code"]] = _correspondence(row)
    return Crosswalk(
        name=name,
        titles=in_both(heads[name], "title"),
        source=heads[name]["source"],
        tables=MappingProxyType({variable: MappingProxyType(table) for variable, table in tables.items()}),
    )


def _correspondence(row: Row) -> Correspondence:
    return Correspondence(
        target=row["target"] or None,
        relation=cast(Relation, row["relation"]),
        field=row["field"],
        note=row["note"],
        status=row["status"],
    )
