"""Izin, sakit and tugas stand beside attendance, and paper or an organizer may state an hour of arrival.

A correction is written hours after the arrival it speaks of: which correction is the latest and when the
guest came are two different times, so a scan row keeps both.
"""

import sqlalchemy as sa
from alembic import op

from eventmgr.shared.db import Key, UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BY_HAND = sa.text("kind IN ('correct','override','hold')")
CAME_LATE = sa.text("reason = 'day_closed'")


def upgrade() -> None:
    op.add_column("scan", sa.Column("arrived_at", UtcDateTime(), nullable=True))
    op.create_index(
        "ix_scan_event_id_by_hand",
        "scan",
        ["event_id", "id"],
        sqlite_where=BY_HAND,
        postgresql_where=BY_HAND,
    )
    op.create_index(
        "ix_scan_event_id_late",
        "scan",
        ["event_id", "id"],
        sqlite_where=CAME_LATE,
        postgresql_where=CAME_LATE,
    )
    op.create_table(
        "absence",
        sa.Column("registration_id", Key, nullable=False),
        sa.Column("day_id", Key, nullable=False),
        sa.Column("kind", sa.String(length=5), nullable=False),
        sa.Column("note_key_id", sa.Integer(), nullable=True),
        sa.Column("note_cipher", sa.LargeBinary(), nullable=True),
        sa.Column("file_id", Key, nullable=True),
        sa.Column("written_by", Key, nullable=True),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('izin','sakit','tugas','alpa')", name=op.f("ck_absence_kind")),
        sa.ForeignKeyConstraint(["day_id"], ["event_day.id"], name=op.f("fk_absence_day_id_event_day")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_absence_file_id_stored_file")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_absence_registration_id_registration")
        ),
        sa.ForeignKeyConstraint(["written_by"], ["user.id"], name=op.f("fk_absence_written_by_user")),
        sa.PrimaryKeyConstraint("registration_id", "day_id", name=op.f("pk_absence")),
    )
    op.create_index(op.f("ix_absence_day_id"), "absence", ["day_id"])
    op.create_index(op.f("ix_absence_file_id"), "absence", ["file_id"])
