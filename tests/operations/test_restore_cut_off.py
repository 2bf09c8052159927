"""`kill -9` at every step of a restore: afterwards everything is old or everything is new."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from eventmgr.operations.backup import create_backup
from eventmgr.operations.swap import Unsettled
from eventmgr.shared.db import db
from eventmgr.shared.keyring import Keyring
from tests.conftest import make_app
from tests.operations.backups import AT, migrate_app, office_name, rename_office, seal, store, stored_contents
from tests.operations.dying_restore import restore_and_die
from tests.support.nursery import nursery
from tests.support.postgres import WorkerDatabase, empty_database

#: Where the restore dies: a function of which module, before it or after it was called for the nth time.
MOMENTS = {
    "before the plan": ("restore", "prepare_swap", "before", 1),
    "after the plan": ("restore", "prepare_swap", "after", 1),
    "before it is decided": ("restore", "decide_swap", "before", 1),
    "before the first move": ("swap", "_move", "before", 1),
    "between two moves": ("swap", "_move", "after", 2),
    "before it is cleared up": ("swap", "_move", "after", 5),
}
AFTER_THE_POINT = ("before the first move", "between two moves", "before it is cleared up")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "sqlite":
        yield ""
        return
    postgres: WorkerDatabase = request.getfixturevalue("postgres_database")
    with empty_database(postgres.cluster) as database:
        yield database.url


def _let_go(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _killed_restore(folder: Path, database_url: str, archive: Path, moment: str) -> None:
    settings = {"EVENTMGR_DATA": str(folder), "DATABASE_URL": database_url}
    process = nursery().Process(target=restore_and_die, args=(settings, archive, *MOMENTS[moment]))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_restore_leaves_the_old_or_the_new(database_url: str, tmp_path: Path, moment: str) -> None:
    folder, archive = tmp_path / "data", tmp_path / "salinan.zip"
    app = migrate_app(make_app(folder, database_url))
    rename_office(app, "Baru")
    new_contents = {store(app, b"baru"): b"baru"}
    new_key, new_secret = seal(app, "baru")
    with app.app_context():
        create_backup(archive, AT)
    _let_go(app)
    rename_office(app, "Lama")
    _add_key(folder / "keyring.json")
    old_contents = {store(app, b"lama"): b"lama", **new_contents}
    _let_go(app)

    _killed_restore(folder, database_url, archive, moment)

    again = make_app(folder, database_url)
    is_new = office_name(again) == "Baru"
    assert is_new == (moment in AFTER_THE_POINT or bool(database_url) and moment == "before it is decided")
    assert stored_contents(again) == (new_contents if is_new else old_contents)
    ring = Keyring.load_or_create(folder / "keyring.json")
    assert len(ring.ids) == (1 if is_new else 2)
    assert ring.decrypt("note", new_key, new_secret) == "baru"
    assert not (folder / "restoring").exists()
    _let_go(again)


def _add_key(path: Path) -> None:
    ring = json.loads(path.read_text())
    ring["keys"]["2"] = ring["keys"]["1"]
    path.write_text(json.dumps(ring))


@pytest.mark.postgres
def test_a_database_that_is_away_after_a_cut_is_asked_for_in_words(
    postgres_database: WorkerDatabase, tmp_path: Path
) -> None:
    restoring = tmp_path / "data" / "restoring"
    restoring.mkdir(parents=True)
    (restoring / "prepared.json").write_text(f'{{"moves": {{}}, "aside": "x", "uid": "{"5" * 32}"}}')
    away = postgres_database.url.rpartition("/")[0] + "/tidak_ada"
    with pytest.raises(Unsettled, match="Hidupkan basis data"):
        make_app(tmp_path / "data", away)
    assert (restoring / "prepared.json").exists()
