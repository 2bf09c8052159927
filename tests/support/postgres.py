"""A throw-away PostgreSQL cluster for tests, shared by all test workers of a user.

The cluster lies in ``/tmp/eventmgr-pg-$UID`` and listens on a socket of its own only.
The first worker starts it, the last one that leaves stops it; its files are kept, so that
the next run starts within two seconds. Nothing in it survives a power cut (``fsync=off``).
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

HOW_TO_INSTALL = "PostgreSQL is missing: apt install postgresql (macOS: brew install postgresql)"
PORT = 5499
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "timezone": "UTC",
}

# Puts the database back to what the migrations left: rows of the migrations come from schema
# "seed". Deletes instead of truncating, because TRUNCATE waits for every open reader; without
# triggers, so that neither the order of tables nor append-only guards matter.
REFILL = """
CREATE FUNCTION seed.refill() RETURNS void LANGUAGE plpgsql AS $$
DECLARE t record;
BEGIN
  SET LOCAL session_replication_role = replica;
  FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('DELETE FROM public.%I', t.tablename);
    IF EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = 'seed' AND tablename = t.tablename) THEN
      EXECUTE format('INSERT INTO public.%I OVERRIDING SYSTEM VALUE SELECT * FROM seed.%I',
                     t.tablename, t.tablename);
    END IF;
  END LOOP;
  FOR t IN SELECT q.name, q.next_value FROM seed."sequence values" q LOOP
    PERFORM setval(t.name, t.next_value, false);
  END LOOP;
END $$
"""


@dataclass(frozen=True)
class Cluster:
    """A running cluster: the folder of its socket is its address."""

    socket_folder: Path

    def url(self, database: str) -> str:
        """The SQLAlchemy address of a database, as it would stand in ``DATABASE_URL``."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.socket_folder}&port={PORT}"

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """A superuser's connection outside any transaction."""
        return psycopg.connect(
            host=str(self.socket_folder), port=PORT, user="postgres", dbname=database, autocommit=True
        )


@dataclass(frozen=True)
class WorkerDatabase:
    """The database of one test worker."""

    cluster: Cluster
    name: str

    @property
    def url(self) -> str:
        """The SQLAlchemy address."""
        return self.cluster.url(self.name)

    def refill(self) -> None:
        """Put back exactly the rows that the migrations left. Costs a few milliseconds."""
        with self.cluster.connect(self.name) as connection:
            connection.execute("SET lock_timeout = '10s'")
            connection.execute("SELECT seed.refill()")


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """Start the cluster or join the running one; whoever leaves last stops it."""
    root = _root_folder()
    with open(root / "users.lock", "w") as users:  # held as long as the cluster is used
        try:
            with _alone(root):
                fcntl.flock(users, fcntl.LOCK_SH)
                _start(root)
            yield Cluster(root / "socket")
        finally:
            with _alone(root):
                if _is_last(users):
                    _pg_ctl(root, "stop", "-m", "fast")
                users.close()


@contextmanager
def worker_database(
    cluster: Cluster, build: Callable[[str], None], made_from: Iterable[Path]
) -> Iterator[WorkerDatabase]:
    """A database for this process, copied from a template.

    ``build(url)`` migrates an empty database; it runs once for each content of the files
    ``made_from`` (the migrations), whoever needs the template first.
    """
    name = f"test_{os.getpid()}_{uuid.uuid4().hex[:8]}"
    with _alone(cluster.socket_folder.parent), cluster.connect() as admin:
        _drop_left_overs(admin)
        template = _template(cluster, admin, build, _fingerprint(made_from))
        admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(_id(name), _id(template)))
    try:
        yield WorkerDatabase(cluster, name)
    finally:
        with cluster.connect() as admin:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(_id(name)))


@contextmanager
def empty_database(cluster: Cluster) -> Iterator[WorkerDatabase]:
    """A database without any table, for tests of the migrations themselves (no ``refill()``)."""
    name = f"test_{os.getpid()}_{uuid.uuid4().hex[:8]}"
    with _alone(cluster.socket_folder.parent), cluster.connect() as admin:
        admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(_id(name)))
    try:
        yield WorkerDatabase(cluster, name)
    finally:
        with cluster.connect() as admin:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(_id(name)))


def binaries() -> Path | None:
    """The folder of ``initdb`` and ``pg_ctl``, the newest version first; None when not installed."""
    versions = sorted(
        (p for p in Path("/usr/lib/postgresql").glob("*/bin") if (p / "initdb").exists()),
        key=lambda p: float(p.parent.name),
        reverse=True,
    )
    if versions:
        return versions[0]
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def _root_folder() -> Path:
    root = Path(f"/tmp/eventmgr-pg-{os.getuid()}")
    root.mkdir(mode=0o755, exist_ok=True)
    if root.stat().st_uid != os.getuid():
        raise RuntimeError(f"{root} belongs to somebody else")
    return root


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """One process at a time starts, stops, or makes databases."""
    with open(root / "start.lock", "w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield


def _is_last(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _start(root: Path) -> None:
    data = root / "data"
    (root / "socket").mkdir(exist_ok=True)
    _give_to_postgres(root / "socket")
    if (data / "PG_VERSION").exists():
        if _pg_ctl(root, "status").returncode == 0 or _launch(root):
            return
        shutil.rmtree(data)  # a killed machine may leave it damaged: it holds nothing of worth
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir()
    _give_to_postgres(data)
    _run(
        root,
        "initdb",
        "-D",
        str(data),
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
        check=True,
    )
    if not _launch(root):
        raise RuntimeError(f"PostgreSQL does not start; its last words are in {data / 'log'}")


def _launch(root: Path) -> bool:
    options = " ".join(f"-c {key}={value!r}" for key, value in SETTINGS.items())
    options += f" -c port={PORT} -c unix_socket_directories={root / 'socket'}"
    return _pg_ctl(root, "start", "-l", str(root / "data" / "log"), "-o", options).returncode == 0


def _pg_ctl(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return _run(root, "pg_ctl", "-D", str(root / "data"), "-w", "-s", *arguments)


def _run(
    root: Path, program: str, *arguments: str, check: bool = False
) -> subprocess.CompletedProcess[bytes]:
    folder = binaries()
    if folder is None:
        raise RuntimeError(HOW_TO_INSTALL)
    command = [str(folder / program), *arguments]
    if os.getuid() == 0:  # PostgreSQL refuses to run as root
        command = ["runuser", "-u", "postgres", "--", *command]
    return subprocess.run(command, cwd=root, check=check, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def _give_to_postgres(folder: Path) -> None:
    folder.chmod(0o700 if folder.name == "data" else 0o755)
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")


def _fingerprint(files: Iterable[Path]) -> str:
    digest = hashlib.sha256(REFILL.encode())
    for file in sorted(files):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def _template(cluster: Cluster, admin: psycopg.Connection, build: Callable[[str], None], key: str) -> str:
    name = f"template_{key}"
    if name in _databases(admin):
        return name
    for old in _databases(admin):
        if old.startswith("template_"):
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(_id(old)))
    half = f"template_{key}_half"
    admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(_id(half)))
    build(cluster.url(half))
    with cluster.connect(half) as connection:
        _keep_seed(connection)
    admin.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(_id(half), _id(name)))
    return name


def _keep_seed(connection: psycopg.Connection) -> None:
    connection.execute("CREATE SCHEMA seed")
    tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    for (table,) in tables:
        connection.execute(sql.SQL("CREATE TABLE seed.{0} AS TABLE public.{0}").format(_id(table)))
    connection.execute(
        """CREATE TABLE seed."sequence values" AS
           SELECT format('public.%I', sequencename) AS name,
                  coalesce(last_value + 1, start_value) AS next_value
           FROM pg_sequences WHERE schemaname = 'public'"""
    )
    connection.execute(REFILL)


def _drop_left_overs(admin: psycopg.Connection) -> None:
    """Databases of test workers that were killed."""
    for name in _databases(admin):
        parts = name.split("_")
        if parts[0] == "test" and len(parts) == 3 and not _is_alive(int(parts[1])):
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(_id(name)))


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _databases(admin: psycopg.Connection) -> list[str]:
    return [name for (name,) in admin.execute("SELECT datname FROM pg_database").fetchall()]


def _id(name: str) -> sql.Identifier:
    return sql.Identifier(name)
