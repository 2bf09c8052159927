"""Bytes in the data folder: written once under a random name, on the disk before their row commits."""

import hashlib
import io
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from flask import current_app
from sqlalchemy.orm import Session

from eventmgr.shared.db import new_uid
from eventmgr.shared.file_models import StoredFile

#: read and written at once
PIECE_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """Bytes that are safely on the disk but do not yet have a row."""

    uid: str
    sha256: str
    size: int


def file_path(uid: str) -> Path:
    """Where the bytes of a stored file lie. Two levels of folders keep each folder small."""
    return Path(current_app.config["DATA_FOLDER"]) / "files" / uid[:2] / uid


def write_bytes(data: bytes) -> WrittenFile:
    """Write and fsync the bytes. Call it before `write()`: the disk is slow, the lock is dear."""
    return write_stream(io.BytesIO(data))


def write_stream(source: IO[bytes]) -> WrittenFile:
    """Write and fsync what a file at hand holds from its place on, piece by piece; like `write_bytes`."""
    uid = new_uid()
    path = file_path(uid)
    path.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with path.open("xb") as file:
        while piece := source.read(PIECE_BYTES):
            file.write(piece)
            digest.update(piece)
            size += len(piece)
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return WrittenFile(uid=uid, sha256=digest.hexdigest(), size=size)


def add_stored_file(
    session: Session, written: WrittenFile, *, office_id: int, type: str, original_name: str, at: datetime
) -> StoredFile:
    """The row of a written file; call it inside `write()`."""
    stored = StoredFile(
        uid=written.uid,
        office_id=office_id,
        sha256=written.sha256,
        size=written.size,
        type=type,
        original_name=original_name,
        created_at=at,
    )
    session.add(stored)
    return stored


def read_bytes(stored: StoredFile) -> bytes:
    """All bytes of a stored file. Raises FileNotFoundError when the data folder lost them."""
    return file_path(stored.uid).read_bytes()
