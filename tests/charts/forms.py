"""One table for each chart of the list, to draw what is poor, hidden or wrong with all of them in the same way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tipanalysis.charts.accreditation import draw_accreditation
from tipanalysis.charts.combinations import draw_combinations
from tipanalysis.charts.comparators import draw_comparators
from tipanalysis.charts.composition import draw_composition
from tipanalysis.charts.control import draw_control
from tipanalysis.charts.dependants import draw_dependants
from tipanalysis.charts.events import draw_event_sizes
from tipanalysis.charts.flows import draw_flows
from tipanalysis.charts.mentions import draw_mentions
from tipanalysis.charts.mosaic import draw_mosaic
from tipanalysis.charts.not_known import draw_not_known
from tipanalysis.charts.ranking import draw_ranking
from tipanalysis.charts.services import draw_services
from tipanalysis.charts.tiles import draw_tiles
from tipanalysis.charts.waiting import draw_waiting

SEXES = ("MUJER", "HOMBRE", "INTERSEX", "NP")
SCOPES = ("INTERNA", "TRANSFRONTERIZA", "ND")
STATES = ("EN_ESTUDIO", "ACREDITADA", "DENEGADA", "ND")
YEARS = ("2018", "2019", "2020", "ND")
PROVINCES = ("SJ", "L", "EXTERIOR", "NP")
DAYS = ("0-3", "4-7", "8-14", "PENDIENTE", "ND")
ANSWERS = ("SI", "NO", "ND")
STATUSES = ("ACREDITADA", "DEPENDIENTE", "ND")
NATIONS = ("NIC", "CRI", "COL", "NP")
PURPOSES = ("SEXUAL", "LABORAL", "OTRAS", "ND")
SIZES = ("1", "2-4", "5+", "ND")


@dataclass(frozen=True)
class Form:
    """A chart, how it is drawn from a function that makes releases, and the variables and levels of its table."""

    draw: Callable[[Callable[..., Any]], Any]
    by: tuple[str, ...]
    levels: Sequence[Sequence[str]]
    given: Callable[[Any], Any]


def single(draw: Callable[..., Any], by: Sequence[str], levels: Sequence[Sequence[str]], **more: Any) -> Form:
    """A chart of one release."""
    return Form(lambda make: draw(make(), **more), tuple(by), levels, lambda value: draw(value, **more))


def double(draw: Callable[..., Any], by: str, levels: Sequence[str]) -> Form:
    """A chart of two releases that differ in their unit."""
    drawn = lambda make: draw(make(), make(unit="mencion"))  # noqa: E731
    return Form(drawn, (by,), [levels], lambda value: draw(value, value))


def named(draw: Callable[..., Any], by: str, levels: Sequence[str]) -> Form:
    """A chart of releases with names."""
    return Form(lambda make: draw({"x": make()}), (by,), [levels], draw)


FORMS: Mapping[str, Form] = {
    "draw_accreditation": single(draw_accreditation, ["sexo", "estado_solicitud"], [SEXES, STATES]),
    "draw_mosaic": single(draw_mosaic, ["sexo", "ambito"], [SEXES, SCOPES]),
    "draw_composition": single(draw_composition, ["sexo", "ambito"], [SEXES, SCOPES]),
    "draw_mentions": double(draw_mentions, "finalidad", PURPOSES),
    "draw_ranking": single(draw_ranking, ["nacionalidad"], [NATIONS]),
    "draw_tiles": single(draw_tiles, ["provincia_residencia"], [PROVINCES]),
    "draw_flows": single(draw_flows, ["provincia_captacion", "ambito"], [PROVINCES, SCOPES]),
    "draw_waiting": single(draw_waiting, ["sexo", "dias_habiles_resolucion"], [SEXES, DAYS]),
    "draw_combinations": single(draw_combinations, ["finalidad_SEXUAL", "finalidad_LABORAL"], [ANSWERS, ANSWERS]),
    "draw_event_sizes": double(draw_event_sizes, "tamano_evento", SIZES),
    "draw_dependants": single(draw_dependants, ["sexo", "condicion_victima"], [SEXES, STATUSES]),
    "draw_services": double(draw_services, "finalidad", PURPOSES),
    "draw_comparators": named(draw_comparators, "anio_registro", YEARS),
    "draw_control": single(draw_control, ["anio_registro"], [YEARS]),
    "draw_not_known": named(draw_not_known, "sexo", SEXES),
}
"""All charts of the list that have no tests of their own; denominators take estimates and stand apart."""
