"""What the Excel file of attendance asks: everybody, and every hour."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, or_, select, true
from sqlalchemy.orm import aliased

from eventmgr.checkin.cast_queries import IS_REGISTERED, is_cast_of
from eventmgr.checkin.day_rules import Day
from eventmgr.checkin.models import Attendance
from eventmgr.office.models import Region
from eventmgr.people.models import Category, Person
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db

_Parent = aliased(Region)


@dataclass(frozen=True, slots=True)
class AttendedPerson:
    """Somebody of the event, with the encrypted NIK. `kelurahan` is empty for people of a whole kecamatan.

    `left_at` (UTC): when they gave up the seat that they have no more. `cast_of`: ids of the days asked for
    whose cast they are of.
    """

    registration_id: int
    name: str
    front_title: str | None
    back_title: str | None
    category: str
    district: str
    kelurahan: str
    key_id: int
    nik_cipher: bytes | None
    state: str
    left_at: datetime | None
    cast_of: frozenset[int] = frozenset()

    @property
    def is_registered(self) -> bool:
        return self.state == "registered"


def attended_people(event_id: int, days: Sequence[Day]) -> list[AttendedPerson]:
    """Everybody who is registered, or of the cast of one of the days; by region and name; one statement."""
    casts = [is_cast_of(day.first_closed_at) for day in days]
    is_kelurahan = Region.level == "kelurahan"
    rows = db.session.execute(
        select(
            Registration.id,
            Person.name,
            Person.front_title,
            Person.back_title,
            Category.code,
            func.coalesce(_Parent.name, Region.name, Registration.unit_text),
            case((is_kelurahan, Region.name), else_=""),
            Person.key_id,
            Person.nik_cipher,
            Registration.state,
            case((~IS_REGISTERED, Registration.seat_left_at)),
            *casts,
        )
        .select_from(Registration)
        .join(Category, Category.id == Registration.category_id)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Region, Region.code == Registration.region_code)
        .outerjoin(_Parent, and_(_Parent.code == Region.parent_code, is_kelurahan))
        .where(
            Registration.event_id == event_id,
            or_(IS_REGISTERED, *casts),
        )
        .order_by(Registration.region_code, Category.code, Person.search_text, Registration.id)
    )
    return [_person(row, days) for row in rows]


def _person(row: Sequence[Any], days: Sequence[Day]) -> AttendedPerson:
    fields, is_cast = row[: len(row) - len(days)], row[len(row) - len(days) :]
    cast_of = frozenset(day.id for day, is_here in zip(days, is_cast, strict=True) if is_here)
    return replace(AttendedPerson(*fields), cast_of=cast_of)


def hours_by_registration(event_id: int) -> dict[tuple[int, int], datetime | None]:
    """The arrival (UTC) by registration and checkpoint, for who is present; None where no hour is known."""
    rows = db.session.execute(
        select(Attendance.registration_id, Attendance.checkpoint_id, Attendance.first_at).where(
            Attendance.event_id == event_id, Attendance.present == true()
        )
    )
    return {(registration_id, checkpoint_id): first_at for registration_id, checkpoint_id, first_at in rows}
