"""A private link can be closed and says since when; texts that were handed to somebody to send are noted.

Without the note an organizer with 323 people cannot tell whom the link still has to reach.
"""

import sqlalchemy as sa
from alembic import op

from eventmgr.shared.db import Key, UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("link_changed_at", UtcDateTime(), nullable=True))
    op.add_column("person", sa.Column("link_revoked_at", UtcDateTime(), nullable=True))
    op.create_table(
        "outbox",
        sa.Column("id", Key, nullable=False),
        sa.Column("office_id", Key, nullable=False),
        sa.Column("dedupe_key", sa.String(length=120), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_uid", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=12), nullable=False),
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("address_cipher", sa.LargeBinary(), nullable=False),
        sa.Column("body_cipher", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("sent_by", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "state IN ('held','queued','sending','sent','unknown','failed')", name=op.f("ck_outbox_state")
        ),
        sa.CheckConstraint("channel IN ('wa_link')", name=op.f("ck_outbox_channel")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_outbox_dedupe_key")),
    )
    op.create_index("ix_outbox_subject", "outbox", ["subject_kind", "subject_uid"])
    op.create_index("ix_outbox_office_id", "outbox", ["office_id"])
