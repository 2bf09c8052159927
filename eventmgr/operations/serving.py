"""`python app.py`: prepare the data folder, then become the server.

Order: hold the folder, check the address, migrate, let the rooms do their first steps, and turn into the
server process by `exec`, which keeps the process id and the lock and prints the address once it answers.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from flask import Flask, current_app
from sqlalchemy import create_engine
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from eventmgr.config import ROOT
from eventmgr.operations.address import Address, CannotListen, check_free
from eventmgr.operations.interrupts import Interrupts
from eventmgr.operations.starting import Start, run_steps
from eventmgr.shared.data_folder import FolderInUse, FolderLock, lock_folder
from eventmgr.shared.migrate import current_revision, migrate_if_behind

#: Lies in the folder from the first start on until it went through; a start that was cut off is done again.
NEW_MARK = "first-start"


def serve(app: Flask) -> int:
    """Serve the app; only returns (with an exit code) when it could not be started."""
    interrupts = Interrupts()
    settings = app.config["SETTINGS"]
    folder, address = settings.data_folder, Address(settings.host, settings.port)
    try:
        lock = lock_folder(folder, f"server di {address.url}")
        check_free(address)
    except FolderInUse as refusal:
        _say(f"{refusal} Pakai yang sudah berjalan itu, atau hentikan dulu lalu ulangi.")
        return 1
    except CannotListen as refusal:
        _say(str(refusal))
        return 1
    with app.app_context():
        try:
            is_new = _database_is_empty()
        except DatabaseError as error:
            reason = str(error.orig).partition("\n")[0]
            _say(
                f"Basis data tidak dapat dibuka ({reason}). Periksa DATABASE_URL, atau pulihkan salinan data."
            )
            return 1
        for line in _prepare(folder, address, is_new):
            _say(line)
    interrupts.stop()
    _become_server(address, settings.workers or 0, lock)
    return 0


def _prepare(folder: Path, address: Address, is_new: bool) -> Iterator[str]:
    mark = folder / NEW_MARK
    if is_new:
        mark.touch()
    migrate_if_behind()
    yield from run_steps(Start(is_new=mark.exists(), address=address.url))
    mark.unlink(missing_ok=True)


def _database_is_empty() -> bool:
    engine = create_engine(current_app.config["DATABASE_URL"], poolclass=NullPool)
    try:
        with engine.connect() as connection:
            return current_revision(connection) is None
    finally:
        engine.dispose()


def _become_server(address: Address, workers: int, lock: FolderLock) -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    arguments = (address.host, address.port, workers, lock.folder, lock.hand_over())
    program = [sys.executable, "-P", "-m", "eventmgr.operations.web_process", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))}
    os.execve(sys.executable, program, environment)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
