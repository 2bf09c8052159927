"""When somebody gave a seat up, and since when they have one again: who took part when a day was closed."""

import sqlalchemy as sa
from alembic import op

from eventmgr.shared.db import UtcDateTime

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

#: a reserve had no seat to give up; of a replaced one the successor was a reserve, too
FROM_ENDINGS = """
    UPDATE registration SET seat_left_at = ended_at
    WHERE state IN ('cancelled', 'replaced')
        AND (promoted_at IS NULL OR promoted_at <> ended_at)
        AND NOT EXISTS (
            SELECT 1 FROM registration AS successor
            WHERE successor.replaces_id = registration.id
                AND (successor.state = 'reserve' OR successor.promoted_at IS NOT NULL)
        )
"""


def upgrade() -> None:
    op.add_column("registration", sa.Column("seat_left_at", UtcDateTime(), nullable=True))
    op.add_column("registration", sa.Column("seat_back_at", UtcDateTime(), nullable=True))
    op.execute(FROM_ENDINGS)
