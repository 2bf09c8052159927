"""Real servers for tests: `python app.py` on a free port with a data folder of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 75.0


@dataclass(frozen=True)
class Server:
    """A running server; everything it and its children print goes to the file `output`."""

    process: subprocess.Popen[bytes]
    folder: Path
    port: int
    output: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def words(self) -> str:
        """What was printed so far."""
        return self.output.read_text()

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of a page."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=PATIENCE_SECONDS) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def answers(self) -> bool:
        """Whether it is well, asked by /sehat."""
        try:
            return self.get("/sehat")[0] == 200
        except (OSError, urllib.error.URLError):
            return False

    def children(self) -> set[int]:
        """Processes below it that live."""
        return {pid for pid in _below(self.process.pid) if is_alive(pid)}


def environment(folder: Path, port: int, **changes: str) -> dict[str, str]:
    """Settings of a server: its own folder and port, one web process, nothing of this machine's settings."""
    ours = ("EVENTMGR_", "DATABASE_URL", "PUBLIC_URL", "HOST", "PORT")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "EVENTMGR_DATA": str(folder), "PORT": str(port), "EVENTMGR_WORKERS": "1", **changes}


def start(folder: Path, *, port: int | None = None, **changes: str) -> Server:
    """Start a server without waiting for it. Its folder needs a migrated database, or the demo is loaded."""
    port = port or free_port()
    output = folder.with_name(f"{folder.name}-{port}.out")
    # `make run` hands over with SIGINT blocked; the child inherits it
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with output.open("ab") as target:
            process = subprocess.Popen(
                [sys.executable, str(ROOT / "app.py")],
                env=environment(folder, port, **changes),
                stdin=subprocess.DEVNULL,
                stdout=target,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
    return Server(process, folder, port, output)


@contextmanager
def running(folder: Path, *, port: int | None = None, **changes: str) -> Iterator[Server]:
    """A server that answers; stopped, and all its children with it, at the end."""
    server = start(folder, port=port, **changes)
    try:
        wait_for(lambda: server.process.poll() is not None or server.answers(), "the server answers")
        if server.process.poll() is not None:
            raise AssertionError(f"the server ended at once:\n{server.words}")
        yield server
    finally:
        if server.process.poll() is None:
            server.process.send_signal(signal.SIGTERM)
        try:
            server.process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            server.process.kill()
            raise


def migrated_folder(folder: Path, migrated_file: Path) -> Path:
    """A data folder that already has an (empty) database, so that no demo is loaded into it."""
    folder.mkdir(mode=0o700)
    shutil.copy(migrated_file, folder / "eventmgr.db")
    return folder


def processes_of(folder: Path) -> set[int]:
    """Processes of this machine that live with this data folder, whoever is their parent."""
    ours = f"EVENTMGR_DATA={folder}".encode()
    found = set()
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if ours in path.read_bytes().split(b"\0") and is_alive(int(path.parent.name)):
                found.add(int(path.parent.name))
        except OSError:  # it ended meanwhile, or belongs to somebody else
            continue
    return found


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(condition: Callable[[], bool], what: str, seconds: float = PATIENCE_SECONDS) -> None:
    """Look until the condition holds. AssertionError when it does not within the time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds:.0f} s in vain until {what}")
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    """False also for a process that ended and was not yet collected by its parent."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def _below(pid: int) -> set[int]:
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}
