"""Migrations lead from an empty database to exactly what the models say."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import func, select

from eventmgr.office.models import Region, RegionAlias
from eventmgr.office.queries import real_office
from eventmgr.shared.db import Base, db
from eventmgr.shared.migrate import MIGRATIONS, head_revision, migrate
from eventmgr.shared.runtime import TABLE_PREFIX


def test_the_migrated_tables_are_the_models_tables(any_app: Flask) -> None:
    with any_app.app_context(), db.engine.connect() as connection:
        options = {
            "include_name": lambda name, kind, _: not (kind == "table" and name.startswith(TABLE_PREFIX))
        }
        differences = compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata)
    assert differences == []


def test_the_real_office_stands_nameless_and_padang_is_known(any_app: Flask) -> None:
    with any_app.app_context():
        assert real_office().name == ""
        rows = db.session.execute(select(Region.level, func.count()).group_by(Region.level))
        levels = {level: number for level, number in rows}
        assert levels == {"province": 1, "city": 1, "kecamatan": 11, "kelurahan": 104}
        assert db.session.scalar(select(func.count(RegionAlias.id))) == 23


def test_migrating_again_changes_nothing(migrated_file: Path) -> None:
    before = migrated_file.read_bytes()
    migrate(f"sqlite:///{migrated_file}")
    assert migrated_file.read_bytes() == before


def test_migrations_are_numbered_without_a_gap_and_explain_themselves() -> None:
    files = sorted((MIGRATIONS / "versions").glob("[0-9]*.py"))
    assert [file.name[:4] for file in files] == [f"{number:04d}" for number in range(1, len(files) + 1)]
    assert head_revision() == files[-1].name[:4]
    for file in files:
        assert file.read_text().startswith('"""'), f"{file.name} has no reason in words"
