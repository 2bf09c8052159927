"""Somebody whose private link was renewed may ask that it is sent again."""

import sqlalchemy as sa
from alembic import op

from eventmgr.shared.db import UtcDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("link_asked_at", UtcDateTime(), nullable=True))
