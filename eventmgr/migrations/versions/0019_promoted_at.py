"""A reserve who got a seat is a participant from then on: days that were closed before are not missed."""

import sqlalchemy as sa
from alembic import op

from eventmgr.shared.db import UtcDateTime

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

#: the trail knows it of those who got one before
FROM_TRAIL = """
    UPDATE registration SET promoted_at = (
        SELECT max(audit.at) FROM audit
        WHERE audit.subject_kind = 'registration'
            AND audit.subject_uid = registration.uid
            AND audit.action = 'registration.promoted'
    )
"""


def upgrade() -> None:
    op.add_column("registration", sa.Column("promoted_at", UtcDateTime(), nullable=True))
    op.execute(FROM_TRAIL)
