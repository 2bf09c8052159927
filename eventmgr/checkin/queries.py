"""Questions about attendance, for the pages and papers of this room and of the rooms above."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, func, select, true
from sqlalchemy.orm import aliased

from eventmgr.checkin.cast_queries import had_no_seat_at, is_awaited_at, takes_part
from eventmgr.checkin.models import Absence, Attendance
from eventmgr.events.models import Checkpoint, CheckpointAudience, EventDay, EventFeed
from eventmgr.office.models import Region
from eventmgr.people.models import Category
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db

_Parent = aliased(Region)
NO_REGION = "Tanpa wilayah"


@dataclass(frozen=True, slots=True)
class CheckpointRow:
    """A checkpoint with its day. Times are UTC; `day_closed_at` is None while the day is open."""

    id: int
    slug: str
    name: str
    kind: str
    day_id: int
    date: date
    opens_at: datetime
    closes_at: datetime
    counts_for_day: bool
    day_closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Count:
    """Participants who belong to a checkpoint (`registered`) and those of them who are there (`present`)."""

    present: int
    registered: int

    @property
    def missing(self) -> int:
        return self.registered - self.present


@dataclass(frozen=True, slots=True)
class RegionArrivals:
    """One region's participants at a checkpoint: a kelurahan, or a kecamatan for its own people (TKSK).

    `district` is the kecamatan's code and name, the region itself where it is one.
    """

    code: str
    name: str
    level: str
    district_code: str
    district_name: str
    present: int
    registered: int


@dataclass(frozen=True, slots=True)
class DayAttendance:
    """One day of one registration. `first_at` (UTC) is the earliest arrival that counts for the day.

    `absence` is the kind of the note (izin, sakit, tugas, alpa), also beside presence, which wins over it.
    `is_before` says that the person had no seat when the day was closed: they got it later, or had left.
    """

    day_id: int
    date: date
    is_closed: bool
    present: bool
    first_at: datetime | None
    absence: str | None = None
    is_before: bool = False


def checkpoints_of(event_id: int) -> list[CheckpointRow]:
    """All checkpoints of an event in the order in which they open."""
    rows = db.session.execute(
        select(
            Checkpoint.id,
            Checkpoint.slug,
            Checkpoint.name,
            Checkpoint.kind,
            Checkpoint.day_id,
            EventDay.date,
            Checkpoint.opens_at,
            Checkpoint.closes_at,
            Checkpoint.counts_for_day,
            EventDay.closed_at,
        )
        .join(EventDay, EventDay.id == Checkpoint.day_id)
        .where(Checkpoint.event_id == event_id)
        .order_by(EventDay.date, Checkpoint.opens_at, Checkpoint.id)
    )
    return [CheckpointRow(*row) for row in rows]


def belongs_to(checkpoint_id: int) -> ColumnElement[bool]:
    """The condition that a registration joined with its category counts at a checkpoint.

    Participants of its audience who are of the cast of its day, or came all the same.
    """
    return and_(_is_invited_to(checkpoint_id), is_awaited_at(checkpoint_id))


def may_be_at(checkpoint_id: int) -> ColumnElement[bool]:
    """The condition that a registration joined with its category may come to a checkpoint now.

    Participants only (speakers and committee stand outside the totals), registered ones, and of the
    checkpoint's audience where it has one.
    """
    return and_(Registration.state == "registered", _is_invited_to(checkpoint_id))


def _is_invited_to(checkpoint_id: int) -> ColumnElement[bool]:
    audience = select(CheckpointAudience.category_id).where(CheckpointAudience.checkpoint_id == checkpoint_id)
    return and_(
        Category.kind == "peserta",
        ~audience.exists() | Registration.category_id.in_(audience),
    )


def is_at(checkpoint_id: int) -> ColumnElement[bool]:
    """The join condition for the attendance of a registration that is present at a checkpoint."""
    return and_(
        Attendance.registration_id == Registration.id,
        Attendance.checkpoint_id == checkpoint_id,
        Attendance.present == true(),
    )


def count_at(event_id: int, checkpoint_id: int) -> Count:
    """How many of how many are there: the number on the crew's screen and over the attendance page."""
    row = db.session.execute(_counted_at(event_id, checkpoint_id)).one()
    return Count(row[0], row[1])


def _counted_at(event_id: int, checkpoint_id: int) -> Select[tuple[int, int]]:
    return (
        select(func.count(Attendance.id), func.count(Registration.id))
        .select_from(Registration)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(Attendance, is_at(checkpoint_id))
        .where(Registration.event_id == event_id, belongs_to(checkpoint_id))
    )


def count_and_rev_at(event_id: int, checkpoint_id: int) -> tuple[Count, int]:
    """`count_at` and `feed_rev` of one moment, in one statement: what every answer to a scan ends with."""
    rev = select(EventFeed.rev).where(EventFeed.event_id == event_id).scalar_subquery()
    row = db.session.execute(_counted_at(event_id, checkpoint_id).add_columns(rev)).one()
    return Count(row[0], row[1]), row[2] or 0


def audience_words(checkpoint_id: int) -> str:
    """Whom a checkpoint is for: "TKSK", "PSM, TKSK"; empty when it is for everyone."""
    codes = db.session.scalars(
        select(Category.code)
        .join(CheckpointAudience, CheckpointAudience.category_id == Category.id)
        .where(CheckpointAudience.checkpoint_id == checkpoint_id)
        .order_by(Category.code)
    )
    return ", ".join(codes)


def feed_rev(event_id: int) -> int:
    """The event's present revision, up to which a reader has seen everything."""
    return db.session.scalar(select(EventFeed.rev).where(EventFeed.event_id == event_id)) or 0


def arrivals_by_region(event_id: int, checkpoint_id: int) -> list[RegionArrivals]:
    """Arrivals of each region that has participants, in the official order of the codes.

    One statement however many people there are. A kecamatan's own row (TKSK) stands before its kelurahan;
    people without a region stand first under an empty code, so that the numbers add up to the whole.
    """
    in_district = and_(_Parent.code == Region.parent_code, Region.level == "kelurahan")
    rows = db.session.execute(
        select(
            func.coalesce(Region.code, ""),
            func.coalesce(Region.name, NO_REGION),
            func.coalesce(Region.level, ""),
            func.coalesce(_Parent.code, Region.code, ""),
            func.coalesce(_Parent.name, Region.name, NO_REGION),
            func.count(Attendance.id),
            func.count(Registration.id),
        )
        .select_from(Registration)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(Region, Region.code == Registration.region_code)
        .outerjoin(_Parent, in_district)
        .outerjoin(Attendance, is_at(checkpoint_id))
        .where(Registration.event_id == event_id, belongs_to(checkpoint_id))
        .group_by(Region.code, Region.name, Region.level, _Parent.code, _Parent.name)
        .order_by(func.coalesce(Region.code, ""))
    )
    return [RegionArrivals(*row) for row in rows]


def present_by_checkpoint(event_id: int) -> dict[int, int]:
    """How many participants are present at each checkpoint that has any; one statement."""
    rows = db.session.execute(
        select(Attendance.checkpoint_id, func.count())
        .join(Checkpoint, Checkpoint.id == Attendance.checkpoint_id)
        .join(EventDay, EventDay.id == Checkpoint.day_id)
        .join(Registration, Registration.id == Attendance.registration_id)
        .join(Category, Category.id == Registration.category_id)
        .where(
            Attendance.event_id == event_id,
            Attendance.present == true(),
            takes_part(EventDay.first_closed_at, true()),
            Category.kind == "peserta",
        )
        .group_by(Attendance.checkpoint_id)
    )
    return {checkpoint_id: number for checkpoint_id, number in rows}


def days_present_by_registration(event_id: int) -> dict[int, frozenset[int]]:
    """Which days (ids of `event_day`) each registration was present on; nobody's absence is listed.

    Present on a day = present at a checkpoint of it that counts (DESIGN 4). `len()` gives the days.
    """
    rows = db.session.execute(
        select(Attendance.registration_id, Checkpoint.day_id)
        .join(Checkpoint, Checkpoint.id == Attendance.checkpoint_id)
        .where(
            Attendance.event_id == event_id, Attendance.present == true(), Checkpoint.counts_for_day == true()
        )
        .distinct()
    )
    return _grouped((registration_id, day_id) for registration_id, day_id in rows)


def present_checkpoints_by_registration(event_id: int) -> dict[int, frozenset[int]]:
    """Which checkpoints (ids) each registration was present at, counting for the day or not."""
    rows = db.session.execute(
        select(Attendance.registration_id, Attendance.checkpoint_id).where(
            Attendance.event_id == event_id, Attendance.present == true()
        )
    )
    return _grouped((registration_id, checkpoint_id) for registration_id, checkpoint_id in rows)


def attendance_of(registration_id: int, event_id: int) -> list[DayAttendance]:
    """Every day of the event as one participant sees it, in order of date; one statement."""
    is_before = select(Registration.id).where(
        Registration.id == registration_id, had_no_seat_at(EventDay.first_closed_at)
    )
    rows = db.session.execute(
        select(
            EventDay.id,
            EventDay.date,
            EventDay.closed_at,
            func.count(Attendance.id),
            func.min(Attendance.first_at),
            func.max(Absence.kind),
            is_before.exists(),
        )
        .select_from(EventDay)
        .outerjoin(Checkpoint, and_(Checkpoint.day_id == EventDay.id, Checkpoint.counts_for_day == true()))
        .outerjoin(
            Attendance,
            and_(
                Attendance.checkpoint_id == Checkpoint.id,
                Attendance.registration_id == registration_id,
                Attendance.present == true(),
            ),
        )
        .outerjoin(Absence, and_(Absence.day_id == EventDay.id, Absence.registration_id == registration_id))
        .where(EventDay.event_id == event_id)
        .group_by(EventDay.id, EventDay.date, EventDay.closed_at, EventDay.first_closed_at)
        .order_by(EventDay.date)
    )
    return [
        DayAttendance(day_id, day, closed_at is not None, places > 0, first_at, absence, is_before)
        for day_id, day, closed_at, places, first_at, absence, is_before in rows
    ]


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for registration_id, other_id in pairs:
        found[registration_id].add(other_id)
    return {registration_id: frozenset(others) for registration_id, others in found.items()}
