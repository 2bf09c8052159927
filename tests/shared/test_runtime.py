"""Disposable notes: whatever happens to their file, nobody is kept out by it."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest
from flask import Flask

from eventmgr.shared import runtime
from eventmgr.shared.clock import now
from eventmgr.shared.runtime import pulse_or_none, throttle, write_pulse
from tests.conftest import make_app


@pytest.fixture
def own_app(tmp_path: Path) -> Flask:
    """An app whose notes nobody else reads."""
    return make_app(tmp_path)


def _file(app: Flask) -> Path:
    return Path(app.config["DATA_FOLDER"]) / "runtime.db"


def _damage(app: Flask, *, from_byte: int) -> None:
    """Bring everything into the one file, as a stopped server leaves it, and spoil its end."""
    path = _file(app)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    data = path.read_bytes()
    path.write_bytes(data[:from_byte] + b"\xa5" * (len(data) - from_byte))


@pytest.mark.parametrize("from_byte", [0, 4096])
def test_a_damaged_file_is_made_anew_at_start(tmp_path: Path, from_byte: int) -> None:
    before = make_app(tmp_path)
    with before.app_context():
        throttle("a", limit=1, window=60, at=now())
        runtime.runtime_engine().dispose()
    _damage(before, from_byte=from_byte)
    with make_app(tmp_path).app_context():
        assert throttle("a", limit=1, window=60, at=now()).allowed
        assert not throttle("a", limit=1, window=60, at=now()).allowed
        runtime.runtime_engine().dispose()


def test_a_file_that_is_damaged_while_the_server_runs_is_made_anew(own_app: Flask) -> None:
    with own_app.app_context():
        write_pulse(1, "w", 3, 9, now())
        runtime.runtime_engine().dispose()
        _damage(own_app, from_byte=4096)
        assert pulse_or_none(1) is None
        write_pulse(1, "w", 4, 9, now())
        assert getattr(pulse_or_none(1), "done", 0) == 4
        runtime.runtime_engine().dispose()


class Turning:
    """A cursor of a file that another process is just turning to WAL."""

    def __init__(self, tries: int) -> None:
        self.tries = tries

    def execute(self, _statement: str) -> None:
        self.tries -= 1
        if self.tries >= 0:
            raise sqlite3.OperationalError("database is locked")


def test_a_new_file_that_another_process_is_turning_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    cursor = Turning(3)
    runtime._turn_to_wal(cast(sqlite3.Cursor, cursor))
    assert cursor.tries == -1
    monkeypatch.setattr(runtime, "_TURNING_SECONDS", 0)
    with pytest.raises(sqlite3.OperationalError):
        runtime._turn_to_wal(cast(sqlite3.Cursor, Turning(1_000_000)))


def test_processes_that_open_the_notes_at_once_find_the_same(tmp_path: Path) -> None:
    path, together = tmp_path / "runtime.db", threading.Barrier(4, timeout=20)

    def begin(number: int) -> None:
        together.wait()
        engine = runtime._open_sqlite(path)
        together.wait()
        with engine.begin() as connection:
            connection.exec_driver_sql("INSERT INTO proof VALUES (?)", (number,))
        engine.dispose()

    for _ in range(5):
        path.unlink(missing_ok=True)
        with closing(sqlite3.connect(path)) as first:
            first.execute("CREATE TABLE proof (number INTEGER)")
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(begin, range(4)))
        with closing(sqlite3.connect(path)) as last:
            assert last.execute("SELECT count(*) FROM proof").fetchone() == (4,)
