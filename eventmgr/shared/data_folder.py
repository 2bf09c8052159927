"""Who may hold the data folder: one server, or one restore, never two at a time.

The lock is the kernel's (`flock`), so it ends with the processes that hold it, also after kill -9 or a
power cut. The file's text only says who that is; it is never believed without the lock.
"""

import errno
import fcntl
import json
import os
import shutil
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

LOCK_NAME = "server.lock"


class FolderInUse(Exception):
    """Raised when another process holds the data folder; `holder` says in a few words who it is."""

    def __init__(self, folder: Path, holder: str) -> None:
        self.folder, self.holder = folder, holder
        super().__init__(f"Folder data {folder} sedang dipakai {holder}.")


@dataclass(frozen=True, slots=True)
class FolderLock:
    """A lock that is held. It can be handed to another program by its descriptor."""

    folder: Path
    descriptor: int

    def describe(self, what: str) -> None:
        """Write down who holds the folder, for the one who is turned away."""
        text = json.dumps({"pid": os.getpid(), "what": what}).encode()
        os.ftruncate(self.descriptor, 0)
        os.pwrite(self.descriptor, text, 0)

    def hand_over(self) -> int:
        """Let the descriptor survive `exec`; the program that follows takes it up with `taken_over()`."""
        os.set_inheritable(self.descriptor, True)
        return self.descriptor

    @classmethod
    def taken_over(cls, folder: Path, descriptor: int) -> "FolderLock":
        """The lock that the program before this one handed over."""
        os.set_inheritable(descriptor, False)
        return cls(folder, descriptor)

    def release(self) -> None:
        """Give the folder back."""
        os.close(self.descriptor)


def lock_folder(folder: Path, what: str) -> FolderLock:
    """Hold the folder until released; `what` is shown to others, such as "server di http://127.0.0.1:8000".

    Raises FolderInUse at once when another process holds it.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = _holder(descriptor)
        os.close(descriptor)
        raise FolderInUse(folder, holder) from None
    lock = FolderLock(folder, descriptor)
    lock.describe(what)
    return lock


def tighten_folder(folder: Path) -> None:
    """Close a folder that was made beforehand to other users: SQLite makes its files readable for all.

    It is never widened. What belongs to somebody else stays as it is, and so does a sticky folder such as
    /tmp, which is meant for everybody.
    """
    found = folder.stat()
    mode = stat.S_IMODE(found.st_mode)
    if found.st_uid != os.geteuid() or mode & stat.S_ISVTX or not mode & 0o077:
        return
    with suppress(OSError):  # a disk without modes must not keep the server from starting
        folder.chmod(mode & ~0o077)


def _holder(descriptor: int) -> str:
    try:
        found = json.loads(os.pread(descriptor, 4096, 0))
        return f"{found['what']} (proses {found['pid']})"
    except (ValueError, KeyError, TypeError):
        return "program lain"


class RestoreRunning(Exception):
    """Raised when the data folder is being restored at this moment by another process."""


#: Below it a restore lays what comes in (`new`), and from the moment that MARK exists, it is decided.
RESTORE_FOLDER = "restoring"
_MARK = "decided.json"


def decide_swap(folder: Path, moves: dict[str, str], aside: str) -> None:
    """Write down which files of `restoring/new` take the place of which paths, and take them there.

    `moves`: name in `restoring/new` → path that it takes; what lies there goes to the folder `aside`.
    From the mark on the swap is carried out whatever happens: after a power cut the next start goes on.
    """
    mark = folder / RESTORE_FOLDER / _MARK
    half = mark.with_suffix(".half")
    half.write_text(json.dumps({"moves": moves, "aside": aside}))
    _sync(half)
    half.rename(mark)
    _sync(mark.parent)
    _carry_out(folder)


def abandon_swap(folder: Path) -> None:
    """Throw away what was unpacked for a swap, unless the swap is already decided."""
    if not (folder / RESTORE_FOLDER / _MARK).exists():
        shutil.rmtree(folder / RESTORE_FOLDER, ignore_errors=True)


def settle_folder(folder: Path) -> bool:
    """Carry out a swap that was decided and then cut off; whether there was one.

    Call it before anything in the folder is opened. Raises RestoreRunning when the restore is still at work.
    """
    if not (folder / RESTORE_FOLDER / _MARK).exists():
        return False
    try:
        lock = lock_folder(folder, "pemulihan salinan data")
    except FolderInUse as busy:
        raise RestoreRunning(f"Folder data {folder} sedang dipulihkan. Coba lagi sebentar lagi.") from busy
    try:
        _carry_out(folder)
    finally:
        lock.release()
    return True


def _carry_out(folder: Path) -> None:
    restoring = folder / RESTORE_FOLDER
    mark = restoring / _MARK
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
