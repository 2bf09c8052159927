"""What the pages of settings hold: logo, words of the number pattern, what papers print of an official, the
check of the public address; when a one-time password ends; revisions against two admins editing at once."""

import sqlalchemy as sa
from alembic import op

from eventmgr.shared.db import Key, UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("office", sa.Column("logo_file_uid", sa.String(length=32), nullable=True))
    op.add_column(
        "office", sa.Column("without_public_url", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    for table in ("office", "official", "category"):
        op.add_column(table, sa.Column("revision", sa.Integer(), server_default="1", nullable=False))
    for column in ("prints_nip", "prints_rank"):
        op.add_column("official", sa.Column(column, sa.Boolean(), server_default=sa.true(), nullable=False))
    for column in ("klas", "unit"):
        op.add_column(
            "number_register", sa.Column(column, sa.String(length=60), server_default="", nullable=False)
        )
    op.add_column("user", sa.Column("one_time_until", UtcDateTime(), nullable=True))
    op.add_column("user", sa.Column("request_uid", sa.String(length=32), nullable=True))
    op.create_index("uq_user_request_uid", "user", ["request_uid"], unique=True)
    op.create_table(
        "address_check",
        sa.Column("office_id", Key, autoincrement=False, nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "state IN ('checking','open','closed','internal')", name=op.f("ck_address_check_state")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_address_check_office_id_office")),
        sa.PrimaryKeyConstraint("office_id", name=op.f("pk_address_check")),
    )
