"""Scans, which are only ever added, and attendance, which is computed from them in any order."""

import sqlalchemy as sa
from alembic import op

from eventmgr.shared.db import Key, UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "scan",
        sa.Column("id", Key, nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("payload_hash", sa.String(length=64), nullable=False),
        sa.Column("event_id", Key, nullable=False),
        sa.Column("checkpoint_id", Key, nullable=False),
        sa.Column("device_id", Key, nullable=True),
        sa.Column("device_seq", Key, nullable=True),
        sa.Column("user_id", Key, nullable=True),
        sa.Column("operator", sa.String(length=120), nullable=True),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("undoes_uid", sa.String(length=32), nullable=True),
        sa.Column("replaces_uid", sa.String(length=32), nullable=True),
        sa.Column("ticket_id", Key, nullable=True),
        sa.Column("registration_id", Key, nullable=True),
        sa.Column("unknown_hash", sa.String(length=64), nullable=True),
        sa.Column("unknown_tail", sa.String(length=4), nullable=True),
        sa.Column("note_key_id", sa.Integer(), nullable=True),
        sa.Column("note_cipher", sa.LargeBinary(), nullable=True),
        sa.Column("approved_by", Key, nullable=True),
        sa.Column("at_device", UtcDateTime(), nullable=False),
        sa.Column("offset_ms", Key, nullable=False),
        sa.Column("at_corrected", UtcDateTime(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("clock_suspect", sa.Boolean(), nullable=False),
        sa.Column("shown_verdict", sa.String(length=16), nullable=True),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("rehearsal", sa.Boolean(), nullable=False),
        sa.Column("rev", Key, nullable=False),
        sa.CheckConstraint(
            "kind IN ('in','out','undo','correct','override','hold')", name=op.f("ck_scan_kind")
        ),
        sa.CheckConstraint(
            "source IN ('camera','wedge','typed','search','paper','self')", name=op.f("ck_scan_source")
        ),
        sa.ForeignKeyConstraint(["approved_by"], ["user.id"], name=op.f("fk_scan_approved_by_user")),
        sa.ForeignKeyConstraint(
            ["checkpoint_id"], ["checkpoint.id"], name=op.f("fk_scan_checkpoint_id_checkpoint")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_scan_event_id_event")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_scan_registration_id_registration")
        ),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_scan_ticket_id_ticket")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_scan_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan")),
        sa.UniqueConstraint("device_id", "device_seq", name=op.f("uq_scan_device_id_device_seq")),
        sa.UniqueConstraint("uid", name=op.f("uq_scan_uid")),
    )
    op.create_index(op.f("ix_scan_checkpoint_id"), "scan", ["checkpoint_id"], unique=False)
    op.create_index("ix_scan_event_id_rev", "scan", ["event_id", "rev"], unique=False)
    op.create_index(
        "ix_scan_registration_id_checkpoint_id", "scan", ["registration_id", "checkpoint_id"], unique=False
    )
    op.create_index("ix_scan_undoes_uid", "scan", ["undoes_uid"], unique=False)
    op.create_index(op.f("ix_scan_user_id"), "scan", ["user_id"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("id", Key, nullable=False),
        sa.Column("event_id", Key, nullable=False),
        sa.Column("registration_id", Key, nullable=False),
        sa.Column("checkpoint_id", Key, nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("first_at", UtcDateTime(), nullable=True),
        sa.Column("left_at", UtcDateTime(), nullable=True),
        sa.Column("scan_uid", sa.String(length=32), nullable=True),
        sa.Column("evidence", sa.String(length=10), nullable=False),
        sa.Column("rev", Key, nullable=False),
        sa.CheckConstraint(
            "evidence IN ('device','paper','correction')", name=op.f("ck_attendance_evidence")
        ),
        sa.ForeignKeyConstraint(
            ["checkpoint_id"], ["checkpoint.id"], name=op.f("fk_attendance_checkpoint_id_checkpoint")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_attendance_event_id_event")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_attendance_registration_id_registration")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint(
            "registration_id", "checkpoint_id", name=op.f("uq_attendance_registration_id_checkpoint_id")
        ),
    )
    op.create_index(
        "ix_attendance_checkpoint_id_present", "attendance", ["checkpoint_id", "present"], unique=False
    )
    op.create_index("ix_attendance_event_id_rev", "attendance", ["event_id", "rev"], unique=False)
