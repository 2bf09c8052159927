"""Ctrl-C at any moment of a start: quiet, with nothing left behind, and the next start goes on."""

import os
import signal
import socket
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.support.servers import (
    Server,
    free_port,
    migrated_folder,
    processes_of,
    start,
    wait_for,
)


def _command(server: Server) -> bytes:
    return Path(f"/proc/{server.process.pid}/cmdline").read_bytes()


def _commands_below(server: Server) -> bytes:
    found = b""
    for pid in server.children():
        try:
            found += Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            continue
    return found


#: What can be seen from outside on the way of a start, in this order.
MOMENTS: dict[str, Callable[[Server], bool]] = {
    "at once": lambda server: True,
    "the folder is held": lambda server: (server.folder / "server.lock").exists(),
    "it has become the server": lambda server: b"web_process" in _command(server),
    "the job worker starts": lambda server: b"tied" in _commands_below(server),
    "web processes start": lambda server: b"spawn_main" in _commands_below(server),
    "it answers": lambda server: "siap di" in server.words,
}


@pytest.mark.timeout(180)
def test_it_ends_quietly_whenever_ctrl_c_is_pressed(tmp_path: Path, migrated_file: Path) -> None:
    folder = migrated_folder(tmp_path / "data", migrated_file)
    for moment, has_come in MOMENTS.items():
        (folder / "server.lock").unlink(missing_ok=True)
        server = start(folder)
        # each start finds the lock given back and goes on past where the one before was cut off
        wait_for(partial(has_come, server), moment)
        os.killpg(server.process.pid, signal.SIGINT)
        assert server.process.wait(40) in (0, 130), moment
        wait_for(lambda: not processes_of(folder), f"nothing of it lives, cut off when {moment}")
        assert "Traceback" not in server.words, moment
        assert "panicked" not in server.words, moment


@pytest.mark.timeout(240)
@pytest.mark.parametrize("moment", ["Memuat kegiatan contoh", "a certificate is drawn"])
def test_a_first_start_cut_off_in_the_demo_is_quiet_too(tmp_path: Path, moment: str) -> None:
    folder = tmp_path / "data"
    server = start(folder)
    if moment == "a certificate is drawn":
        wait_for(
            lambda: b"spawn_main" in _commands_below(server), moment, seconds=180
        )  # the demo comes first
    else:
        wait_for(lambda: moment in server.words, moment)
    os.killpg(server.process.pid, signal.SIGINT)
    assert server.process.wait(40) == 130
    assert server.words.endswith("\nDihentikan.\n")
    wait_for(lambda: not processes_of(folder), "nothing of it lives")
    assert "Traceback" not in server.words
    assert (folder / "first-start").exists()


def test_it_says_that_it_is_ready_only_when_it_answers(tmp_path: Path, migrated_file: Path) -> None:
    folder = migrated_folder(tmp_path / "data", migrated_file)
    server = start(folder)
    try:
        wait_for(lambda: f"siap di {server.address}" in server.words, "it says that it is ready")
        with socket.create_connection(("127.0.0.1", server.port), timeout=1):
            assert server.answers()
    finally:
        server.process.terminate()
        server.process.wait(40)


def test_a_server_that_cannot_listen_never_says_that_it_is_ready(tmp_path: Path, migrated_file: Path) -> None:
    folder = migrated_folder(tmp_path / "data", migrated_file)
    with socket.socket() as other:
        other.bind(("127.0.0.1", port := free_port()))
        other.listen()
        server = start(folder, port=port)
        assert server.process.wait(40) == 1
    assert "siap di" not in server.words
