"""Who was registered only after a day was closed: no participant of that day, so nobody misses them there.

They count on such a day all the same where they were present, by a correction perhaps.
"""

from collections import defaultdict
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import aliased

from eventmgr.checkin.models import Attendance
from eventmgr.events.models import Checkpoint, EventDay
from eventmgr.people.models import Category
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db

#: since when somebody takes part; a reserve from the moment they got a seat
JOINED_AT = func.coalesce(Registration.promoted_at, Registration.created_at)
_There = aliased(Attendance)
_Door = aliased(Checkpoint)


def joined_after(day_id: Any) -> ColumnElement[bool]:
    """The condition that a registration is younger than the first closing of a day; never NULL."""
    closed = select(EventDay.first_closed_at).where(EventDay.id == day_id).scalar_subquery()
    return func.coalesce(closed < JOINED_AT, False)


def is_awaited_at(checkpoint_id: int) -> ColumnElement[bool]:
    """The condition that a registration was there in time for the day of a checkpoint, or came to it."""
    closed = (
        select(EventDay.first_closed_at)
        .join(_Door, _Door.day_id == EventDay.id)
        .where(_Door.id == checkpoint_id)
        .scalar_subquery()
    )
    came = select(_There.id).where(
        _There.registration_id == Registration.id,
        _There.checkpoint_id == checkpoint_id,
        _There.present == true(),
    )
    return or_(closed.is_(None), closed >= JOINED_AT, came.exists())


def newcomers_by_day(event_id: int) -> dict[int, dict[int, int]]:
    """How many participants were registered after each day was closed and were not present on it.

    By the day's id and the category's; days without any are left out. One statement.
    """
    rows = db.session.execute(
        _missed_before(event_id, EventDay.id, Registration.category_id).group_by(
            EventDay.id, Registration.category_id
        )
    )
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for day_id, category_id, number in rows:
        found[day_id][category_id] = number
    return dict(found)


def days_before_by_registration(event_id: int) -> dict[int, int]:
    """How many days were closed before each participant was registered, of those they were not present on.

    Those who are in time for every day are left out; one statement.
    """
    rows = db.session.execute(_missed_before(event_id, Registration.id).group_by(Registration.id))
    return {registration_id: number for registration_id, number in rows}


def _missed_before(event_id: int, *columns: Any) -> Select[Any]:
    """Pairs of a participant and a day that was closed before, and that they were not present on, counted."""
    came = (
        select(_There.id)
        .join(_Door, _Door.id == _There.checkpoint_id)
        .where(
            _There.registration_id == Registration.id,
            _There.present == true(),
            _Door.day_id == EventDay.id,
            _Door.counts_for_day == true(),
        )
        .correlate(Registration, EventDay)
    )
    is_later = and_(Registration.event_id == EventDay.event_id, EventDay.first_closed_at < JOINED_AT)
    return (
        select(*columns, func.count())
        .select_from(EventDay)
        .join(Registration, is_later)
        .join(Category, Category.id == Registration.category_id)
        .where(
            EventDay.event_id == event_id,
            Registration.state == "registered",
            Category.kind == "peserta",
            ~came.exists(),
        )
    )
