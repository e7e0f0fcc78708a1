"""Set up tipanalysis in the folder ``.venv`` of this project, check it, and start JupyterLab.

    python3 instalar.py              set up what is missing, then check it
    python3 instalar.py --comprobar  check only
    python3 instalar.py --iniciar    set up what is missing, then open JupyterLab
    python3 instalar.py --rehacer    throw .venv away and set up again

Standard library only, and no syntax newer than Python 3.7, so that an old Python gets a sentence and not a traceback.
The packages come from the folder ``ruedas/`` where there is one (no network), else from where pip is set up to look.
The last line of a check is a code of four characters: the system (W, L, M), the Python (3.1x), a letter for the
pinned versions, and the number of the first check that failed (0: none).
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PINS = ROOT / "requirements.txt"
WHEELS = ROOT / "ruedas"
TEXTS = ROOT / "tipanalysis" / "words" / "setup.csv"
STAMP = VENV / "instalado.json"
LOG = VENV / "instalacion.log"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
SUPPORTED = ((3, 13), (3, 12), (3, 11))
FREE_BYTES_NEEDED = 2_000_000_000
FOREIGN = ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "PIP_USER", "PIP_TARGET", "PIP_PREFIX")
CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"

FIXES = (
    (r"No space left on device|not enough space", "fix_space"),
    (r"CERTIFICATE_VERIFY_FAILED|invalid peer certificate", "fix_certificate"),
    (r"NewConnectionError|name resolution|ConnectTimeout|Network is unreachable|dns error|getaddrinfo", "fix_network"),
)

LAB_SETTINGS = {
    "@jupyterlab/translation-extension:plugin": {"locale": "es_ES"},
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/notebook-extension:tracker": {
        "codeCellConfig": {"lineNumbers": True, "lineWrap": True},
        "autoStartDefaultKernel": True,
    },
    "@jupyterlab/docmanager-extension:plugin": {"autosaveInterval": 30},
}

# Kernels talk encrypted where they can; so none greets a participant with a warning about eavesdropping.
JUPYTER_CONFIG = """\
import zmq

c = get_config()  # noqa: F821
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.handlers.announcements.NeverCheckForUpdate"
if zmq.has("curve"):
    c.KernelManager.transport_encryption = "auto"
    c.MappingKernelManager.transport_encryption = "auto"
"""
# Errors of Python come as sentences, with what Python said one click away.
KERNEL_CONFIG = {"IPKernelApp": {"log_level": 40, "extensions": ["tipanalysis.course.plain_errors"]}}

# A script of `sh` that hands itself to the Python beside it, so that the path may hold spaces. The processes of a batch
# read it again, and are not to begin another batch.
COMMAND = """\
#!/bin/sh
'''exec' "$(dirname -- "$0")/python" "$0" "$@"
' '''
if __name__ == "__main__":
    import sys

    from tipanalysis.cli import main

    sys.argv[0] = "tipanalysis"
    sys.exit(main())
"""
WINDOWS_COMMAND = '@"%~dp0python.exe" "%~dp0tipanalysis" %*\r\n'


class SetupError(Exception):
    """A problem with its remedy, as a sentence of TEXTS."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(say(key, **values))


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks; 0 when everything stands."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        options, rest = parse(sys.argv[1:] if arguments is None else arguments)
        if sys.version_info[:2] not in SUPPORTED:
            return run_with_supported_python()
        if options.comprobar:
            return check()
        if options.rehacer or not is_current():
            set_up(afresh=options.rehacer)
            if run_inside([__file__, "--comprobar"]) != 0:
                return 1
        elif not options.iniciar:
            print(say("already", code=json.loads(STAMP.read_text("utf-8"))["code"]))
        return start(rest) if options.iniciar else 0
    except SetupError as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n" + say("interrupted"), file=sys.stderr)
        return 130


def parse(arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    """The options, and what is left for JupyterLab."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("comprobar", "iniciar", "rehacer"):
        parser.add_argument("--" + name, action="store_true")
    options, rest = parser.parse_known_args(arguments)
    if rest and not options.iniciar:
        raise SetupError("unknown_option", given=" ".join(rest))
    return options, rest


def say(key: str, **values: object) -> str:
    """A sentence in Spanish, or in English where TIPANALYSIS_LANG says so."""
    with TEXTS.open(encoding="utf-8", newline="") as rows:
        texts = {row["key"]: row[language()] for row in csv.DictReader(rows)}
    return texts[key].replace("\\n", "\n").format(**values)


def language() -> str:
    """The language of the reader."""
    return "en" if os.environ.get("TIPANALYSIS_LANG") == "en" else "es"


def run_with_supported_python() -> int:
    """Hand over to a Python that fits, where this machine has one."""
    for major, minor in SUPPORTED:
        for command in ([f"python{major}.{minor}"], ["py", f"-{major}.{minor}"]):
            if shutil.which(command[0]) and runs([*command, "-c", ""]):
                return subprocess.call([*command, __file__, *sys.argv[1:]])
    raise SetupError("old_python", version=python_version())


def python_version() -> str:
    """The version of the Python that runs this."""
    return ".".join(str(part) for part in sys.version_info[:3])


def is_current() -> bool:
    """Whether .venv was finished by this file, for these pins, in this folder."""
    try:
        return PYTHON.exists() and json.loads(STAMP.read_text("utf-8"))["key"] == stamp_key()
    except (OSError, ValueError, KeyError):
        return False


def stamp_key() -> str:
    """What the environment depends on, as one short text."""
    digest = hashlib.sha256(PINS.read_bytes() + Path(__file__).read_bytes() + os.fsencode(str(ROOT)))
    return digest.hexdigest()[:16]


def set_up(afresh: bool) -> None:
    """Make .venv, fill it with the pinned packages and point it at this folder."""
    STAMP.unlink(missing_ok=True)
    free = shutil.disk_usage(ROOT).free
    if not PYTHON.exists() and free < FREE_BYTES_NEEDED:
        raise SetupError("no_space", free=free // 10**6, needed=FREE_BYTES_NEEDED // 10**6)
    make_venv(afresh)
    install_pins()
    install_package()
    write_configuration()


def make_venv(afresh: bool) -> None:
    """Make .venv without pip, which works even where the distribution keeps ensurepip in a package of its own."""
    if not afresh and PYTHON.exists() and runs([str(PYTHON), "-c", ""]):
        return
    print(say("making", version=python_version()), flush=True)
    try:
        import venv

        venv.EnvBuilder(clear=True, symlinks=not WINDOWS, with_pip=False).create(str(VENV))
    except (ImportError, OSError, subprocess.CalledProcessError) as error:
        raise SetupError("no_venv", reason=error) from None


def install_pins() -> None:
    """Install the pinned packages with the first tool that manages to."""
    pins = [line for line in PINS.read_text("utf-8").splitlines() if "==" in line]
    place = ["--no-index", "--find-links", str(WHEELS)] if WHEELS.is_dir() else []
    tools = installers()
    if not tools:
        raise SetupError("no_installer")
    for number, (name, command) in enumerate(tools):
        where = say("from_wheels" if place else "from_network")
        print(say("installing", n=len(pins), tool=name, place=where), flush=True)
        if run_logged([*command, *place, "-r", str(PINS)], len(pins)):
            return
        if number + 1 < len(tools):
            print(say("next_tool", tool=name, other=tools[number + 1][0]), flush=True)
    raise trouble_from_log(bool(place))


def installers() -> list[tuple[str, list[str]]]:
    """The tools at hand, fastest first: uv, the environment's own pip, the pip of the Python that runs this."""
    tools = []
    uv = [shutil.which("uv")] if shutil.which("uv") else [sys.executable, "-m", "uv"]
    if runs([*uv, "--version"]):
        tools.append(("uv", [*uv, "pip", "install", "--no-config", "--compile-bytecode", "--python", str(PYTHON)]))
    pip = ["-m", "pip", "--disable-pip-version-check", "--no-input"]
    if runs([str(PYTHON), "-m", "pip", "--version"]) or runs([str(PYTHON), "-m", "ensurepip"]):
        tools.append(("pip", [str(PYTHON), *pip, "install"]))
    elif runs([sys.executable, "-m", "pip", "--version"]):
        tools.append(("pip", [sys.executable, *pip, "--python", str(PYTHON), "install"]))
    return tools


def runs(command: list[str]) -> bool:
    """Whether a command runs without a complaint; what it prints is thrown away."""
    nowhere = subprocess.DEVNULL
    return subprocess.call(command, env=environment(), stdin=nowhere, stdout=nowhere, stderr=nowhere) == 0


def run_logged(command: list[str], total: int) -> bool:
    """Run an installer, keep what it prints in the log, show how far it is; whether it succeeded."""
    done = 0
    with LOG.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
        for line in process.stdout or ():
            log.write(line)
            if line.startswith("Collecting "):
                done += 1
                if done % 25 == 0:
                    print(say("progress", done=done, n=total, name=line.split()[1].split("==")[0]), flush=True)
        return process.wait() == 0


def environment() -> dict[str, str]:
    """The environment for what runs inside .venv: UTF-8 everywhere, no other Python's settings."""
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    return {**kept, "PYTHONUTF8": "1"}


def trouble_from_log(wheels: bool) -> SetupError:
    """The remedy for what the installer said last."""
    said = LOG.read_text("utf-8")
    for pattern, key in FIXES:
        if re.search(pattern, said):
            return SetupError(key)
    if wheels and re.search(r"No matching distribution|no version of|No solution found", said):
        return SetupError("fix_wheels")
    tail = "\n".join("  | " + line for line in said.splitlines()[-8:])
    return SetupError("fix_unknown", log=LOG.relative_to(ROOT), tail=tail)


def install_package() -> None:
    """Point .venv at this folder and put the command `tipanalysis` into it; needs no build tool and no network."""
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(subprocess.check_output([str(PYTHON), "-c", where], env=environment(), encoding="utf-8").strip())
    # A relative line stays plain ASCII whatever the folder is called, and Python reads it against site-packages.
    (site / "tipanalysis.pth").write_text(os.path.relpath(ROOT, site) + "\n", encoding="ascii")
    command = BIN / "tipanalysis"
    command.write_text(COMMAND, encoding="utf-8", newline="\n")
    command.chmod(0o755)
    if WINDOWS:
        (BIN / "tipanalysis.cmd").write_bytes(WINDOWS_COMMAND.encode("ascii"))
    subprocess.call(
        [str(PYTHON), "-m", "compileall", "-q", str(ROOT / "tipanalysis")], env=environment(), stdout=subprocess.DEVNULL
    )


def write_configuration() -> None:
    """Tell this environment's JupyterLab: Spanish, no news, no update pop-ups, encrypted kernels."""
    files = {
        VENV / "share/jupyter/lab/settings/overrides.json": json.dumps(LAB_SETTINGS, indent=2),
        VENV / "etc/jupyter/jupyter_config.py": JUPYTER_CONFIG,
        VENV / "etc/ipython/ipython_kernel_config.json": json.dumps(KERNEL_CONFIG),
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def run_inside(arguments: list[str]) -> int:
    """Run the Python of .venv and give its exit code."""
    return subprocess.call([str(PYTHON), *arguments], env=environment())


def start(arguments: list[str]) -> int:
    """Open JupyterLab on the index of the course in the reader's language."""
    index = ROOT / "exercises" / language() / "indice.ipynb"
    page = "/lab/tree/" + index.relative_to(ROOT).as_posix() if index.is_file() else "/lab"
    print(say("start"), flush=True)
    return run_inside(
        ["-m", "jupyterlab", "--ServerApp.root_dir=" + str(ROOT), "--LabApp.default_url=" + page, *arguments]
    )


def check() -> int:
    """Check the installation line by line, end with the code, and stamp .venv when all is well."""
    if Path(sys.prefix).resolve() != VENV.resolve():
        if not PYTHON.exists():
            set_up(afresh=False)
        return run_inside([__file__, "--comprobar"])
    print(say("checking"), flush=True)
    failed = 0
    for number, (key, verify) in enumerate(CHECKS, start=1):
        try:
            good, detail = True, verify()
        except Exception as error:
            good, detail = False, str(error).strip().splitlines()[-1] if str(error).strip() else repr(error)
        failed = failed or (0 if good else number)
        print("✔" if good else "✖", say(key, detail=detail), flush=True)
    code = make_code(failed)
    if not failed:
        STAMP.write_text(json.dumps({"key": stamp_key(), "code": code, "python": python_version()}), encoding="utf-8")
    print(say("not_ready" if failed else "ready", code=code))
    return 1 if failed else 0


def make_code(failed: int) -> str:
    """System, Python, pinned versions and first failed check as four characters."""
    system = {"win32": "W", "darwin": "M"}.get(sys.platform, "L")
    letter = CODE_LETTERS[hashlib.sha256(PINS.read_bytes()).digest()[0] % len(CODE_LETTERS)]
    return system + str(sys.version_info[1] % 10) + letter + str(failed)


def check_packages() -> str:
    """Every pinned package that this system needs is there at its version."""
    from importlib.metadata import PackageNotFoundError, version

    from packaging.requirements import Requirement

    wanted = [Requirement(line) for line in PINS.read_text("utf-8").splitlines() if "==" in line]
    wrong = []
    needed = [pin for pin in wanted if pin.marker is None or pin.marker.evaluate()]
    for pin in needed:
        try:
            if version(pin.name) not in pin.specifier:
                wrong.append(pin.name + " " + version(pin.name))
        except PackageNotFoundError:
            wrong.append(pin.name + " –")
    if wrong:
        raise LookupError(", ".join(wrong))
    return str(len(needed))


def check_package() -> str:
    """The package comes from this folder."""
    import tipanalysis

    home = Path(tipanalysis.__file__).resolve().parent.parent
    if home != ROOT:
        raise LookupError(str(home))
    return tipanalysis.__version__


def check_data() -> str:
    """The register that the report and the lessons start from is there."""
    path = ROOT / "datasets" / "registro_sucio.xlsx"
    if not path.is_file():
        raise LookupError(path.relative_to(ROOT).as_posix() + " –")
    return path.relative_to(ROOT).as_posix()


def check_spanish() -> str:
    """The language pack and the settings that switch it on are there."""
    import jupyterlab_language_pack_es_ES

    settings = VENV / "share/jupyter/lab/settings/overrides.json"
    if json.loads(settings.read_text("utf-8")) != LAB_SETTINGS:
        raise LookupError(str(settings.relative_to(ROOT)))
    return str(jupyterlab_language_pack_es_ES.__version__)


def check_notebook() -> str:
    """A kernel starts, runs a cell with accents and gives its output back."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_code_cell("import tipanalysis as tip\nprint(tip.say('yes', lang='es'))")]
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}}).execute()
    said = "".join(output.get("text", "") for output in notebook.cells[0].outputs).strip()
    if said != "sí":
        raise LookupError(repr(said))
    return said


CHECKS = (
    ("check_python", python_version),
    ("check_packages", check_packages),
    ("check_package", check_package),
    ("check_data", check_data),
    ("check_spanish", check_spanish),
    ("check_notebook", check_notebook),
)

if __name__ == "__main__":
    sys.exit(main())
