"""Making a backup beside a running server.

Database first, files second, keyring third: a file is on the disk before its row commits and stays a day
after its row is gone, so each row of the snapshot finds its file.
"""

import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from flask import current_app
from sqlalchemy import select
from sqlalchemy.engine import make_url

from eventmgr.config import Settings
from eventmgr.operations import postgres_tools
from eventmgr.operations.archive import KEYRING, POSTGRESQL, SQLITE, ArchiveWriter
from eventmgr.shared.db import db
from eventmgr.shared.file_models import StoredFile
from eventmgr.shared.keyring import Keyring, keyring
from eventmgr.shared.migrate import head_revision
from eventmgr.shared.refusal import Refusal


@dataclass(slots=True)
class Made:
    """What went into a backup. `missing`: stored files whose bytes the data folder has lost."""

    path: Path
    files: int = 0
    has_keyring: bool = True
    missing: list[str] = field(default_factory=list)


_TELL_EVERY = 25
#: Told how many of how many files are in.
Progress = Callable[[int, int], None]


def create_backup(out: Path, at: datetime, progress: Progress = lambda _done, _total: None) -> Made:
    """Write the backup to `out`, which must not exist; it appears there only when it is whole.

    Raises Refusal when it cannot be written.
    """
    settings: Settings = current_app.config["SETTINGS"]
    if out.exists():
        raise Refusal("out_exists", f"{out} sudah ada. Pilih nama lain; salinan data lama tidak ditimpa.")
    if not out.absolute().parent.is_dir():
        raise Refusal("out_folder", f"Folder {out.absolute().parent} tidak ada.")
    made = Made(out, has_keyring=settings.keyring_file.is_relative_to(settings.data_folder))
    half = out.with_name(f".{out.name}.half")
    try:
        descriptor = os.open(half, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w+b") as raw:
            with zipfile.ZipFile(raw, "w", allowZip64=True) as target:
                _fill(ArchiveWriter(target), settings, made, at, progress)
            raw.flush()
            os.fsync(raw.fileno())
        half.rename(out)
    except OSError as error:
        raise Refusal(
            "out_failed", f"Salinan data tidak dapat ditulis: {error.strerror or error}."
        ) from error
    finally:
        half.unlink(missing_ok=True)
    return made


def key_marks(ring: Keyring) -> dict[str, str]:
    """A mark of each key, from which the key cannot be found, to tell later whether a keyring fits."""
    return {str(number): ring.keyed_hash("verify", "backup", number)[:16] for number in ring.ids}


def _fill(writer: ArchiveWriter, settings: Settings, made: Made, at: datetime, progress: Progress) -> None:
    known = _stored_uids()
    is_sqlite = settings.database_url.startswith("sqlite")
    with tempfile.TemporaryDirectory(dir=settings.data_folder, prefix="backup-") as folder:
        snapshot = Path(folder) / "snapshot"
        if is_sqlite:
            _snapshot_sqlite(Path(make_url(settings.database_url).database or ""), snapshot)
        else:
            postgres_tools.dump(settings.database_url, snapshot)
        writer.add(SQLITE if is_sqlite else POSTGRESQL, snapshot, compress=is_sqlite)
    paths = sorted((settings.data_folder / "files").glob("??/*"))
    for number, path in enumerate(paths):
        if number % _TELL_EVERY == 0:
            progress(number, len(paths))
        writer.add(f"files/{path.parent.name}/{path.name}", path)
        known.discard(path.name)
        made.files += 1
    made.missing = sorted(known)
    if made.has_keyring:
        writer.add(KEYRING, settings.keyring_file)
    writer.finish(
        {
            "made_at": at.isoformat(),
            "revision": head_revision(),
            "keys": key_marks(keyring()),
            "missing_files": made.missing,
        }
    )


def _stored_uids() -> set[str]:
    found = set(db.session.scalars(select(StoredFile.uid)))
    db.session.rollback()
    return found


def _snapshot_sqlite(source: Path, target: Path) -> None:
    """A consistent copy while others write, by SQLite's own backup."""
    with sqlite3.connect(f"file:{source}?mode=ro", uri=True) as live, sqlite3.connect(target) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    live.close()
    copy.close()
