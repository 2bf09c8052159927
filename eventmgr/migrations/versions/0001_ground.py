"""Offices, regions, registers, users, the trail, files and jobs.

Offices stand from the first day because every root row belongs to one: a city office is enough for
years, and a province with its cities comes later without a rewrite. The real office is made here,
nameless until the first sign-in names it.
"""

import sqlalchemy as sa
from alembic import op

from eventmgr.shared.db import Key, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "region",
        sa.Column("code", sa.String(length=13), nullable=False),
        sa.Column("parent_code", sa.String(length=13), nullable=True),
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.CheckConstraint(
            "level IN ('province','city','kecamatan','kelurahan')", name=op.f("ck_region_level")
        ),
        sa.ForeignKeyConstraint(["parent_code"], ["region.code"], name=op.f("fk_region_parent_code_region")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_region")),
    )
    op.create_index(op.f("ix_region_parent_code"), "region", ["parent_code"], unique=False)
    op.create_table(
        "office",
        sa.Column("id", Key, nullable=False),
        sa.Column("parent_id", Key, nullable=True),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("region_code", sa.String(length=13), nullable=True),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("public_url", sa.String(length=200), nullable=True),
        sa.Column("letterhead_government", sa.String(length=200), nullable=False),
        sa.Column("letterhead_office", sa.String(length=200), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["office.id"], name=op.f("fk_office_parent_id_office")),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name=op.f("fk_office_region_code_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
        sa.UniqueConstraint("slug", name=op.f("uq_office_slug")),
    )
    op.create_index(op.f("ix_office_parent_id"), "office", ["parent_id"], unique=False)
    op.create_table(
        "region_alias",
        sa.Column("id", Key, nullable=False),
        sa.Column("alias_norm", sa.String(length=120), nullable=False),
        sa.Column("scope_code", sa.String(length=13), nullable=False),
        sa.Column("region_code", sa.String(length=13), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_code"], ["region.code"], name=op.f("fk_region_alias_region_code_region")
        ),
        sa.ForeignKeyConstraint(
            ["scope_code"], ["region.code"], name=op.f("fk_region_alias_scope_code_region")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region_alias")),
        sa.UniqueConstraint("scope_code", "alias_norm", name=op.f("uq_region_alias_scope_code_alias_norm")),
    )
    op.create_index(op.f("ix_region_alias_region_code"), "region_alias", ["region_code"], unique=False)
    op.create_table(
        "official",
        sa.Column("id", Key, nullable=False),
        sa.Column("office_id", Key, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("front_title", sa.String(length=60), nullable=True),
        sa.Column("back_title", sa.String(length=120), nullable=True),
        sa.Column("nip", sa.String(length=24), nullable=True),
        sa.Column("rank", sa.String(length=120), nullable=True),
        sa.Column("post", sa.String(length=200), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=True),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_official_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official")),
    )
    op.create_index(op.f("ix_official_office_id"), "official", ["office_id"], unique=False)
    op.create_table(
        "number_register",
        sa.Column("id", Key, nullable=False),
        sa.Column("office_id", Key, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("pattern", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_number_register_office_id_office")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_register")),
        sa.UniqueConstraint("office_id", "name", name=op.f("uq_number_register_office_id_name")),
    )
    op.create_table(
        "register_year",
        sa.Column("register_id", Key, nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("next_seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["register_id"], ["number_register.id"], name=op.f("fk_register_year_register_id_number_register")
        ),
        sa.PrimaryKeyConstraint("register_id", "year", name=op.f("pk_register_year")),
    )
    op.create_table(
        "register_entry",
        sa.Column("id", Key, nullable=False),
        sa.Column("register_id", Key, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_uid", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "state IN ('reserved','used','void','outside')", name=op.f("ck_register_entry_state")
        ),
        sa.ForeignKeyConstraint(
            ["register_id"],
            ["number_register.id"],
            name=op.f("fk_register_entry_register_id_number_register"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_entry")),
        sa.UniqueConstraint("register_id", "text", name=op.f("uq_register_entry_register_id_text")),
        sa.UniqueConstraint(
            "register_id", "year", "seq", name=op.f("uq_register_entry_register_id_year_seq")
        ),
    )
    op.create_table(
        "user",
        sa.Column("id", Key, nullable=False),
        sa.Column("office_id", Key, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email_norm", sa.String(length=254), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("is_admin", sa.Boolean(), nullable=False),
        sa.Column("disabled_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_user_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("email_norm", name=op.f("uq_user_email_norm")),
    )
    op.create_index(op.f("ix_user_office_id"), "user", ["office_id"], unique=False)
    op.create_table(
        "sign_in",
        sa.Column("id", Key, nullable=False),
        sa.Column("user_id", Key, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_sign_in_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_token_hash")),
    )
    op.create_index(op.f("ix_sign_in_user_id"), "sign_in", ["user_id"], unique=False)
    op.create_table(
        "audit",
        sa.Column("id", Key, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("office_id", Key, nullable=True),
        sa.Column("event_id", Key, nullable=True),
        sa.Column("actor_kind", sa.String(length=20), nullable=False),
        sa.Column("actor_id", Key, nullable=True),
        sa.Column("actor_label", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_uid", sa.String(length=64), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_event_id"), "audit", ["event_id"], unique=False)
    op.create_index("ix_audit_office_id_at", "audit", ["office_id", "at"], unique=False)
    op.create_index("ix_audit_subject", "audit", ["subject_kind", "subject_uid"], unique=False)
    op.create_table(
        "audit_detail",
        sa.Column("audit_id", Key, autoincrement=False, nullable=False),
        sa.Column("person_id", Key, nullable=True),
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("cipher", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("audit_id", name=op.f("pk_audit_detail")),
    )
    op.create_index(op.f("ix_audit_detail_person_id"), "audit_detail", ["person_id"], unique=False)
    op.create_table(
        "stored_file",
        sa.Column("id", Key, nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("office_id", Key, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", Key, nullable=False),
        sa.Column("type", sa.String(length=120), nullable=False),
        sa.Column("original_name", sa.String(length=255), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("delete_after", UtcDateTime(), nullable=True),
        sa.CheckConstraint("size >= 0", name=op.f("ck_stored_file_size")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_stored_file_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_file")),
        sa.UniqueConstraint("uid", name=op.f("uq_stored_file_uid")),
    )
    op.create_index(op.f("ix_stored_file_office_id"), "stored_file", ["office_id"], unique=False)
    op.create_table(
        "job",
        sa.Column("id", Key, nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("office_id", Key, nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("ids", sa.JSON(), nullable=False),
        sa.Column("unique_key", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("claimed_by", sa.String(length=80), nullable=True),
        sa.Column("lease_until", UtcDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "state IN ('held','queued','running','done','failed','cancelled')", name=op.f("ck_job_state")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_job_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("uid", name=op.f("uq_job_uid")),
    )
    op.create_index(op.f("ix_job_office_id"), "job", ["office_id"], unique=False)
    op.create_index(op.f("ix_job_state"), "job", ["state"], unique=False)
    op.create_index(
        "uq_job_unique_key_open",
        "job",
        ["unique_key"],
        unique=True,
        sqlite_where=sa.text("state IN ('held','queued','running')"),
        postgresql_where=sa.text("state IN ('held','queued','running')"),
    )
    op.execute(
        "INSERT INTO office"
        " (id, path, slug, name, zone, letterhead_government, letterhead_office, address, is_demo)"
        " VALUES (1, '/1/', 'kantor', '', 'Asia/Jakarta', '', '', '', false)"
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SELECT setval(pg_get_serial_sequence('office', 'id'), 1)")
