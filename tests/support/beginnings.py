"""Databases that many tests begin with: built once a worker, put back as files."""

import copy
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

from flask import Flask
from sqlalchemy import event

from eventmgr.shared.db import db

Made = TypeVar("Made")


class Beginnings:
    """The database of `app` as it stood after a builder, and what the builder gave, by a name.

    What a builder gives holds no row of an open session: detached rows, ids, codes. Each test gets a copy.
    """

    def __init__(self, app: Flask, empty: Path) -> None:
        self.app = app
        self._empty = empty
        self._made: dict[str, Any] = {}
        # Nothing in this file outlives the run; waiting for the disk is most of a small write.
        with app.app_context():
            event.listen(db.engine, "connect", _do_not_wait_for_the_disk)
            event.listen(db.engine, "connect", _promise_no_order)

    def refill(self) -> None:
        """The database as after the migrations."""
        self._fill_from(self._empty)

    def begin(self, name: str, build: Callable[[], Made]) -> Made:
        """The database as `build` leaves it, and what it gives; whatever the test wrote before is gone.

        `build` is called in an app context, once, on the database as it stands then.
        """
        if name in self._made:
            self._fill_from(self._file(name))
        else:
            with self.app.app_context():
                self._made[name] = build()
            _keep(self._database, self._file(name))
        return cast(Made, copy.deepcopy(self._made[name]))

    @property
    def _database(self) -> Path:
        return Path(self.app.config["DATA_FOLDER"]) / "eventmgr.db"

    def _file(self, name: str) -> Path:
        return self._empty.with_name(f"{name}.db")

    def _fill_from(self, file: Path) -> None:
        with self.app.app_context():
            db.engine.dispose()
        # New files in place of the old: a tenth of the work of writing the rows over them.
        for rest in ("-wal", "-shm", ""):
            self._database.with_name(self._database.name + rest).unlink(missing_ok=True)
        shutil.copyfile(file, self._database)


def _keep(source_path: Path, target_path: Path) -> None:
    """All of a database in one file, also what still lies in its log."""
    source, target = sqlite3.connect(source_path), sqlite3.connect(target_path)
    target.execute("PRAGMA synchronous = OFF")
    source.backup(target)
    target.execute("PRAGMA journal_mode = WAL")
    source.close()
    target.close()


def _do_not_wait_for_the_disk(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")


def _promise_no_order(connection: sqlite3.Connection, _record: object) -> None:
    """Rows that nobody put in order come backwards: PostgreSQL does as it likes, and seldom."""
    connection.execute("PRAGMA reverse_unordered_selects = ON")
