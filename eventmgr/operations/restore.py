"""Putting a backup back.

Everything is unpacked and checked beside the living data first; until the last line of `restore_backup`
nothing of them is touched. What was there before is kept in a folder of its own.
"""

import shutil
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import current_app
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from eventmgr.config import Settings
from eventmgr.operations import contents, postgres_tools
from eventmgr.operations.archive import KEYRING, POSTGRESQL, SQLITE, ArchiveReader, damaged, open_archive
from eventmgr.operations.backup import key_marks
from eventmgr.operations.held import hold_everything
from eventmgr.shared.data_folder import RESTORE_FOLDER, FolderInUse, abandon_swap, decide_swap, lock_folder
from eventmgr.shared.db import db
from eventmgr.shared.keyring import DamagedKeyring, Keyring
from eventmgr.shared.migrate import migrate
from eventmgr.shared.refusal import Refusal

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
    try:
        lock = lock_folder(settings.data_folder, "pemulihan salinan data")
    except FolderInUse as busy:
        raise Refusal("folder_in_use", f"{busy} Hentikan dulu, lalu ulangi.") from busy
    new = settings.data_folder / RESTORE_FOLDER / "new"
    try:
        abandon_swap(settings.data_folder)
        with open_archive(archive) as reader:
            _check_fits(reader, settings)
            new.mkdir(parents=True)
            reader.unpack(new)
            _check_database(new, settings)
            _check_keys(reader, new, settings)
            numbers = _prepare_database(new, settings)
            aside = settings.data_folder / f"before-restore-{at:%Y%m%d-%H%M%S}"
            _swap(new, settings, aside)
        files = sum(name.startswith("files/") for name in reader.entries)
        return Restored(str(reader.facts.get("made_at", "")), files, aside, numbers)
    finally:
        abandon_swap(settings.data_folder)
        lock.release()


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


def _prepare_database(new: Path, settings: Settings) -> list[str]:
    """Bring the unpacked database to the newest migration and hold what would go out."""
    if not settings.database_url.startswith("sqlite"):
        db.session.rollback()
        db.engine.dispose()
        postgres_tools.restore(settings.database_url, new / POSTGRESQL)
        migrate(settings.database_url)
        return hold_everything(settings.database_url)
    path = new / SQLITE
    url = f"sqlite:///{path}"
    try:
        migrate(url)
        numbers = hold_everything(url)
    except (SQLAlchemyError, RuntimeError) as error:
        raise damaged("isi basis data tidak cocok satu sama lain") from error
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return numbers


def _swap(new: Path, settings: Settings, aside: Path) -> None:
    (new / "files").mkdir(exist_ok=True)
    moves = {"files": str(settings.data_folder / "files")}
    if (new / KEYRING).exists():
        (new / KEYRING).chmod(0o600)
        moves[KEYRING] = str(settings.keyring_file)
    if settings.database_url.startswith("sqlite"):
        live = Path(make_url(settings.database_url).database or "")
        _close_sqlite(live)
        for suffix in ("-wal", "-shm"):  # both are empty, but must not meet the other database
            live.with_name(live.name + suffix).unlink(missing_ok=True)
        moves[SQLITE] = str(live)
    decide_swap(settings.data_folder, moves, str(aside))
    for notes in settings.data_folder.glob("runtime.db*"):
        notes.unlink()


def _close_sqlite(live: Path) -> None:
    """Bring everything of the old database into its one file, so that it is kept whole."""
    db.session.rollback()
    db.engine.dispose()
    if live.exists():
        connection = sqlite3.connect(live)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
