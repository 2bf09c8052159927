"""Bringing the database up to date: numbered migrations, run by alembic on an engine of their own."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def head_revision() -> str:
    """The newest migration that this program knows."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def known_revisions() -> frozenset[str]:
    """All migrations that this program knows."""
    return frozenset(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def current_revision(connection: Connection) -> str | None:
    """The migration at which the database stands; None when it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def _prepare_sqlite(dbapi_connection: Any, _record: Any) -> None:
    dbapi_connection.isolation_level = None  # so that BEGIN below covers the DDL too
    for pragma in ("busy_timeout = 10000", "journal_mode = WAL", "foreign_keys = OFF", "synchronous = FULL"):
        dbapi_connection.execute(f"PRAGMA {pragma}")


def migration_engine(database_url: str) -> Engine:
    """An engine whose transactions hold the whole migration, DDL included, on both databases.

    On SQLite foreign keys are off: a batch rebuild of a table would else empty the tables that point to it.
    """
    engine = create_engine(database_url, poolclass=NullPool)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the missing migrations in a transaction that the caller opened and will end."""
    command.upgrade(_config(connection), revision)


def migrate(database_url: str, revision: str = "head") -> None:
    """Run the missing migrations in one transaction.

    Raises RuntimeError (and changes nothing) when rows would point nowhere afterwards.
    """
    engine = migration_engine(database_url)
    with engine.begin() as connection:
        upgrade(connection, revision)
        if engine.dialect.name == "sqlite":
            orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if orphans:
                raise RuntimeError(f"migration left {len(orphans)} rows that point nowhere")
    engine.dispose()


@contextmanager
def _migration_turn(data_folder: Path) -> Iterator[None]:
    """One process at a time migrates; a command beside a starting server waits."""
    with (data_folder / "migrate.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def migrate_if_behind() -> bool:
    """Bring the app's database to the newest migration; whether there was anything to do."""
    url = current_app.config["DATABASE_URL"]
    with _migration_turn(Path(current_app.config["DATA_FOLDER"])):
        engine = create_engine(url, poolclass=NullPool)
        with engine.connect() as connection:
            current = current_revision(connection)
        engine.dispose()
        if current == head_revision():
            return False
        migrate(url)
        return True
