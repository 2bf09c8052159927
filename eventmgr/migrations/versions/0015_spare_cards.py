"""Spare cards carry a number of their event, and who was written down at the door is told apart."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ticket", sa.Column("spare_no", sa.Integer(), nullable=True))
    op.create_index(op.f("uq_ticket_event_id_spare_no"), "ticket", ["event_id", "spare_no"], unique=True)
    op.add_column(
        "registration",
        sa.Column("is_walk_in", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
