"""Numbers that an event's home brings together from the rooms below."""

from sqlalchemy import func, select, true

from eventmgr.certificates.models import Certificate
from eventmgr.checkin.models import Attendance
from eventmgr.events.models import Checkpoint
from eventmgr.people.models import Category
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db


def registered_participants(event_id: int) -> int:
    """Participants with a place; speakers and committee are not counted, nor is the reserve."""
    return db.session.execute(
        select(func.count(Registration.id))
        .join(Category, Category.id == Registration.category_id)
        .where(
            Registration.event_id == event_id, Registration.state == "registered", Category.kind == "peserta"
        )
    ).scalar_one()


def present_by_day(event_id: int) -> dict[int, int]:
    """How many registered participants were present on each day (by its id); one statement."""
    rows = db.session.execute(
        select(Checkpoint.day_id, func.count(func.distinct(Attendance.registration_id)))
        .join(Checkpoint, Checkpoint.id == Attendance.checkpoint_id)
        .join(Registration, Registration.id == Attendance.registration_id)
        .join(Category, Category.id == Registration.category_id)
        .where(
            Attendance.event_id == event_id,
            Attendance.present == true(),
            Checkpoint.counts_for_day == true(),
            Registration.state == "registered",
            Category.kind == "peserta",
        )
        .group_by(Checkpoint.day_id)
    )
    return {day_id: number for day_id, number in rows}


def certificates_by_state(event_id: int) -> dict[str, int]:
    """How many certificates of the event are reserved, valid, replaced, revoked."""
    rows = db.session.execute(
        select(Certificate.state, func.count())
        .where(Certificate.event_id == event_id)
        .group_by(Certificate.state)
    )
    return {state: number for state, number in rows}
