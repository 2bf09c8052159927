"""What is sent to people, or was handed to somebody who sends it by hand. Knows no domain."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.shared.db import Base, Key, PrimaryKey, UtcDateTime


class Outbox(Base):
    """One text for one address. `dedupe_key` makes it one, however often it is asked for."""

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint("state IN ('held','queued','sending','sent','unknown','failed')", name="state"),
        CheckConstraint("channel IN ('wa_link')", name="channel"),
        Index("ix_outbox_subject", "subject_kind", "subject_uid"),
        Index("ix_outbox_office_id", "office_id"),
    )

    id: Mapped[PrimaryKey]
    #: no foreign key: this room stands below offices; with it the rows go when a demo office goes
    office_id: Mapped[int] = mapped_column(Key)
    dedupe_key: Mapped[str] = mapped_column(String(120), unique=True)
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_uid: Mapped[str] = mapped_column(String(32))
    #: wa_link: a person taps a wa.me address and sends the text from her own telephone
    channel: Mapped[str] = mapped_column(String(12))
    key_id: Mapped[int]
    #: the number or address it goes to
    address_cipher: Mapped[bytes] = mapped_column(LargeBinary)
    body_cipher: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(String(8), default="queued")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: who sent it by hand, as the trail names people
    sent_by: Mapped[str | None] = mapped_column(String(200))
