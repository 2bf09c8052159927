"""Web processes that die: replaced, again and again, until the program itself must be broken."""

import os
import signal
from pathlib import Path

from eventmgr.operations.respawning import MOST_DEATHS, WINDOW_SECONDS, Replacements
from tests.support.servers import Server, migrated_folder, running, wait_for

#: granian's own guard: a process that was replaced this short ago must not die again
GUARD_SECONDS = 5.5


def _ends_the_server(replacements: Replacements, at: float) -> bool:
    return at - replacements.get(0, 0) <= GUARD_SECONDS


def _web_processes(server: Server) -> set[int]:
    found = set()
    for pid in server.children():
        try:
            if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes():
                found.add(pid)
        except OSError:
            continue
    return found


def _kill_one(server: Server) -> None:
    before = _web_processes(server)
    os.kill(min(before), signal.SIGKILL)
    wait_for(lambda: bool(_web_processes(server) - before), "it is replaced")


def test_two_deaths_in_a_row_do_not_end_the_server() -> None:
    replacements = Replacements()
    for at in (1000.0, 1000.5):
        replacements[0] = at
        replacements.clear()
    assert not _ends_the_server(replacements, 1001.0)


def test_deaths_without_end_do() -> None:
    replacements = Replacements()
    for number in range(MOST_DEATHS):
        assert not _ends_the_server(replacements, 1000.0 + number)
        replacements[number % 2] = 1000.0 + number
    assert _ends_the_server(replacements, 1000.0 + MOST_DEATHS)
    assert replacements.is_too_often


def test_deaths_far_apart_never_do() -> None:
    replacements = Replacements()
    for number in range(5 * MOST_DEATHS):
        replacements[0] = number * WINDOW_SECONDS / (MOST_DEATHS - 1)
    assert not replacements.is_too_often


def test_a_worker_killed_again_and_again_leaves_the_office_open(tmp_path: Path, migrated_file: Path) -> None:
    with running(migrated_folder(tmp_path / "data", migrated_file), EVENTMGR_WORKERS="2") as server:
        for _ in range(3):  # quicker than granian's guard would bear
            _kill_one(server)
            wait_for(server.answers, "the server answers")
        assert server.process.poll() is None


def test_a_program_that_cannot_live_ends_with_words(tmp_path: Path, migrated_file: Path) -> None:
    with running(migrated_folder(tmp_path / "data", migrated_file)) as server:
        killed: set[int] = set()

        def ended() -> bool:
            for pid in _web_processes(server) - killed:
                os.kill(pid, signal.SIGKILL)
                killed.add(pid)
            return server.process.poll() is not None

        wait_for(ended, "the server gives up")
        assert server.process.returncode == 1
        assert f"Proses web mati {MOST_DEATHS} kali dalam satu menit" in server.words
