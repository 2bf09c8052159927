"""Scans, which are never changed, and attendance, which is computed from them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.shared.db import Base, Key, PrimaryKey, UtcDateTime

#: What organizers wrote by hand; a query has to repeat the condition word for word to use its index.
BY_HAND = text("kind IN ('correct','override','hold')")
#: What a closed day did not count by itself.
CAME_LATE = text("reason = 'day_closed'")


class Scan(Base):
    """Append-only: what was scanned and what the crew was told, refusals and strangers too.

    A scan is its own trail (no audit line). What it means now is read off `Attendance.scan_uid`.
    """

    __tablename__ = "scan"
    __table_args__ = (
        UniqueConstraint("device_id", "device_seq"),
        CheckConstraint("source IN ('camera','wedge','typed','search','paper','self')", name="source"),
        CheckConstraint("kind IN ('in','out','undo','correct','override','hold')", name="kind"),
        Index("ix_scan_registration_id_checkpoint_id", "registration_id", "checkpoint_id"),
        Index("ix_scan_event_id_rev", "event_id", "rev"),
        Index("ix_scan_undoes_uid", "undoes_uid"),
        Index("ix_scan_event_id_by_hand", "event_id", "id", sqlite_where=BY_HAND, postgresql_where=BY_HAND),
        Index("ix_scan_event_id_late", "event_id", "id", sqlite_where=CAME_LATE, postgresql_where=CAME_LATE),
    )

    id: Mapped[PrimaryKey]
    #: made by the device; the same uid again replays the stored verdict
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    #: SHA-256 of what was sent; the same uid with another payload is a conflict
    payload_hash: Mapped[str] = mapped_column(String(64))
    event_id: Mapped[int] = mapped_column(Key, ForeignKey("event.id"))
    checkpoint_id: Mapped[int] = mapped_column(Key, ForeignKey("checkpoint.id"), index=True)
    #: devices come with the offline issue; until then a scan belongs to the signed-in user
    device_id: Mapped[int | None] = mapped_column(Key)
    device_seq: Mapped[int | None] = mapped_column(Key)
    user_id: Mapped[int | None] = mapped_column(Key, ForeignKey("user.id"), index=True)
    operator: Mapped[str | None] = mapped_column(String(120))
    source: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(10), default="in")
    undoes_uid: Mapped[str | None] = mapped_column(String(32))
    replaces_uid: Mapped[str | None] = mapped_column(String(32))
    ticket_id: Mapped[int | None] = mapped_column(Key, ForeignKey("ticket.id"))
    registration_id: Mapped[int | None] = mapped_column(Key, ForeignKey("registration.id"))
    #: an unknown code is kept as a hash and its last four characters: it may be somebody's private link
    unknown_hash: Mapped[str | None] = mapped_column(String(64))
    unknown_tail: Mapped[str | None] = mapped_column(String(4))
    note_key_id: Mapped[int | None]
    note_cipher: Mapped[bytes | None] = mapped_column(LargeBinary)
    approved_by: Mapped[int | None] = mapped_column(Key, ForeignKey("user.id"))
    #: raw time of the device
    at_device: Mapped[datetime] = mapped_column(UtcDateTime)
    #: measured by the device at its last contact; server minus device, milliseconds
    offset_ms: Mapped[int] = mapped_column(Key, default=0)
    #: at_device + offset_ms
    at_corrected: Mapped[datetime] = mapped_column(UtcDateTime)
    #: the arrival that paper or an organizer states; null where they do not know the hour
    arrived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    clock_suspect: Mapped[bool] = mapped_column(default=False)
    #: what the device showed before the server answered; null when it waited for the answer
    shown_verdict: Mapped[str | None] = mapped_column(String(16))
    verdict: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(40), default="")
    rehearsal: Mapped[bool] = mapped_column(default=False)
    rev: Mapped[int] = mapped_column(Key)


class Attendance(Base):
    """Whether a registration was present at a checkpoint, recomputed from the set of scans, in any order."""

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("registration_id", "checkpoint_id"),
        CheckConstraint("evidence IN ('device','paper','correction')", name="evidence"),
        Index("ix_attendance_checkpoint_id_present", "checkpoint_id", "present"),
        Index("ix_attendance_event_id_rev", "event_id", "rev"),
    )

    id: Mapped[PrimaryKey]
    event_id: Mapped[int] = mapped_column(Key, ForeignKey("event.id"))
    registration_id: Mapped[int] = mapped_column(Key, ForeignKey("registration.id"))
    checkpoint_id: Mapped[int] = mapped_column(Key, ForeignKey("checkpoint.id"))
    present: Mapped[bool] = mapped_column(default=True)
    first_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    scan_uid: Mapped[str | None] = mapped_column(String(32))
    evidence: Mapped[str] = mapped_column(String(10), default="device")
    rev: Mapped[int] = mapped_column(Key)


class Absence(Base):
    """Why a participant is not there on a day. It stands beside attendance; presence always wins.

    A closed day makes everybody without presence and without a row *alpa*; that is derived, never stored.
    """

    __tablename__ = "absence"
    __table_args__ = (CheckConstraint("kind IN ('izin','sakit','tugas','alpa')", name="kind"),)

    registration_id: Mapped[int] = mapped_column(Key, ForeignKey("registration.id"), primary_key=True)
    day_id: Mapped[int] = mapped_column(Key, ForeignKey("event_day.id"), primary_key=True, index=True)
    kind: Mapped[str] = mapped_column(String(5))
    note_key_id: Mapped[int | None]
    #: what was told to the organizer, often about health
    note_cipher: Mapped[bytes | None] = mapped_column(LargeBinary)
    #: the letter; two days may share one
    file_id: Mapped[int | None] = mapped_column(Key, ForeignKey("stored_file.id"), index=True)
    written_by: Mapped[int | None] = mapped_column(Key, ForeignKey("user.id"))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    #: two people editing: the second save is told of the first
    revision: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}
