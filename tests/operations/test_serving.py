"""`python app.py` as a person meets it: one server, its processes, its end."""

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.servers import Server, is_alive, migrated_folder, running, start, wait_for


@pytest.fixture
def folder(tmp_path: Path, migrated_file: Path) -> Path:
    return migrated_folder(tmp_path / "data", migrated_file)


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Iterator[Server]:
    """A server that several tests look at and none of them ends."""
    with running(migrated_folder(tmp_path_factory.mktemp("standing") / "data", migrated_file)) as server:
        yield server


def _all_ended(pids: set[int]) -> bool:
    return not any(is_alive(pid) for pid in pids)


def _job_workers(server: Server) -> set[int]:
    return {pid for pid in server.children() if b"tied" in Path(f"/proc/{pid}/cmdline").read_bytes()}


def test_it_prints_address_and_first_password(standing: Server) -> None:
    wait_for(lambda: f"eventmgr siap di {standing.address}" in standing.words, "the address is printed")
    assert standing.words.count("Kata sandi sekali pakai") == 1
    assert standing.get("/sehat")[1].strip() == '{"database":"ok","status":"ok"}'


def test_a_second_server_on_the_same_data_says_so_and_stops(standing: Server) -> None:
    second = start(standing.folder)
    assert second.process.wait(40) == 1
    assert "sedang dipakai server di" in second.words
    assert "hentikan dulu lalu ulangi" in second.words
    assert str(standing.port) in second.words
    assert standing.answers()


def test_a_port_in_use_is_told_with_the_way_out(folder: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        server = start(folder, port=port)
        assert server.process.wait(40) == 1
    assert f"Port {port}" in server.words
    assert f"PORT={port + 1} make run" in server.words


def test_an_odd_setting_is_refused_in_one_sentence(folder: Path) -> None:
    server = start(folder, PUBLIC_URL="kegiatan.padang.go.id")
    assert server.process.wait(40) == 1
    assert "PUBLIC_URL" in server.words
    assert "Traceback" not in server.words


def test_a_damaged_keyring_is_told_in_one_sentence(folder: Path) -> None:
    (folder / "keyring.json").write_text("{")
    server = start(folder)
    assert server.process.wait(40) == 1
    assert "keyring.json rusak" in server.words
    assert "Traceback" not in server.words


def test_a_database_that_cannot_be_opened_is_told_in_one_sentence(folder: Path) -> None:
    (folder / "eventmgr.db").write_bytes(b"bukan basis data" * 1000)
    server = start(folder)
    assert server.process.wait(40) == 1
    assert "Basis data tidak dapat dibuka (file is not a database)" in server.words
    assert "Traceback" not in server.words


def test_a_data_folder_that_cannot_be_made_is_told_in_one_sentence(folder: Path) -> None:
    (folder / "berkas").write_text("")
    server = start(folder, EVENTMGR_DATA=str(folder / "berkas" / "data"))
    assert server.process.wait(40) == 1
    assert "berkas" in server.words
    assert "EVENTMGR_DATA" in server.words
    assert "Traceback" not in server.words


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stopping_ends_every_process(folder: Path, number: signal.Signals) -> None:
    with running(folder) as server:
        wait_for(lambda: bool(_job_workers(server)), "the job worker runs")
        children = server.children()
        server.process.send_signal(number)
        assert server.process.wait(40) == 0
        wait_for(lambda: _all_ended(children), "all children have ended")
        assert "Traceback" not in server.words
        assert "panicked" not in server.words


def test_ctrl_c_at_the_terminal_reaches_the_whole_group_and_is_quiet(folder: Path) -> None:
    with running(folder) as server:
        children = server.children()
        os.killpg(server.process.pid, signal.SIGINT)
        assert server.process.wait(40) == 0
        wait_for(lambda: _all_ended(children), "all children have ended")
        assert "Traceback" not in server.words


def test_a_killed_server_takes_its_processes_along_and_starts_again_without_a_password(folder: Path) -> None:
    with running(folder) as server:
        assert "Kata sandi sekali pakai" in server.words
        wait_for(lambda: bool(_job_workers(server)), "the job worker runs")
        children = server.children()
        server.process.kill()
        server.process.wait(40)
        wait_for(lambda: _all_ended(children), "all children have ended")
    with running(folder, port=server.port) as again:
        assert again.answers()
        assert again.words.count("Kata sandi sekali pakai") == 1  # it writes below what the first one said


def test_processes_that_die_are_replaced(folder: Path) -> None:
    with running(folder, EVENTMGR_WORKERS="2") as server:
        wait_for(lambda: bool(_job_workers(server)), "the job worker runs")
        before = server.children()
        for pid in before:
            if b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes():
                os.kill(pid, signal.SIGKILL)
        wait_for(lambda: bool(_job_workers(server) - before), "a new job worker runs")
        wait_for(server.answers, "the server answers again")


def test_phones_that_upload_slowly_do_not_keep_others_waiting(standing: Server) -> None:
    request = b"POST /masuk HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nabc"
    slow = []
    for _ in range(60):
        phone = socket.create_connection(("127.0.0.1", standing.port))
        phone.sendall(request)
        slow.append(phone)
    assert standing.answers()
    for phone in slow:
        phone.close()
