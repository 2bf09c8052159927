"""What the Excel file of attendance asks: everybody, and every hour."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, func, or_, select, true
from sqlalchemy.orm import aliased

from eventmgr.checkin.models import Attendance
from eventmgr.office.models import Region
from eventmgr.people.models import Category, Person
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db

_Parent = aliased(Region)


@dataclass(frozen=True, slots=True)
class AttendedPerson:
    """Somebody of the event, with the encrypted NIK. `kelurahan` is empty for people of a whole kecamatan."""

    registration_id: int
    name: str
    front_title: str | None
    back_title: str | None
    category: str
    district: str
    kelurahan: str
    key_id: int
    nik_cipher: bytes | None


def attended_people(event_id: int) -> list[AttendedPerson]:
    """Everybody who is registered, or was present whatever became of the registration; by region and name."""
    was_there = select(Attendance.registration_id).where(
        Attendance.event_id == event_id, Attendance.present == true()
    )
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
        )
        .select_from(Registration)
        .join(Category, Category.id == Registration.category_id)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Region, Region.code == Registration.region_code)
        .outerjoin(_Parent, and_(_Parent.code == Region.parent_code, is_kelurahan))
        .where(
            Registration.event_id == event_id,
            or_(Registration.state == "registered", Registration.id.in_(was_there)),
        )
        .order_by(Registration.region_code, Category.code, Person.search_text, Registration.id)
    )
    return [AttendedPerson(*row) for row in rows]


def hours_by_registration(event_id: int) -> dict[tuple[int, int], datetime | None]:
    """The arrival (UTC) by registration and checkpoint, for who is present; None where no hour is known."""
    rows = db.session.execute(
        select(Attendance.registration_id, Attendance.checkpoint_id, Attendance.first_at).where(
            Attendance.event_id == event_id, Attendance.present == true()
        )
    )
    return {(registration_id, checkpoint_id): first_at for registration_id, checkpoint_id, first_at in rows}
