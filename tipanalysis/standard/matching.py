"""How a text of a register finds its code: by the tables only, never by likeness."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

Suggestion = tuple[str, float]

_LOST = re.compile(r"(?<=[^\W\d_])\?(?=[^\W\d_])")
"""A question mark inside a word: a letter that an earlier system could not write."""

_READ_WRONGLY = re.compile("[ÂÃâï][\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
"""What UTF-8 looks like where it was read as Latin-1 or Windows-1252."""

_QUOTES = str.maketrans(dict.fromkeys("'’‘`´\"“”«»·.", ""))
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | {"_": " "})
_WILDCARD = "\ufffd"
_CUT = 75.0
"""Likeness, out of 100, under which a code is not worth suggesting."""

_SHORTEST = 4
"""Texts of fewer signs are alike by chance and are never suggested."""


def normalise(text: str) -> str:
    """The form in which texts are compared: no accents, case, invisible signs, edge marks or double spaces.

    Examples
    --------
    >>> normalise("  NICARAGÜENSE\\u200b "), normalise("NicaragÃ¼ense"), normalise("0--8")
    ('nicaraguense', 'nicaraguense', '0-8')
    """
    text = repair_encoding(text).replace("ï¿½", _WILDCARD)
    text = "".join(sign for sign in unicodedata.normalize("NFKD", text) if _counts(sign))
    text = " ".join(text.casefold().translate(_QUOTES).translate(_HYPHENS).split())
    text = re.sub(r"-+", "-", re.sub(r"\s*([-/])\s*", r"\1", text))
    return _LOST.sub(_WILDCARD, text).strip(" -/,;:()[]{}!¡?¿*|")


def _counts(sign: str) -> bool:
    if unicodedata.combining(sign) or unicodedata.category(sign) == "Cf":
        return False
    return sign.isspace() or unicodedata.category(sign) != "Cc"


def repair_encoding(text: str) -> str:
    """The text as it was before UTF-8 was read as Latin-1 or Windows-1252; unchanged where that did not happen.

    Examples
    --------
    >>> repair_encoding("LimÃ³n"), repair_encoding("Limón")
    ('Limón', 'Limón')
    """
    for _ in range(2):  # a text that went through two such systems needs two repairs
        if not _READ_WRONGLY.search(text):
            break
        text = _read_again(text)
    return text


def _read_again(text: str) -> str:
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return text


@dataclass(frozen=True)
class Matcher:
    """Texts that stand for codes (``exact``) and texts that a person must decide (``review``).

    ``exact`` maps the normalised text to a code; ``review`` maps it to its candidates, perhaps none.
    No text stands in both.
    """

    exact: Mapping[str, str]
    review: Mapping[str, tuple[str, ...]]

    def find(self, text: str) -> str | None:
        """The code that the tables give for ``text``; ``None`` if it is empty, unknown to them or left open."""
        if text == "":
            return None
        return self.exact.get(normalise(text))

    def ambiguous(self, text: str) -> bool:
        """Whether the tables say that ``text`` must not be decided without its source."""
        key = normalise(text)
        return key in self.review or (_WILDCARD in key and len(self._under_wildcard(key)) > 1)

    def suggest(self, text: str, n: int = 3) -> list[Suggestion]:
        """Up to ``n`` codes that ``text`` may stand for, with a likeness from 0 to 100; never a decision."""
        key = normalise(text)
        if key in self.review:
            return [(code, 100.0) for code in self.review[key]][:n]
        if _WILDCARD in key:
            return [(code, 99.0) for code in self._under_wildcard(key)][:n]
        return self._alike(key, n)

    def _under_wildcard(self, key: str) -> tuple[str, ...]:
        pattern = re.compile(".{0,2}".join(re.escape(part) for part in key.split(_WILDCARD)))
        return tuple(dict.fromkeys(code for known, code in self.exact.items() if pattern.fullmatch(known)))

    def _alike(self, key: str, n: int) -> list[Suggestion]:
        from rapidfuzz import fuzz, process

        best: dict[str, float] = {}
        for known, score, _ in process.extract(key, self._known, scorer=fuzz.ratio, limit=None, score_cutoff=_CUT):
            best.setdefault(self.exact[known], round(score, 1))
        return list(best.items())[:n]

    @cached_property
    def _known(self) -> tuple[str, ...]:
        return tuple(key for key in self.exact if len(key) >= _SHORTEST)


def match_table(
    names: Iterable[tuple[str, str]],
    aliases: Iterable[tuple[str, str]] = (),
    review: Iterable[tuple[str, tuple[str, ...]]] = (),
) -> Matcher:
    """A matcher from ``(text, code)`` names, the same for aliases, and ``(text, candidates)`` to review.

    A name that two codes share is left open between them; an alias wins over a name.
    """
    holders: dict[str, list[str]] = {}
    for text, code in names:
        holders.setdefault(normalise(text), []).append(code)
    shared = {key: tuple(dict.fromkeys(codes)) for key, codes in holders.items()}
    exact = {key: codes[0] for key, codes in shared.items() if len(codes) == 1}
    open_keys = {key: codes for key, codes in shared.items() if len(codes) > 1}
    for text, code in aliases:
        exact[normalise(text)] = code
        open_keys.pop(normalise(text), None)
    open_keys |= {normalise(text): candidates for text, candidates in review}
    return Matcher({key: code for key, code in exact.items() if key not in open_keys}, open_keys)
