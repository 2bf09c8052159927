"""What the tests of backup and restore share: an installation with something in it, and hostile archives."""

import functools
import hashlib
import json
import tempfile
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from eventmgr.office.queries import real_office
from eventmgr.shared.db import db, write
from eventmgr.shared.file_models import StoredFile
from eventmgr.shared.files import add_stored_file, file_path, write_bytes
from eventmgr.shared.keyring import keyring
from eventmgr.shared.migrate import migrate

AT = datetime(2024, 11, 20, 9, 30, tzinfo=UTC)


def migrate_app(app: Flask) -> Flask:
    """Bring the app's own empty database up to date; a file on SQLite is a copy of one migrated before."""
    url: str = app.config["DATABASE_URL"]
    if url.startswith("sqlite"):
        Path(url.removeprefix("sqlite:///")).write_bytes(_migrated_bytes())
    else:
        migrate(url)
    return app


@functools.cache
def _migrated_bytes() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "eventmgr.db"
        migrate(f"sqlite:///{path}")
        return path.read_bytes()


def store(app: Flask, content: bytes) -> str:
    """Keep some bytes as a stored file; its uid."""
    with app.app_context():
        written = write_bytes(content)
        with write() as session:
            add_stored_file(
                session,
                written,
                office_id=real_office().id,
                type="application/pdf",
                original_name="sertifikat.pdf",
                at=AT,
            )
        return written.uid


def rename_office(app: Flask, name: str) -> None:
    with app.app_context(), write():
        real_office().name = name


def office_name(app: Flask) -> str:
    with app.app_context():
        db.session.rollback()
        return real_office().name


def stored_contents(app: Flask) -> dict[str, bytes]:
    """uid → bytes of all stored files."""
    with app.app_context():
        uids = db.session.scalars(select(StoredFile.uid)).all()
        return {uid: file_path(uid).read_bytes() for uid in uids}


def seal(app: Flask, text: str) -> tuple[int, bytes]:
    """Encrypt with the app's keyring."""
    with app.app_context():
        return keyring().encrypt("note", text)


def rebuilt(source: Path, target: Path, changes: Mapping[str, bytes | None], **facts: object) -> Path:
    """A copy of an archive whose contents were changed by somebody who also corrects the manifest.

    `changes`: name → new bytes, None removes. `facts` replace entries of the manifest.
    """
    with zipfile.ZipFile(source) as old:
        manifest = json.loads(old.read("manifest.json"))
        contents = {name: old.read(name) for name in old.namelist() if name != "manifest.json"}
    for name, data in changes.items():
        if data is None:
            contents.pop(name)
        else:
            contents[name] = data
    manifest["entries"] = {
        name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in contents.items()
    }
    manifest.update(facts)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in contents.items():
            new.writestr(name, data)
        new.writestr("manifest.json", json.dumps(manifest))
    return target
