"""Whoever is registered after a day was closed was no participant of that day.

A day may be opened again for a correction and closed once more; what counts is when it was closed first.
"""

import sqlalchemy as sa
from alembic import op

from eventmgr.shared.db import UtcDateTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("event_day", sa.Column("first_closed_at", UtcDateTime(), nullable=True))
    op.execute("UPDATE event_day SET first_closed_at = closed_at")
