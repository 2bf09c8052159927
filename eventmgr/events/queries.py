"""Questions about events, their days and members."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from eventmgr.accounts.models import User
from eventmgr.events.models import Event, EventDay, EventMember
from eventmgr.office.models import Office
from eventmgr.shared.db import db


def event_by_slug_or_none(slug: str) -> Event | None:
    return db.session.scalar(select(Event).where(Event.slug == slug))


def role_in_event_or_none(event: Event, user_id: int) -> str | None:
    return db.session.scalar(
        select(EventMember.role).where(EventMember.event_id == event.id, EventMember.user_id == user_id)
    )


def events_of_user(user: User) -> Sequence[Event]:
    """The events that a user may open, newest first: all of the office and below for an admin."""
    query = (
        select(Event)
        .options(undefer(Event.is_demo))
        .outerjoin(EventDay, EventDay.event_id == Event.id)
        .group_by(Event.id)
    )
    if user.is_admin:
        own_path = select(Office.path).where(Office.id == user.office_id).scalar_subquery()
        query = query.join(Office, Office.id == Event.office_id).where(Office.path.startswith(own_path))
    else:
        query = query.join(EventMember, EventMember.event_id == Event.id).where(
            EventMember.user_id == user.id
        )
    return db.session.scalars(
        query.order_by(func.min(EventDay.date).desc().nulls_last(), Event.id.desc())
    ).all()


def event_dates(event_ids: Sequence[int]) -> dict[int, tuple[date, date]]:
    """First and last day of each event that has days."""
    rows = db.session.execute(
        select(EventDay.event_id, func.min(EventDay.date), func.max(EventDay.date))
        .where(EventDay.event_id.in_(event_ids))
        .group_by(EventDay.event_id)
    )
    return {event_id: (first, last) for event_id, first, last in rows}


def events_to_look_into(user: User) -> Sequence[Event]:
    """The events whose participants a user may see: an admin's all, else where organizer or viewer."""
    if user.is_admin:
        return events_of_user(user)
    return db.session.scalars(
        select(Event)
        .join(EventMember, EventMember.event_id == Event.id)
        .where(EventMember.user_id == user.id, EventMember.role.in_(("organizer", "viewer")))
    ).all()


def may_make_events(user: User) -> bool:
    """An admin, or the organizer of at least one event."""
    if user.is_admin:
        return True
    query = select(EventMember.event_id).where(
        EventMember.user_id == user.id, EventMember.role == "organizer"
    )
    return db.session.scalar(query.limit(1)) is not None


def organized_event_ids(user_id: int) -> set[int]:
    """The events that a user is organizer of."""
    query = select(EventMember.event_id).where(
        EventMember.user_id == user_id, EventMember.role == "organizer"
    )
    return set(db.session.scalars(query))


def dates_of_event(event_id: int) -> list[date]:
    """The days of an event in order."""
    query = select(EventDay.date).where(EventDay.event_id == event_id).order_by(EventDay.date)
    return list(db.session.scalars(query))


def organizer_ids(event_id: int) -> list[int]:
    """The users who are organizers of an event, and the admins of its office; the longest here first."""
    members = select(EventMember.user_id).where(
        EventMember.event_id == event_id, EventMember.role == "organizer"
    )
    admins = (
        select(User.id)
        .join(Event, Event.office_id == User.office_id)
        .where(Event.id == event_id, User.is_admin.is_(True))
    )
    return sorted({*db.session.scalars(members), *db.session.scalars(admins)})
