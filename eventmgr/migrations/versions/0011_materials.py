"""Materials of an event: files and links with every version that was ever put up."""

import sqlalchemy as sa
from alembic import op

from eventmgr.shared.db import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "material",
        sa.Column("id", _KEY, primary_key=True),
        sa.Column("uid", sa.String(32), nullable=False),
        sa.Column("event_id", _KEY, nullable=False),
        sa.Column("day_id", _KEY, nullable=True),
        sa.Column("session_id", _KEY, nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("gate", sa.String(12), nullable=False),
        sa.Column("opens", sa.String(8), nullable=False),
        sa.Column("opens_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("request_uid", sa.String(32), nullable=True),
        sa.Column("removed_at", UtcDateTime(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("gate IN ('public','registered','present')", name=op.f("ck_material_gate")),
        sa.CheckConstraint("opens IN ('now','session','at','hidden')", name=op.f("ck_material_opens")),
        sa.CheckConstraint("opens <> 'at' OR opens_at IS NOT NULL", name=op.f("ck_material_opens_at")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_material_event_id_event")),
        sa.ForeignKeyConstraint(["day_id"], ["event_day.id"], name=op.f("fk_material_day_id_event_day")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["agenda_session.id"], name=op.f("fk_material_session_id_agenda_session")
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_material_uid")),
        sa.UniqueConstraint("request_uid", name=op.f("uq_material_request_uid")),
    )
    for column in ("event_id", "day_id", "session_id"):
        op.create_index(op.f(f"ix_material_{column}"), "material", [column])
    op.create_table(
        "material_version",
        sa.Column("material_id", _KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_id", _KEY, nullable=True),
        sa.Column("link", sa.String(500), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "(file_id IS NULL) <> (link IS NULL)", name=op.f("ck_material_version_file_or_link")
        ),
        sa.ForeignKeyConstraint(
            ["material_id"], ["material.id"], name=op.f("fk_material_version_material_id_material")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_material_version_file_id_stored_file")
        ),
        sa.PrimaryKeyConstraint("material_id", "number", name=op.f("pk_material_version")),
    )
