"""Names of countries and languages from the Unicode CLDR data that Babel carries."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

_NOT_ISO = frozenset({"AC", "CP", "CQ", "DG", "EU", "QO", "TA", "XA", "XB", "XK", "ZZ"})
"""Two-letter codes that CLDR names and ISO 3166-1 does not assign (private ranges apart)."""

_WITHDRAWN = frozenset({"BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"})
"""Three-letter codes that CLDR still points to a present country."""


@cache
def country_codes() -> tuple[str, ...]:
    """ISO 3166-1 alpha-3 codes of all countries and territories, in alphabetical order.

    Examples
    --------
    >>> len(country_codes()), country_codes()[:3]
    (249, ('ABW', 'AFG', 'AGO'))
    """
    return tuple(sorted(_alpha2_by_alpha3()))


def alpha2_of(alpha3: str) -> str:
    """The two-letter code of a three-letter one.

    Examples
    --------
    >>> alpha2_of("CRI")
    'CR'
    """
    return _alpha2_by_alpha3()[alpha3]


def country_name(alpha3: str, lang: str) -> str:
    """The name of a country in a language.

    Examples
    --------
    >>> country_name("DOM", "es"), country_name("DOM", "en")
    ('República Dominicana', 'Dominican Republic')
    """
    return str(_locale(lang).territories[alpha2_of(alpha3)])


def language_name(iso639_3: str, lang: str) -> str:
    """The name of a language, with its ISO 639-3 code, in a language.

    Examples
    --------
    >>> language_name("spa", "es"), language_name("hat", "en")
    ('español', 'Haitian Creole')
    """
    from babel.core import get_global

    short = get_global("language_aliases").get(iso639_3, iso639_3)
    return str(_locale(lang).languages[short])


@cache
def _alpha2_by_alpha3() -> Mapping[str, str]:
    from babel.core import get_global

    named = _locale("en").territories
    found = {
        alpha3: targets[0]
        for alpha3, targets in get_global("territory_aliases").items()
        if len(alpha3) == 3 and alpha3.isalpha() and len(targets) == 1
    }
    return MappingProxyType(
        {
            alpha3: alpha2
            for alpha3, alpha2 in found.items()
            if alpha2 in named and alpha2 not in _NOT_ISO and alpha3 not in _WITHDRAWN
        }
    )


@cache
def _locale(lang: str) -> Any:
    from babel import Locale

    return Locale(lang)
