"""Putting a backup back.

Everything is unpacked and checked beside the living data first; then it takes their place wholly, or not at
all, wherever it is cut off (see `swap`). What was there before is kept in a folder of its own.
"""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
from flask import current_app
from psycopg.errors import LockNotAvailable
from sqlalchemy import Connection
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from eventmgr.config import Settings
from eventmgr.operations import contents, held, postgres_tools
from eventmgr.operations.archive import KEYRING, POSTGRESQL, SQLITE, ArchiveReader, damaged, open_archive
from eventmgr.operations.backup import key_marks
from eventmgr.operations.postgres_restore import replace_everything
from eventmgr.operations.settling import database_has
from eventmgr.operations.swap import RESTORE_FOLDER, decide_swap, end_swap, prepare_swap
from eventmgr.shared.data_folder import FolderInUse, lock_folder
from eventmgr.shared.db import db, new_uid
from eventmgr.shared.keyring import DamagedKeyring, Keyring
from eventmgr.shared.migrate import migrate, migration_engine, upgrade
from eventmgr.shared.refusal import Refusal

#: The database that is replaced, kept beside.
POSTGRESQL_BEFORE = "before.pgdump"
#: Left free on the disk, for the database to live on.
SPARE_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Restored:
    """`aside`: where the old data lie. `numbers`: the next free number of each register and year."""

    made_at: str
    files: int
    aside: Path
    numbers: list[str]


def restore_backup(archive: Path, at: datetime) -> Restored:
    """Replace database, files and keyring by those of the archive. Jobs and messages are held.

    Raises Refusal when a server or another restore holds the data folder, when the archive is damaged or of
    another kind of database, when its keys are missing, or when the disk is full; then nothing was changed.
    """
    settings: Settings = current_app.config["SETTINGS"]
    folder = settings.data_folder
    try:
        lock = lock_folder(folder, "pemulihan salinan data")
    except FolderInUse as busy:
        raise Refusal("folder_in_use", f"{busy} Hentikan dulu, lalu ulangi.") from busy
    new = folder / RESTORE_FOLDER / "new"
    aside = folder / f"before-restore-{at:%Y%m%d-%H%M%S}"
    try:
        _end_swap(settings)
        with open_archive(archive) as reader:
            _check_fits(reader, settings)
            new.mkdir(parents=True)
            reader.unpack(new)
            _check_database(new, settings)
            _check_keys(reader, new, settings)
        take_over = _take_over_sqlite if (new / SQLITE).exists() else _take_over_postgresql
        numbers = take_over(new, settings, aside, at)
        decide_swap(folder)
        files = sum(name.startswith("files/") for name in reader.entries)
        return Restored(str(reader.facts.get("made_at", "")), files, aside, numbers)
    finally:
        _end_swap(settings)
        lock.release()


def _end_swap(settings: Settings) -> None:
    end_swap(settings.data_folder, lambda uid: database_has(settings.database_url, uid))


def _check_fits(reader: ArchiveReader, settings: Settings) -> None:
    is_sqlite = settings.database_url.startswith("sqlite")
    if (SQLITE in reader.entries) != is_sqlite:
        kind = "SQLite" if SQLITE in reader.entries else "PostgreSQL"
        raise Refusal(
            "other_database", f"Salinan data ini dari {kind}; DATABASE_URL di sini untuk yang lain."
        )
    free = shutil.disk_usage(settings.data_folder).free
    if reader.total_bytes + SPARE_BYTES > free:
        megabytes = (reader.total_bytes + SPARE_BYTES) // 1_000_000
        raise Refusal("disk_full", f"Perlu {megabytes} MB kosong di {settings.data_folder}.")


def _check_database(new: Path, settings: Settings) -> None:
    if settings.database_url.startswith("sqlite"):
        contents.check_sqlite(new / SQLITE, new.parent)
    else:
        contents.check_postgresql(new / POSTGRESQL, new.parent)


def _check_keys(reader: ArchiveReader, new: Path, settings: Settings) -> None:
    """Whichever keyring will stand afterwards must open what is in the database."""
    wanted = reader.facts.get("keys")
    if not isinstance(wanted, dict) or not wanted:
        raise damaged("tanda kuncinya tidak ada")
    comes_along = new / KEYRING
    path = comes_along if comes_along.exists() else settings.keyring_file
    ring = None
    if path.exists():
        with suppress(DamagedKeyring):
            ring = Keyring.load_or_create(path)
    marks = key_marks(ring) if ring else {}
    is_ours = ring is not None and all(marks.get(number) == mark for number, mark in wanted.items())
    if ring is None or not is_ours or not _opens(ring, new):
        raise Refusal(
            "keys_missing",
            "Kunci untuk membuka salinan data ini tidak ada di dalamnya. "
            f"Letakkan berkas kunci aslinya di {settings.keyring_file}, lalu ulangi. Data tidak diubah.",
        )


def _opens(ring: Keyring, new: Path) -> bool:
    """The marks stand in the manifest, which may be forged; what is encrypted cannot be."""
    return not (new / SQLITE).exists() or contents.opens(ring, new / SQLITE)


def _take_over_sqlite(new: Path, settings: Settings, aside: Path, at: datetime) -> list[str]:
    """Bring the unpacked database up to date and plan the swap; the next numbers of its registers."""
    path, live = new / SQLITE, Path(make_url(settings.database_url).database or "")
    uid = new_uid()
    try:
        migrate(f"sqlite:///{path}")
        numbers = _change(f"sqlite:///{path}", lambda connection: _adjust(connection, uid, at))
    except (SQLAlchemyError, RuntimeError) as error:
        raise damaged("isi basis data tidak cocok satu sama lain") from error
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    _close_sqlite(live)
    for suffix in ("-wal", "-shm"):  # both are empty, but must not meet the other database
        live.with_name(live.name + suffix).unlink(missing_ok=True)
    prepare_swap(settings.data_folder, {**_moves(new, settings), SQLITE: str(live)}, str(aside), uid)
    return numbers


def _take_over_postgresql(new: Path, settings: Settings, aside: Path, at: datetime) -> list[str]:
    """Replace the database in one transaction, which commits after the swap is planned."""
    db.session.rollback()
    db.engine.dispose()
    script, uid, before = new.parent / "restore.sql", new_uid(), new / POSTGRESQL_BEFORE
    postgres_tools.script_of(new / POSTGRESQL, script)
    try:
        postgres_tools.dump(settings.database_url, before)
    except Refusal:  # a database too damaged to be dumped is the very reason to restore one
        before.unlink(missing_ok=True)
    moves = {**_moves(new, settings), POSTGRESQL_BEFORE: str(aside / POSTGRESQL)}

    def change(connection: Connection) -> list[str]:
        replace_everything(connection, script)
        upgrade(connection)
        numbers = _adjust(connection, uid, at)
        prepare_swap(settings.data_folder, moves, str(aside), uid)
        return numbers

    try:
        return _change(settings.database_url, change)
    except LockNotAvailable as error:
        raise Refusal(
            "database_busy", "Basis data sedang dipakai program lain. Hentikan dulu, lalu ulangi."
        ) from error
    except (psycopg.Error, SQLAlchemyError) as error:
        raise damaged("isi basis data tidak cocok satu sama lain") from error


def _change(database_url: str, change: Callable[[Connection], list[str]]) -> list[str]:
    engine = migration_engine(database_url)
    try:
        with engine.begin() as connection:
            return change(connection)
    finally:
        engine.dispose()


def _adjust(connection: Connection, uid: str, at: datetime) -> list[str]:
    held.hold_everything(connection)
    held.note_restore(connection, uid, at)
    return held.next_numbers(connection)


def _moves(new: Path, settings: Settings) -> dict[str, str]:
    (new / "files").mkdir(exist_ok=True)
    moves = {"files": str(settings.data_folder / "files")}
    if (new / KEYRING).exists():
        (new / KEYRING).chmod(0o600)
        moves[KEYRING] = str(settings.keyring_file)
    return moves


def _close_sqlite(live: Path) -> None:
    """Bring everything of the old database into its one file, so that it is kept whole."""
    db.session.rollback()
    db.engine.dispose()
    if live.exists():
        connection = sqlite3.connect(live)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
