"""Archives that were damaged or made to do harm: refused in a sentence, nothing touched."""

import json
import sqlite3
import stat
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.operations.backup import create_backup, key_marks
from eventmgr.operations.restore import restore_backup
from eventmgr.shared.db import write
from eventmgr.shared.keyring import Keyring
from eventmgr.shared.migrate import migrate
from eventmgr.shared.refusal import Refusal
from tests.conftest import make_app
from tests.operations.backups import AT, migrate_app, office_name, rebuilt, rename_office, store

Forge = Callable[[Path, Path], Path]


def _nothing(_source: Path, target: Path) -> Path:
    target.write_bytes(b"")
    return target


def _text(_source: Path, target: Path) -> Path:
    target.write_text("bukan arsip")
    return target


def _truncated(source: Path, target: Path) -> Path:
    target.write_bytes(source.read_bytes()[:-100])
    return target


def _cut_in_half(source: Path, target: Path) -> Path:
    data = source.read_bytes()
    target.write_bytes(data[: len(data) // 2] + data[-2000:])
    return target


def _bit_flipped(source: Path, target: Path) -> Path:
    data = bytearray(source.read_bytes())
    data[3000] ^= 1
    target.write_bytes(data)
    return target


def _path_traversal(source: Path, target: Path) -> Path:
    return rebuilt(source, target, {"../../melarikan-diri": b"x"})


def _absolute_path(source: Path, target: Path) -> Path:
    return rebuilt(source, target, {"/tmp/melarikan-diri": b"x"})


def _hidden_traversal(source: Path, target: Path) -> Path:
    return rebuilt(source, target, {"files/aa/../../../app.py": b"x"})


def _stranger_file(source: Path, target: Path) -> Path:
    return rebuilt(source, target, {"write.gate": b"x"})


def _not_in_manifest(source: Path, target: Path) -> Path:
    rebuilt(source, target, {})
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("files/aa/" + "a" * 32, b"x")
    return target


def _twice(source: Path, target: Path) -> Path:
    rebuilt(source, target, {})
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(target, "a") as archive:
        archive.writestr("keyring.json", b"{}")
    return target


def _link(source: Path, target: Path) -> Path:
    """A symbolic link, as zip stores it: its target is the content."""
    name = "files/aa/" + "a" * 32
    rebuilt(source, target, {}, entries={name: {"size": 1, "sha256": "0"}})
    with zipfile.ZipFile(target, "a") as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    return target


def _bomb(source: Path, target: Path) -> Path:
    """Announces one byte and unpacks to a hundred million."""
    name = "files/aa/" + "a" * 32
    zeros = b"\0" * 100_000_000
    rebuilt(source, target, {name: zeros})
    with zipfile.ZipFile(target) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    manifest["entries"][name]["size"] = 1
    return rebuilt(source, target, {name: zeros}, entries=manifest["entries"])


def _larger_than_the_disk(source: Path, target: Path) -> Path:
    with zipfile.ZipFile(source) as archive:
        entries = json.loads(archive.read("manifest.json"))["entries"]
    entries["database.sqlite"]["size"] = 10**18
    return rebuilt(source, target, {}, entries=entries)


def _no_database(source: Path, target: Path) -> Path:
    return rebuilt(source, target, {"database.sqlite": None})


def _database_of_nonsense(source: Path, target: Path) -> Path:
    return rebuilt(source, target, {"database.sqlite": b"x" * 5000})


def _manifest_of_nonsense(source: Path, target: Path) -> Path:
    return rebuilt(source, target, {}, entries=[1, 2, 3])


def _other_format(source: Path, target: Path) -> Path:
    return rebuilt(source, target, {}, format="lain")


def _other_version(source: Path, target: Path) -> Path:
    return rebuilt(source, target, {}, version=99)


def _without_keys(source: Path, target: Path) -> Path:
    return rebuilt(source, target, {"keyring.json": b'{"keys": {}}'})


def _changed(source: Path, target: Path, *statements: str) -> Path:
    """The database inside is whole for SQLite, but somebody was at it."""
    path = target.with_suffix(".db")
    with zipfile.ZipFile(source) as archive:
        path.write_bytes(archive.read("database.sqlite"))
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return rebuilt(source, target, {"database.sqlite": path.read_bytes()})


def _table_dropped(source: Path, target: Path) -> Path:
    return _changed(source, target, "DROP TABLE scan")


def _column_dropped(source: Path, target: Path) -> Path:
    return _changed(source, target, "ALTER TABLE scan RENAME COLUMN uid TO lain")


def _no_revision(source: Path, target: Path) -> Path:
    return _changed(source, target, "DELETE FROM alembic_version")


def _unknown_revision(source: Path, target: Path) -> Path:
    return _changed(source, target, "UPDATE alembic_version SET version_num = 'heads'")


def _not_of_eventmgr(source: Path, target: Path) -> Path:
    path = target.with_suffix(".db")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE lain (id INTEGER)")
    return rebuilt(source, target, {"database.sqlite": path.read_bytes()})


def _row_that_points_nowhere(source: Path, target: Path) -> Path:
    return _changed(source, target, "UPDATE office SET parent_id = 987654")


def _empty_database(source: Path, target: Path) -> Path:
    return rebuilt(source, target, {"database.sqlite": b""})


def _foreign_keys(target: Path) -> tuple[bytes, dict[str, str]]:
    path = target.with_suffix(".keys")
    marks = key_marks(Keyring.load_or_create(path))
    return path.read_bytes(), marks


def _foreign_keyring_without_marks(source: Path, target: Path) -> Path:
    return rebuilt(source, target, {"keyring.json": _foreign_keys(target)[0]}, keys={})


def _no_keyring_and_no_marks(source: Path, target: Path) -> Path:
    return rebuilt(source, target, {"keyring.json": None}, keys={})


def _foreign_keyring_with_its_marks(source: Path, target: Path) -> Path:
    keys, marks = _foreign_keys(target)
    return rebuilt(source, target, {"keyring.json": keys}, keys=marks)


def _deep_keyring(source: Path, target: Path) -> Path:
    return rebuilt(source, target, {"keyring.json": b"[" * 100_000 + b"]" * 100_000})


FORGED: tuple[Forge, ...] = (
    _nothing, _text, _truncated, _cut_in_half, _bit_flipped, _path_traversal, _absolute_path,
    _hidden_traversal, _stranger_file, _not_in_manifest, _twice, _link, _bomb, _larger_than_the_disk,
    _no_database, _database_of_nonsense, _manifest_of_nonsense, _other_format, _other_version, _without_keys,
    _table_dropped, _column_dropped, _no_revision, _unknown_revision, _not_of_eventmgr,
    _row_that_points_nowhere, _empty_database, _foreign_keyring_without_marks, _no_keyring_and_no_marks,
    _foreign_keyring_with_its_marks, _deep_keyring,
)  # fmt: skip


def _leave_a_trace(app: Flask) -> None:
    """Something encrypted, as every real database has it."""
    line = AuditLine("office.updated", "office", "0" * 32, 1, details={"name": ["", "Sebelum"]})
    with app.app_context(), write() as session:
        record(session, Actor("command", None, "uji"), AT, line)


@pytest.fixture
def office_app(tmp_path: Path) -> Flask:
    app = migrate_app(make_app(tmp_path / "data"))
    store(app, b"%PDF")
    rename_office(app, "Sebelum")
    _leave_a_trace(app)
    with app.app_context():
        create_backup(tmp_path / "good.zip", AT)
    rename_office(app, "Sekarang")
    return app


def _everything(folder: Path) -> dict[str, bytes]:
    ignored = ("server.lock", "eventmgr.db-shm", "eventmgr.db-wal", "migrate.lock", "write.gate")
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in ignored
    }


@pytest.mark.parametrize("forge", FORGED, ids=lambda forge: forge.__name__.strip("_"))
def test_it_is_refused_and_nothing_is_touched(office_app: Flask, tmp_path: Path, forge: Forge) -> None:
    archive = forge(tmp_path / "good.zip", tmp_path / "bad.zip")
    before = _everything(tmp_path / "data")
    with office_app.app_context(), pytest.raises(Refusal):
        restore_backup(archive, AT)
    assert _everything(tmp_path / "data") == before
    assert office_name(office_app) == "Sekarang"
    assert not (tmp_path / "melarikan-diri").exists()


def test_the_good_one_is_still_taken(office_app: Flask, tmp_path: Path) -> None:
    with office_app.app_context():
        restore_backup(rebuilt(tmp_path / "good.zip", tmp_path / "copy.zip", {}), AT)
    assert office_name(office_app) == "Sebelum"


def test_one_of_an_older_migration_is_taken_and_brought_up_to_date(office_app: Flask, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    migrate(f"sqlite:///{old}", "0003")
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    changes = {"database.sqlite": old.read_bytes()}
    with office_app.app_context():
        restore_backup(rebuilt(tmp_path / "good.zip", tmp_path / "copy.zip", changes), AT)
    assert office_name(office_app) not in ("Sebelum", "Sekarang")


def test_the_command_tells_it_in_a_sentence(office_app: Flask, tmp_path: Path) -> None:
    archive = _table_dropped(tmp_path / "good.zip", tmp_path / "bad.zip")
    answer = office_app.test_cli_runner().invoke(args=["backup", "restore", str(archive)])
    assert answer.exit_code == 2
    assert "tabel scan tidak lengkap" in answer.output
    assert "Data tidak diubah." in answer.output
