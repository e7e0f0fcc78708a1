"""What the three lists of dependencies and the tree must agree on, as functions that say what does not.

pyproject.toml holds ranges, requirements.txt exact pins, environment.yml the same ranges under conda's names.
Each rule takes a folder and its files, and yields one sentence for each fault.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

CONDA_NAMES = {
    "duckdb": "python-duckdb",
    "matplotlib": "matplotlib-base",
}
CHANNELS = ["conda-forge", "nodefaults"]
LOCK_FILES = re.compile(r"(uv|poetry|pdm|conda-lock|Pipfile)\.(lock|yml)|pylock.*\.toml|Pipfile|package-lock\.json")
# Written so that this file does not match itself.
FOREIGN = {
    "a package host": r"pypi[.]org|pythonhosted[.]org|anaconda[.]org|npmjs[.](org|com)|deb[.]debian[.]org",
    "a package index": r"--(extra-)?index-url\b|--default-inde[x]\b|\bindex-url\s*[:=]|\[\[tool\.uv\.index",
    "a path of one machine": r"(?<![\w.:/-])/(home|root|Users|work)/\w",
}
PIN = re.compile(r"(?P<name>[a-z0-9][a-z0-9.-]*)==(?P<version>[A-Za-z0-9.!+]+)( ; (?P<marker>.+))?")
TEXT_ENDINGS = {
    "",
    ".py",
    ".toml",
    ".txt",
    ".yml",
    ".yaml",
    ".md",
    ".csv",
    ".json",
    ".ipynb",
    ".bat",
    ".cfg",
    ".j2",
    ".css",
    ".html",
}

Rule = Callable[[Path, Sequence[str]], Iterator[str]]


def find_faults(root: Path, files: Sequence[str]) -> list[str]:
    """Everything in the lists and the files that breaks a rule, as sentences."""
    return sorted({fault for rule in RULES for fault in rule(root, files)})


def tracked_files(root: Path) -> list[str]:
    """The files that belong to the project, as git knows them."""
    listed = subprocess.run(
        ["git", "-c", "core.quotePath=false", "ls-files"], cwd=root, capture_output=True, text=True, check=True
    )
    return [name for name in listed.stdout.splitlines() if (root / name).is_file()]


def declared(root: Path, *, extra: str | None = None) -> dict[str, SpecifierSet]:
    """The ranges of pyproject.toml, of the package itself or of one extra."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    lines = project["optional-dependencies"][extra] if extra else project["dependencies"]
    return {canonicalize_name(item.name): item.specifier for item in map(Requirement, lines)}


def offered(root: Path) -> dict[str, SpecifierSet]:
    """The ranges of the package and of its extras but that of the tests: what its code may import."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project.get("optional-dependencies", {}).keys() - {"test"}
    return declared(root) | {name: wanted for extra in extras for name, wanted in declared(root, extra=extra).items()}


def every_declared(root: Path) -> dict[str, SpecifierSet]:
    """The ranges of the package and of its tests together."""
    return declared(root) | declared(root, extra="test")


def pins(root: Path) -> list[tuple[str, str, Marker | None]]:
    """The pins of requirements.txt: name, version, and where it applies."""
    found = filter(None, map(PIN.fullmatch, _pin_lines(root)))
    return [(pin["name"], pin["version"], Marker(pin["marker"]) if pin["marker"] else None) for pin in found]


def _pin_lines(root: Path) -> list[str]:
    lines = (root / "requirements.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def conda_list(root: Path) -> dict[str, list[str]]:
    """The lists of environment.yml by their key; a small reader for the plain form that the file has."""
    lists: dict[str, list[str]] = {}
    key = ""
    for line in (root / "environment.yml").read_text("utf-8").splitlines():
        if heading := re.fullmatch(r"\s*-?\s*(\w+):\s*", line):
            key = heading[1]
        elif item := re.fullmatch(r"\s+- (.+?)\s*", line):
            lists.setdefault(key, []).append(item[1])
    return lists


def conda_asks_for_the_same(root: Path, files: Sequence[str]) -> Iterator[str]:
    """environment.yml: two channels, the declared packages with their ranges, the Python range, the project itself."""
    lists = conda_list(root)
    if lists.get("channels") != CHANNELS:
        yield f"environment.yml has the channels {lists.get('channels')}; there are to be {CHANNELS}"
    if lists.get("pip") != ["-e ."]:
        yield f"environment.yml gives pip {lists.get('pip')}; it is to be ['-e .']"
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {CONDA_NAMES.get(name, name): specifier for name, specifier in every_declared(root).items()}
    wanted |= {"python": SpecifierSet(project["requires-python"]), "pip": SpecifierSet()}
    given = {item.name: item.specifier for item in map(Requirement, lists.get("dependencies", []))}
    for name in sorted(wanted.keys() | given.keys()):
        if wanted.get(name) != given.get(name):
            yield f"{name}: pyproject.toml asks for {_range(wanted, name)}, environment.yml for {_range(given, name)}"


def _range(ranges: dict[str, SpecifierSet], name: str) -> str:
    return "nothing" if name not in ranges else str(ranges[name]) or "any version"


def every_pin_is_exact(root: Path, files: Sequence[str]) -> Iterator[str]:
    """Each line of requirements.txt is one exact version."""
    yield from (f"requirements.txt: not an exact pin: {line}" for line in _pin_lines(root) if not PIN.fullmatch(line))


def every_range_holds_its_pin(root: Path, files: Sequence[str]) -> Iterator[str]:
    """What is declared is pinned, on this Python and system and on every other, inside its range."""
    pinned = pins(root)
    for name, specifier in every_declared(root).items():
        mine = [(version, marker) for pin, version, marker in pinned if pin == name]
        if not any(marker is None or marker.evaluate() for _, marker in mine):
            yield f"{name} has no pin for this system in requirements.txt"
        for version, _ in mine:
            if version not in specifier:
                yield f"{name}: the pin {version} is outside {specifier}"


def nothing_names_a_host(root: Path, files: Sequence[str]) -> Iterator[str]:
    """No file says where packages come from, nor where the project lay on somebody's machine."""
    for name in files:
        if Path(name).suffix in TEXT_ENDINGS:
            text = (root / name).read_text("utf-8", errors="replace")
            yield from (f"{name} names {what}" for what, pattern in FOREIGN.items() if re.search(pattern, text))


def nothing_is_locked(root: Path, files: Sequence[str]) -> Iterator[str]:
    """Lock files name hosts; the pins are our lock."""
    yield from (f"{name} is a lock file" for name in files if LOCK_FILES.fullmatch(Path(name).name))


def every_import_is_declared(root: Path, files: Sequence[str]) -> Iterator[str]:
    """What the package, its notebooks and its tests import is declared: tests may use the test extra, the rest not."""
    known = _installed_modules()
    own = {"tipanalysis", "instalar", "benchmarks"} | {
        Path(name).parts[1].removesuffix(".py") for name in files if name[:6] == "tests/"
    }
    for name in files:
        allowed = every_declared(root) if name.startswith(("tests/", "benchmarks/", "instalar")) else offered(root)
        for module in _imports(root / name) - own - sys.stdlib_module_names:
            homes = {canonicalize_name(home) for home in known.get(module, ["nothing installed"])}
            if not homes & allowed.keys() and not (module not in known and _named_like(module, allowed)):
                yield f"{name} imports {module} ({', '.join(sorted(homes))}), which is not declared for it"


def _named_like(module: str, declared: Iterable[str]) -> bool:
    """Whether a package that is not installed, because it is optional, has the name of the module but for hyphens."""
    return module.replace("_", "") in {name.replace("-", "") for name in declared}


@cache
def _installed_modules() -> Mapping[str, list[str]]:
    return packages_distributions()


def _imports(path: Path) -> set[str]:
    if path.suffix == ".py":
        return _top_level(path.read_text("utf-8"))
    if path.suffix == ".ipynb":
        cells = json.loads(path.read_text("utf-8"))["cells"]
        code = ("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
        return {name for text in code for name in _top_level(re.sub(r"(?m)^\s*[%!].*$", "", text))}
    return set()


def _top_level(code: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            found.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
    return found


def every_dependency_says_why(root: Path, files: Sequence[str]) -> Iterator[str]:
    """ARCHITECTURE.md has one line for each direct dependency: what it saves, how it is kept, what it costs."""
    section = (root / "ARCHITECTURE.md").read_text("utf-8").partition("## Dependencies")[2].partition("\n## ")[0]
    told = set(re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE))
    yield from (f"{name} has no line under Dependencies in ARCHITECTURE.md" for name in offered(root).keys() - told)
    yield from (f"ARCHITECTURE.md tells of {name}, which is not declared" for name in told - offered(root).keys())


RULES: tuple[Rule, ...] = (
    conda_asks_for_the_same,
    every_pin_is_exact,
    every_range_holds_its_pin,
    nothing_names_a_host,
    nothing_is_locked,
    every_import_is_declared,
    every_dependency_says_why,
)
