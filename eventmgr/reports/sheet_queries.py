"""What the attendance sheet asks: the registered participants by kecamatan, with sex and phone."""

from dataclasses import dataclass

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import aliased

from eventmgr.office.models import Region
from eventmgr.people.models import Category, Person
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db

_Parent = aliased(Region)


@dataclass(frozen=True, slots=True)
class SheetPerson:
    """One line; `kelurahan` is empty for people of a whole kecamatan, `phone` is E.164 or None."""

    registration_id: int
    name: str
    front_title: str | None
    back_title: str | None
    sex: str
    category: str
    district: str
    kelurahan: str
    phone: str | None


def sheet_people(event_id: int) -> list[SheetPerson]:
    """Registered participants by region (those of the whole kecamatan first) and name; one statement."""
    is_kelurahan = Region.level == "kelurahan"
    rows = db.session.execute(
        select(
            Registration.id,
            Person.name,
            Person.front_title,
            Person.back_title,
            Person.sex,
            Category.code,
            func.coalesce(_Parent.name, Region.name, Registration.unit_text),
            case((is_kelurahan, Region.name), else_=""),
            Person.phone,
        )
        .select_from(Registration)
        .join(Category, Category.id == Registration.category_id)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Region, Region.code == Registration.region_code)
        .outerjoin(_Parent, and_(_Parent.code == Region.parent_code, is_kelurahan))
        .where(
            Registration.event_id == event_id, Registration.state == "registered", Category.kind == "peserta"
        )
        .order_by(Registration.region_code, Person.search_text, Registration.id)
    )
    return [SheetPerson(*row) for row in rows]
