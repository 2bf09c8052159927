"""`backup create` and `backup restore`: there and back, on both databases, and never half."""

import json
import sqlite3
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text

from eventmgr.audit.models import AuditLog
from eventmgr.operations.backup import create_backup
from eventmgr.operations.restore import restore_backup
from eventmgr.shared.data_folder import lock_folder
from eventmgr.shared.db import db, write
from eventmgr.shared.job_models import Job
from eventmgr.shared.keyring import Keyring
from eventmgr.shared.refusal import Refusal
from tests.conftest import make_app
from tests.operations.backups import (
    AT,
    migrate_app,
    office_name,
    rename_office,
    seal,
    store,
    stored_contents,
)
from tests.support.postgres import WorkerDatabase, empty_database


@pytest.fixture
def office_app(tmp_path: Path) -> Flask:
    app = migrate_app(make_app(tmp_path / "data"))
    rename_office(app, "Dinas Sosial Kota Padang")
    return app


def _create(app: Flask, out: Path) -> Path:
    with app.app_context():
        return create_backup(out, AT).path


def _restore(app: Flask, archive: Path) -> None:
    with app.app_context():
        restore_backup(archive, AT)


def test_what_was_backed_up_comes_back_and_the_later_data_are_kept_aside(
    office_app: Flask, tmp_path: Path
) -> None:
    uid = store(office_app, b"%PDF sertifikat")
    archive = _create(office_app, tmp_path / "salinan.zip")
    rename_office(office_app, "Kantor lain")
    later = store(office_app, b"kemudian")
    _restore(office_app, archive)
    assert office_name(office_app) == "Dinas Sosial Kota Padang"
    assert stored_contents(office_app) == {uid: b"%PDF sertifikat"}
    (aside,) = (tmp_path / "data").glob("before-restore-*")
    assert (aside / "files" / later[:2] / later).read_bytes() == b"kemudian"
    with sqlite3.connect(aside / "eventmgr.db") as old:
        assert old.execute("SELECT name FROM office WHERE parent_id IS NULL").fetchone() == ("Kantor lain",)
    old.close()
    assert not (tmp_path / "data" / "restoring").exists()


def test_another_machine_can_read_everything_afterwards(office_app: Flask, tmp_path: Path) -> None:
    key_id, cipher = seal(office_app, "rahasia")
    archive = _create(office_app, tmp_path / "salinan.zip")
    other = make_app(tmp_path / "other")
    _restore(other, archive)
    assert office_name(other) == "Dinas Sosial Kota Padang"
    ring = Keyring.load_or_create(tmp_path / "other" / "keyring.json")
    assert ring.decrypt("note", key_id, cipher) == "rahasia"
    assert (tmp_path / "other" / "keyring.json").stat().st_mode & 0o777 == 0o600


def test_on_postgresql_it_comes_back_too(postgres_database: WorkerDatabase, tmp_path: Path) -> None:
    with empty_database(postgres_database.cluster) as database:
        app = migrate_app(make_app(tmp_path / "data", database.url))
        rename_office(app, "Dinas Sosial Kota Padang")
        uid = store(app, b"berkas")
        archive = _create(app, tmp_path / "salinan.zip")
        rename_office(app, "Kantor lain")
        store(app, b"kemudian")
        _restore(app, archive)
        assert office_name(app) == "Dinas Sosial Kota Padang"
        assert stored_contents(app) == {uid: b"berkas"}
        (before,) = (tmp_path / "data").glob("before-restore-*/database.pgdump")
        assert before.read_bytes().startswith(b"PGDMP")
        with app.app_context():
            db.engine.dispose()


def test_on_postgresql_a_dump_that_lacks_a_table_is_refused_and_nothing_is_touched(
    postgres_database: WorkerDatabase, tmp_path: Path
) -> None:
    with empty_database(postgres_database.cluster) as database:
        app = migrate_app(make_app(tmp_path / "data", database.url))
        with app.app_context(), write() as session:
            session.execute(text("ALTER TABLE scan RENAME TO lain"))
        archive = _create(app, tmp_path / "salinan.zip")
        rename_office(app, "Kantor sekarang")
        with pytest.raises(Refusal, match="tabel scan tidak lengkap") as refused:
            _restore(app, archive)
        assert refused.value.code == "archive_damaged"
        assert office_name(app) == "Kantor sekarang"
        with app.app_context():
            db.engine.dispose()


def test_jobs_are_held_until_released(office_app: Flask, tmp_path: Path) -> None:
    with office_app.app_context(), write() as session:
        for state in ("queued", "running", "done"):
            session.add(
                Job(
                    uid=state.ljust(32, "0"),
                    office_id=1,
                    kind="uji",
                    ids={},
                    unique_key=state,
                    state=state,
                    created_at=AT,
                )
            )
    _restore(office_app, _create(office_app, tmp_path / "salinan.zip"))
    with office_app.app_context():
        states = {job.unique_key: job.state for job in db.session.query(Job)}
    assert states == {"queued": "held", "running": "held", "done": "done"}
    answer = office_app.test_cli_runner().invoke(args=["jobs", "release", "--json"])
    assert json.loads(answer.output) == {"released": 2}


def test_it_leaves_a_trace_that_history_was_set_back(office_app: Flask, tmp_path: Path) -> None:
    _restore(office_app, _create(office_app, tmp_path / "salinan.zip"))
    with office_app.app_context():
        line = db.session.scalars(select(AuditLog).where(AuditLog.action == "backup.restored")).one()
    assert line.office_id == 1
    assert line.actor_kind == "command"


def test_a_server_that_holds_the_folder_keeps_a_restore_out(office_app: Flask, tmp_path: Path) -> None:
    archive = _create(office_app, tmp_path / "salinan.zip")
    lock = lock_folder(tmp_path / "data", "server di http://127.0.0.1:8000")
    with pytest.raises(Refusal, match="server di http://127.0.0.1:8000") as refused:
        _restore(office_app, archive)
    assert refused.value.code == "folder_in_use"
    lock.release()
    _restore(office_app, archive)


def test_it_says_loudly_that_a_keyring_elsewhere_is_not_in_it(tmp_path: Path) -> None:
    keys = tmp_path / "elsewhere" / "keyring.json"
    app = migrate_app(make_app(tmp_path / "data", EVENTMGR_KEYRING=str(keys)))
    answer = app.test_cli_runner().invoke(args=["backup", "create", "--out", str(tmp_path / "c.zip")])
    assert answer.exit_code == 0
    assert "kunci TIDAK ada di dalam salinan data" in answer.output
    stranger = make_app(tmp_path / "other")
    with pytest.raises(Refusal) as refused:
        _restore(stranger, tmp_path / "c.zip")
    assert refused.value.code == "keys_missing"
    (tmp_path / "other" / "keyring.json").write_bytes(keys.read_bytes())
    _restore(stranger, tmp_path / "c.zip")


def test_an_older_backup_is_never_overwritten(office_app: Flask, tmp_path: Path) -> None:
    archive = _create(office_app, tmp_path / "salinan.zip")
    before = archive.read_bytes()
    with pytest.raises(Refusal, match="sudah ada"):
        _create(office_app, archive)
    assert archive.read_bytes() == before
    assert archive.stat().st_mode & 0o777 == 0o600


def test_a_folder_that_is_not_there_is_told(office_app: Flask, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="tidak ada"):
        _create(office_app, tmp_path / "tidak" / "c.zip")


def test_lost_files_are_named_and_the_rest_is_saved(office_app: Flask, tmp_path: Path) -> None:
    uid = store(office_app, b"hilang")
    (tmp_path / "data" / "files" / uid[:2] / uid).unlink()
    with office_app.app_context():
        assert create_backup(tmp_path / "c.zip", AT).missing == [uid]


def test_the_database_of_the_other_kind_is_refused(
    office_app: Flask, postgres_database: WorkerDatabase, tmp_path: Path
) -> None:
    archive = _create(office_app, tmp_path / "salinan.zip")
    with empty_database(postgres_database.cluster) as database:
        other = make_app(tmp_path / "other", database.url)
        with pytest.raises(Refusal) as refused:
            _restore(other, archive)
    assert refused.value.code == "other_database"


def test_the_commands_are_in_the_contract(office_app: Flask, tmp_path: Path) -> None:
    runner, out = office_app.test_cli_runner(), str(tmp_path / "c.zip")
    made = runner.invoke(args=["backup", "create", "--out", out, "--json"])
    assert json.loads(made.output) == {"out": out, "files": 0, "keyring": True, "missing": []}
    restored = runner.invoke(args=["backup", "restore", out, "--json"])
    assert restored.exit_code == 0
    assert json.loads(restored.output)["made_at"]
    missing = runner.invoke(args=["backup", "restore", str(tmp_path / "x.zip"), "--json"])
    assert missing.exit_code == 2
    assert json.loads(missing.output)["error"]["code"] == "archive_missing"
