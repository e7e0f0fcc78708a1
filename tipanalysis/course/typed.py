"""What was typed into a box for a number: a number as any country writes it, or a small sum."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping

from ..words.numbers import parse_number
from ..words.settings import current_settings

_SUM = re.compile(r"[\d\s.,()+\-*/]+")
_OTHER_MARKS = str.maketrans({"×": "*", "÷": "/", "·": "*", ":": "/", "\u2212": "-", "\u2013": "-"})
_WITH_A_POINT = "GTM"
"""A country that writes decimals with a point, as Python and the lessons' code do."""
_VERBS: Mapping[type[ast.AST], Callable[..., float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
}


def numbers_typed(text: str) -> tuple[float, ...]:
    """What a text can mean: no number, one, or two where countries read it differently (the own one first).

    Examples
    --------
    >>> numbers_typed("45,3 %"), numbers_typed("1.234"), numbers_typed("doce")
    ((45.3,), (1234.0, 1.234), ())
    >>> numbers_typed("100 * 12 / (60 - 20)")
    (30.0,)
    """
    plain = text.strip().removesuffix("%").strip()
    readings = (parse_number(plain, country=country).value for country in (current_settings().country, _WITH_A_POINT))
    found = tuple(dict.fromkeys(value for value in readings if value is not None))
    return found or _sum(plain.translate(_OTHER_MARKS))


def _sum(text: str) -> tuple[float, ...]:
    if not _SUM.fullmatch(text):
        return ()
    try:
        return (_worth(ast.parse(text.replace(",", ".").strip(), mode="eval").body),)
    except (SyntaxError, ArithmeticError, TypeError, ValueError, MemoryError, RecursionError):
        return ()


def _worth(node: ast.expr) -> float:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    if isinstance(node, ast.UnaryOp) and type(node.op) in _VERBS:
        return _VERBS[type(node.op)](_worth(node.operand))
    if isinstance(node, ast.BinOp) and type(node.op) in _VERBS:
        return _VERBS[type(node.op)](_worth(node.left), _worth(node.right))
    raise ValueError
