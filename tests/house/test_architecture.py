"""The house stands as ARCHITECTURE.md says; and each rule has been seen to catch its fault."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import tipanalysis
from house.architecture import RULES, find_faults, read_floors, read_modules

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"pandas", "numpy", "matplotlib", "seaborn", "scipy", "papermill", "nbconvert", "duckdb", "openpyxl", "IPython"}

SOUND_HOUSE = {
    "ARCHITECTURE.md": """
| Floor | Folders |
|---|---|
| 8 | `cli.py` |
| 6 | `charts/` `pages/` |
| 5 | `release/` |
| 3 | `counts/` |
| 0 | `words/` |
""",
    "tipanalysis/__init__.py": '"""The package."""\n',
    "tipanalysis/cli.py": (
        'from .charts.bars import draw\n\n\ndef main() -> None:\n    """Draw."""\n    print(draw())\n'
    ),
    "tipanalysis/words/texts.py": 'def say(key: str, *more: str) -> str:\n    """A text."""\n    return key\n',
    "tipanalysis/counts/counts.py": 'TOTAL = "TOTAL"\n',
    "tipanalysis/release/release.py": 'class Release:\n    """What may be shown."""\n',
    "tipanalysis/release/policy.py": "THRESHOLD = 5\n",
    "tipanalysis/release/cells.py": "from .release import Release\n",
    "tipanalysis/release/protect.py": "from .cells import Release\nfrom .policy import THRESHOLD\n",
    "tipanalysis/release/audit.py": "from .release import Release\nfrom .policy import THRESHOLD\n",
    "tipanalysis/pages/table.py": "from ..release.release import Release\n",
    "tipanalysis/charts/bars.py": (
        "from ..pages.table import Release\n\n\n"
        'def draw(*, lang: str = "es") -> str:\n    """A chart."""\n    return lang\n'
    ),
}

SHORT = "def f{0}() -> None:\n    pass\n"
FAULTS = {
    "a folder without a floor": (
        {"tipanalysis/maps/draw.py": ""},
        ["maps has no floor in ARCHITECTURE.md"],
    ),
    "a floor without a folder": (
        {"ARCHITECTURE.md": SOUND_HOUSE["ARCHITECTURE.md"] + "| 2 | `register/` |\n"},
        ["ARCHITECTURE.md gives register a floor, but it is not there"],
    ),
    "an import upwards": (
        {"tipanalysis/counts/count.py": "from ..release.release import Release\n"},
        ["counts.count (floor 3) imports release.release (floor 5)"],
    ),
    "an import upwards, by its full name and inside a function": (
        {"tipanalysis/counts/count.py": "def _f() -> None:\n    import tipanalysis.release.policy\n"},
        ["counts.count (floor 3) imports release.policy (floor 5)"],
    ),
    "an import upwards, for types only": (
        {"tipanalysis/words/labels.py": "if TYPE_CHECKING:\n    from ..counts import counts\n"},
        ["words.labels (floor 0) imports counts.counts (floor 3)"],
    ),
    "modules in a ring": (
        {
            "tipanalysis/words/numbers.py": "from .dates import f\n",
            "tipanalysis/words/dates.py": "def f() -> None:\n    '''Late.'''\n    from . import numbers\n",
        },
        ["modules import each other: words.dates, words.numbers"],
    ),
    "folders in a ring": (
        {"tipanalysis/pages/book.py": "from ..charts.bars import draw\n"},
        ["folders import each other: charts, pages"],
    ),
    "a chart that takes counts": (
        {"tipanalysis/charts/pie.py": "from ..counts.counts import TOTAL\n"},
        ["charts.pie shows things and imports counts.counts; it may take a Release only"],
    ),
    "an attacker that uses the protector": (
        {"tipanalysis/release/audit.py": "from .protect import THRESHOLD\n"},
        [
            "release.audit reaches release.protect",
            "release.protect and release.audit share release.cells",
        ],
    ),
    "a protector that uses the attacker": (
        {"tipanalysis/release/protect.py": "from .audit import Release\n"},
        ["release.protect reaches release.audit"],
    ),
    "a module that both sides share": (
        {"tipanalysis/release/audit.py": "from .cells import Release\n"},
        ["release.protect and release.audit share release.cells"],
    ),
    "a drawer": (
        {"tipanalysis/counts/utils.py": ""},
        ["counts.utils has the name of a drawer: utils"],
    ),
    "a long module": (
        {"tipanalysis/counts/count.py": "X = 1\n" * 401},
        ["counts.count has 401 lines; at most 400"],
    ),
    "a long function": (
        {
            "tipanalysis/counts/count.py": "def _f() -> None:\n"
            + "    x = 1\n" * 60
            + "".join(map("\ndef _g{}(): ...\n".format, range(9)))
        },
        ["counts.count._f has 61 lines; at most 60"],
    ),
    "too many longish functions": (
        {"tipanalysis/counts/count.py": "def _f() -> None:\n" + "    x = 1\n" * 25},
        ["3 of 4 functions have at most 25 lines; 90% should"],
    ),
    "a public function without a docstring": (
        {"tipanalysis/counts/count.py": "def count() -> None: ...\n"},
        ["counts.count.count has no docstring"],
    ),
    "public things without types": (
        {
            "tipanalysis/counts/count.py": (
                'def count(a, *b: int, c):\n    """Count."""\n\n\n'
                'class Cube:\n    """Cells."""\n\n    def add(self, other) -> None:\n        """Add."""\n'
            )
        },
        [
            "counts.count.Cube.add gives other no type",
            "counts.count.count gives a no type",
            "counts.count.count gives c no type",
            "counts.count.count gives its result no type",
        ],
    ),
    "a library that prints": (
        {"tipanalysis/counts/count.py": "def _f() -> None:\n    print(1)\n"},
        ["counts.count prints (line 2)"],
    ),
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_the_rule(rule):
    assert sorted(set(rule(ROOT))) == []


def test_the_floors_table_names_the_house_from_top_to_bottom():
    floors = read_floors(ROOT)
    assert floors["cli"] > floors["reports"] > floors["charts"] > floors["release"] > floors["analysis"]
    assert floors["analysis"] > floors["counts"] > floors["register"] > floors["standard"] > floors["words"] == 0


def build(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def test_a_sound_house_has_no_faults(tmp_path):
    assert find_faults(build(tmp_path, SOUND_HOUSE)) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_caught(tmp_path, fault):
    changed, expected = FAULTS[fault]
    assert find_faults(build(tmp_path, {**SOUND_HOUSE, **changed})) == expected


def run_fresh(code: str) -> dict:
    """What a fresh interpreter answers, as JSON on its last line; nothing else may be said."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_importing_the_package_is_silent_and_loads_nothing_heavy():
    loaded = run_fresh("import json, sys, tipanalysis; print(json.dumps(sorted(sys.modules)))")
    own = {name for name in loaded if name.split(".")[0] == "tipanalysis"}
    assert own == {"tipanalysis"}
    assert HEAVY & {name.split(".")[0] for name in loaded} == set()


def test_importing_the_package_opens_no_file_but_code():
    opened = run_fresh(
        "import json, sys; opened = []\n"
        "def note(event, given):\n"
        "    if event == 'open' and isinstance(given[0], str): opened.append(given[0])\n"
        "sys.addaudithook(note)\n"
        "import tipanalysis\n"
        "print(json.dumps([name for name in opened if not name.endswith(('.py', '.pyc'))]))"
    )
    assert opened == []


STATE_OF_OTHERS = """
import json, warnings, pandas, numpy, matplotlib

def state():
    return [
        {name: str(value) for name, value in numpy.get_printoptions().items()},
        numpy.random.get_state()[1].tolist()[:5],
        pandas.describe_option(_print_desc=False),
        {name: str(value) for name, value in matplotlib.rcParams.copy().items()},
        len(warnings.filters),
    ]
"""


def test_loading_every_part_leaves_the_settings_of_others_alone():
    before, after = run_fresh(
        STATE_OF_OTHERS
        + "before = state()\n"
        + "import tipanalysis, importlib\n"
        + f"for name in {sorted(set(read_modules(ROOT)) - {''})}: importlib.import_module('tipanalysis.' + name)\n"
        + "print(json.dumps([before, state()]))"
    )
    assert before == after


@pytest.mark.parametrize("name", tipanalysis.__all__)
def test_every_public_name_has_its_home(name):
    assert getattr(tipanalysis, name).__doc__ or name == "__version__"


def test_the_package_lists_its_names_and_refuses_others():
    assert dir(tipanalysis) == sorted(tipanalysis.__all__)
    with pytest.raises(AttributeError, match=r"^module 'tipanalysis' has no attribute 'no_such_name'$"):
        _ = tipanalysis.no_such_name
