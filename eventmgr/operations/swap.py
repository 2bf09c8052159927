"""What a restore brings takes the place of what was there: wholly or not at all, wherever it is cut off.

Below `restoring/` lies what comes in (`new`) and, from a certain moment on, a plan of where it goes:

    prepared.json   a PostgreSQL database is about to commit what was restored into it. After a cut its trail
                    says whether it did: then files and keyring follow, else they are thrown away
    decided.json    there is no way back: whatever happens, the next start carries the plan out
"""

import errno
import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from eventmgr.shared.data_folder import FolderInUse, lock_folder

RESTORE_FOLDER = "restoring"
_PREPARED, _DECIDED = "prepared.json", "decided.json"

#: Whether the database holds the restore of this uid. Raises Unsettled when it cannot be asked.
HasRestore = Callable[[str], bool]


class Unsettled(Exception):
    """Raised when a restore is at work at this moment, or was cut off and cannot be finished yet.

    The text says what to do.
    """


def prepare_swap(folder: Path, moves: dict[str, str], aside: str, uid: str) -> None:
    """Write down which files of `restoring/new` take the place of which paths, once the database says so.

    `moves`: name in `restoring/new` → path that it takes; what lies there goes to the folder `aside`.
    Call it before the database commits the restore `uid`.
    """
    half = folder / RESTORE_FOLDER / "plan.half"
    half.write_text(json.dumps({"moves": moves, "aside": aside, "uid": uid}))
    _sync(half)
    half.rename(folder / RESTORE_FOLDER / _PREPARED)
    _sync(folder / RESTORE_FOLDER)


def decide_swap(folder: Path) -> None:
    """Carry a prepared plan out. From the mark on it happens, if need be by the next start."""
    restoring = folder / RESTORE_FOLDER
    (restoring / _PREPARED).rename(restoring / _DECIDED)
    _sync(restoring)
    _carry_out(folder)


def end_swap(folder: Path, has_restore: HasRestore) -> bool:
    """Bring whatever lies in `restoring/` to its end, with the folder held; whether the new took the place.

    Raises Unsettled when only the database knows and it cannot be asked; then everything stays as it is.
    """
    restoring = folder / RESTORE_FOLDER
    if (restoring / _DECIDED).exists():
        _carry_out(folder)
        return True
    prepared = restoring / _PREPARED
    if prepared.exists() and has_restore(json.loads(prepared.read_text())["uid"]):
        decide_swap(folder)
        return True
    prepared.unlink(missing_ok=True)  # first: without a plan the rest is known to be worthless
    shutil.rmtree(restoring, ignore_errors=True)
    return False


def settle_folder(folder: Path, has_restore: HasRestore) -> bool:
    """Finish a restore that was cut off, before anything in the folder is opened; whether it was carried out.

    Raises Unsettled when the restore is still at work, or only the database knows and cannot be asked.
    """
    restoring = folder / RESTORE_FOLDER
    if not restoring.exists():
        return False
    try:
        lock = lock_folder(folder, "pemulihan salinan data")
    except FolderInUse as busy:
        if not any((restoring / mark).exists() for mark in (_PREPARED, _DECIDED)):
            return False  # it is still unpacking, and may yet refuse
        raise Unsettled(f"Folder data {folder} sedang dipulihkan. Coba lagi sebentar lagi.") from busy
    try:
        return end_swap(folder, has_restore)
    finally:
        lock.release()


def _carry_out(folder: Path) -> None:
    restoring = folder / RESTORE_FOLDER
    mark = restoring / _DECIDED
    plan = json.loads(mark.read_text())
    aside = Path(plan["aside"])
    aside.mkdir(mode=0o700, exist_ok=True)
    for name, target in plan["moves"].items():
        new, live = restoring / "new" / name, Path(target)
        if not new.exists():
            continue  # done before the cut
        if live.exists():
            _move(live, _free_name(aside / live.name))
        _move(new, live)
    for notes in folder.glob("runtime.db*"):  # they speak of the jobs that were there before
        with suppress(FileNotFoundError):
            notes.unlink()
    mark.unlink()
    shutil.rmtree(restoring)
    _sync(folder)


def _move(source: Path, target: Path) -> None:
    """Rename, or copy where the target lies on another disk."""
    try:
        source.rename(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        half = target.with_name(f"{target.name}.half")
        shutil.copy2(source, half)
        _sync(half)
        half.rename(target)
        source.unlink()
    _sync(target.parent)


def _free_name(path: Path) -> Path:
    number = 1
    while path.exists():
        number += 1
        path = path.with_name(f"{path.name}.{number}")
    return path


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
