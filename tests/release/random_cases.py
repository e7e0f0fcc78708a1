"""Random tables in the way in which other tools publish their examples: of every shape, with totals and without."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

import numpy as np

SHAPES = (
    *("one way", "two ways", "two ways, a hierarchy", "three ways", "linked", "two hierarchies of the same"),
    *("no totals", "only totals", "one row", "huge numbers", "all small", "mostly zeros", "a part and the whole"),
)
_SIZES = {
    "one way": (5,),
    "three ways": (2, 2, 3),
    "linked": (2, 3, 2),
    "one row": (1, 4),
    "a part and the whole": (2, 2, 2),
}
_LONG = {"two ways, a hierarchy": (4, 2), "two hierarchies of the same": (4, 2)}


def random_case(shape: str, seed: int) -> dict[str, Any]:
    """A case with all its small cells marked, and none hidden beside; the rule is drawn too."""
    draw = np.random.default_rng(seed)
    most, zeros = int(draw.choice([1, 2, 3, 4, 9, 10, 19])), str(draw.choice(["published", "primary"]))
    sizes = _SIZES.get(shape) or _LONG.get(shape) or (3, 3)
    inner = list(product(*(range(size) for size in sizes)))
    numbers = _numbers(shape, draw, most)(len(inner))
    cells = [
        {"codes": dict(enumerate(names)), "freq": int(sum(numbers[members])), "members": members}
        for names, members in _cells(shape, sizes, inner)
    ]
    for cell in cells:
        cell["primary"] = cell["suppressed"] = (zeros == "published") <= cell["freq"] <= most
    rule = {"maxN": most, "zeros": zeros}
    return {"name": f"{shape} {seed}", "source": "random", "rule": rule, "inner": [{}] * len(inner), "published": cells}


def _numbers(shape: str, draw: np.random.Generator, most: int) -> Callable[[int], Any]:
    mean = float(draw.choice([1, most * 1.5, most * 4]))
    if shape == "huge numbers":
        return lambda n: np.where(draw.random(n) < 0.3, draw.integers(0, most + 1, n), draw.integers(10**6, 10**9, n))
    if shape == "all small":
        return lambda n: draw.integers(0, 2, n)
    if shape == "mostly zeros":
        return lambda n: draw.integers(0, 2 * most + 2, n) * (draw.random(n) < 0.3)
    return lambda n: draw.poisson(mean, n)


def _cells(
    shape: str, sizes: Sequence[int], inner: Sequence[tuple[int, ...]]
) -> list[tuple[tuple[str, ...], list[int]]]:
    """The cells that are printed: their names and their atoms."""
    found = []
    for chosen in product(*(_levels(shape, place, size) for place, size in enumerate(sizes))):
        names = tuple(name for name, _ in chosen)
        totals = sum(name == "Total" for name in names)
        if (shape in ("only totals", "linked") and not totals) or (shape == "a part and the whole" and "2-1" in names):
            continue
        held = [set(codes) for _, codes in chosen]
        found.append(
            (names, [i for i, atom in enumerate(inner) if all(c in h for c, h in zip(atom, held, strict=True))])
        )
    return found


def _levels(shape: str, place: int, size: int) -> list[tuple[str, tuple[int, ...]]]:
    levels = [(f"{place}-{code}", (code,)) for code in range(size)]
    everything = tuple(range(size))
    if shape != "no totals":
        levels.append(("Total", everything))
    if shape in _LONG and not place:
        levels += [("first", everything[: size // 2]), ("last", everything[size // 2 :])]
    if shape == "two hierarchies of the same" and not place:
        levels += [("even", everything[::2]), ("odd", everything[1::2])]
    return levels
