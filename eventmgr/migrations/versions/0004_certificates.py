"""Certificates, frozen with their number in one transaction, and the rules that grant them."""

import sqlalchemy as sa
from alembic import op

from eventmgr.shared.db import Key, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "certificate_template",
        sa.Column("id", Key, nullable=False),
        sa.Column("office_id", Key, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_certificate_template_office_id_office")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_template")),
        sa.UniqueConstraint("office_id", "name", name=op.f("uq_certificate_template_office_id_name")),
    )
    op.create_table(
        "template_version",
        sa.Column("id", Key, nullable=False),
        sa.Column("template_id", Key, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["template_id"],
            ["certificate_template.id"],
            name=op.f("fk_template_version_template_id_certificate_template"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_version")),
        sa.UniqueConstraint("template_id", "number", name=op.f("uq_template_version_template_id_number")),
    )
    op.create_table(
        "certificate_rule",
        sa.Column("event_id", Key, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.Column("template_id", Key, nullable=False),
        sa.Column("official_id", Key, nullable=False),
        sa.Column("register_id", Key, nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("without_public_url", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('peserta','narasumber','panitia')", name=op.f("ck_certificate_rule_kind")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_certificate_rule_event_id_event")),
        sa.ForeignKeyConstraint(
            ["official_id"], ["official.id"], name=op.f("fk_certificate_rule_official_id_official")
        ),
        sa.ForeignKeyConstraint(
            ["register_id"],
            ["number_register.id"],
            name=op.f("fk_certificate_rule_register_id_number_register"),
        ),
        sa.ForeignKeyConstraint(
            ["template_id"],
            ["certificate_template.id"],
            name=op.f("fk_certificate_rule_template_id_certificate_template"),
        ),
        sa.PrimaryKeyConstraint("event_id", "kind", name=op.f("pk_certificate_rule")),
    )
    op.create_table(
        "certificate_decision",
        sa.Column("registration_id", Key, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("decision", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", Key, nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "decision IN ('hold','grant','deny')", name=op.f("ck_certificate_decision_decision")
        ),
        sa.CheckConstraint(
            "kind IN ('peserta','narasumber','panitia')", name=op.f("ck_certificate_decision_kind")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["user.id"], name=op.f("fk_certificate_decision_decided_by_user")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_certificate_decision_registration_id_registration"),
        ),
        sa.PrimaryKeyConstraint("registration_id", "kind", name=op.f("pk_certificate_decision")),
    )
    op.create_table(
        "certificate",
        sa.Column("id", Key, nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("office_id", Key, nullable=False),
        sa.Column("event_id", Key, nullable=False),
        sa.Column("registration_id", Key, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("entry_id", Key, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=26), nullable=False),
        sa.Column("short_code", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("name_mac", sa.String(length=64), nullable=False),
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("template_version_id", Key, nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("issued_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("file_id", Key, nullable=True),
        sa.Column("thumbnail_file_id", Key, nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("replaces_id", Key, nullable=True),
        sa.CheckConstraint("kind IN ('peserta','narasumber','panitia')", name=op.f("ck_certificate_kind")),
        sa.CheckConstraint(
            "state <> 'valid' OR (sha256 IS NOT NULL AND file_id IS NOT NULL)",
            name=op.f("ck_certificate_valid_has_file"),
        ),
        sa.CheckConstraint(
            "state IN ('reserved','valid','replaced','revoked')", name=op.f("ck_certificate_state")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["register_entry.id"], name=op.f("fk_certificate_entry_id_register_entry")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_certificate_event_id_event")),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_certificate_file_id_stored_file")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_certificate_office_id_office")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_certificate_registration_id_registration")
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["certificate.id"], name=op.f("fk_certificate_replaces_id_certificate")
        ),
        sa.ForeignKeyConstraint(
            ["template_version_id"],
            ["template_version.id"],
            name=op.f("fk_certificate_template_version_id_template_version"),
        ),
        sa.ForeignKeyConstraint(
            ["thumbnail_file_id"],
            ["stored_file.id"],
            name=op.f("fk_certificate_thumbnail_file_id_stored_file"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("short_code", name=op.f("uq_certificate_short_code")),
        sa.UniqueConstraint("token", name=op.f("uq_certificate_token")),
        sa.UniqueConstraint("uid", name=op.f("uq_certificate_uid")),
    )
    op.create_index("ix_certificate_event_id_state", "certificate", ["event_id", "state"], unique=False)
    op.create_index(
        "uq_certificate_entry_id_ordinal_live",
        "certificate",
        ["entry_id", "ordinal"],
        unique=True,
        sqlite_where=sa.text("state IN ('reserved','valid')"),
        postgresql_where=sa.text("state IN ('reserved','valid')"),
    )
    op.create_index(
        "uq_certificate_registration_id_kind_live",
        "certificate",
        ["registration_id", "kind"],
        unique=True,
        sqlite_where=sa.text("state IN ('reserved','valid')"),
        postgresql_where=sa.text("state IN ('reserved','valid')"),
    )
