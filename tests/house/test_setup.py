"""Setting up: what it says, what it leaves behind, and that it works in a folder with spaces and accents."""

from __future__ import annotations

import ast
import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import instalar

ROOT = Path(__file__).resolve().parents[2]
POSIX = pytest.mark.skipif(os.name == "nt", reason="the command is a script of sh here and a .cmd file on Windows")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty project in a folder with spaces and accents, as the set-up sees it."""
    root = tmp_path / "Usuaria María Núñez" / "Taller 1"
    (root / "tipanalysis").mkdir(parents=True)
    venv = root / ".venv"
    places = {
        "ROOT": root,
        "VENV": venv,
        "PINS": root / "requirements.txt",
        "WHEELS": root / "ruedas",
        "STAMP": venv / "instalado.json",
        "LOG": venv / "instalacion.log",
        "BIN": venv / instalar.BIN.name,
        "PYTHON": venv / instalar.BIN.name / instalar.PYTHON.name,
    }
    for name, path in places.items():
        monkeypatch.setattr(instalar, name, path)
    monkeypatch.delenv("TIPANALYSIS_LANG", raising=False)
    (root / "requirements.txt").write_text("six==1.17.0\n", "utf-8")
    return root


def test_every_sentence_is_there_in_both_languages_and_used():
    with instalar.TEXTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        assert row["es"].strip() and row["en"].strip()
        assert sorted(re.findall(r"\{\w+\}", row["es"])) == sorted(re.findall(r"\{\w+\}", row["en"]))
    code = (ROOT / "instalar.py").read_text("utf-8")
    written = {node.value for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Constant)}
    assert [row["key"] for row in rows if row["key"] not in written] == []


def test_the_script_parses_on_an_old_python_so_that_it_can_say_which_one_is_needed():
    ast.parse((ROOT / "instalar.py").read_text("utf-8"), feature_version=(3, 7))


def test_an_old_python_is_told_what_to_install(folder, monkeypatch):
    monkeypatch.setattr(instalar, "python_version", lambda: "3.9.2")
    monkeypatch.setattr(instalar, "runs", lambda command: False)
    with pytest.raises(instalar.SetupError) as refused:
        instalar.run_with_supported_python()
    assert str(refused.value) == (
        "✖ Este es Python 3.9.2; hace falta Python 3.11, 3.12 o 3.13.\n"
        "  Instale uno de ellos (en Debian y Ubuntu: sudo apt install python3 python3-venv)"
        " y vuelva a ejecutar: python3 instalar.py"
    )


def test_a_python_without_pip_is_told_what_to_install(folder, monkeypatch):
    monkeypatch.setattr(instalar, "runs", lambda command: False)
    with pytest.raises(instalar.SetupError) as refused:
        instalar.install_pins()
    assert str(refused.value) == (
        "✖ Este Python no trae con qué instalar paquetes (faltan ensurepip, pip y uv).\n"
        "  En Debian y Ubuntu: sudo apt install python3-venv\n"
        "  Después vuelva a ejecutar: python3 instalar.py"
    )


def test_without_ensurepip_the_pip_of_the_running_python_does_it(folder, monkeypatch):
    monkeypatch.setattr(instalar, "runs", lambda command: command[0] == sys.executable and "pip" in command)
    [(name, command)] = instalar.installers()
    assert name == "pip"
    assert command[0] == sys.executable
    assert command[-3:] == ["--python", str(instalar.PYTHON), "install"]


def test_an_option_that_is_not_there_is_named_with_those_that_are(capsys, monkeypatch):
    monkeypatch.delenv("TIPANALYSIS_LANG", raising=False)
    assert instalar.main(["--rapido"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "✖ La opción «--rapido» no existe. Hay: --comprobar, --iniciar, --rehacer.\n"


REMEDIES = {
    "socket.gaierror: [Errno -3] Temporary failure in name resolution": (
        "✖ No hubo conexión con el sitio de donde se descargan los paquetes.\n"
        "  Revise la red y repita: python3 instalar.py; sin red, copie la carpeta ruedas/ junto a instalar.py."
    ),
    "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]": (
        "✖ La red de su institución usa un certificado propio que pip no conoce.\n"
        "  Pida el archivo del certificado a la oficina de informática, ponga su ruta en la variable PIP_CERT "
        "y repita: python3 instalar.py"
    ),
    "ERROR: Could not install packages: [Errno 28] No space left on device": (
        "✖ El disco se llenó durante la instalación. Libere espacio y repita: python3 instalar.py"
    ),
    "ERROR: No matching distribution found for six==1.17.0": (
        "✖ En la carpeta ruedas/ falta un paquete para este sistema o este Python.\n"
        "  Copie de nuevo la carpeta completa, o bórrela para instalar por la red."
    ),
    "Segmentation fault": (
        "✖ La instalación no terminó. Repita con: python3 instalar.py --rehacer\n"
        "  Si vuelve a fallar, envíe el archivo .venv/instalacion.log a quien le da apoyo. Sus últimas líneas:\n"
        "  | Segmentation fault"
    ),
}


@pytest.mark.parametrize("said", REMEDIES)
def test_a_failed_installation_names_its_remedy(folder, said):
    instalar.VENV.mkdir()
    instalar.LOG.write_text(said + "\n", "utf-8")
    assert str(instalar.trouble_from_log(wheels=True)) == REMEDIES[said]


def test_the_other_language_says_it_too(folder, monkeypatch):
    monkeypatch.setenv("TIPANALYSIS_LANG", "en")
    assert instalar.say("ready", code="L1W0") == "✔ All ready. Your code: L1W0"


def test_the_code_names_system_python_and_first_failure(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    good, bad = instalar.make_code(failed=0), instalar.make_code(failed=4)
    assert re.fullmatch(rf"W{sys.version_info[1] % 10}[2-9A-Z]0", good)
    assert bad == good[:3] + "4"


def test_a_set_up_environment_stays_good_until_its_pins_change(folder):
    assert not instalar.is_current()
    instalar.make_venv(afresh=False)
    instalar.STAMP.write_text(json.dumps({"key": instalar.stamp_key(), "code": "L1W0"}), "utf-8")
    assert instalar.is_current()
    instalar.PINS.write_text("six==1.16.0\n", "utf-8")
    assert not instalar.is_current()


def test_an_interrupted_or_damaged_environment_is_made_anew(folder):
    instalar.make_venv(afresh=False)
    instalar.STAMP.write_text('{"key": ', "utf-8")
    assert not instalar.is_current()
    instalar.PYTHON.unlink()
    assert not instalar.is_current()
    instalar.make_venv(afresh=False)
    assert instalar.runs([str(instalar.PYTHON), "-c", ""])


@POSIX
def test_the_command_runs_in_a_folder_with_spaces_and_accents(folder):
    instalar.make_venv(afresh=False)
    (folder / "tipanalysis" / "__init__.py").write_text("", "utf-8")
    (folder / "tipanalysis" / "cli.py").write_text(
        "import sys\n\n\ndef main():\n    print(sys.argv, __file__)\n    return 3\n", "utf-8"
    )
    instalar.install_package()
    said = subprocess.run(
        [instalar.BIN / "tipanalysis", "report", "año 2022"], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert (said.returncode, said.stderr) == (3, "")
    assert said.stdout == f"['tipanalysis', 'report', 'año 2022'] {folder / 'tipanalysis' / 'cli.py'}\n"


@POSIX
def test_the_command_may_have_processes_of_its_own_as_a_batch_has(folder):
    instalar.make_venv(afresh=False)
    (folder / "tipanalysis" / "__init__.py").write_text("", "utf-8")
    (folder / "tipanalysis" / "cli.py").write_text(WITH_PROCESSES, "utf-8")
    instalar.install_package()
    said = subprocess.run([instalar.BIN / "tipanalysis"], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert (said.returncode, said.stdout, said.stderr) == (0, "3\n", "")


WITH_PROCESSES = """
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context


def main():
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        print(pool.submit(abs, -3).result())
"""


def test_the_configuration_of_jupyter_is_plain_and_valid(folder):
    instalar.write_configuration()
    written = {path.name for path in instalar.VENV.rglob("*") if path.is_file()}
    assert written == {"overrides.json", "jupyter_config.py", "ipython_kernel_config.json"}
    ast.parse((instalar.VENV / "etc/jupyter/jupyter_config.py").read_text("utf-8"))


def test_the_settings_of_jupyterlab_are_settings_that_it_has():
    schemas = Path(sys.prefix) / "share/jupyter/lab/schemas"
    for plugin, values in instalar.LAB_SETTINGS.items():
        package, name = plugin.split(":")
        schema = json.loads((schemas / package / f"{name}.json").read_text("utf-8"))
        assert set(values) <= set(schema["properties"])


def make_says(target: str) -> str:
    alone = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    command = ["make", "--dry-run", target]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, env=alone)
    return done.stdout


@POSIX
@pytest.mark.parametrize("target", ["setup", "report", "test", "start", "check", "lint", "format"])
def test_every_target_of_make_sets_up_first_and_knows_no_absolute_path(target):
    said = make_says(target)
    assert said.splitlines()[0] == "python3 instalar.py"
    assert str(ROOT) not in said
    assert not re.search(r"(^|\s)/", said)


@POSIX
def test_make_test_ends_with_pytest():
    assert "-m pytest" in make_says("test").splitlines()[-1]


def test_windows_batch_files_are_ascii_with_windows_line_ends():
    for name in ("instalar.bat", "iniciar.bat"):
        content = (ROOT / name).read_bytes()
        content.decode("ascii")
        assert content.count(b"\n") == content.count(b"\r\n") > 0


@POSIX
def test_the_script_of_ci_is_a_program_and_calls_the_readmes_commands():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert script.read_text("utf-8").splitlines()[-2:] == ["make report", "make test"]
