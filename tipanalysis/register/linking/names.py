"""Names as words that can be compared: without accents, particles or order; by their letters, sound and consonants."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from ..signs import bare_words, missing_reason, plain

_SKELETON = 3
"""A word of fewer consonants keeps its vowels: too many names would look alike."""
_LONG_ENOUGH = 4
"""From so many letters on, a skeleton without one of them still says something."""


def name_words(cells: Sequence[str]) -> tuple[str, ...]:
    """The words of a person's name, each once, sorted: order, accents, case, particles and initials do not count.

    Abbreviations stand for what they are short for, and both names of «conocida como» count. Who has no known name
    has no words.

    Examples
    --------
    >>> name_words(["PEREZ GOMEZ, MARIA"]) == name_words(["María", "Pérez", "de Gómez"])
    True
    >>> name_words(["Ma. de los A. Soto c.c. Mari"]), name_words(["N.N."])
    (('angeles', 'mari', 'maria', 'soto'), ())
    """
    kinds = _name_signs()
    known = [plain(cell) for cell in cells if not missing_reason(cell)]
    text = " ".join(cell for cell in known if cell not in kinds["nobody"] and bare_words(cell) not in kinds["nobody"])
    text = re.sub(_any_of(kinds["alias"]), " ", text)
    text = re.sub(_any_of(kinds["phrase"]), lambda found: kinds["phrase"][found[0]], bare_words(text))
    short, particles = kinds["short"], kinds["particle"]
    words = (short.get(word, word) for word in text.split() if word not in particles)
    return tuple(sorted({word for word in words if len(word) > 1}))


@cache
def _name_signs() -> Mapping[str, Mapping[str, str]]:
    kinds: dict[str, dict[str, str]] = {}
    for row in _rows("name_words.csv"):
        kinds.setdefault(row["kind"], {})[row["words"]] = row["becomes"]
    return kinds


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(files(__package__).joinpath("data", name).read_text("utf-8").splitlines())


def _any_of(phrases: Mapping[str, str]) -> str:
    longest = sorted(phrases, key=len, reverse=True)
    return rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)"


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """How a word of a name sounds in Spanish: one spelling for all that sound alike (``data/sounds.csv``).

    Examples
    --------
    >>> sound("velasquez") == sound("belazkes"), sound("quesada") == sound("kezada")
    (True, True)
    >>> sound("yanez") == sound("llanes"), sound("hernandez") == sound("ernandes")
    (True, True)
    """
    for pattern, becomes in _sound_rules():
        word = re.sub(pattern, becomes, word)
    return word


@cache
def _sound_rules() -> tuple[tuple[str, str], ...]:
    rows = sorted(_rows("sounds.csv"), key=lambda row: int(row["order"]))
    return tuple((row["pattern"], row["becomes"]) for row in rows)


def skeleton(word: str) -> str:
    """The consonants of a word as it sounds, after its first letter: what most slips of the pen leave whole.

    Examples
    --------
    >>> skeleton("rodriguez") == skeleton("rodrigez"), skeleton("garcia") == skeleton("gracia")
    (True, True)
    >>> skeleton("maria")
    'maria'
    """
    heard = sound(word)
    bare = heard[:1] + re.sub("[aeiou]", "", heard[1:])
    bare = re.sub(r"(.)\1+", r"\1", bare)
    return bare if len(bare) >= _SKELETON else heard


def near_forms(word: str) -> tuple[str, ...]:
    """The skeleton of a word and what is left of it without one letter: two words one slip apart share a form.

    Examples
    --------
    >>> set(near_forms("rodriguez")) & set(near_forms("rodiguez")) != set()
    True
    >>> set(near_forms("quesada")) & set(near_forms("rodriguez"))
    set()
    """
    whole = skeleton(word)
    if len(whole) < _LONG_ENOUGH:
        return (whole,)
    return tuple(sorted({whole, *(whole[:i] + whole[i + 1 :] for i in range(len(whole)))}))
