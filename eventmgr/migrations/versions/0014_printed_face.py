"""A card remembers the words that were printed on it, so that a reprint can say what changed."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ticket", sa.Column("printed_face", sa.JSON(), nullable=True))
