"""A spare card remembers where and when it became somebody's."""

import sqlalchemy as sa
from alembic import op

from eventmgr.shared.db import UtcDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ticket", sa.Column("given_at", UtcDateTime(), nullable=True))
    op.add_column("ticket", sa.Column("given_where", sa.String(120), nullable=True))
