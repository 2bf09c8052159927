"""Dumps of PostgreSQL, written and read by its own programs."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from sqlalchemy.engine import make_url

from eventmgr.shared.refusal import Refusal

#: Notes that may be lost; another server may be writing them.
DISPOSABLE = "runtime_*"
#: A line of a dump's list, such as "215; 1259 16386 TABLE public scan eventmgr".
_LISTED_TABLE = re.compile(r"^\d+; \d+ \d+ TABLE (?!DATA )\S+ (\S+)", re.MULTILINE)
_COPIED = re.compile(r"^COPY .*? FROM stdin;\n(.*?)^\\\.$", re.MULTILINE | re.DOTALL)


def dump(database_url: str, target: Path) -> None:
    """Write a snapshot of the whole database in pg_dump's custom format. Raises Refusal."""
    _run(["pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--exclude-table={DISPOSABLE}",
          f"--file={target}"], database_url)  # fmt: skip


def script_of(source: Path, target: Path) -> None:
    """Turn a dump into SQL. Raises Refusal when it is none."""
    _run(["pg_restore", "--no-owner", "--no-privileges", f"--file={target}", str(source)], None)


def tables_in(source: Path) -> set[str]:
    """Names of the tables in a dump. Raises Refusal when it is none."""
    return set(_LISTED_TABLE.findall(_run(["pg_restore", "--list", str(source)], None)))


def values_in(source: Path, table: str) -> list[str]:
    """Rows of one small table in a dump, as PostgreSQL writes them. Raises Refusal."""
    command = ["pg_restore", "--data-only", f"--table={table}", "--file=-", str(source)]
    copied = _COPIED.search(_run(command, None))
    return copied[1].splitlines() if copied else []


def _run(command: list[str], database_url: str | None) -> str:
    """Run to the end; what it printed. Raises Refusal."""
    program = shutil.which(command[0])
    if program is None:
        raise Refusal(
            "program_missing",
            f"Program {command[0]} tidak ada di mesin ini, padahal basis datanya PostgreSQL. "
            "Ketik: sudo apt install postgresql-client",
        )
    environment = dict(os.environ)
    arguments = [program, *command[1:]]
    if database_url is not None:
        url = make_url(database_url).set(drivername="postgresql")
        if url.password:  # in the environment, because every user of a machine may read command lines
            environment["PGPASSWORD"] = str(url.password)
            url = url._replace(password=None)
        arguments.append(f"--dbname={url.render_as_string()}")
    done = subprocess.run(
        arguments, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if done.returncode:
        raise Refusal("program_failed", f"{command[0]} gagal: {done.stderr.strip()[-500:]}")
    return done.stdout
