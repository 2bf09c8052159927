"""`operations.backup`: made beside the running server, copied elsewhere, older ones thinned out."""

import os
import shutil
import time
from contextlib import suppress
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app

from eventmgr.office.queries import real_office
from eventmgr.operations.backup import create_backup
from eventmgr.operations.backup_plan import KIND, backup_folder, plan_or_none
from eventmgr.operations.backup_rules import Kept, backup_name, to_remove
from eventmgr.shared.clock import now
from eventmgr.shared.db import db
from eventmgr.shared.discarding import discard_files
from eventmgr.shared.jobs import JobContext, job
from eventmgr.shared.refusal import Refusal

#: Half a backup older than this belongs to a process that was killed.
LEFT_OVER_SECONDS = 24 * 3600


@job(KIND)
def make_backup(context: JobContext) -> dict[str, Any]:
    """One backup. What went wrong stands in the result, under "problem" (no backup) or "copy_problem"."""
    _clear_left_overs()
    at, office, plan = now(), real_office(), plan_or_none()
    name = backup_name(at.astimezone(ZoneInfo(office.zone)))
    second = plan.second_folder if plan is not None else None
    kept = Kept(plan.daily, plan.weekly, plan.monthly) if plan is not None else Kept(7, 4, 6)
    db.session.rollback()
    try:
        made = create_backup(backup_folder() / name, at, context.progress)
    except Refusal as refusal:
        return {"problem": refusal.message}
    found = {
        "name": name,
        "size": made.path.stat().st_size,
        "files": made.files,
        "missing": len(made.missing),
        "keyring": made.has_keyring,
    }
    _thin_out(backup_folder(), kept)
    discard_files(at)
    if second is not None:
        found |= _copy(made.path, Path(second), kept)
    return found


def _copy(source: Path, folder: Path, kept: Kept) -> dict[str, str]:
    """Copy to the second folder; it appears there only when it is whole."""
    half = folder / f".{source.name}.half"
    try:
        shutil.copyfile(source, half)
        half.chmod(0o600)
        with half.open("rb") as written:
            os.fsync(written.fileno())
        half.rename(folder / source.name)
        _thin_out(folder, kept)
    except OSError as error:
        with suppress(OSError):
            half.unlink(missing_ok=True)
        return {"copy_problem": f"{folder}: {error.strerror or error}"}
    return {"copied_to": str(folder)}


def _thin_out(folder: Path, kept: Kept) -> None:
    for name in to_remove((path.name for path in folder.iterdir()), kept):
        (folder / name).unlink(missing_ok=True)


def _clear_left_overs() -> None:
    data, old = Path(current_app.config["DATA_FOLDER"]), time.time() - LEFT_OVER_SECONDS
    for path in [*backup_folder().glob(".eventmgr-*.half"), *data.glob("backup-*")]:
        if path.stat().st_mtime >= old:
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
