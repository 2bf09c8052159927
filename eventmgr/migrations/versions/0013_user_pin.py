"""Organizers may have a PIN, with which they permit an arrival on a crew's phone."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("user", sa.Column("pin_hash", sa.String(200), nullable=True))
