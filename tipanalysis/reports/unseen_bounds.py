"""Shares with what is not known left open: between which limits a group can lie, whoever the unknown are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ..analysis.records import SMALL
from ..analysis.unknowns import Bounds, unknown_bounds
from ..release.release import Release
from ..standard.codebook import load_codebook
from ..standard.fixed_codes import NOT_APPLICABLE
from ..words.numbers import PERCENT, format_number, format_percent
from ..words.texts import say
from .cover import computed_table
from .passage import Passage

IRREGULAR = "IRREGULAR"
_IN, _OUT, _OPEN = "in", "out", "open"
Releases = Mapping[str, Release]
Trait = Mapping[str, tuple[str, ...]]


def traits() -> dict[str, Trait]:
    """Who is looked at under the unknowns, by name: each variable with the codes that belong."""
    book = load_codebook()
    disabled = tuple(code for code in book["discapacidad"].codes() if code != "NINGUNA")
    own = tuple(code for code in book["identidad_genero"].codes() if not code.endswith("_CIS"))
    return {
        "mujeres": {"sexo": ("MUJER",)},
        "hombres": {"sexo": ("HOMBRE",)},
        "menores": {"mayoria_edad": ("00-17",)},
        "mayores": {"mayoria_edad": ("18+",)},
        "adultas": {"sexo": ("MUJER",), "mayoria_edad": ("18+",)},
        "adultos": {"sexo": ("HOMBRE",), "mayoria_edad": ("18+",)},
        "ninas": {"sexo": ("MUJER",), "mayoria_edad": ("00-17",)},
        "ninos": {"sexo": ("HOMBRE",), "mayoria_edad": ("00-17",)},
        "extranjeras": {"origen": ("EXTRANJERA",)},
        "irregulares": {"condicion_migratoria": (IRREGULAR,)},
        "diversas": {"identidad_genero": own},
        "indigenas": {"etnia": ("INDIGENA",)},
        "afrodescendientes": {"etnia": ("AFRODESCENDIENTE",)},
        "discapacidad": {"discapacidad": disabled},
    }


def bounds_of(release: Release, trait: Trait) -> Bounds | None:
    """Between which shares the people of a trait can lie, whatever is not recorded or not shown.

    ``lower``: only those shown to have it do; ``upper``: all do but those shown not to have it. ``estimate``, the
    share among the known, is missing where a number that it needs is hidden. ``None`` where the total or those to whom
    the question does not apply are hidden, or a person can stand in several rows.

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.release.protect import protect
    >>> people = pd.DataFrame({"sexo": ["MUJER"] * 60 + ["HOMBRE"] * 20 + ["ND"] * 20})
    >>> found = bounds_of(protect(count_by(people, "sexo")), {"sexo": ("MUJER",)})
    >>> found.estimate, found.lower, found.upper
    (0.75, 0.6, 0.8)
    """
    rows = [(_belongs(row, trait), row["n"], row["status"] == "hidden") for row in release.frame.to_dict("records")]
    outside = [(n, hidden) for belongs, n, hidden in rows if belongs == NOT_APPLICABLE]
    if release.total is None or release.multi or any(hidden for _, hidden in outside):
        return None
    base = release.total - sum(int(n) for n, _ in outside)
    inside, out = (sum(int(n) for belongs, n, hidden in rows if belongs == kind and not hidden) for kind in (_IN, _OUT))
    open_ = any(hidden for _, _, hidden in rows)
    bounds = unknown_bounds(inside, inside + out, base - inside - out)
    return replace(bounds, estimate=float("nan")) if open_ else bounds


def _belongs(row: Mapping[Any, Any], trait: Trait) -> str:
    """Whether the people of a row have the trait: in, out, open for not known, or ``NA_``."""
    missing = load_codebook().missing_codes
    codes = {name: str(row[name]) for name in trait}
    if any(code == NOT_APPLICABLE for code in codes.values()):
        return NOT_APPLICABLE
    if any(code not in missing and code not in trait[name] for name, code in codes.items()):
        return _OUT
    return _IN if all(code in trait[name] for name, code in codes.items()) else _OPEN


def bounds_in(releases: Releases, trait: Trait) -> Bounds | None:
    """The bounds of a trait of several variables, no wider than those of each of them alone allow.

    ``None`` where no release has its variables.
    """
    release = releases.get("_".join(trait))
    if release is None:
        return None
    whole = bounds_of(release, trait)
    alone = [bounds_in(releases, {name: codes}) for name, codes in trait.items()] if len(trait) > 1 else []
    parts = [part for part in alone if part is not None]
    if whole is None or len(parts) < 2:
        return whole
    lower = max(whole.lower, sum(part.lower for part in parts) - len(parts) + 1)
    return replace(whole, lower=lower, upper=min(whole.upper, *(part.upper for part in parts)))


def bounds_found(releases: Releases) -> Iterator[tuple[str, Bounds | None]]:
    """Each trait that the releases can tell of, with its bounds."""
    yield from ((name, bounds_in(releases, trait)) for name, trait in traits().items() if "_".join(trait) in releases)


def bounds_told(releases: Releases) -> list[str]:
    """The share that what is not recorded could change most, of those of which all that is recorded is shown."""
    found = [
        (name, each)
        for name, each in bounds_found(releases)
        if each is not None and each.n >= SMALL and each.n_unknown and not np.isnan(each.estimate)
    ]
    return [_bound_told(*max(found, key=lambda pair: pair[1].width))] if found else []


def _bound_told(name: str, each: Bounds) -> str:
    return say(
        "unseen_bounds",
        who=say(f"unseen_trait_{name}"),
        low=format_percent(PERCENT * each.lower),
        high=format_percent(PERCENT * each.upper),
        unknown=format_number(int(each.n_unknown)),
        total=format_number(int(each.n)),
    )


def bounds_table(releases: Releases) -> Passage:
    """The share of each trait among the known, and between which shares it can lie."""
    rows = [_bounds_row(name, each) for name, each in bounds_found(releases)]
    head = [say(f"unseen_head_{name}") for name in ("who", "known", "unknown", "low", "high")]
    return computed_table(say("unseen_bounds_caption"), head, rows, next(iter(releases.values()))) if rows else _NOTHING


_NOTHING = Passage("", "")


def _bounds_row(name: str, each: Bounds | None) -> Sequence[str]:
    who = say(f"unseen_trait_{name}")
    if each is None or each.n == 0:
        return (who, *[say("decision_not_shown")] * 4)
    known = {"n": format_number(int(each.events)), "total": format_number(int(each.n_known))}
    told = say("decision_few", **known)
    if np.isnan(each.estimate):
        told = say("decision_not_shown")
    elif each.n_known >= SMALL:
        told = say("group_of", **known, share=format_percent(PERCENT * each.estimate))
    unknown = say(
        "group_of",
        n=format_number(int(each.n_unknown)),
        total=format_number(int(each.n)),
        share=format_percent(PERCENT * each.width),
    )
    return (who, told, unknown, format_percent(PERCENT * each.lower), format_percent(PERCENT * each.upper))
