"""People with their assignments; events with days, sessions, checkpoints, quotas; registrations and tickets.

People outlive events, because the same cohort comes back. A registration copies category and region,
because people move and old papers must not.
"""

import sqlalchemy as sa
from alembic import op

from eventmgr.shared.db import Key, UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "category",
        sa.Column("id", Key, nullable=False),
        sa.Column("office_id", Key, nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("region_level", sa.String(length=12), nullable=True),
        sa.CheckConstraint(
            "kind IN ('peserta','narasumber','panitia','mitra')", name=op.f("ck_category_kind")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_category_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category")),
        sa.UniqueConstraint("office_id", "code", name=op.f("uq_category_office_id_code")),
    )
    op.create_table(
        "person",
        sa.Column("id", Key, nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("office_id", Key, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("front_title", sa.String(length=60), nullable=True),
        sa.Column("back_title", sa.String(length=120), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("sex", sa.String(length=1), nullable=False),
        sa.Column("birth_place", sa.String(length=120), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("hand_fields", sa.JSON(), nullable=False),
        sa.Column("nik_cipher", sa.LargeBinary(), nullable=True),
        sa.Column("nik_hash", sa.String(length=64), nullable=True),
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("link_hash", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("merged_into_id", Key, nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("sex IN ('L','P','')", name=op.f("ck_person_sex")),
        sa.CheckConstraint("state IN ('active','merged','erased')", name=op.f("ck_person_state")),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["person.id"], name=op.f("fk_person_merged_into_id_person")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_person_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_person_link_hash")),
        sa.UniqueConstraint("office_id", "nik_hash", name=op.f("uq_person_office_id_nik_hash")),
        sa.UniqueConstraint("uid", name=op.f("uq_person_uid")),
    )
    op.create_index("ix_person_office_id_search_text", "person", ["office_id", "search_text"], unique=False)
    op.create_index(op.f("ix_person_phone"), "person", ["phone"], unique=False)
    op.create_table(
        "assignment",
        sa.Column("id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("category_id", Key, nullable=False),
        sa.Column("region_code", sa.String(length=13), nullable=True),
        sa.Column("sk_number", sa.String(length=80), nullable=True),
        sa.Column("from_date", sa.Date(), nullable=True),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_assignment_category_id_category")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_assignment_person_id_person")),
        sa.ForeignKeyConstraint(
            ["region_code"], ["region.code"], name=op.f("fk_assignment_region_code_region")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    op.create_index(op.f("ix_assignment_person_id"), "assignment", ["person_id"], unique=False)
    op.create_index(op.f("ix_assignment_region_code"), "assignment", ["region_code"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", Key, nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("office_id", Key, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("contact_name", sa.String(length=200), nullable=True),
        sa.Column("contact_phone", sa.String(length=20), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("credit_rule", sa.String(length=10), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("credit_rule IN ('sessions','full')", name=op.f("ck_event_credit_rule")),
        sa.CheckConstraint("state IN ('draft','open','closed','archived')", name=op.f("ck_event_state")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_event_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("slug", name=op.f("uq_event_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_event_uid")),
    )
    op.create_index(op.f("ix_event_office_id"), "event", ["office_id"], unique=False)
    op.create_table(
        "event_feed",
        sa.Column("event_id", Key, autoincrement=False, nullable=False),
        sa.Column("rev", Key, nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_feed_event_id_event")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_event_feed")),
    )
    op.create_table(
        "event_member",
        sa.Column("event_id", Key, nullable=False),
        sa.Column("user_id", Key, nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.CheckConstraint("role IN ('organizer','crew','viewer')", name=op.f("ck_event_member_role")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_member_event_id_event")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_event_member_user_id_user")),
        sa.PrimaryKeyConstraint("event_id", "user_id", name=op.f("pk_event_member")),
    )
    op.create_index(op.f("ix_event_member_user_id"), "event_member", ["user_id"], unique=False)
    op.create_table(
        "event_day",
        sa.Column("id", Key, nullable=False),
        sa.Column("event_id", Key, nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("closed_by", Key, nullable=True),
        sa.Column("closed_rev", Key, nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["user.id"], name=op.f("fk_event_day_closed_by_user")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_day_event_id_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_day")),
        sa.UniqueConstraint("event_id", "date", name=op.f("uq_event_day_event_id_date")),
    )
    op.create_table(
        "agenda_session",
        sa.Column("id", Key, nullable=False),
        sa.Column("event_id", Key, nullable=False),
        sa.Column("day_id", Key, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("room", sa.String(length=120), nullable=False),
        sa.Column("jp", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('session','break')", name=op.f("ck_agenda_session_kind")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_agenda_session_order")),
        sa.CheckConstraint("jp >= 0", name=op.f("ck_agenda_session_jp")),
        sa.ForeignKeyConstraint(
            ["day_id"], ["event_day.id"], name=op.f("fk_agenda_session_day_id_event_day")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_agenda_session_event_id_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_session")),
    )
    op.create_index(op.f("ix_agenda_session_day_id"), "agenda_session", ["day_id"], unique=False)
    op.create_index(op.f("ix_agenda_session_event_id"), "agenda_session", ["event_id"], unique=False)
    op.create_table(
        "session_speaker",
        sa.Column("id", Key, nullable=False),
        sa.Column("session_id", Key, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", Key, nullable=True),
        sa.Column("name_text", sa.String(length=200), nullable=False),
        sa.Column("post_text", sa.String(length=200), nullable=False),
        sa.Column("photo_file_id", Key, nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_session_speaker_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["photo_file_id"], ["stored_file.id"], name=op.f("fk_session_speaker_photo_file_id_stored_file")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["agenda_session.id"], name=op.f("fk_session_speaker_session_id_agenda_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_speaker")),
    )
    op.create_index(op.f("ix_session_speaker_session_id"), "session_speaker", ["session_id"], unique=False)
    op.create_table(
        "checkpoint",
        sa.Column("id", Key, nullable=False),
        sa.Column("event_id", Key, nullable=False),
        sa.Column("day_id", Key, nullable=False),
        sa.Column("session_id", Key, nullable=True),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("opens_at", UtcDateTime(), nullable=False),
        sa.Column("closes_at", UtcDateTime(), nullable=False),
        sa.Column("counts_for_day", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind IN ('arrival','session','departure')", name=op.f("ck_checkpoint_kind")),
        sa.CheckConstraint("closes_at > opens_at", name=op.f("ck_checkpoint_order")),
        sa.ForeignKeyConstraint(["day_id"], ["event_day.id"], name=op.f("fk_checkpoint_day_id_event_day")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_checkpoint_event_id_event")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["agenda_session.id"], name=op.f("fk_checkpoint_session_id_agenda_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkpoint")),
        sa.UniqueConstraint("event_id", "slug", name=op.f("uq_checkpoint_event_id_slug")),
    )
    op.create_index(op.f("ix_checkpoint_day_id"), "checkpoint", ["day_id"], unique=False)
    op.create_table(
        "checkpoint_audience",
        sa.Column("checkpoint_id", Key, nullable=False),
        sa.Column("category_id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_checkpoint_audience_category_id_category")
        ),
        sa.ForeignKeyConstraint(
            ["checkpoint_id"], ["checkpoint.id"], name=op.f("fk_checkpoint_audience_checkpoint_id_checkpoint")
        ),
        sa.PrimaryKeyConstraint("checkpoint_id", "category_id", name=op.f("pk_checkpoint_audience")),
    )
    op.create_table(
        "quota_rule",
        sa.Column("id", Key, nullable=False),
        sa.Column("event_id", Key, nullable=False),
        sa.Column("category_id", Key, nullable=False),
        sa.Column("region_level", sa.String(length=12), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.CheckConstraint("seats >= 0", name=op.f("ck_quota_rule_seats")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_quota_rule_category_id_category")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_quota_rule_event_id_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quota_rule")),
        sa.UniqueConstraint("event_id", "category_id", name=op.f("uq_quota_rule_event_id_category_id")),
    )
    op.create_table(
        "quota_exception",
        sa.Column("id", Key, nullable=False),
        sa.Column("rule_id", Key, nullable=False),
        sa.Column("region_code", sa.String(length=13), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("seats >= 0", name=op.f("ck_quota_exception_seats")),
        sa.ForeignKeyConstraint(
            ["region_code"], ["region.code"], name=op.f("fk_quota_exception_region_code_region")
        ),
        sa.ForeignKeyConstraint(
            ["rule_id"], ["quota_rule.id"], name=op.f("fk_quota_exception_rule_id_quota_rule")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quota_exception")),
        sa.UniqueConstraint("rule_id", "region_code", name=op.f("uq_quota_exception_rule_id_region_code")),
    )
    op.create_index("ix_quota_exception_region_code", "quota_exception", ["region_code"], unique=False)
    op.create_table(
        "registration",
        sa.Column("id", Key, nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("event_id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("category_id", Key, nullable=False),
        sa.Column("region_code", sa.String(length=13), nullable=True),
        sa.Column("unit_text", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reserve_no", sa.Integer(), nullable=True),
        sa.Column("replaces_id", Key, nullable=True),
        sa.Column("request_uid", sa.String(length=32), nullable=True),
        sa.Column("crew_note", sa.String(length=200), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('pending','registered','reserve','cancelled','replaced')",
            name=op.f("ck_registration_state"),
        ),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_registration_category_id_category")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_registration_event_id_event")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_registration_person_id_person")),
        sa.ForeignKeyConstraint(
            ["region_code"], ["region.code"], name=op.f("fk_registration_region_code_region")
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["registration.id"], name=op.f("fk_registration_replaces_id_registration")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
        sa.UniqueConstraint("request_uid", name=op.f("uq_registration_request_uid")),
        sa.UniqueConstraint("uid", name=op.f("uq_registration_uid")),
    )
    op.create_index(
        "ix_registration_event_id_region_code", "registration", ["event_id", "region_code"], unique=False
    )
    op.create_index(op.f("ix_registration_person_id"), "registration", ["person_id"], unique=False)
    op.create_index(
        "uq_registration_event_id_person_id_live",
        "registration",
        ["event_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('pending','registered','reserve')"),
        postgresql_where=sa.text("state IN ('pending','registered','reserve')"),
    )
    op.create_table(
        "ticket",
        sa.Column("id", Key, nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("event_id", Key, nullable=False),
        sa.Column("registration_id", Key, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("typed_code", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.Column("voided_at", UtcDateTime(), nullable=True),
        sa.Column("printed_at", UtcDateTime(), nullable=True),
        sa.Column("printed_face_hash", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "state <> 'active' OR registration_id IS NOT NULL", name=op.f("ck_ticket_active_has_owner")
        ),
        sa.CheckConstraint("state IN ('spare','active','void')", name=op.f("ck_ticket_state")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_ticket_event_id_event")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_ticket_registration_id_registration")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
        sa.UniqueConstraint("event_id", "typed_code", name=op.f("uq_ticket_event_id_typed_code")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_ticket_token_hash")),
        sa.UniqueConstraint("uid", name=op.f("uq_ticket_uid")),
    )
    op.create_index(
        "uq_ticket_registration_id_active",
        "ticket",
        ["registration_id"],
        unique=True,
        sqlite_where=sa.text("state = 'active'"),
        postgresql_where=sa.text("state = 'active'"),
    )
    op.create_table(
        "import_batch",
        sa.Column("id", Key, nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("event_id", Key, nullable=False),
        sa.Column("file_sha", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("preview_cipher", sa.LargeBinary(), nullable=True),
        sa.Column("created_by", Key, nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.CheckConstraint("state IN ('preview','saved','discarded')", name=op.f("ck_import_batch_state")),
        sa.ForeignKeyConstraint(["created_by"], ["user.id"], name=op.f("fk_import_batch_created_by_user")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_import_batch_event_id_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
        sa.UniqueConstraint("uid", name=op.f("uq_import_batch_uid")),
    )
    op.create_index(op.f("ix_import_batch_event_id"), "import_batch", ["event_id"], unique=False)
    op.create_table(
        "import_change",
        sa.Column("id", Key, nullable=False),
        sa.Column("batch_id", Key, nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", Key, nullable=False),
        sa.Column("key_id", sa.Integer(), nullable=True),
        sa.Column("before_cipher", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_import_change_batch_id_import_batch")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_change")),
    )
    op.create_index(op.f("ix_import_change_batch_id"), "import_change", ["batch_id"], unique=False)
