"""Population: how many people live where, with the source of every figure; what rates divide by."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pandas as pd

from ..standard.fixed_codes import TOTAL
from ..words.errors import CountsError
from ..words.settings import COUNTRIES, current_settings
from ..words.texts import say

DIMENSIONS = ("provincia", "sexo", "grupo_edad")


@dataclass(frozen=True)
class Inhabitants:
    """A population figure with its source, or ``None`` and the reason why there is none."""

    n: int | None
    source: str
    note: str

    @property
    def status(self) -> str:
        """``ok``, or ``not_estimable`` where no source gives the figure."""
        return "ok" if self.n is not None else "not_estimable"


@dataclass(frozen=True, repr=False)
class Population:
    """Residents of one country.

    ``frame``: one row per figure, columns ``anio, pais, provincia, sexo, grupo_edad, n, fuente, nota``;
    ``TOTAL`` where a dimension is not broken down; ``grupo_edad`` holds age groups and, for children and
    adults, the codes of ``mayoria_edad``. Where two sources give a figure, the one that stands first in
    the file is used: UN World Population Prospects before the national office, so that countries compare.
    """

    frame: pd.DataFrame
    country: str

    def __repr__(self) -> str:
        return f"Population({self.country!r}, {len(self.frame)} figures)"

    @property
    def years(self) -> tuple[int, ...]:
        """Years with at least one figure."""
        return tuple(int(year) for year in sorted(self.frame["anio"].unique()))

    def find(
        self,
        anio: int,
        *,
        sexo: str = TOTAL,
        grupo_edad: str = TOTAL,
        provincia: str = TOTAL,
        source: str | None = None,
    ) -> Inhabitants:
        """Residents of a year and group, from ``source`` or the first source that has them.

        A figure that no source gives is not estimable: ``n`` is ``None`` and ``note`` says so. Nothing is
        interpolated here; the figures of the file that are, say it in their note.

        Raises
        ------
        CountsError
            For a level or source that no figure of this country has.

        Examples
        --------
        >>> load_population("CRI").find(2020).n
        5094114
        >>> load_population("CRI").find(2024, provincia="SJ").status
        'not_estimable'
        """
        wanted = {"sexo": sexo, "grupo_edad": grupo_edad, "provincia": provincia}
        if source is not None:
            wanted["fuente"] = source
        for name, level in wanted.items():
            self._check_level(name, level)
        rows = self.frame[self.frame["anio"] == anio]
        for name, level in wanted.items():
            rows = rows[rows[name] == level]
        if rows.empty:
            group = ", ".join(f"{name} {level}" for name, level in wanted.items() if level != TOTAL) or TOTAL
            return Inhabitants(None, "", say("population_no_figure", country=self.country, year=anio, group=group))
        first = rows.iloc[0]
        return Inhabitants(int(first["n"]), str(first["fuente"]), str(first["nota"]))

    def _check_level(self, name: str, level: str) -> None:
        known = list(dict.fromkeys(self.frame[name]))
        if level not in known:
            raise CountsError(
                "population_level_unknown",
                variable=name,
                given=level,
                country=self.country,
                known=", ".join(known),
            )


def load_population(country: str | None = None) -> Population:
    """The population figures of a country of the coalition, by default that of the settings.

    Figures are carried over from the United Nations (World Population Prospects 2019 and 2024) and, for
    Costa Rica, INEC; each row names its source and what was interpolated.

    Raises
    ------
    CountsError
        For a country without figures.

    Examples
    --------
    >>> load_population("CRI")
    Population('CRI', 594 figures)
    """
    code = country or current_settings().country
    if code not in COUNTRIES:
        raise CountsError("population_country_unknown", given=code, known=", ".join(COUNTRIES))
    frame = _figures()
    return Population(frame[frame["pais"] == code].reset_index(drop=True), code)


@cache
def _figures() -> pd.DataFrame:
    """The bundled file, read as text so that no code is taken for a missing value."""
    text = files(__package__).joinpath("data", "population.csv").read_text("utf-8")
    frame = pd.DataFrame(csv.DictReader(text.splitlines()), dtype="str")
    return frame.astype({"anio": "int64", "n": "int64"})
