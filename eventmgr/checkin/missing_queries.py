"""Who has not come to a checkpoint."""

from dataclasses import dataclass

from sqlalchemy import func, select, true

from eventmgr.checkin.arrival_queries import excuses
from eventmgr.checkin.models import Absence, Attendance
from eventmgr.checkin.queries import belongs_to
from eventmgr.office.models import Region
from eventmgr.people.models import Category, Person
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db


@dataclass(frozen=True, slots=True)
class MissingPerson:
    """A participant who has not come; `region` is a kelurahan, or a kecamatan for its own people."""

    name: str
    front_title: str | None
    back_title: str | None
    category: str
    region_code: str
    region: str
    #: izin, sakit or tugas of the checkpoint's day; empty for who is waited for
    excuse: str = ""


def missing_at(event_id: int, checkpoint_id: int) -> list[MissingPerson]:
    """Participants who belong to a checkpoint and are not there, by region, then name; one statement."""
    attended = select(Attendance.registration_id).where(
        Attendance.checkpoint_id == checkpoint_id, Attendance.present == true()
    )
    rows = db.session.execute(
        select(
            Person.name,
            Person.front_title,
            Person.back_title,
            Category.code,
            func.coalesce(Registration.region_code, ""),
            func.coalesce(Region.name, Registration.unit_text),
            func.coalesce(Absence.kind, ""),
        )
        .select_from(Registration)
        .join(Category, Category.id == Registration.category_id)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Region, Region.code == Registration.region_code)
        .outerjoin(Absence, excuses(checkpoint_id))
        .where(
            Registration.event_id == event_id,
            belongs_to(checkpoint_id),
            Registration.id.not_in(attended),
        )
        .order_by(Registration.region_code, Category.code, Person.search_text, Registration.id)
    )
    return [MissingPerson(*row) for row in rows]
