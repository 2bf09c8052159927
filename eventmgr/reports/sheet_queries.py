"""What the attendance sheet asks: participants by kecamatan with sex and phone, who signs, what was drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import aliased

from eventmgr.checkin.cast_queries import IS_REGISTERED, is_cast_of
from eventmgr.events.models import Event
from eventmgr.office.models import Official, Region
from eventmgr.people.models import Category, Person
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db
from eventmgr.shared.file_models import StoredFile
from eventmgr.shared.job_models import Job
from eventmgr.shared.job_progress import newest_job_or_none

SHEET_JOB = "reports.attendance_sheet"
#: drawn sheets that are kept; older ones hold names for nobody
KEPT = 6
_Parent = aliased(Region)


@dataclass(frozen=True, slots=True)
class SheetPerson:
    """One line; `kelurahan` is empty for people of a whole kecamatan, `district` and `kelurahan` for those of
    no region, who may have a `unit`; `phone` is E.164 or None; `is_cast`: of the cast of the sheet's day."""

    registration_id: int
    name: str
    front_title: str | None
    back_title: str | None
    sex: str
    category_id: int
    category: str
    district: str
    kelurahan: str
    unit: str
    phone: str | None
    is_cast: bool


def sheet_people(event_id: int, first_closed_at: datetime | None) -> list[SheetPerson]:
    """Registered participants and the cast of a day first closed then, by region (those of a whole kecamatan
    first, those of none last) and name; one statement."""
    is_kelurahan = Region.level == "kelurahan"
    unit = case((Registration.region_code.is_(None), Registration.unit_text), else_="")
    rows = db.session.execute(
        select(
            Registration.id,
            Person.name,
            Person.front_title,
            Person.back_title,
            Person.sex,
            Category.id,
            Category.code,
            func.coalesce(_Parent.name, Region.name, ""),
            case((is_kelurahan, Region.name), else_=""),
            unit,
            Person.phone,
            is_cast_of(first_closed_at),
        )
        .select_from(Registration)
        .join(Category, Category.id == Registration.category_id)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Region, Region.code == Registration.region_code)
        .outerjoin(_Parent, and_(_Parent.code == Region.parent_code, is_kelurahan))
        .where(
            Registration.event_id == event_id,
            Category.kind == "peserta",
            or_(IS_REGISTERED, is_cast_of(first_closed_at)),
        )
        .order_by(Registration.region_code.nulls_last(), unit, Person.search_text, Registration.id)
    )
    return [SheetPerson(*row) for row in rows]


def officials_by_id(office_id: int, ids: Iterable[int]) -> dict[int, Official]:
    """Officials of the office by their ids; those of another office are left out."""
    query = select(Official).where(Official.office_id == office_id, Official.id.in_(list(ids)))
    return {one.id: one for one in db.session.scalars(query)}


def sheet_key(event_id: int) -> str:
    """One open job an event."""
    return f"{SHEET_JOB}:{event_id}"


def last_sheet_job_or_none(event_id: int) -> Job | None:
    """The newest order of an event, running or ended."""
    return newest_job_or_none(sheet_key(event_id))


def drawn_jobs(event_id: int) -> list[Job]:
    """The orders whose PDF is kept, the newest first."""
    query = select(Job).where(Job.unique_key == sheet_key(event_id), Job.state == "done")
    return list(db.session.scalars(query.order_by(Job.id.desc()).limit(KEPT)))


def drawn_file_or_none(event: Event, uid: str) -> StoredFile | None:
    """A kept PDF of the event; no other file of the office is reached by its uid."""
    if not any((job.result or {}).get("file_uid") == uid for job in drawn_jobs(event.id)):
        return None
    return db.session.scalar(select(StoredFile).where(StoredFile.uid == uid))
