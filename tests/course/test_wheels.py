"""Wheels for Windows: which ones are asked for, and what is left where none can be had. Nothing is downloaded here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tipanalysis.course import wheels
from tipanalysis.course.wheels import download_wheels, pins_for_windows

ROOT = Path(__file__).resolve().parents[2]


def test_windows_gets_its_own_packages_and_none_of_the_others() -> None:
    pins = list(pins_for_windows((ROOT / "requirements.txt").read_text("utf-8")))
    names = [pin.partition("==")[0] for pin in pins]
    assert {"colorama", "pywinpty", "pandas", "jupyterlab"} <= set(names)
    assert not {"pexpect", "ptyprocess", "appnope"} & set(names)
    assert len(names) == len(set(names)) > 100
    assert not [pin for pin in pins if ";" in pin]


def test_the_download_is_for_windows_whatever_this_machine_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    orders: list[list[str]] = []

    def pretend(command: list[str]) -> bool:
        orders.append(command)
        folder = Path(command[command.index("--dest") + 1])
        assert (folder / "pedido.txt").read_text("utf-8") == "six==1.17.0\n"
        (folder / "six-1.17.0-py2.py3-none-any.whl").touch()
        return True

    monkeypatch.setattr(wheels, "_ran", pretend)
    (tmp_path / "pins.txt").write_text("six==1.17.0\npexpect==4.9 ; sys_platform != 'win32'\n", "utf-8")
    assert download_wheels(tmp_path / "pins.txt", tmp_path / "ruedas") == 1
    assert [path.name for path in (tmp_path / "ruedas").iterdir()] == ["six-1.17.0-py2.py3-none-any.whl"]
    [order] = orders
    for words in (("--platform", "win_amd64"), ("--python-version", "3.13"), ("--only-binary=:all:",), ("--no-deps",)):
        assert " ".join(words) in " ".join(order)


def test_where_nothing_can_be_downloaded_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def fails(command: list[str]) -> bool:
        tried.append(command[0])
        Path(command[command.index("--dest") + 1], "half.whl").touch()
        return False

    monkeypatch.setattr(wheels, "_ran", fails)
    (tmp_path / "pins.txt").write_text("six==1.17.0\n", "utf-8")
    assert download_wheels(tmp_path / "pins.txt", tmp_path / "ruedas") == 0
    assert not (tmp_path / "ruedas").exists()
    assert len(tried) == 3


def test_a_command_that_is_not_there_or_fails_is_no_traceback(tmp_path: Path) -> None:
    assert not wheels._ran([str(tmp_path / "no_python")])
