"""What every request inside an event asks first, in one statement each: this stands before each scan too."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from eventmgr.accounts.models import User
from eventmgr.events.models import Event, EventDay, EventMember
from eventmgr.office.models import Office
from eventmgr.shared.db import db


@dataclass(frozen=True, slots=True)
class EventAccess:
    """An event as a user may see it; `role` is theirs, an admin's where the office is theirs too."""

    event: Event
    office: Office
    role: str


@dataclass(frozen=True, slots=True)
class ListedEvent:
    """An event of the switcher; `dates` are its first and last day, None before it has days."""

    id: int
    slug: str
    name: str
    dates: tuple[date, date] | None
    is_demo: bool = False


def event_access_or_none(slug: str, user: User) -> EventAccess | None:
    """The event with its office and the user's role; None also when it is none of theirs.

    An admin is organizer of every event of their office and of the offices below it.
    """
    own = aliased(Office)
    row = db.session.execute(
        select(Event, Office, EventMember.role, own.path)
        .join(Office, Office.id == Event.office_id)
        .outerjoin(EventMember, and_(EventMember.event_id == Event.id, EventMember.user_id == user.id))
        .outerjoin(own, own.id == user.office_id)
        .where(Event.slug == slug)
    ).one_or_none()
    if row is None:
        return None
    event, office, role, own_path = row
    if role is None and user.is_admin and own_path and office.path.startswith(own_path):
        role = "organizer"
    return EventAccess(event, office, role) if role is not None else None


def listed_events(user: User) -> list[ListedEvent]:
    """The events that a user may open, newest first: all of the office and below for an admin."""
    first, last = func.min(EventDay.date), func.max(EventDay.date)
    query = (
        select(Event.id, Event.slug, Event.name, first, last, Event.is_demo)
        .outerjoin(EventDay, EventDay.event_id == Event.id)
        .group_by(Event.id, Event.slug, Event.name)
        .order_by(first.desc().nulls_last(), Event.id.desc())
    )
    if user.is_admin:
        own_path = select(Office.path).where(Office.id == user.office_id).scalar_subquery()
        query = query.join(Office, Office.id == Event.office_id).where(Office.path.startswith(own_path))
    else:
        query = query.join(EventMember, EventMember.event_id == Event.id).where(
            EventMember.user_id == user.id
        )
    return [
        ListedEvent(event_id, slug, name, (begins, ends) if begins is not None else None, is_demo)
        for event_id, slug, name, begins, ends, is_demo in db.session.execute(query)
    ]
