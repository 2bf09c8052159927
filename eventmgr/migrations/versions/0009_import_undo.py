"""An import can be undone, is read by a job when it is large, and keeps its repairs beside the rows.

The indexes are for removing people again: without them a database looks through the whole table for each.
"""

import sqlalchemy as sa
from alembic import op

from eventmgr.shared.db import Key, UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

STATES = "state IN ('reading','refused','preview','saved','undone','discarded')"


def upgrade() -> None:
    with op.batch_alter_table("import_batch") as table:
        table.add_column(sa.Column("settings_cipher", sa.LargeBinary(), nullable=True))
        table.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default=sa.text("1")))
        table.add_column(sa.Column("saved_by", Key, nullable=True))
        table.add_column(sa.Column("undone_at", UtcDateTime(), nullable=True))
        table.add_column(sa.Column("undone_by", Key, nullable=True))
        table.add_column(sa.Column("undo_outcome", sa.Text(), nullable=True))
        table.create_foreign_key(op.f("fk_import_batch_saved_by_user"), "user", ["saved_by"], ["id"])
        table.create_foreign_key(op.f("fk_import_batch_undone_by_user"), "user", ["undone_by"], ["id"])
        # SQLite's rebuild leaves the old rule behind by itself.
        if op.get_bind().dialect.name == "postgresql":
            table.drop_constraint(op.f("ck_import_batch_state"), type_="check")
        table.create_check_constraint(op.f("ck_import_batch_state"), STATES)
    # Rows of a preview were packed in another way before; their files have to be uploaded again.
    op.execute("UPDATE import_batch SET state = 'discarded', preview_cipher = NULL WHERE state = 'preview'")
    op.create_index(op.f("ix_ticket_registration_id"), "ticket", ["registration_id"])
    op.create_index(op.f("ix_registration_replaces_id"), "registration", ["replaces_id"])
    op.create_index(op.f("ix_person_merged_into_id"), "person", ["merged_into_id"])
