"""Making an event from nothing or after another one: days, agenda, checkpoints, quota, members.

Bulk statements only, for one `write()` of the caller (registration.event_copy_actions). What rooms above add
(the rule of certificates) they register in copy_parts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from eventmgr.accounts.models import User
from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.events.copy_rules import new_dates
from eventmgr.events.day_actions import DOOR_CLOSES, DOOR_OPENS
from eventmgr.events.models import (
    AgendaSession,
    Checkpoint,
    CheckpointAudience,
    Event,
    EventDay,
    EventFeed,
    EventMember,
    QuotaException,
    QuotaRule,
)
from eventmgr.events.name_rules import free_slug, slug_of
from eventmgr.shared.db import new_uid, reserve_ids, table_of
from eventmgr.shared.refusal import Refusal

SLUG_TAKEN = "Alamat ini sudah dipakai kegiatan lain. Pilih alamat lain, atau kosongkan."


@dataclass(frozen=True, slots=True)
class NewEvent:
    """What is to be made. `slug` empty: from the name. `source` None: from nothing, then no `take`."""

    name: str
    place: str
    first_day: date
    length: int
    office_id: int
    zone: str
    request_uid: str
    slug: str = ""
    source: Event | None = None
    #: agenda, doors, members, quota, and keys of copy parts
    take: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class _Days:
    """Old days and new ones, by id."""

    dates: dict[int, date]
    new_of_old: dict[int, int]


def make_event(session: Session, actor: Actor, at: datetime, wish: NewEvent) -> Event:
    """Make the event as a draft, with the maker as organizer. Raises Refusal "slug_taken"."""
    taken = set(session.scalars(select(Event.slug)))
    if wish.slug and wish.slug in taken:
        raise Refusal("slug_taken", SLUG_TAKEN)
    source = wish.source
    event = Event(
        uid=new_uid(),
        office_id=wish.office_id,
        slug=wish.slug or free_slug(slug_of(wish.name), taken),
        name=wish.name,
        zone=wish.zone,
        place=wish.place,
        state="draft",
        request_uid=wish.request_uid,
        credit_rule=source.credit_rule if source is not None else "sessions",
        contact_name=source.contact_name if source is not None else None,
        contact_phone=source.contact_phone if source is not None else None,
    )
    session.add(event)
    session.flush()
    session.add(EventFeed(event_id=event.id, rev=0))
    days = _make_days(session, wish, event)
    lessons = _copy_agenda(session, wish, event, days) if source and "agenda" in wish.take else {}
    covered = _copy_doors(session, wish, event, days, lessons) if source and "doors" in wish.take else set()
    _make_arrivals(session, event, days, covered)
    if source is not None and "quota" in wish.take:
        _copy_quota(session, source.id, event.id)
    _make_members(session, wish, event, actor)
    details = {"source": [None, source.slug if source is not None else None]}
    record(
        session,
        actor,
        at,
        AuditLine("event.created", "event", event.uid, wish.office_id, event.id, details=details),
    )
    return event


def _insert(session: Session, model: Any, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        session.connection().execute(insert(table_of(model)), list(rows))


def _make_days(session: Session, wish: NewEvent, event: Event) -> _Days:
    old: list[tuple[int, date]] = []
    if wish.source is not None:
        query = select(EventDay.id, EventDay.date).where(EventDay.event_id == wish.source.id)
        old = [(row.id, row.date) for row in session.execute(query.order_by(EventDay.date))]
    dates = new_dates([day for _, day in old], wish.first_day, wish.length)
    ids = reserve_ids(session, EventDay.__tablename__, len(dates))
    rows = [{"id": one, "event_id": event.id, "date": day} for one, day in zip(ids, dates, strict=True)]
    _insert(session, EventDay, rows)
    new_of_old = {old_id: new for (old_id, _), new in zip(old, ids, strict=False)}
    return _Days(dict(zip(ids, dates, strict=True)), new_of_old)


def _same_hour(moment: datetime, old_zone: str, day: date, new_zone: str) -> datetime:
    """The same local hour on another day. (What ends past midnight ends on the day it began.)"""
    local = moment.astimezone(ZoneInfo(old_zone)).time()
    return datetime.combine(day, local, ZoneInfo(new_zone))


def _copy_agenda(session: Session, wish: NewEvent, event: Event, days: _Days) -> dict[int, int]:
    """Sessions and breaks without their speakers; new ids by old ones."""
    source = wish.source
    if source is None:
        return {}
    query = select(AgendaSession).where(
        AgendaSession.event_id == source.id, AgendaSession.day_id.in_(days.new_of_old)
    )
    old = session.scalars(query.order_by(AgendaSession.id)).all()
    ids = reserve_ids(session, AgendaSession.__tablename__, len(old))
    rows = []
    for new_id, row in zip(ids, old, strict=True):
        day_id = days.new_of_old[row.day_id]
        day = days.dates[day_id]
        rows.append(
            {
                "id": new_id,
                "event_id": event.id,
                "day_id": day_id,
                "kind": row.kind,
                "title": row.title,
                "starts_at": _same_hour(row.starts_at, source.zone, day, event.zone),
                "ends_at": _same_hour(row.ends_at, source.zone, day, event.zone),
                "room": row.room,
                "jp": row.jp,
                "revision": 1,
            }
        )
    _insert(session, AgendaSession, rows)
    return {row.id: new_id for row, new_id in zip(old, ids, strict=True)}


def _copy_doors(
    session: Session, wish: NewEvent, event: Event, days: _Days, lessons: dict[int, int]
) -> set[int]:
    """Checkpoints with their audiences; a session's own only where the session came. Covered days by id."""
    source = wish.source
    if source is None:
        return set()
    query = select(Checkpoint).where(Checkpoint.event_id == source.id, Checkpoint.day_id.in_(days.new_of_old))
    old = [
        row
        for row in session.scalars(query.order_by(Checkpoint.id))
        if row.session_id is None or row.session_id in lessons
    ]
    ids = reserve_ids(session, Checkpoint.__tablename__, len(old))
    new_of_old = {row.id: new_id for row, new_id in zip(old, ids, strict=True)}
    rows = []
    for row in old:
        day_id = days.new_of_old[row.day_id]
        day = days.dates[day_id]
        rows.append(
            {
                "id": new_of_old[row.id],
                "event_id": event.id,
                "day_id": day_id,
                "session_id": lessons.get(row.session_id) if row.session_id is not None else None,
                "slug": row.slug,
                "name": row.name,
                "kind": row.kind,
                "opens_at": _same_hour(row.opens_at, source.zone, day, event.zone),
                "closes_at": _same_hour(row.closes_at, source.zone, day, event.zone),
                "counts_for_day": row.counts_for_day,
                "revision": 1,
            }
        )
    _insert(session, Checkpoint, rows)
    audience = session.execute(
        select(CheckpointAudience.checkpoint_id, CheckpointAudience.category_id).where(
            CheckpointAudience.checkpoint_id.in_(new_of_old)
        )
    )
    _insert(
        session,
        CheckpointAudience,
        [{"checkpoint_id": new_of_old[one], "category_id": category} for one, category in audience],
    )
    return {days.new_of_old[row.day_id] for row in old if row.kind == "arrival"}


def _make_arrivals(session: Session, event: Event, days: _Days, covered: set[int]) -> None:
    """Every day has an arrival checkpoint; those that no copy brought get the usual one."""
    taken = set(session.scalars(select(Checkpoint.slug).where(Checkpoint.event_id == event.id)))
    rows = []
    for number, (day_id, day) in enumerate(days.dates.items(), start=1):
        if day_id in covered:
            continue
        slug = free_slug(f"hari-{number}", taken)
        taken.add(slug)
        rows.append(
            {
                "event_id": event.id,
                "day_id": day_id,
                "slug": slug,
                "name": f"Presensi Hari {number}",
                "kind": "arrival",
                "opens_at": _at(day, DOOR_OPENS, event.zone),
                "closes_at": _at(day, DOOR_CLOSES, event.zone),
                "counts_for_day": True,
                "revision": 1,
            }
        )
    _insert(session, Checkpoint, rows)


def _at(day: date, hour: time, zone: str) -> datetime:
    return datetime.combine(day, hour, ZoneInfo(zone))


def _copy_quota(session: Session, source_id: int, event_id: int) -> None:
    old = session.scalars(select(QuotaRule).where(QuotaRule.event_id == source_id)).all()
    ids = reserve_ids(session, QuotaRule.__tablename__, len(old))
    new_of_old = {row.id: new_id for row, new_id in zip(old, ids, strict=True)}
    _insert(
        session,
        QuotaRule,
        [
            {
                "id": new_of_old[row.id],
                "event_id": event_id,
                "category_id": row.category_id,
                "region_level": row.region_level,
                "seats": row.seats,
                "revision": 1,
            }
            for row in old
        ],
    )
    exceptions = session.scalars(select(QuotaException).where(QuotaException.rule_id.in_(new_of_old)))
    _insert(
        session,
        QuotaException,
        [
            {
                "rule_id": new_of_old[row.rule_id],
                "region_code": row.region_code,
                "seats": row.seats,
                "reason": row.reason,
            }
            for row in exceptions
        ],
    )


def _make_members(session: Session, wish: NewEvent, event: Event, actor: Actor) -> None:
    """The maker as organizer; with "members" everybody else whose account still works."""
    rows: dict[int, str] = {}
    if wish.source is not None and "members" in wish.take:
        members = session.execute(
            select(EventMember.user_id, EventMember.role)
            .join(User, User.id == EventMember.user_id)
            .where(EventMember.event_id == wish.source.id, User.disabled_at.is_(None))
        )
        rows = {user_id: role for user_id, role in members}
    if actor.kind == "user" and actor.id is not None:
        rows[actor.id] = "organizer"
    _insert(
        session,
        EventMember,
        [{"event_id": event.id, "user_id": user_id, "role": role} for user_id, role in rows.items()],
    )
