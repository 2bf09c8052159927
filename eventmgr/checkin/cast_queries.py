"""Who takes part on a day: the one answer that every figure of a day is counted by.

On a day that was never closed: whoever is registered now. A day that was closed keeps its cast: whoever had a
seat at its first closing, whatever became of them, and of those registered now who came all the same. Papers
were signed with these figures, so nobody's leaving or coming afterwards may change them.
"""

from collections import defaultdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select, true
from sqlalchemy.orm import aliased

from eventmgr.checkin.models import Attendance
from eventmgr.events.models import Checkpoint, EventDay
from eventmgr.people.models import Category
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db

#: since when somebody takes part; a reserve from the moment they got a seat
JOINED_AT = func.coalesce(Registration.promoted_at, Registration.created_at)
IS_REGISTERED = Registration.state == "registered"
_There = aliased(Attendance)
_Door = aliased(Checkpoint)


def had_seat_at(moment: Any) -> ColumnElement[bool]:
    """The condition that a registration had a seat at a moment (a UTC datetime or a column of one).

    Not NULL-safe: without a moment it is NULL, which is right in a WHERE and wrong under NOT.
    """
    still = and_(IS_REGISTERED, Registration.seat_left_at.is_(None))
    return and_(
        moment >= JOINED_AT,
        or_(still, moment < Registration.seat_left_at, moment >= Registration.seat_back_at),
    )


def takes_part(closed: Any, came: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition that a registration is of a day's cast: `closed` is the column of its first closing."""
    return or_(and_(IS_REGISTERED, or_(closed.is_(None), came)), had_seat_at(closed))


def is_cast_of(first_closed_at: datetime | None) -> ColumnElement[bool]:
    """The condition that a registration is of a day's cast whether they came or not; never NULL."""
    if first_closed_at is None:
        return IS_REGISTERED
    return case((had_seat_at(first_closed_at), true()), else_=false())


def had_seat_on(day_id: Any) -> ColumnElement[bool]:
    """The condition that a registration had a seat when a day was first closed; not True without one."""
    closed = select(EventDay.first_closed_at).where(EventDay.id == day_id).scalar_subquery()
    return had_seat_at(closed)


def had_no_seat_on(day_id: Any) -> ColumnElement[bool]:
    """`had_no_seat_at` of a day by its id, in a statement that does not speak of days itself."""
    closed = select(EventDay.first_closed_at).where(EventDay.id == day_id).scalar_subquery()
    return had_no_seat_at(closed)


def had_no_seat_at(closed: Any) -> ColumnElement[bool]:
    """The condition that a registration had no seat at a day's first closing; never NULL, False without."""
    return case((closed.is_(None), false()), (had_seat_at(closed), false()), else_=true())


def is_awaited_at(checkpoint_id: int) -> ColumnElement[bool]:
    """The condition that a registration is of the cast of a checkpoint's day, or came to the checkpoint."""
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
    return takes_part(closed, came.exists())


def _came_on_day() -> ColumnElement[bool]:
    """Whether the registration was present on the day of the statement, at a checkpoint that counts."""
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
    return came.exists()


def cast_by_day(event_id: int) -> dict[int, dict[int, int]]:
    """How many participants take part on each day: by the day's id and the category's; one statement."""
    rows = db.session.execute(
        select(EventDay.id, Registration.category_id, func.count())
        .select_from(EventDay)
        .join(Registration, Registration.event_id == EventDay.event_id)
        .join(Category, Category.id == Registration.category_id)
        .where(
            EventDay.event_id == event_id,
            Category.kind == "peserta",
            takes_part(EventDay.first_closed_at, _came_on_day()),
        )
        .group_by(EventDay.id, Registration.category_id)
    )
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for day_id, category_id, number in rows:
        found[day_id][category_id] = number
    return dict(found)


def days_before_by_registration(event_id: int) -> dict[int, int]:
    """How many days were closed while each registered participant had no seat, and they did not come either.

    Those who are in time for every day are left out; one statement.
    """
    rows = db.session.execute(
        select(Registration.id, func.count())
        .select_from(EventDay)
        .join(Registration, Registration.event_id == EventDay.event_id)
        .join(Category, Category.id == Registration.category_id)
        .where(
            EventDay.event_id == event_id,
            IS_REGISTERED,
            Category.kind == "peserta",
            had_no_seat_at(EventDay.first_closed_at),
            ~_came_on_day(),
        )
        .group_by(Registration.id)
    )
    return {registration_id: number for registration_id, number in rows}
