"""Backups are made every night from the first day on, before anybody has thought of them."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from eventmgr.shared.db import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    plan = op.create_table(
        "backup_plan",
        sa.Column("office_id", _KEY, nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("minute_of_day", sa.Integer(), nullable=False),
        sa.Column("second_folder", sa.String(400), nullable=True),
        sa.Column("daily", sa.Integer(), nullable=False),
        sa.Column("weekly", sa.Integer(), nullable=False),
        sa.Column("monthly", sa.Integer(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("minute_of_day BETWEEN 0 AND 1439", name=op.f("ck_backup_plan_minute_of_day")),
        sa.CheckConstraint("daily >= 1 AND weekly >= 0 AND monthly >= 0", name=op.f("ck_backup_plan_kept")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_backup_plan_office_id_office")),
        sa.PrimaryKeyConstraint("office_id", name=op.f("pk_backup_plan")),
    )
    real = sa.text("SELECT id FROM office WHERE parent_id IS NULL ORDER BY id LIMIT 1")
    office_id = op.get_bind().scalar(real)
    if office_id is not None:
        first = {"is_on": True, "minute_of_day": 90, "daily": 7, "weekly": 4, "monthly": 6}
        op.bulk_insert(plan, [{"office_id": office_id, "since": datetime.now(UTC), "revision": 1, **first}])
