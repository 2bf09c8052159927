"""`make run` on a machine where something is missing: it installs as root, or says the one thing to type."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.support.imports import load_script


@pytest.fixture(scope="module")
def bootstrap() -> ModuleType:
    return load_script("scripts/bootstrap.py")


class Machine:
    """Programs that "run": what was called, and what fails."""

    def __init__(self, *failing: str) -> None:
        self.called: list[str] = []
        self._failing = failing

    def run(self, command: list[Any], **_options: Any) -> subprocess.CompletedProcess[str]:
        line = " ".join(map(str, command))
        self.called.append(line)
        fails = any(word in line for word in self._failing)
        return subprocess.CompletedProcess(command, 1 if fails else 0, "", "")


MakeMachine = Callable[..., Machine]


@pytest.fixture
def machine(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> MakeMachine:
    def make(*failing: str, uid: int = 1000, programs: tuple[str, ...] = ("apt-get",)) -> Machine:
        made = Machine(*failing)
        monkeypatch.setattr(bootstrap.subprocess, "run", made.run)
        monkeypatch.setattr(bootstrap.os, "getuid", lambda: uid)
        monkeypatch.setattr(bootstrap.shutil, "which", lambda name: name if name in programs else None)
        monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
        return made

    return make


def test_an_old_python_is_told_with_the_way_out(bootstrap: ModuleType) -> None:
    with pytest.raises(bootstrap.CannotGoOn, match="Python 3.9 terlalu lama") as told:
        bootstrap.check_version((3, 9))
    assert "make run PYTHON=python3.11" in str(told.value)
    bootstrap.check_version((3, 11))
    bootstrap.check_version((3, 14))


def test_without_root_it_stops_with_one_command_for_the_pdf_libraries(
    bootstrap: ModuleType, machine: MakeMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    called = machine().called
    monkeypatch.setattr(bootstrap, "pdf_libraries_load", lambda: False)
    with pytest.raises(bootstrap.CannotGoOn, match="sudo apt install libpangoft2-1.0-0 libharfbuzz-subset0"):
        bootstrap.make_pdf_libraries_load()
    assert called == []


def test_as_root_it_installs_them(
    bootstrap: ModuleType, machine: MakeMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([False, True])
    called = machine(uid=0).called
    monkeypatch.setattr(bootstrap, "pdf_libraries_load", lambda: next(answers))
    bootstrap.make_pdf_libraries_load()
    assert called[0].startswith("apt-get update")
    assert called[1].endswith("libpangoft2-1.0-0 libharfbuzz-subset0")


def test_wsl_and_mac_get_their_own_words(
    bootstrap: ModuleType, machine: MakeMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine()
    monkeypatch.setattr(bootstrap, "pdf_libraries_load", lambda: False)
    monkeypatch.setattr(bootstrap.platform, "release", lambda: "5.15.0-microsoft-standard-WSL2")
    with pytest.raises(bootstrap.CannotGoOn, match="di jendela WSL: sudo apt install"):
        bootstrap.make_pdf_libraries_load()
    monkeypatch.setattr(bootstrap.sys, "platform", "darwin")
    with pytest.raises(bootstrap.CannotGoOn, match="brew install pango"):
        bootstrap.make_pdf_libraries_load()


def test_libraries_are_installed_once_and_again_when_the_pins_change(
    bootstrap: ModuleType, machine: MakeMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    called = machine().called
    bootstrap.VENV.mkdir()
    bootstrap.install("requirements.txt")
    bootstrap.install("requirements.txt")
    assert len(called) == 1
    monkeypatch.setattr(bootstrap, "fingerprint", lambda: "other")
    bootstrap.install("requirements.txt")
    assert len(called) == 2


def test_the_tools_bring_the_program_libraries_along(bootstrap: ModuleType, machine: MakeMachine) -> None:
    called = machine().called
    bootstrap.VENV.mkdir()
    bootstrap.install("requirements-dev.txt")
    bootstrap.install("requirements.txt")
    assert len(called) == 1


def test_an_installation_that_failed_is_tried_again(bootstrap: ModuleType, machine: MakeMachine) -> None:
    called = machine("pip install").called
    bootstrap.VENV.mkdir()
    for _ in range(2):
        with pytest.raises(bootstrap.CannotGoOn, match="sambungan internet"):
            bootstrap.install("requirements.txt")
    assert len(called) == 2


def test_a_machine_without_venv_is_told_which_package(bootstrap: ModuleType, machine: MakeMachine) -> None:
    machine("import ensurepip")
    with pytest.raises(bootstrap.CannotGoOn, match="sudo apt install python3-venv"):
        bootstrap.make_environment()


def test_an_environment_of_another_python_is_made_anew(bootstrap: ModuleType, machine: MakeMachine) -> None:
    called = machine().called
    python = bootstrap.environment_python()
    for mark in (None, "3.10.1 /usr/bin/python3"):
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()
        if mark:
            (bootstrap.VENV / "made-with").write_text(mark)
        called.clear()
        with pytest.raises(FileNotFoundError):  # nothing makes the folder here
            bootstrap.make_environment()
        assert called[-1] == f"{sys.executable} -m venv {bootstrap.VENV}"


def test_tests_install_what_they_need_themselves(
    bootstrap: ModuleType, machine: MakeMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    called = machine(uid=0).called
    monkeypatch.setattr(bootstrap, "loads", lambda _name: False)
    bootstrap.VENV.mkdir()
    bootstrap.install_test_needs()
    assert called[1].endswith("install -y -qq --no-install-recommends chromium-headless-shell")
    assert "libatomic1 chromium" in called[3]  # it was not to be had


def test_a_light_browser_is_tried_once_and_never_asked_for(
    bootstrap: ModuleType, machine: MakeMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "loads", lambda _name: True)
    programs = ("apt-get", "chromium", "initdb")
    called = machine(programs=programs).called
    bootstrap.install_test_needs()
    assert called == []
    called = machine("chromium-headless-shell", uid=0, programs=programs).called
    bootstrap.VENV.mkdir()
    for _ in range(2):
        bootstrap.install_test_needs()
    assert len(called) == 2


def test_what_is_there_is_not_installed_again(
    bootstrap: ModuleType, machine: MakeMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    called = machine(uid=0, programs=("apt-get", "chromium-headless-shell", "initdb")).called
    monkeypatch.setattr(bootstrap, "loads", lambda _name: True)
    bootstrap.install_test_needs()
    assert called == []


def test_help_is_printed_for_an_unknown_wish(
    bootstrap: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bootstrap.main(["apa"]) == 2
    assert "bootstrap.py run" in capsys.readouterr().out


def test_trouble_ends_with_code_1_and_words(
    bootstrap: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "OLDEST", (9, 9))
    assert bootstrap.main(["run"]) == 1
    assert "terlalu lama" in capsys.readouterr().out
