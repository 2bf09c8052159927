"""Files that nobody needs any more: first their rows go, a day later their bytes.

The day between keeps a backup whole whose snapshot still holds the row while it copies the bytes.
"""

import os
import time
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app
from sqlalchemy import delete, select

from eventmgr.shared.db import Base, db, write
from eventmgr.shared.file_models import StoredFile
from eventmgr.shared.files import file_path

#: between the mark and the row's end, and again between that and the bytes' end
DAY = timedelta(days=1)


def discard_files(at: datetime) -> int:
    """Take away rows marked a day ago, and bytes that have had no row for a day; how many rows went.

    A marked file that some row still names stays. Bytes without a row may also be an upload whose row never
    came; one that is being written now is younger than a day.
    """
    _discard_bytes()
    gone = _discard_rows(at)
    for uid in gone:
        with suppress(FileNotFoundError):
            os.utime(file_path(uid))  # the day of the bytes begins now
    return len(gone)


def _discard_rows(at: datetime) -> list[str]:
    due = select(StoredFile.id, StoredFile.uid).where(StoredFile.delete_after <= at - DAY)
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name == StoredFile.__tablename__:
                due = due.where(~select(1).where(key.parent == StoredFile.id).exists())
    if not db.session.execute(due.limit(1)).first():
        db.session.rollback()
        return []
    with write() as session:
        rows = session.execute(due).all()
        session.execute(
            delete(StoredFile)
            .where(StoredFile.id.in_([row.id for row in rows]))
            .execution_options(synchronize_session=False)
        )
        return [row.uid for row in rows]


def _discard_bytes() -> None:
    known = set(db.session.scalars(select(StoredFile.uid)))
    db.session.rollback()
    oldest = time.time() - DAY.total_seconds()
    for path in (Path(current_app.config["DATA_FOLDER"]) / "files").glob("??/*"):
        with suppress(FileNotFoundError):
            if path.name not in known and path.stat().st_mtime < oldest:
                path.unlink()
