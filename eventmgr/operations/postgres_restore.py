"""Putting a PostgreSQL dump back within one transaction, which the caller may still give up.

`psql` could only commit by itself, and then migrations, held jobs and the trail would come in a second
transaction: a power cut between the two would leave a database that is neither the old nor the new one.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from psycopg import Cursor
from sqlalchemy import Connection

#: Another server or a forgotten psql may be using what is to be dropped.
_LOCK_SECONDS = 15
_CLEAR = f"SET LOCAL lock_timeout = '{_LOCK_SECONDS}s'; DROP SCHEMA public CASCADE; CREATE SCHEMA public"


def replace_everything(connection: Connection, script: Path) -> None:
    """Drop what is there and run a script that `pg_restore` made, in the open transaction.

    Raises psycopg.Error, `LockNotAvailable` among them when somebody else keeps the tables.
    """
    raw: Any = connection.connection.driver_connection
    with raw.cursor() as cursor, script.open("rb") as lines:
        cursor.execute(_CLEAR)
        _run(cursor, lines)
        # The script sets an empty search path, among others, for the whole session.
        cursor.execute("RESET ALL")


def _run(cursor: Cursor[Any], lines: Iterator[bytes]) -> None:
    """Statements between the data; each line that begins with a backslash is meant for psql alone."""
    statements: list[bytes] = []
    for line in lines:
        if line.startswith(b"COPY ") and line.endswith(b" FROM stdin;\n"):
            cursor.execute(b"".join(statements), prepare=False)
            statements.clear()
            with cursor.copy(line[: -len(b";\n")]) as copy:
                for row in lines:
                    if row == b"\\.\n":
                        break
                    copy.write(row)
        elif not line.startswith(b"\\"):
            statements.append(line)
    cursor.execute(b"".join(statements), prepare=False)
