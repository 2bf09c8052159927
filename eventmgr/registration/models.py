"""Registrations, tickets, and the imports that made them."""

from datetime import datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.shared.db import Base, Key, PrimaryKey, UtcDateTime

#: states that hold a place in the event
LIVE_STATES = ("pending", "registered", "reserve")
#: states of who takes part no more
ENDED_STATES = ("cancelled", "replaced")
_LIVE = text("state IN ('pending','registered','reserve')")
_ACTIVE = text("state = 'active'")


class Registration(Base):
    """A person takes part in an event.

    Category, region and unit are copies: people move, old papers must not.
    """

    __tablename__ = "registration"
    __table_args__ = (
        CheckConstraint("state IN ('pending','registered','reserve','cancelled','replaced')", name="state"),
        Index(
            "uq_registration_event_id_person_id_live",
            "event_id",
            "person_id",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index("ix_registration_event_id_region_code", "event_id", "region_code"),
    )

    id: Mapped[PrimaryKey]
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    event_id: Mapped[int] = mapped_column(Key, ForeignKey("event.id"))
    person_id: Mapped[int] = mapped_column(Key, ForeignKey("person.id"), index=True)
    category_id: Mapped[int] = mapped_column(Key, ForeignKey("category.id"))
    region_code: Mapped[str | None] = mapped_column(ForeignKey("region.code"))
    #: who sent the person, where it is no region
    unit_text: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[str] = mapped_column(String(12), default="registered")
    reserve_no: Mapped[int | None]
    replaces_id: Mapped[int | None] = mapped_column(Key, ForeignKey("registration.id"), index=True)
    request_uid: Mapped[str | None] = mapped_column(String(32), unique=True)
    #: shown to the crew at the door: "Serahkan juga kaus ukuran XL"
    crew_note: Mapped[str | None] = mapped_column(String(200))
    #: written down by the crew at the door, without NIK and telephone
    is_walk_in: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    #: when a reserve got a first seat; None for who had one from the beginning
    promoted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: when cancelled or replaced, for the words at the door
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: when a seat was last given up: cancelled, replaced, moved to the reserve; None for who never had to
    seat_left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: since when they have one again after `seat_left_at`; None without a seat
    seat_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revision: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}


class Ticket(Base):
    """The code of a name card. The card is a thing that can be lost, replaced, or still spare."""

    __tablename__ = "ticket"
    __table_args__ = (
        UniqueConstraint("event_id", "typed_code"),
        CheckConstraint("state IN ('spare','active','void')", name="state"),
        CheckConstraint("state <> 'active' OR registration_id IS NOT NULL", name="active_has_owner"),
        Index(
            "uq_ticket_registration_id_active",
            "registration_id",
            unique=True,
            sqlite_where=_ACTIVE,
            postgresql_where=_ACTIVE,
        ),
        Index("uq_ticket_event_id_spare_no", "event_id", "spare_no", unique=True),
    )

    id: Mapped[PrimaryKey]
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    event_id: Mapped[int] = mapped_column(Key, ForeignKey("event.id"))
    registration_id: Mapped[int | None] = mapped_column(Key, ForeignKey("registration.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    key_id: Mapped[int]
    #: SHA-256 of the QR's text; the text itself is made anew from the keyring when a card is printed
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    #: opens the door and nothing else
    typed_code: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(8), default="active")
    #: printed on a spare card in the place of a name; it stays when the card has become somebody's
    spare_no: Mapped[int | None]
    #: when and at which door a spare card became somebody's
    given_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    given_where: Mapped[str | None] = mapped_column(String(120))
    void_reason: Mapped[str | None] = mapped_column(String(200))
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    printed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: what stood on the card when it was last printed
    printed_face_hash: Mapped[str | None] = mapped_column(String(64))
    #: the words of that print, so that a reprint can say what changed; None for older prints
    printed_face: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))


class ImportBatch(Base):
    """One file on its way: *reading* (by a job), *refused* (no roster), *preview*, *saved*, *undone*."""

    __tablename__ = "import_batch"
    __table_args__ = (
        CheckConstraint(
            "state IN ('reading','refused','preview','saved','undone','discarded')", name="state"
        ),
    )

    id: Mapped[PrimaryKey]
    #: stands in the address of the preview page
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    event_id: Mapped[int] = mapped_column(Key, ForeignKey("event.id"), index=True)
    file_sha: Mapped[str] = mapped_column(String(64))
    file_name: Mapped[str] = mapped_column(String(255))
    state: Mapped[str] = mapped_column(String(10), default="preview")
    key_id: Mapped[int]
    #: what the file holds, encrypted, until `expires_at`; the file itself while *reading*
    preview_cipher: Mapped[bytes | None] = mapped_column(LargeBinary)
    #: repairs and the pairing of columns, under the same key: small, and written at each repair
    settings_cipher: Mapped[bytes | None] = mapped_column(LargeBinary)
    #: counts the changes of the settings
    version: Mapped[int] = mapped_column(default=1, server_default=text("1"))
    created_by: Mapped[int | None] = mapped_column(Key, ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    saved_by: Mapped[int | None] = mapped_column(Key, ForeignKey("user.id"))
    #: what came of it, as JSON: counts only; of a refused file the sentence
    outcome: Mapped[str | None] = mapped_column(Text)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_by: Mapped[int | None] = mapped_column(Key, ForeignKey("user.id"))
    #: as JSON: counts, and uid and reason of whoever was kept
    undo_outcome: Mapped[str | None] = mapped_column(Text)


class ImportChange(Base):
    """How a row was before the import, so that the import can be undone."""

    __tablename__ = "import_change"

    id: Mapped[PrimaryKey]
    batch_id: Mapped[int] = mapped_column(Key, ForeignKey("import_batch.id"), index=True)
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int] = mapped_column(Key)
    key_id: Mapped[int | None]
    #: {field: [old, new]}; empty for a row that the import made
    before_cipher: Mapped[bytes | None] = mapped_column(LargeBinary)
