"""Users with what they are in events: accounts lies below events, so the page of users stands here."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from eventmgr.accounts.models import User
from eventmgr.events.models import Event, EventDay, EventMember
from eventmgr.office.models import Office
from eventmgr.shared.db import db


@dataclass(frozen=True, slots=True)
class Membership:
    """A user's role in an event."""

    user_id: int
    event_id: int
    role: str


def memberships_of(office_id: int) -> Sequence[Membership]:
    """All roles of the office's users; one statement."""
    rows = db.session.execute(
        select(EventMember.user_id, EventMember.event_id, EventMember.role)
        .join(User, User.id == EventMember.user_id)
        .where(User.office_id == office_id)
    )
    return [Membership(*row) for row in rows]


def events_of_office(office: Office) -> Sequence[Event]:
    """All events of the office and of those below it (the demo's), newest first."""
    return db.session.scalars(
        select(Event)
        .join(Office, Office.id == Event.office_id)
        .outerjoin(EventDay, EventDay.event_id == Event.id)
        .where(Office.path.startswith(office.path))
        .group_by(Event.id)
        .order_by(func.min(EventDay.date).desc().nulls_last(), Event.id.desc())
    ).all()


def event_or_none(office: Office, event_id: int) -> Event | None:
    return db.session.scalar(
        select(Event)
        .join(Office, Office.id == Event.office_id)
        .where(Event.id == event_id, Office.path.startswith(office.path))
    )
