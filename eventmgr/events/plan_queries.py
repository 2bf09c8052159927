"""Questions about the parts of an event's plan that its pages edit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from eventmgr.accounts.models import User
from eventmgr.events.models import (
    AgendaSession,
    Checkpoint,
    CheckpointAudience,
    EventDay,
    EventMember,
    QuotaException,
    QuotaRule,
    SessionSpeaker,
)
from eventmgr.office.models import Region
from eventmgr.people.models import Category
from eventmgr.shared.db import db
from eventmgr.shared.file_models import StoredFile


@dataclass(frozen=True, slots=True)
class DoorRow:
    """A checkpoint with whom it is for; times are UTC, `audience` are category ids."""

    id: int
    slug: str
    name: str
    kind: str
    day_id: int
    session_id: int | None
    opens_at: datetime
    closes_at: datetime
    counts_for_day: bool
    revision: int
    audience: tuple[int, ...]


def doors_of(event_id: int) -> list[DoorRow]:
    """All checkpoints of an event by time; two statements."""
    audience: dict[int, list[int]] = {}
    for checkpoint_id, category_id in db.session.execute(
        select(CheckpointAudience.checkpoint_id, CheckpointAudience.category_id)
        .join(Checkpoint, Checkpoint.id == CheckpointAudience.checkpoint_id)
        .where(Checkpoint.event_id == event_id)
        .order_by(CheckpointAudience.category_id)
    ):
        audience.setdefault(checkpoint_id, []).append(category_id)
    rows = db.session.scalars(
        select(Checkpoint).where(Checkpoint.event_id == event_id).order_by(Checkpoint.opens_at, Checkpoint.id)
    )
    return [
        DoorRow(
            row.id,
            row.slug,
            row.name,
            row.kind,
            row.day_id,
            row.session_id,
            row.opens_at,
            row.closes_at,
            row.counts_for_day,
            row.revision,
            tuple(audience.get(row.id, ())),
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Rooms and speakers that the office has written before."""

    rooms: tuple[str, ...]
    speakers: tuple[str, ...]


def suggestions_for(event_id: int) -> Suggestions:
    """What was typed in this event's agenda before."""
    rooms = db.session.scalars(
        select(AgendaSession.room)
        .where(AgendaSession.event_id == event_id, AgendaSession.room != "")
        .distinct()
        .order_by(AgendaSession.room)
    ).all()
    speakers = db.session.scalars(
        select(SessionSpeaker.name_text)
        .join(AgendaSession, AgendaSession.id == SessionSpeaker.session_id)
        .where(AgendaSession.event_id == event_id)
        .distinct()
        .order_by(SessionSpeaker.name_text)
    ).all()
    return Suggestions(tuple(rooms), tuple(speakers))


def photo_file_or_none(event_id: int, uid: str) -> StoredFile | None:
    """A speaker's photo, if it is one of this event's."""
    return db.session.scalar(
        select(StoredFile)
        .join(SessionSpeaker, SessionSpeaker.photo_file_id == StoredFile.id)
        .join(AgendaSession, AgendaSession.id == SessionSpeaker.session_id)
        .where(AgendaSession.event_id == event_id, StoredFile.uid == uid)
        .limit(1)
    )


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody who works on the event."""

    user_id: int
    name: str
    email: str
    role: str
    is_disabled: bool


def members_of(event_id: int) -> list[MemberRow]:
    """Organizers, crew and viewers, in this order, by name."""
    rows = db.session.execute(
        select(User.id, User.name, User.email_norm, EventMember.role, User.disabled_at.is_not(None))
        .join(EventMember, EventMember.user_id == User.id)
        .where(EventMember.event_id == event_id)
        .order_by(User.name, User.id)
    )
    order = {"organizer": 0, "crew": 1, "viewer": 2}
    return sorted((MemberRow(*row) for row in rows), key=lambda member: order[member.role])


@dataclass(frozen=True, slots=True)
class ExceptionRow:
    """A region that differs; `place` is "Alai Parak Kopi, Padang Utara"."""

    region_code: str
    place: str
    seats: int
    reason: str


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """A category with its rule; `seats` is None and `revision` 0 where it has none."""

    category_id: int
    code: str
    name: str
    region_level: str
    seats: int | None
    revision: int
    exceptions: tuple[ExceptionRow, ...]


def quota_of(event_id: int, office_id: int) -> list[QuotaRow]:
    """The participants' categories of an office with the event's rules; two statements."""
    parent = select(Region.code, Region.name).subquery()
    found: dict[int, list[ExceptionRow]] = {}
    for rule_id, code, name, above, seats, reason in db.session.execute(
        select(
            QuotaException.rule_id,
            Region.code,
            Region.name,
            parent.c.name,
            QuotaException.seats,
            QuotaException.reason,
        )
        .join(QuotaRule, QuotaRule.id == QuotaException.rule_id)
        .join(Region, Region.code == QuotaException.region_code)
        .outerjoin(parent, parent.c.code == Region.parent_code)
        .where(QuotaRule.event_id == event_id)
        .order_by(Region.code)
    ):
        place = f"{name}, {above}" if above and code.count(".") > 2 else name
        found.setdefault(rule_id, []).append(ExceptionRow(code, place, seats, reason))
    rows = db.session.execute(
        select(Category, QuotaRule)
        .outerjoin(QuotaRule, (QuotaRule.category_id == Category.id) & (QuotaRule.event_id == event_id))
        .where(Category.office_id == office_id, Category.kind == "peserta")
        .order_by(Category.id)
    )
    return [
        QuotaRow(
            category.id,
            category.code,
            category.name,
            rule.region_level if rule is not None else category.region_level or "kelurahan",
            rule.seats if rule is not None else None,
            rule.revision if rule is not None else 0,
            tuple(found.get(rule.id, ())) if rule is not None else (),
        )
        for category, rule in rows
    ]


def quota_seats(event_ids: Sequence[int], regions_by_level: dict[str, int]) -> dict[int, int]:
    """How many seats the rules of each event give; `regions_by_level` counts the office's regions."""
    totals: dict[int, int] = {}
    rules = {
        rule.id: rule
        for rule in db.session.scalars(select(QuotaRule).where(QuotaRule.event_id.in_(event_ids)))
    }
    for rule in rules.values():
        totals[rule.event_id] = totals.get(rule.event_id, 0) + rule.seats * regions_by_level.get(
            rule.region_level, 0
        )
    for row in db.session.scalars(select(QuotaException).where(QuotaException.rule_id.in_(rules))):
        rule = rules[row.rule_id]
        totals[rule.event_id] += row.seats - rule.seats
    return totals


@dataclass(frozen=True, slots=True)
class PlanCount:
    """How much an event holds."""

    days: int = 0
    sessions: int = 0
    doors: int = 0


def plan_counts(event_ids: Sequence[int]) -> dict[int, PlanCount]:
    """Days, sessions (without breaks) and checkpoints of each event; three statements."""

    def grouped(column: InstrumentedAttribute[int], *conditions: ColumnElement[bool]) -> dict[int, int]:
        rows = db.session.execute(
            select(column, func.count()).where(column.in_(event_ids), *conditions).group_by(column)
        )
        return {event_id: number for event_id, number in rows}

    days = grouped(EventDay.event_id)
    lessons = grouped(AgendaSession.event_id, AgendaSession.kind == "session")
    doors = grouped(Checkpoint.event_id)
    return {one: PlanCount(days.get(one, 0), lessons.get(one, 0), doors.get(one, 0)) for one in event_ids}
