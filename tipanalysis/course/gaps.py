"""What a participant changes in the code that an exercise begins with, so that it can be chosen instead of typed.

The starting lines of an exercise and its solution are compared as syntax trees: where they differ in a word, a text, a
number or a list of them, there is a gap. Where they differ in more, the words of the solution itself are the gaps.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

BLANK = "____"


@dataclass(frozen=True)
class Gap:
    """One place in the code: what stands there, what solves it, and what it is about.

    ``about`` is the argument it is given to (``unit``, ``sexo``), or else the function; ``note`` the comment beside it.
    """

    start: int
    end: int
    given: str
    wanted: str
    about: str = ""
    note: str = ""


@dataclass(frozen=True)
class Trial:
    """Code to be run once its gaps are filled; empty where an exercise has nothing to try."""

    code: str
    gaps: tuple[Gap, ...] = ()

    def filled(self, chosen: Sequence[str]) -> str:
        """The code with what was chosen for each gap."""
        made = self.code
        for gap, word in sorted(zip(self.gaps, chosen, strict=True), key=lambda pair: -pair[0].start):
            made = made[: gap.start] + word + made[gap.end :]
        return made


def trial_of(
    starting: Sequence[str], solution: Sequence[str], name: str, *, is_word: Callable[[str], bool], whole: bool = False
) -> Trial:
    """What there is to try in an exercise.

    Parameters
    ----------
    starting, solution : its cells, as they begin and as they are solved
    name : the variable that holds the answer; a line that only leaves it blank is nothing to try
    is_word : whether a text means something to a reader (a variable, a unit, a code), where words of the solution are
        the gaps
    whole : the answer itself is made by the code, as a table is

    Examples
    --------
    >>> trial = trial_of(['f("a", unit="b")  # change a word', "n = ____"], ['f("a", unit="c")', "n = 3"], "n",
    ...     is_word=str.isalpha)
    >>> trial.gaps[0].given, trial.gaps[0].wanted, trial.gaps[0].about, trial.gaps[0].note
    ('"b"', '"c"', 'unit', 'change a word')
    >>> trial.filled(['"d"'])
    'f("a", unit="d")  # change a word'
    """
    cells = [(one, other) for one, other in zip(starting, solution, strict=True) if not _only_blank(one, name)]
    if not cells and whole:
        cells = list(zip(starting, solution, strict=True))
    code, solved = ("\n".join(part) for part in zip(*cells, strict=True)) if cells else ("", "")
    try:
        pairs = list(_differing(ast.parse(code), ast.parse(solved), "", name if not whole else ""))
    except _OtherShapeError:
        return Trial(solved, tuple(_words(solved, is_word)))
    notes = _notes(code)
    gaps = (_gap(code, given, _text(solved, wanted), about, notes) for given, wanted, about in pairs)
    return Trial(code, tuple(gaps))


def _only_blank(code: str, name: str) -> bool:
    body = ast.parse(code).body
    return all(_leaves_blank(statement, name) for statement in body)


def _leaves_blank(statement: ast.stmt, name: str) -> bool:
    if not isinstance(statement, ast.Assign) or ast.unparse(statement.targets[0]) != name:
        return False
    value = statement.value
    return all(map(_is_blank, value.elts)) if isinstance(value, ast.List | ast.Set) else _is_blank(value)


def _is_blank(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == BLANK


class _OtherShapeError(Exception):
    """The two pieces of code differ in more than words."""


Pair = tuple[ast.expr, ast.expr, str]


def _differing(given: ast.AST, wanted: ast.AST, about: str, name: str) -> Iterator[Pair]:
    """Where two trees differ; a statement that leaves the answer blank is passed over."""
    if ast.dump(given) == ast.dump(wanted) or (isinstance(given, ast.stmt) and name and _leaves_blank(given, name)):
        return
    if isinstance(given, ast.expr) and isinstance(wanted, ast.expr) and _one_word(given, wanted):
        yield given, wanted, about
    elif type(given) is not type(wanted):
        raise _OtherShapeError
    else:
        about = _about(given) or about
        for (_, mine), (_, theirs) in zip(ast.iter_fields(given), ast.iter_fields(wanted), strict=True):
            yield from _in_field(mine, theirs, about, name)


def _in_field(mine: object, theirs: object, about: str, name: str) -> Iterator[Pair]:
    if isinstance(mine, list) and isinstance(theirs, list) and len(mine) == len(theirs):
        for one, other in zip(mine, theirs, strict=True):
            yield from _in_field(one, other, about, name)
    elif isinstance(mine, ast.AST) and isinstance(theirs, ast.AST):
        yield from _differing(mine, theirs, about, name)
    elif mine != theirs:
        raise _OtherShapeError


def _about(node: ast.AST) -> str:
    if isinstance(node, ast.keyword):
        return node.arg or ""
    return ast.unparse(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else ""


def _one_word(given: ast.expr, wanted: ast.expr) -> bool:
    """Whether the two are words, or lists that are chosen as one; single blanks in a list are chosen one by one."""
    if isinstance(given, ast.List | ast.Tuple) and type(given) is type(wanted):
        others = wanted.elts
        one_by_one = len(given.elts) == len(others) and all(map(_is_blank, given.elts))
        return not one_by_one and _is_word(given) and _is_word(wanted)
    if isinstance(given, ast.Attribute) and isinstance(wanted, ast.Attribute) and given.attr == wanted.attr:
        return False
    return _is_word(given) and _is_word(wanted)


def _is_word(node: ast.expr) -> bool:
    if isinstance(node, ast.List | ast.Tuple):
        return all(map(_is_word, node.elts))
    if isinstance(node, ast.Attribute):
        return _is_word(node.value)
    return isinstance(node, ast.Name | ast.Constant)


def _words(code: str, is_word: Callable[[str], bool]) -> Iterator[Gap]:
    """The texts of a solution that mean something, as gaps with nothing in them yet."""
    notes = _notes(code)
    for node, about in _texts(ast.parse(code), ""):
        if is_word(str(node.value)):
            gap = _gap(code, node, _text(code, node), about, notes)
            yield Gap(gap.start, gap.end, BLANK, gap.wanted, gap.about, gap.note)


def _texts(node: ast.AST, about: str) -> Iterator[tuple[ast.Constant, str]]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node, about
    about = _about(node) or about
    for child in ast.iter_child_nodes(node):
        yield from _texts(child, about)


def _gap(code: str, node: ast.expr, wanted: str, about: str, notes: dict[int, str]) -> Gap:
    start, end = _place(code, node.lineno, node.col_offset), _place(code, node.end_lineno, node.end_col_offset)
    return Gap(start, end, code[start:end], wanted, about, notes.get(node.lineno, ""))


def _text(code: str, node: ast.expr) -> str:
    return ast.get_source_segment(code, node) or ""


def _place(code: str, line: int | None, column: int | None) -> int:
    """Where a node begins or ends in the text; syntax trees count bytes."""
    lines = code.splitlines(keepends=True)
    assert line is not None and column is not None
    return sum(map(len, lines[: line - 1])) + len(lines[line - 1].encode()[:column].decode())


def _notes(code: str) -> dict[int, str]:
    """The comment of each line that has one."""
    tokens = tokenize.generate_tokens(io.StringIO(code).readline)
    return {token.start[0]: token.string.lstrip("# ") for token in tokens if token.type == tokenize.COMMENT}
