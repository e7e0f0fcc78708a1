"""Phrases: parts of a message that are put into words only when its language is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from .settings import current_settings


@dataclass(frozen=True)
class Phrase:
    """A text of the word files as a value inside another one.

    Examples
    --------
    >>> from tipanalysis.words.texts import say
    >>> say("did_you_mean", guess=Phrase("yes"), lang="en")
    'Did you mean “yes”?'
    """

    key: str
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    before: str = ""

    def spoken(self, lang: str) -> str:
        """The phrase in one language."""
        from .texts import fill

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
