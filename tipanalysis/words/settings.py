"""Language and country: two settings, made once, that touch presentation and parsing only."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Literal, cast, get_args

from .errors import SettingsError

Lang = Literal["es", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)
COUNTRIES = ("CRI", "BLZ", "DOM", "SLV", "GTM", "HND", "MEX", "NIC", "PAN")


@dataclass(frozen=True)
class Settings:
    """The language readers see and the country whose habits apply."""

    lang: Lang = "es"
    country: str = "CRI"

    def __post_init__(self) -> None:
        if self.lang not in LANGS:
            raise SettingsError("settings_lang_unknown", given=self.lang, known=", ".join(LANGS))
        if self.country not in COUNTRIES:
            raise SettingsError("settings_country_unknown", given=self.country, known=", ".join(COUNTRIES))


_current: ContextVar[Settings | None] = ContextVar("tipanalysis_settings", default=None)


def current_settings() -> Settings:
    """The settings in force: those set last, else the environment's, else Spanish and Costa Rica."""
    return _current.get() or _from_environment()


def _from_environment() -> Settings:
    return Settings(
        lang=cast(Lang, os.environ.get("TIPANALYSIS_LANG", "es")),
        country=os.environ.get("TIPANALYSIS_COUNTRY", "CRI"),
    )


def reader_lang(lang: str | None = None) -> Lang:
    """The language given, if the package knows it, or else the one set.

    Raises
    ------
    SettingsError
        For a language that the package does not know.

    Examples
    --------
    >>> reader_lang(), reader_lang("en")
    ('es', 'en')
    """
    return replace(current_settings(), lang=cast(Lang, lang)).lang if lang else current_settings().lang


def settings(lang: str | None = None, country: str | None = None) -> Settings:
    """Set the language, the country or both for what follows, and return the settings in force.

    Examples
    --------
    >>> settings(lang="en").lang
    'en'
    >>> settings(lang="es")
    Settings(lang='es', country='CRI')
    """
    _current.set(_changed(lang, country))
    return current_settings()


@contextmanager
def using(lang: str | None = None, country: str | None = None) -> Iterator[Settings]:
    """Settings that hold inside a ``with`` block only.

    Examples
    --------
    >>> with using(lang="en", country="GTM") as inside:
    ...     inside.country
    'GTM'
    >>> current_settings().country
    'CRI'
    """
    token = _current.set(_changed(lang, country))
    try:
        yield current_settings()
    finally:
        _current.reset(token)


def _changed(lang: str | None, country: str | None) -> Settings:
    now = current_settings()
    return replace(now, lang=cast(Lang, lang or now.lang), country=country or now.country)
