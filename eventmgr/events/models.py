"""Events with their days, sessions, checkpoints, members and quotas."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Connection,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    func,
    select,
)
from sqlalchemy import event as sql_event
from sqlalchemy.orm import Mapped, Mapper, column_property, mapped_column

from eventmgr.audit.models import AuditLog
from eventmgr.office.models import Office
from eventmgr.shared.db import Base, Key, PrimaryKey, UtcDateTime


class Event(Base):
    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("state IN ('draft','open','closed','archived')", name="state"),
        CheckConstraint("credit_rule IN ('sessions','full')", name="credit_rule"),
    )

    id: Mapped[PrimaryKey]
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    office_id: Mapped[int] = mapped_column(Key, ForeignKey("office.id"), index=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    #: IANA name; every local date and time of the event is read in it
    zone: Mapped[str] = mapped_column(String(60), default="Asia/Jakarta")
    place: Mapped[str] = mapped_column(String(200), default="")
    #: E.164, whom a participant writes to about a wrong name
    contact_name: Mapped[str | None] = mapped_column(String(200))
    contact_phone: Mapped[str | None] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(10), default="draft")
    #: JP from the sessions attended, or the event's full JP
    credit_rule: Mapped[str] = mapped_column(String(10), default="sessions")
    #: of the form that made it: two presses are one effect
    request_uid: Mapped[str | None] = mapped_column(String(32), index=True, unique=True)
    revision: Mapped[int] = mapped_column(default=1)
    #: whether its office is a demo, so that it goes with "Hapus contoh"; lists ask for it with `undefer`
    is_demo: Mapped[bool] = column_property(
        select(Office.is_demo).where(Office.id == office_id).correlate_except(Office).scalar_subquery(),
        deferred=True,
    )

    __mapper_args__ = {"version_id_col": revision}


@sql_event.listens_for(Event, "before_insert")
def _take_unused_id(_mapper: Mapper[Event], connection: Connection, row: Event) -> None:
    """SQLite gives the highest id again once its row is deleted; the trail and the jobs of a deleted draft,
    and with them its slips and sheets, would stand at the next event, perhaps of another office."""
    if connection.dialect.name == "sqlite" and row.id is None:
        asked = [select(func.max(column)).scalar_subquery() for column in (Event.id, AuditLog.event_id)]
        row.id = max(number or 0 for number in connection.execute(select(*asked)).one()) + 1


class EventFeed(Base):
    """One row an event that each write touching the event takes first: one writer an event.

    Deltas are read by `rev`. By a sequence instead, a reader on PostgreSQL never saw 839 of 1,800 rows,
    because numbers commit out of order.
    """

    __tablename__ = "event_feed"

    event_id: Mapped[int] = mapped_column(Key, ForeignKey("event.id"), primary_key=True, autoincrement=False)
    rev: Mapped[int] = mapped_column(Key, default=0)


class EventMember(Base):
    __tablename__ = "event_member"
    __table_args__ = (CheckConstraint("role IN ('organizer','crew','viewer')", name="role"),)

    event_id: Mapped[int] = mapped_column(Key, ForeignKey("event.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(Key, ForeignKey("user.id"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(String(10))


class EventDay(Base):
    __tablename__ = "event_day"
    __table_args__ = (UniqueConstraint("event_id", "date"),)

    id: Mapped[PrimaryKey]
    event_id: Mapped[int] = mapped_column(Key, ForeignKey("event.id"))
    date: Mapped[date]
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[int | None] = mapped_column(Key, ForeignKey("user.id"))
    #: stays when the day is opened again: who is registered later was no participant of it
    first_closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: the feed's rev when the day was closed: what the papers saw
    closed_rev: Mapped[int | None] = mapped_column(Key)


class AgendaSession(Base):
    """A session or a break of the agenda. (A sign-in is `SignIn`; a plain session is SQLAlchemy's.)"""

    __tablename__ = "agenda_session"
    __table_args__ = (
        CheckConstraint("kind IN ('session','break')", name="kind"),
        CheckConstraint("ends_at > starts_at", name="order"),
        CheckConstraint("jp >= 0", name="jp"),
    )

    id: Mapped[PrimaryKey]
    event_id: Mapped[int] = mapped_column(Key, ForeignKey("event.id"), index=True)
    day_id: Mapped[int] = mapped_column(Key, ForeignKey("event_day.id"), index=True)
    kind: Mapped[str] = mapped_column(String(8), default="session")
    title: Mapped[str] = mapped_column(String(200))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    room: Mapped[str] = mapped_column(String(120), default="")
    #: jam pelajaran, 45 minutes each
    jp: Mapped[int] = mapped_column(default=0)
    #: of the form that made it: two presses are one effect
    request_uid: Mapped[str | None] = mapped_column(String(32), index=True, unique=True)
    revision: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}


class SessionSpeaker(Base):
    __tablename__ = "session_speaker"

    id: Mapped[PrimaryKey]
    session_id: Mapped[int] = mapped_column(Key, ForeignKey("agenda_session.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    person_id: Mapped[int | None] = mapped_column(Key, ForeignKey("person.id"))
    name_text: Mapped[str] = mapped_column(String(200))
    post_text: Mapped[str] = mapped_column(String(200), default="")
    photo_file_id: Mapped[int | None] = mapped_column(Key, ForeignKey("stored_file.id"))


class Checkpoint(Base):
    """A place and time of scanning: the arrival of a day, or the door of a session."""

    __tablename__ = "checkpoint"
    __table_args__ = (
        UniqueConstraint("event_id", "slug"),
        CheckConstraint("kind IN ('arrival','session','departure')", name="kind"),
        CheckConstraint("closes_at > opens_at", name="order"),
    )

    id: Mapped[PrimaryKey]
    event_id: Mapped[int] = mapped_column(Key, ForeignKey("event.id"))
    day_id: Mapped[int] = mapped_column(Key, ForeignKey("event_day.id"), index=True)
    session_id: Mapped[int | None] = mapped_column(Key, ForeignKey("agenda_session.id"))
    slug: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(10), default="arrival")
    opens_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime] = mapped_column(UtcDateTime)
    #: presence here makes one present on the day
    counts_for_day: Mapped[bool] = mapped_column(default=True)
    #: of the form that made it: two presses are one effect
    request_uid: Mapped[str | None] = mapped_column(String(32), index=True, unique=True)
    revision: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}


class CheckpointAudience(Base):
    """Whom a checkpoint is for; no row means everyone."""

    __tablename__ = "checkpoint_audience"

    checkpoint_id: Mapped[int] = mapped_column(Key, ForeignKey("checkpoint.id"), primary_key=True)
    category_id: Mapped[int] = mapped_column(Key, ForeignKey("category.id"), primary_key=True)


class QuotaRule(Base):
    """So many seats of a category in every region of a level: 3 PSM a kelurahan, 1 TKSK a kecamatan."""

    __tablename__ = "quota_rule"
    __table_args__ = (
        UniqueConstraint("event_id", "category_id"),
        CheckConstraint("seats >= 0", name="seats"),
    )

    id: Mapped[PrimaryKey]
    event_id: Mapped[int] = mapped_column(Key, ForeignKey("event.id"))
    category_id: Mapped[int] = mapped_column(Key, ForeignKey("category.id"))
    region_level: Mapped[str] = mapped_column(String(12))
    seats: Mapped[int]
    revision: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}


class QuotaException(Base):
    __tablename__ = "quota_exception"
    __table_args__ = (
        UniqueConstraint("rule_id", "region_code"),
        CheckConstraint("seats >= 0", name="seats"),
        Index("ix_quota_exception_region_code", "region_code"),
    )

    id: Mapped[PrimaryKey]
    rule_id: Mapped[int] = mapped_column(Key, ForeignKey("quota_rule.id"))
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"))
    seats: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
