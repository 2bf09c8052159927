"""The people behind a place of the quota board."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, or_, select, true

from eventmgr.checkin.cast_queries import had_no_seat_on
from eventmgr.checkin.models import Attendance
from eventmgr.events.models import Checkpoint
from eventmgr.people.models import Assignment, Category, Person
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db

#: the category codes under which an office may keep the heads of its regions
HEAD_CODES = {"kelurahan": "LURAH", "kecamatan": "CAMAT"}


@dataclass(frozen=True, slots=True)
class SeatHolder:
    """Somebody registered, or waiting, for a region. `first_at` is UTC, None without presence or hour.

    `is_newcomer`: they had no seat yet when the day was closed, so nobody waited for them.
    """

    uid: str
    name: str
    front_title: str | None
    back_title: str | None
    category: str
    state: str
    reserve_no: int | None
    is_here: bool
    first_at: datetime | None
    is_newcomer: bool


@dataclass(frozen=True, slots=True)
class Head:
    """The lurah of a kelurahan or the camat of a kecamatan; `sex` is L, P or empty."""

    name: str
    front_title: str | None
    back_title: str | None
    sex: str
    phone: str | None


def holders_of(event_id: int, region_code: str, day_id: int | None) -> list[SeatHolder]:
    """Registered people of a region, then its reserves; presence of one day; one statement."""
    presence = (
        select(Attendance.registration_id, func.min(Attendance.first_at).label("first_at"))
        .join(Checkpoint, Checkpoint.id == Attendance.checkpoint_id)
        .where(Checkpoint.day_id == day_id, Checkpoint.counts_for_day == true(), Attendance.present == true())
        .group_by(Attendance.registration_id)
        .subquery()
    )
    rows = db.session.execute(
        select(
            Registration.uid,
            Person.name,
            Person.front_title,
            Person.back_title,
            Category.code,
            Registration.state,
            Registration.reserve_no,
            presence.c.registration_id.is_not(None),
            presence.c.first_at,
            had_no_seat_on(day_id),
        )
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(presence, presence.c.registration_id == Registration.id)
        .where(
            Registration.event_id == event_id,
            Registration.region_code == region_code,
            Registration.state.in_(("registered", "reserve")),
            Category.kind == "peserta",
        )
        .order_by(
            Registration.state == "reserve", Registration.reserve_no, Registration.created_at, Registration.id
        )
    )
    return [SeatHolder(*row) for row in rows]


def head_or_none(office_id: int, region_code: str, level: str, on: date) -> Head | None:
    """Who heads a region on a day, by an assignment as LURAH or CAMAT."""
    code = HEAD_CODES.get(level)
    if code is None:
        return None
    row = db.session.execute(
        select(Person.name, Person.front_title, Person.back_title, Person.sex, Person.phone)
        .join(Assignment, Assignment.person_id == Person.id)
        .join(Category, Category.id == Assignment.category_id)
        .where(
            Category.office_id == office_id,
            func.upper(Category.code) == code,
            Assignment.region_code == region_code,
            and_(
                or_(Assignment.from_date.is_(None), Assignment.from_date <= on),
                or_(Assignment.to_date.is_(None), Assignment.to_date >= on),
            ),
            Person.state == "active",
        )
        .order_by(Assignment.id.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else Head(*row)
