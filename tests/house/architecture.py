"""The rules of ARCHITECTURE.md, as functions that read a tree and say what breaks them; no module is imported.

Each rule takes the folder of the project and yields one sentence for each fault.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "tipanalysis"
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "misc"}
MODULE_LINES, FUNCTION_LINES, USUAL_FUNCTION_LINES, USUAL_SHARE = 400, 60, 25, 0.9
# An error speaks through the texts, and a text that is missing is an error: the one ring, tied where an error is shown.
RINGS_WITH_A_REASON = {frozenset({"words.errors", "words.texts", "words.settings"})}
# What may be shown comes out of a Release.
ALLOWED_TO_SHOW = {"words", "standard", "release", "charts", "pages"}
# The protector and the attacker agree on what a release and a policy are, and on nothing else.
SHARED_BY_BOTH_SIDES = {"release", "release.release", "release.policy"}
# The command line talks to a terminal; a report notebook that stops says why in its own last cell.
MAY_PRINT = {"cli", "reports.handover"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Import:
    """One imported thing: from which module, which name of it, and whether only the type checker needs it."""

    module: str
    name: str
    for_types: bool


def find_faults(root: Path) -> list[str]:
    """Everything in the tree that breaks a rule, as sentences."""
    return sorted({fault for rule in RULES for fault in rule(root)})


def read_modules(root: Path) -> dict[str, Path]:
    """The package's modules by their name inside it (``words.texts``); ``__init__`` goes by its folder's name."""
    modules = {}
    for path in sorted((root / PACKAGE).rglob("*.py")):
        parts = path.relative_to(root / PACKAGE).with_suffix("").parts
        modules[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return modules


def read_floors(root: Path) -> dict[str, int]:
    """The floors table of ARCHITECTURE.md: folder or module to floor."""
    floors = {}
    for line in (root / "ARCHITECTURE.md").read_text("utf-8").splitlines():
        row = re.match(r"\|\s*(\d+)\s*\|([^|]*)\|", line)
        for name in re.findall(r"`([^`]+)`", row[2]) if row else ():
            floors[name.removesuffix("/").removesuffix(".py")] = int(row[1])
    return floors


def read_imports(root: Path) -> dict[str, set[Import]]:
    """What each module imports from inside the package, wherever in the module it does so."""
    modules = read_modules(root)
    return {name: set(_imports_of(name, path, modules)) for name, path in modules.items()}


def _imports_of(name: str, path: Path, modules: Mapping[str, Path]) -> Iterator[Import]:
    tree = ast.parse(path.read_text("utf-8"))
    for_types = {id(inner) for node in ast.walk(tree) if _is_for_types(node) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            source = _source_of(node, name, is_folder=path.name == "__init__.py")
            for alias in node.names if source is not None else ():
                inner = f"{source}.{alias.name}".strip(".")
                yield Import(inner if inner in modules else source, alias.name, id(node) in for_types)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == PACKAGE:
                    yield Import(alias.name.removeprefix(PACKAGE).strip("."), "", id(node) in for_types)


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def _source_of(node: ast.ImportFrom, name: str, *, is_folder: bool) -> str | None:
    if node.level == 0:
        module = node.module or ""
        return module.removeprefix(PACKAGE).strip(".") if module.split(".")[0] == PACKAGE else None
    parts = [part for part in name.split(".") if part]
    kept = parts[: len(parts) - node.level + is_folder]
    return ".".join([*kept, *([node.module] if node.module else [])])


def every_folder_has_a_floor(root: Path) -> Iterator[str]:
    """The table and the package hold the same folders."""
    floors, there = read_floors(root), {name.split(".")[0] for name in read_modules(root)} - {""}
    yield from (f"{name} has no floor in ARCHITECTURE.md" for name in there - floors.keys())
    yield from (f"ARCHITECTURE.md gives {name} a floor, but it is not there" for name in floors.keys() - there)


def imports_go_down(root: Path) -> Iterator[str]:
    """A folder imports from its own floor and from lower ones."""
    floors = read_floors(root)
    for name, imports in read_imports(root).items():
        here = name.split(".")[0]
        for module in {item.module for item in imports}:
            there = module.split(".")[0]
            if here in floors and there in floors and floors[there] > floors[here]:
                yield f"{name} (floor {floors[here]}) imports {module} (floor {floors[there]})"


def nothing_goes_in_rings(root: Path) -> Iterator[str]:
    """No module, and no folder, imports itself by way of others; imports inside functions count too."""
    graph = {
        name: {item.module for item in imports if not item.for_types} - {name, ""}
        for name, imports in read_imports(root).items()
    }
    folders: dict[str, set[str]] = {}
    for name, targets in graph.items():
        folder = name.split(".")[0]
        folders.setdefault(folder, set()).update({target.split(".")[0] for target in targets} - {folder})
    for kind, edges in (("modules", graph), ("folders", folders)):
        for ring in _rings(edges):
            if not any(ring <= allowed for allowed in RINGS_WITH_A_REASON):
                yield f"{kind} import each other: {', '.join(sorted(ring))}"


def _rings(edges: Mapping[str, set[str]]) -> set[frozenset[str]]:
    reach = {name: reachable(name, edges) for name in edges}
    rings = {frozenset(other for other in reach[name] if name in reach.get(other, ())) for name in edges}
    return {ring for ring in rings if ring}


def reachable(name: str, edges: Mapping[str, set[str]]) -> set[str]:
    """All that can be reached from a name by one step or more."""
    found: set[str] = set()
    ahead = [name]
    while ahead:
        for target in edges.get(ahead.pop(), set()) - found:
            found.add(target)
            ahead.append(target)
    return found


def what_shows_takes_releases_only(root: Path) -> Iterator[str]:
    """Floor 6 knows releases, the codebook and words; counts, estimates and registers stay below the gate."""
    floors = read_floors(root)
    for name, imports in read_imports(root).items():
        if floors.get(name.split(".")[0]) == floors.get("charts", 6):
            for item in imports:
                folder = item.module.split(".")[0]
                if folder in floors.keys() - ALLOWED_TO_SHOW:
                    yield f"{name} shows things and imports {item.module}; it may take a Release only"


def protector_and_attacker_share_nothing(root: Path) -> Iterator[str]:
    """The attacker would miss what it shares with the protector."""
    graph = {name: {item.module for item in imports} for name, imports in read_imports(root).items()}
    inside = {name: {target for target in graph[name] if target.startswith("release")} for name in graph}
    protector, attacker = reachable("release.protect", inside), reachable("release.audit", inside)
    if "release.audit" in protector:
        yield "release.protect reaches release.audit"
    if "release.protect" in attacker:
        yield "release.audit reaches release.protect"
    for shared in (protector & attacker) - SHARED_BY_BOTH_SIDES - {"release.protect", "release.audit"}:
        yield f"release.protect and release.audit share {shared}"


def modules_are_named_for_a_noun(root: Path) -> Iterator[str]:
    """A function without a home shows that a noun is missing."""
    for name in read_modules(root):
        for part in set(name.split(".")) & BANNED_NAMES:
            yield f"{name} has the name of a drawer: {part}"


def nothing_is_too_long(root: Path) -> Iterator[str]:
    """Modules, functions and most functions stay within their budgets; docstrings do not count for functions."""
    lengths = []
    for name, path in read_modules(root).items():
        lines = len(path.read_text("utf-8").splitlines())
        if lines > MODULE_LINES:
            yield f"{name} has {lines} lines; at most {MODULE_LINES}"
        for function in _functions(path):
            lengths.append(length := _length(function))
            if length > FUNCTION_LINES:
                yield f"{name}.{function.name} has {length} lines; at most {FUNCTION_LINES}"
    usual = sum(length <= USUAL_FUNCTION_LINES for length in lengths)
    if usual < USUAL_SHARE * len(lengths):
        yield f"{usual} of {len(lengths)} functions have at most {USUAL_FUNCTION_LINES} lines; {USUAL_SHARE:.0%} should"


def _functions(path: Path) -> Iterator[Function]:
    yield from (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, Function))


def _length(function: Function) -> int:
    docstring = function.body[0] if ast.get_docstring(function) is not None else None
    return _lines(function) - (_lines(docstring) if docstring else 0)


def _lines(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def public_things_explain_themselves(root: Path) -> Iterator[str]:
    """Public functions, classes and methods have a docstring, and types for what goes in and comes out."""
    for name, path in read_modules(root).items():
        for node, owner in _public_nodes(ast.parse(path.read_text("utf-8"))):
            full = ".".join(part for part in (name, owner, node.name) if part)
            special = node.name.startswith("__")
            if not special and ast.get_docstring(node) is None:
                yield f"{full} has no docstring"
            if isinstance(node, Function):
                yield from (f"{full} gives {missing} no type" for missing in _untyped(node, method=bool(owner)))


def _public_nodes(tree: ast.Module) -> Iterator[tuple[Function | ast.ClassDef, str]]:
    for node in tree.body:
        if isinstance(node, (*Function.__args__, ast.ClassDef)) and not node.name.startswith("_"):
            yield node, ""
            for inner in node.body if isinstance(node, ast.ClassDef) else ():
                if isinstance(inner, Function) and re.match(r"[^_]|__", inner.name):
                    yield inner, node.name


def _untyped(function: Function, *, method: bool) -> list[str]:
    given = function.args
    static = any(isinstance(mark, ast.Name) and mark.id == "staticmethod" for mark in function.decorator_list)
    named = [*given.posonlyargs, *given.args][1 if method and not static else 0 :]
    every = [*named, *given.kwonlyargs, *(item for item in (given.vararg, given.kwarg) if item)]
    missing = [argument.arg for argument in every if argument.annotation is None]
    return missing + (["its result"] if function.returns is None else [])


def only_the_command_line_prints(root: Path) -> Iterator[str]:
    """A library that prints cannot be used quietly, and may print what must not be seen."""
    for name, path in read_modules(root).items():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))) if name not in MAY_PRINT else ():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
                yield f"{name} prints (line {node.lineno})"


RULES: tuple[Callable[[Path], Iterator[str]], ...] = (
    every_folder_has_a_floor,
    imports_go_down,
    nothing_goes_in_rings,
    what_shows_takes_releases_only,
    protector_and_attacker_share_nothing,
    modules_are_named_for_a_noun,
    nothing_is_too_long,
    public_things_explain_themselves,
    only_the_command_line_prints,
)
