"""Who may hold the data folder: one server, or one restore, never two at a time.

The lock is the kernel's (`flock`), so it ends with the processes that hold it, also after kill -9 or a
power cut. The file's text only says who that is; it is never believed without the lock.
"""

import fcntl
import json
import os
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
