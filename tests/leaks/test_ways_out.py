"""Whoever adds a command, an option or a function that writes, adds it to what the marked person goes through."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import pytest

from leaks.conftest import ROOT, Ended, Room
from leaks.orders import KEPT, NO_SYNTHESIS, PUBLISHED, REFUSED, SHARED, TRIED_IN_ONE_REPORT, UNTRIED, UNTRIED_OPTIONS
from tipanalysis.cli import commands

PACKAGE = ROOT / "tipanalysis"
ORDERS = (*KEPT.values(), *PUBLISHED.values(), *SHARED.values(), *REFUSED.values())
ONE_FOR_ALL = ("--data", "--source", "--out", "--ledger")
METHODS = {"write_text", "write_bytes", "to_excel", "to_parquet", "mkstemp", "mkdtemp", "TemporaryDirectory"}
"""What writes a file wherever it is called."""
UNTRIED_WRITERS: Mapping[str, str] = {
    "tipanalysis.learning.synthetic": "writes the invented answers, of nobody",
    "tipanalysis.register.synthetic": "writes the invented register and its keys, in which there is nobody",
    "tipanalysis.course": "makes the notebooks of the lessons from the invented register",
    "tipanalysis.commands.spoken": "writes the help, on the terminal",
    "tipanalysis.register.cleaning.rule_files:write_rules": "writes the rules that an office made, which it typed",
    "tipanalysis.reports.batch_log:write_log": "repeats the rows of the batch and the messages of reports, tried here",
    "tipanalysis.reports.workshop:check_replaceable": "opens an older file to see whether it could be replaced",
    "tipanalysis.reports.paper:print_page": "has a browser print the page that is tried here; some machines have none",
    "tipanalysis.dashboard.result:_workbook": "writes, for the page in the browser, the releases that the folder shows",
    "tipanalysis.reports.handover:_show_problem": "leaves the message of an error that has a test of its own",
    **dict.fromkeys(("tipanalysis.reports.synthetic_extract",) if NO_SYNTHESIS else (), "needs pac-synth"),
}


def leaves(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, with its words."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from leaves(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


def orders_of(words: str) -> list[tuple[str, ...]]:
    parts = tuple(words.split())
    return [order for order in ORDERS if order[: len(parts)] == parts]


@pytest.mark.parametrize(("words", "command"), list(leaves(commands)), ids=[words for words, _ in leaves(commands)])
def test_every_command_and_option_is_tried(words: str, command: click.Command) -> None:
    if words in UNTRIED:
        return
    tried = {word for order in orders_of(words) for word in order}
    assert orders_of(words), f"add an order of «{words}» to tests/leaks/orders.py"
    options = {
        parameter.opts[-1]: parameter.opts for parameter in command.params if isinstance(parameter, click.Option)
    }
    if words.startswith("report "):
        shared = {*ONE_FOR_ALL, *(TRIED_IN_ONE_REPORT if words == "report perfil_anual" else ())}
        options = {name: spellings for name, spellings in options.items() if name in shared}
    missing = [
        name
        for name, spellings in options.items()
        if not tried & set(spellings) and not any(f"{words} {spelling}" in UNTRIED_OPTIONS for spelling in spellings)
    ]
    assert missing == [], f"give them in an order of «{words}» in tests/leaks/orders.py"


def test_what_is_not_tried_exists() -> None:
    known = dict(leaves(commands))
    assert set(UNTRIED) <= set(known)
    for name in UNTRIED_OPTIONS:
        words, _, option = name.rpartition(" ")
        assert any(option in parameter.opts for parameter in known[words].params), name


def writers() -> Iterator[str]:
    """Every function of the package that opens a file for writing, as module and name."""
    for path in sorted(PACKAGE.rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for name, function in _functions(ast.parse(path.read_text("utf-8"))):
            if any(_writes(node) for node in ast.walk(function)):
                yield f"{module}:{name}"


def _functions(tree: ast.AST, before: str = "") -> Iterator[tuple[str, ast.AST]]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ClassDef):
            yield from _functions(node, f"{before}{node.name}.")
        elif isinstance(node, ast.FunctionDef):
            yield f"{before}{node.name}", node


def _writes(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    given = [*node.args, *(word.value for word in node.keywords)]
    if name == "open":
        modes = [one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        return any(set(mode) <= set("rwaxbt+") and set(mode) & set("wax+") for mode in modes)
    if name == "to_csv":
        return any(not word.arg or word.arg == "path_or_buf" for word in node.keywords) or bool(node.args)
    on_disk = name in ("Workbook", "savefig") and bool(given) and not _is_memory(given[0])
    return name in METHODS or on_disk or ast.unparse(node.func) in ("nbformat.write", "papermill.execute_notebook")


def _is_memory(given: ast.AST) -> bool:
    return isinstance(given, ast.Name) and given.id in ("memory", "out")


def test_every_function_that_writes_was_seen_to_write(room: Room, ended: Mapping[str, Ended]) -> None:
    """Seen while the orders ran, kernels among them; what is left out is named with its reason."""
    assert ended
    seen = set(room.log.read_text("utf-8").split())
    unseen = [name for name in writers() if name not in seen and not any(map(name.startswith, UNTRIED_WRITERS))]
    assert unseen == [], "add an order that makes it write to tests/leaks/orders.py"


def test_what_is_left_out_writes_indeed() -> None:
    found = list(writers())
    assert len(found) > 20
    for name in UNTRIED_WRITERS:
        assert any(writer.startswith(name) for writer in found), name
    assert Path(PACKAGE / "pages" / "workbook.py").exists()
