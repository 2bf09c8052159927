"""Questions about arrivals, for the boards: who fills a seat, when people came, whom to remind."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, select, true
from sqlalchemy.orm import aliased

from eventmgr.checkin.cast_queries import IS_REGISTERED
from eventmgr.checkin.models import Absence, Attendance, Scan
from eventmgr.checkin.queries import NO_REGION, belongs_to, is_at
from eventmgr.events.models import Checkpoint
from eventmgr.office.models import Region
from eventmgr.people.models import Category, Person
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db

_Parent = aliased(Region)


@dataclass(frozen=True, slots=True)
class AwaitedPerson:
    """A participant who has not come. `region` is a kelurahan, or a kecamatan for its own people.

    `district_code` is the kecamatan's, empty for people without a region. `phone` is E.164 or None, also for
    those of a closed day's cast who have left since: nobody reminds them.
    `excuse` is izin, sakit or tugas of the checkpoint's day: nobody waits for them. Empty without a word.
    """

    registration_uid: str
    name: str
    front_title: str | None
    back_title: str | None
    category: str
    region: str
    district_code: str
    district: str
    phone: str | None
    excuse: str = ""


@dataclass(frozen=True, slots=True)
class DistrictArrivals:
    """The participants of one kecamatan at a checkpoint, its own people (TKSK) among them.

    `excused`: not there, with izin, sakit or tugas. present + excused + missing = registered.
    """

    code: str
    name: str
    present: int
    registered: int
    excused: int = 0

    @property
    def missing(self) -> int:
        return self.registered - self.present - self.excused


def arrivals_by_seat(event_id: int, day_id: int) -> dict[tuple[int, str | None], int]:
    """How many registered people of each (category id, region code) were present on a day; one statement.

    Of who holds the seats now, also on a closed day: who has left since fills no seat, see `cast_queries`.
    """
    rows = db.session.execute(
        select(
            Registration.category_id,
            Registration.region_code,
            func.count(func.distinct(Attendance.registration_id)),
        )
        .join(Attendance, Attendance.registration_id == Registration.id)
        .join(Checkpoint, Checkpoint.id == Attendance.checkpoint_id)
        .where(
            Registration.event_id == event_id,
            IS_REGISTERED,
            Attendance.present == true(),
            Checkpoint.day_id == day_id,
            Checkpoint.counts_for_day == true(),
        )
        .group_by(Registration.category_id, Registration.region_code)
    )
    return {(category_id, region_code): number for category_id, region_code, number in rows}


def arrivals_by_district(event_id: int, checkpoint_id: int) -> list[DistrictArrivals]:
    """Arrivals of each kecamatan in the official order; one statement.

    People without a region stand first under an empty code, so that the numbers add up to the whole.
    """
    in_district = and_(_Parent.code == Region.parent_code, Region.level == "kelurahan")
    code = func.coalesce(_Parent.code, Region.code, "")
    name = func.coalesce(_Parent.name, Region.name, NO_REGION)
    is_excused = case((Attendance.id.is_(None), Absence.registration_id))
    rows = db.session.execute(
        select(code, name, func.count(Attendance.id), func.count(Registration.id), func.count(is_excused))
        .select_from(Registration)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(Region, Region.code == Registration.region_code)
        .outerjoin(_Parent, in_district)
        .outerjoin(Attendance, is_at(checkpoint_id))
        .outerjoin(Absence, excuses(checkpoint_id))
        .where(Registration.event_id == event_id, belongs_to(checkpoint_id))
        .group_by(code, name)
        .order_by(code)
    )
    return [DistrictArrivals(*row) for row in rows]


def arrivals_over_time(event_id: int, checkpoint_id: int) -> list[datetime]:
    """The hours (UTC) at which those who are present at a checkpoint came, in order; one statement.

    Who is present without a known hour (an older paper sheet) is left out: the curve starts above zero then.
    """
    return list(
        db.session.scalars(
            select(Attendance.first_at)
            .select_from(Registration)
            .join(Category, Category.id == Registration.category_id)
            .join(Attendance, is_at(checkpoint_id))
            .where(
                Registration.event_id == event_id, belongs_to(checkpoint_id), Attendance.first_at.is_not(None)
            )
            .order_by(Attendance.first_at)
        )
    )


def excuses(checkpoint_id: int) -> ColumnElement[bool]:
    """The join condition for a registration's izin, sakit or tugas on the day of a checkpoint."""
    day = select(Checkpoint.day_id).where(Checkpoint.id == checkpoint_id).scalar_subquery()
    return and_(Absence.registration_id == Registration.id, Absence.day_id == day, Absence.kind != "alpa")


def awaited_at(event_id: int, checkpoint_id: int) -> list[AwaitedPerson]:
    """Participants who belong to a checkpoint and are not there, by region, then name; one statement."""
    attended = select(Attendance.registration_id).where(
        Attendance.checkpoint_id == checkpoint_id, Attendance.present == true()
    )
    in_district = and_(_Parent.code == Region.parent_code, Region.level == "kelurahan")
    rows = db.session.execute(
        select(
            Registration.uid,
            Person.name,
            Person.front_title,
            Person.back_title,
            Category.code,
            func.coalesce(Region.name, Registration.unit_text),
            func.coalesce(_Parent.code, Region.code, ""),
            func.coalesce(_Parent.name, Region.name, NO_REGION),
            case((IS_REGISTERED, Person.phone)),
            func.coalesce(Absence.kind, ""),
        )
        .select_from(Registration)
        .join(Category, Category.id == Registration.category_id)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Region, Region.code == Registration.region_code)
        .outerjoin(_Parent, in_district)
        .outerjoin(Absence, excuses(checkpoint_id))
        .where(
            Registration.event_id == event_id,
            belongs_to(checkpoint_id),
            Registration.id.not_in(attended),
        )
        .order_by(Registration.region_code, Category.code, Person.search_text, Registration.id)
    )
    return [AwaitedPerson(*row) for row in rows]


def rehearsals_at(checkpoint_id: int) -> int:
    """How many rehearsal scans a checkpoint has seen; they never become attendance."""
    return db.session.execute(
        select(func.count(Scan.id)).where(Scan.checkpoint_id == checkpoint_id, Scan.rehearsal == true())
    ).scalar_one()
