"""Disposable notes: throttles, counters, job progress.

They live in `runtime.db` (or beside the main tables on PostgreSQL) so that no visitor and no job's progress
ever takes the door's lock. Losing them loses nothing that matters, so they are written without fsync and a
damaged file is made anew.
"""

import hashlib
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask, current_app
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    case,
    create_engine,
    event,
    func,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DatabaseError

EXTENSION = "eventmgr.runtime"
_opening = threading.Lock()
#: how long another process may need to turn a new file to WAL
_TURNING_SECONDS = 5.0
TABLE_PREFIX = "runtime_"
Result = TypeVar("Result")
metadata = MetaData()
_throttle = Table(
    "runtime_throttle",
    metadata,
    Column("key_hash", String(64), primary_key=True),
    Column("window_start", Float, nullable=False),
    Column("count", Integer, nullable=False),
)
_pulse = Table(
    "runtime_job_pulse",
    metadata,
    Column("job_id", Integer, primary_key=True),
    Column("worker", String(80), nullable=False),
    Column("beat_at", Float, nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
)
_worker = Table(
    "runtime_worker",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("beat_at", Float, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Throttled:
    """`retry_after` is in whole seconds, 0 when allowed; `left` is how many tries remain then."""

    allowed: bool
    retry_after: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class Pulse:
    """How far a job is; `beat_at` is a Unix time in seconds."""

    worker: str
    beat_at: float
    done: int
    total: int


def _prepare(dbapi_connection: Any, _record: Any) -> None:
    cursor = dbapi_connection.cursor()
    _turn_to_wal(cursor)
    for pragma in ("synchronous = OFF", "busy_timeout = 5000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _turn_to_wal(cursor: sqlite3.Cursor) -> None:
    """While another process turns a new file, SQLite says "locked" at once, with any timeout: wait here."""
    end = time.monotonic() + _TURNING_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.005)


def _open_sqlite(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 5})
    event.listen(engine, "connect", _prepare)
    if not _is_sound(engine):
        engine.dispose()
        for suffix in ("", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                path.with_name(path.name + suffix).unlink()
        _make_tables(engine)
    return engine


def _make_tables(engine: Engine) -> None:
    """Those that are missing, under the lock: processes that start together open the notes at once."""
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        metadata.create_all(connection)
        connection.commit()


def _is_sound(engine: Engine) -> bool:
    try:
        _make_tables(engine)
        with engine.connect() as connection:
            return connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() == "ok"
    except DatabaseError as error:
        if type(error) is not DatabaseError:
            raise  # see run_on_notes: not damaged, and others may be using it
        return False


def init_runtime(app: Flask) -> None:
    """Notes are opened at first use, so that commands which need none stay quick."""
    app.extensions[EXTENSION] = None


def runtime_engine() -> Engine:
    engine: Engine | None = current_app.extensions[EXTENSION]
    if engine is None:
        with _opening:
            engine = _open_engine()
    return engine


def _open_engine() -> Engine:
    engine: Engine | None = current_app.extensions[EXTENSION]  # another thread may have been quicker
    if engine is None:
        url = current_app.config["DATABASE_URL"]
        if url.startswith("sqlite"):
            engine = _open_sqlite(Path(current_app.config["DATA_FOLDER"]) / "runtime.db")
        else:
            engine = create_engine(url, pool_size=2, pool_pre_ping=True)
            metadata.create_all(engine)
        current_app.extensions[EXTENSION] = engine
    return engine


def upsert(table: Table) -> Any:
    """An INSERT that knows ON CONFLICT, for the notes' database."""
    is_postgresql = runtime_engine().dialect.name == "postgresql"
    return postgresql.insert(table) if is_postgresql else sqlite.insert(table)


def run_on_notes(work: Callable[[Connection], Result]) -> Result:
    """Do some work on the notes; a file that turns out to be damaged is made anew, and it is done there."""
    engine = runtime_engine()
    try:
        with engine.begin() as connection:
            return work(connection)
    except DatabaseError as error:
        if type(error) is not DatabaseError:
            raise  # its kinds are others: a lock, a full disk, a wrong statement
        engine.dispose()
        if current_app.extensions[EXTENSION] is engine:
            current_app.extensions[EXTENSION] = None
    with runtime_engine().begin() as connection:
        return work(connection)


def throttle(key: str, *, limit: int, window: int, at: datetime) -> Throttled:
    """Count one try for `key` and say whether it is still within `limit` tries in `window` seconds.

    The key (an address, an e-mail) is stored as a hash only.
    """
    moment = at.timestamp()
    count, start = _throttle.c.count, _throttle.c.window_start
    is_over = start <= moment - window
    statement = (
        upsert(_throttle)
        .values(key_hash=_hash(key), window_start=moment, count=1)
        .on_conflict_do_update(
            index_elements=["key_hash"],
            set_={
                "count": case((is_over, 1), else_=count + 1),
                "window_start": case((is_over, moment), else_=start),
            },
        )
        .returning(count, start)
    )
    tries, started = run_on_notes(lambda connection: connection.execute(statement).one())
    if tries <= limit:
        return Throttled(True, left=limit - tries)
    return Throttled(False, max(1, int(started + window - moment) + 1))


def forget_tries(key: str) -> None:
    """Start the count for `key` anew, after a success."""
    statement = _throttle.delete().where(_throttle.c.key_hash == _hash(key))
    run_on_notes(lambda connection: connection.execute(statement))


def write_pulse(job_id: int, worker: str, done: int, total: int, at: datetime) -> None:
    """Note that a job lives and how far it is."""
    values = {"worker": worker, "beat_at": at.timestamp(), "done": done, "total": total}
    statement = upsert(_pulse).values(job_id=job_id, **values)
    statement = statement.on_conflict_do_update(index_elements=["job_id"], set_=values)
    run_on_notes(lambda connection: connection.execute(statement))


def note_heartbeat(job_id: int, at: datetime) -> None:
    """Note that a job lives, without touching how far it is."""
    statement = _pulse.update().where(_pulse.c.job_id == job_id).values(beat_at=at.timestamp())
    run_on_notes(lambda connection: connection.execute(statement))


def note_worker(name: str, at: datetime) -> None:
    """Note that a job worker lives, whether or not it has a job."""
    values = {"beat_at": at.timestamp()}
    statement = upsert(_worker).values(name=name, **values)
    statement = statement.on_conflict_do_update(index_elements=["name"], set_=values)
    run_on_notes(lambda connection: connection.execute(statement))


def last_sign_of_work_or_none() -> datetime | None:
    """When any job worker last gave a sign, idle or at work."""
    idle, busy = select(func.max(_worker.c.beat_at)), select(func.max(_pulse.c.beat_at))
    beats = run_on_notes(lambda connection: (connection.scalar(idle), connection.scalar(busy)))
    last = max((beat for beat in beats if beat is not None), default=None)
    return None if last is None else datetime.fromtimestamp(last, UTC)


def pulse_or_none(job_id: int) -> Pulse | None:
    """The last pulse of a job, if it ever had one (and the notes were not lost)."""
    statement = select(_pulse).where(_pulse.c.job_id == job_id)
    row = run_on_notes(lambda connection: connection.execute(statement).one_or_none())
    return None if row is None else Pulse(row.worker, row.beat_at, row.done, row.total)


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
