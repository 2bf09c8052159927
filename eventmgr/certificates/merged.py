"""All valid certificates of an event in one file, kept as disposable bytes under the hash of its parts."""

import hashlib
from pathlib import Path

from flask import current_app

from eventmgr.certificates.queries import valid_files
from eventmgr.shared.db import db
from eventmgr.shared.drawings import keep_bytes
from eventmgr.shared.files import read_bytes
from eventmgr.shared.pdf import merge_pdfs


def ensure_merged(event_id: int) -> Path | None:
    """The merged file, made when certificates came or went since; None when none is valid.

    Takes a second or two for 323 certificates, so the job makes it and pages mostly find it.
    """
    files = valid_files(event_id)
    if not files:
        return None
    parts = "".join(certificate.sha256 or "" for certificate, _ in files)
    name = f"{event_id}-{hashlib.sha256(parts.encode()).hexdigest()[:32]}.pdf"
    path = _folder() / name
    if not path.exists():
        stored = [file for _, file in files]
        pages = [read_bytes(file) for file in stored]
        db.session.rollback()
        keep_bytes(path, merge_pdfs(pages, "Sertifikat"))
        for older in merged_files(event_id):
            if older != path:
                older.unlink(missing_ok=True)
    return path


def merged_files(event_id: int) -> list[Path]:
    """What is kept of an event: one file, or one more while another page makes the next."""
    return list(_folder().glob(f"{event_id}-*.pdf"))


def _folder() -> Path:
    return Path(current_app.config["DATA_FOLDER"]) / "merged"
