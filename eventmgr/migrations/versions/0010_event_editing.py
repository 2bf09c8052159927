"""Events are edited by hand: forms that create carry a uid, and what two people edit has a revision."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("event", "agenda_session", "checkpoint"):
        op.add_column(table, sa.Column("request_uid", sa.String(length=32), nullable=True))
        op.create_index(op.f(f"ix_{table}_request_uid"), table, ["request_uid"], unique=True)
    for table in ("checkpoint", "quota_rule"):
        op.add_column(table, sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
