"""Services: how many people needed each and how many received it, from a file beside the register; never a coverage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..counts.count import count_by
from ..counts.counts import Counts
from ..pages.labels import in_words, level_label, unit_label, variable_label
from ..pages.notes import count_in_words
from ..register.location import located
from ..register.read import read_register
from ..register.register import Register
from ..release.readings import MOST_CODES
from ..release.release import Release
from ..standard.codebook import load_codebook
from ..words.errors import ReportError
from ..words.numbers import format_number
from ..words.texts import say
from .lists import Lists
from .parameters import NONE, years_of
from .passage import Passage, bullets, paragraph
from .scope import absent
from .shown import Shown

if TYPE_CHECKING:
    from ..charts.picture import Picture

NEEDED, RECEIVED = "servicio_requerido", "servicio_recibido"
_YEAR, _NO_SERVICE = "anio_registro", "NINGUNO"
_LIMITS = ("same", "unwritten", "people", "when")
Releases = Mapping[str, Release]


@dataclass(frozen=True)
class Services:
    """The people of the file of services in the period, or in one sentence why there is nobody to count."""

    register: Register | None
    why_not: str = ""

    @property
    def lists(self) -> Lists:
        """The file as a list beside the register, so that what was published of it before is found."""
        return Lists({} if self.register is None else {"servicios": self.register}, None)


def read_services(path: str, source: str, period: str, beside: Register) -> Services:
    """The file of services in the period; ``ninguna``: none.

    Synthetic services are left out beside a register that is not: nobody is to take them for the institution's own. So
    are services of which more are written down for each person than the gate can answer for.

    Raises
    ------
    ReportError
        For a file without the year, the services needed or those received.
    """
    if path == NONE:
        return Services(None, say("services_none"))
    register = read_register(located(path), source=source)
    if register.provenance.synthetic and not beside.provenance.synthetic:
        return Services(None, say("services_invented"))
    if missing := absent(register, (_YEAR, NEEDED, RECEIVED)):
        raise ReportError("services_columns", given=in_words([variable_label(name) for name in missing]))
    inside = register.where(**{_YEAR: years_of(period)})
    if len(inside) == 0:
        years = sorted(set(register.records[_YEAR].astype("str")))
        return Services(None, say("services_no_year", known=", ".join(years)))
    if any(_answers_each(inside, name) > MOST_CODES for name in (NEEDED, RECEIVED)):
        return Services(None, say("services_too_many", most=format_number(MOST_CODES)))
    return Services(inside)


def _answers_each(register: Register, name: str) -> float:
    """How many services are written down, on average, for each person of whom any is: the gate thinks of so many."""
    child = register.children[name]
    known = child[~child[name].isin(load_codebook().missing_codes)].drop_duplicates()
    return len(known) / max(int(known["id"].nunique()), 1)


def service_tables(services: Services) -> dict[str, Counts]:
    """People by the services they needed and by those they received; to be protected with the rest of the report."""
    if services.register is None:
        return {}
    return {name: count_by(services.register, name, levels="all") for name in (NEEDED, RECEIVED)}


def services_told(releases: Releases) -> str:
    """In one sentence for which service the two figures shown are furthest apart, and for which they are closest."""
    shown = {name: Shown(releases[name]) for name in (NEEDED, RECEIVED)}
    pairs = _pairs(*shown.values())
    if not pairs:
        return say("services_no_pair")
    apart = sorted(pairs, key=lambda code: abs(pairs[code][0] - pairs[code][1]), reverse=True)
    unit = unit_label(releases[NEEDED].unit)
    if len(apart) == 1:
        return say(
            "services_one", unit=unit, service=level_label(NEEDED, apart[0]), **_numbers(releases, pairs[apart[0]])
        )
    told = {
        f"{end}_{name}": n
        for end, code in (("most", apart[0]), ("least", apart[-1]))
        for name, n in _numbers(releases, pairs[code]).items()
    }
    ends = {"most": level_label(NEEDED, apart[0]), "least": level_label(NEEDED, apart[-1])}
    return say("services_gap", unit=unit, **ends, **told)


def _pairs(needed: Shown, received: Shown) -> dict[str, tuple[int, int]]:
    """Both figures of each service that shows them and that somebody needed or received."""
    found = {}
    for code in needed.levels(NEEDED):
        both = needed.n(**{NEEDED: code}), received.n(**{RECEIVED: code})
        if code != _NO_SERVICE and both[0] is not None and both[1] is not None and any(both):
            found[code] = (both[0], both[1])
    return found


def _numbers(releases: Releases, pair: tuple[int, int]) -> dict[str, str]:
    needed, received = pair
    return {
        "needed": count_in_words(releases[NEEDED], needed),
        "received": count_in_words(releases[RECEIVED], received),
    }


def services_passage(releases: Releases, services: Services) -> Sequence[Picture | Passage]:
    """The sentence, the picture with its table and what they do not say; or why there is nothing to show."""
    if NEEDED not in releases:
        return [paragraph("reports_told", message=services.why_not)]
    if all(_blank(releases[name]) for name in (NEEDED, RECEIVED)):
        return [paragraph("services_hidden")]
    from ..charts.services import draw_services

    told = paragraph("reports_told", message=services_told(releases))
    limits = bullets([say(f"services_limit_{name}") for name in _LIMITS], css="tip-limits")
    return [paragraph("services_how"), told, draw_services(releases[NEEDED], releases[RECEIVED]), limits]


def _blank(release: Release) -> bool:
    """Whether no number of anybody is shown."""
    return not ((release.frame["status"] == "shown") & (release.frame["n"] > 0)).any()
