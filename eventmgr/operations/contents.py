"""Whether the database of an archive is one that eventmgr made, and whether a keyring opens it.

The sums in a manifest only say that nothing was lost on the way: whoever forges an archive corrects them.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from eventmgr.operations import postgres_tools
from eventmgr.operations.archive import damaged
from eventmgr.shared.keyring import DamagedCipher, Keyring
from eventmgr.shared.migrate import known_revisions, migrate
from eventmgr.shared.refusal import Refusal

NEWER = "Salinan data ini dari eventmgr yang lebih baru. Perbarui program dulu. Data tidak diubah."
_COLUMNS = """SELECT tables.name, columns.name FROM sqlite_master AS tables
    JOIN pragma_table_info(tables.name) AS columns WHERE tables.type = 'table'"""


def check_sqlite(path: Path, scratch: Path) -> None:
    """Every table and column that the migrations up to its revision make must be there.

    `scratch`: a folder for a database to compare with. Raises Refusal.
    """
    with opened(path) as connection:
        if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise damaged("basis data tidak utuh")
        found = set(connection.execute(_COLUMNS))
        if not found:
            raise damaged("basis data kosong")
        if ("alembic_version", "version_num") not in found:
            raise damaged("basis data bukan buatan eventmgr")
        revision = _only([row[0] for row in connection.execute("SELECT version_num FROM alembic_version")])
    missing = _columns_at(revision, scratch) - found
    if missing:
        raise damaged(f"tabel {min(missing)[0]} tidak lengkap")


def check_postgresql(dump: Path, scratch: Path) -> None:
    """Every table that the migrations up to its revision make must be in the dump. Raises Refusal."""
    found = postgres_tools.tables_in(dump)
    if not found:
        raise damaged("basis data kosong")
    revision = _only(postgres_tools.values_in(dump, "alembic_version"))
    missing = {table for table, _ in _columns_at(revision, scratch)} - found
    if missing:
        raise damaged(f"tabel {min(missing)} tidak lengkap")


def opens(ring: Keyring, path: Path) -> bool:
    """Whether the keyring opens what a SQLite database keeps encrypted; one row of each key is tried."""
    with opened(path) as connection:
        rows = connection.execute(
            "SELECT key_id, cipher FROM audit_detail WHERE audit_id IN "
            "(SELECT max(audit_id) FROM audit_detail WHERE length(cipher) > 0 GROUP BY key_id)"
        ).fetchall()
    try:
        for key_id, cipher in rows:
            ring.decrypt("detail", key_id, cipher)
    except (DamagedCipher, KeyError, TypeError, ValueError):
        return False
    return True


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A foreign SQLite file, read with suspicion. Raises Refusal when it is none."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")
            yield connection
    except sqlite3.DatabaseError as error:
        raise damaged("basis data tidak terbaca") from error


def _only(revisions: list[str]) -> str:
    if len(revisions) != 1:
        raise damaged("versi basis data tidak jelas")
    if revisions[0] not in known_revisions():
        raise Refusal("archive_newer", NEWER)
    return revisions[0]


def _columns_at(revision: str, scratch: Path) -> set[tuple[str, str]]:
    path = scratch / "compare.sqlite"
    migrate(f"sqlite:///{path}", revision)
    with closing(sqlite3.connect(path)) as connection:
        return set(connection.execute(_COLUMNS))
