"""Every sentence a reader sees: Spanish and English side by side in the files of ``texts/``."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from .errors import TextError
from .settings import LANGS, Lang, current_settings, reader_lang

Text = Mapping[str, str]


def say(key: str, /, *, lang: str | None = None, **values: object) -> str:
    """The text named ``key`` in the language set (or ``lang``), with ``values`` filled in.

    Examples
    --------
    >>> say("yes"), say("yes", lang="en")
    ('sí', 'yes')
    """
    return fill(key, values, lang)


def fill(key: str, values: Mapping[str, object], lang: str | None = None) -> str:
    """Like :func:`say`, for values that come as a mapping and may bear any name."""
    spoken = reader_lang(lang)
    try:
        return _text(key)[spoken].format_map({name: _in_words(value, spoken) for name, value in values.items()})
    except KeyError as missing:
        raise TextError("text_value_missing", given=key, missing=missing.args[0]) from None


def _in_words(value: object, lang: str) -> object:
    return value.spoken(lang) if isinstance(value, Phrase | Phrases | Told) else value


def say_both(key: str, /, **values: object) -> str:
    """The text in the language set and then, on a line of its own, in the other one."""
    return fill_both(key, values)


def fill_both(key: str, values: Mapping[str, object]) -> str:
    """Like :func:`say_both`, for values that come as a mapping."""
    first = current_settings().lang
    return "\n".join(fill(key, values, lang) for lang in (first, *(lang for lang in LANGS if lang != first)))


def has_text(key: str) -> bool:
    """Whether the word files hold ``key``."""
    return key in load_texts()


def _text(key: str) -> Text:
    try:
        return load_texts()[key]
    except KeyError:
        raise TextError("text_unknown", given=key) from None


@cache
def load_texts() -> Mapping[str, Text]:
    """All texts by key, read once from the files of ``texts/`` in the order of their names."""
    texts: dict[str, Text] = {}
    for file in sorted(files(__package__).joinpath("texts").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".csv"):
            for row in csv.DictReader(file.read_text("utf-8").splitlines()):
                texts[row["key"]] = {lang: row[lang].replace("\\n", "\n") for lang in LANGS}
    return MappingProxyType(texts)


@dataclass(frozen=True)
class Phrase:
    """A text of the word files as a value inside another one.

    Examples
    --------
    >>> say("did_you_mean", guess=Phrase("yes"), lang="en")
    'Did you mean “yes”?'
    """

    key: str
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    before: str = ""

    def spoken(self, lang: str) -> str:
        """The phrase in one language."""
        return self.before + fill(self.key, self.values, lang)

    def __str__(self) -> str:
        return self.spoken(current_settings().lang)


@dataclass(frozen=True)
class Phrases:
    """Several phrases, one a line."""

    items: tuple[Phrase, ...]

    def spoken(self, lang: str) -> str:
        """All phrases in one language."""
        return "\n".join(f"  - {item.spoken(lang)}" for item in self.items)

    def __str__(self) -> str:
        return self.spoken(current_settings().lang)


@dataclass(frozen=True)
class Told:
    """A text already put into words in every language, e.g. by another process."""

    by_lang: Mapping[str, str]

    def spoken(self, lang: str) -> str:
        """The text in one language."""
        return self.by_lang[lang]

    def __str__(self) -> str:
        return self.spoken(current_settings().lang)


__all__ = ["Lang", "Phrase", "Phrases", "Told", "fill", "fill_both", "has_text", "load_texts", "say", "say_both"]
