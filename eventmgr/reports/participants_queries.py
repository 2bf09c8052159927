"""Questions of the participants list. The number of statements does not grow with the people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, true
from sqlalchemy.orm import aliased

from eventmgr.checkin.cast_queries import IS_REGISTERED, had_no_seat_on, had_seat_on
from eventmgr.checkin.models import Absence, Attendance
from eventmgr.events.models import Checkpoint, EventDay
from eventmgr.office.models import Region
from eventmgr.people.models import Category, Person
from eventmgr.registration.models import Registration, Ticket
from eventmgr.reports.participants_rules import Search
from eventmgr.shared.db import db
from eventmgr.shared.text import fold_for_search

_Parent = aliased(Region)
SORTS = ("nama", "unsur", "kelurahan", "kecamatan", "hadir")


@dataclass(frozen=True)
class Filters:
    """What is to be listed; "" and False mean everything. `presence` needs a day.

    `presence`: "hadir"; "keterangan" (not there, with izin, sakit or tugas); "belum" (neither);
    "tidak" (not there, with a note or without). `walk_in`:
    only who was written down at the door.
    """

    search: Search
    category_code: str = ""
    district_code: str = ""
    presence: str = ""
    walk_in: bool = False
    sort: str = "nama"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """One line of the list; the NIK is still encrypted, `first_at` is UTC and None without presence."""

    registration_uid: str
    name: str
    front_title: str | None
    back_title: str | None
    category_code: str
    region_code: str | None
    region_name: str | None
    region_level: str | None
    parent_name: str | None
    nik_cipher: bytes | None
    key_id: int
    phone: str | None
    typed_code: str | None
    crew_note: str | None
    is_walk_in: bool
    #: of the office, not of a pilar: nobody asks for their NIK
    is_guest: bool
    is_present: bool
    first_at: datetime | None
    #: izin, sakit, tugas, alpa; presence wins over it
    absence: str | None
    #: without a seat when the day was closed
    is_newcomer: bool


@dataclass(frozen=True, slots=True)
class CategoryCount:
    """Registered people of a category, from how many regions; how many of the day's cast were present."""

    code: str
    name: str
    #: speakers, committee and guests stand outside the totals
    is_participant: bool
    region_level: str | None
    people: int
    regions: int
    present: int


@dataclass(frozen=True, slots=True)
class ListedDay:
    """A day whose attendance the list may show."""

    id: int
    date: date
    is_closed: bool


def listed_days(event_id: int) -> list[ListedDay]:
    """The days of an event in order."""
    rows = db.session.execute(
        select(EventDay.id, EventDay.date, EventDay.closed_at.is_not(None))
        .where(EventDay.event_id == event_id)
        .order_by(EventDay.date)
    )
    return [ListedDay(*row) for row in rows]


def _presence(day_id: int | None) -> Any:
    """Registrations present on a day, each with its earliest arrival that counts; nobody without a day."""
    return (
        select(Attendance.registration_id, func.min(Attendance.first_at).label("first_at"))
        .join(Checkpoint, Checkpoint.id == Attendance.checkpoint_id)
        .where(Checkpoint.day_id == day_id, Checkpoint.counts_for_day == true(), Attendance.present == true())
        .group_by(Attendance.registration_id)
        .subquery()
    )


@dataclass(frozen=True, slots=True)
class _Day:
    """What is known of each registration on the day in view: two subqueries and a condition."""

    presence: Any
    absence: Any
    is_newcomer: ColumnElement[bool]


def _day(day_id: int | None) -> _Day:
    """Nobody is there, has a note or is new without a day."""
    notes = select(Absence.registration_id, Absence.kind).where(Absence.day_id == day_id).subquery()
    return _Day(_presence(day_id), notes, had_no_seat_on(day_id))


def _is_registered(event_id: int) -> ColumnElement[bool]:
    return and_(Registration.event_id == event_id, Registration.state == "registered")


def category_counts(event_id: int, day_id: int | None) -> list[CategoryCount]:
    """By category in their order; `people` may be 0 where somebody of the day's cast has left since."""
    presence = _presence(day_id)
    rows = db.session.execute(
        select(
            Category.code,
            Category.name,
            Category.kind == "peserta",
            Category.region_level,
            func.count(case((IS_REGISTERED, Registration.id))),
            func.count(func.distinct(case((IS_REGISTERED, Registration.region_code)))),
            func.count(presence.c.registration_id),
        )
        .select_from(Registration)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(presence, presence.c.registration_id == Registration.id)
        .where(Registration.event_id == event_id, or_(IS_REGISTERED, had_seat_on(day_id)))
        .group_by(Category.id, Category.code, Category.name, Category.kind, Category.region_level)
        .order_by(Category.id)
    )
    return [CategoryCount(*row) for row in rows]


def regions_in(event_id: int) -> list[tuple[str, str, str]]:
    """(code, name, level) of every region that a participant comes from, and of their kecamatan."""
    own = (
        select(Region.code, Region.name, Region.level, Region.parent_code)
        .join(Registration, Registration.region_code == Region.code)
        .where(Registration.event_id == event_id, Registration.state == "registered")
        .distinct()
        .subquery()
    )
    rows = db.session.execute(
        select(Region.code, Region.name, Region.level)
        .where(or_(Region.code.in_(select(own.c.code)), Region.code.in_(select(own.c.parent_code))))
        .order_by(Region.code)
    )
    return [(code, name, level) for code, name, level in rows]


def _conditions(filters: Filters, regions: Sequence[tuple[str, str, str]], day: _Day) -> list[Any]:
    """Participants, unless a category is asked for: that is how guests and speakers are found."""
    of_category = Category.code == filters.category_code
    found: list[Any] = [of_category if filters.category_code else Category.kind == "peserta"]
    if filters.district_code:
        below = Registration.region_code.startswith(f"{filters.district_code}.")
        found.append(or_(Registration.region_code == filters.district_code, below))
    if filters.presence:
        is_there = day.presence.c.registration_id.is_not(None)
        has_note = func.coalesce(day.absence.c.kind, "alpa") != "alpa"
        found += {
            "hadir": [is_there],
            "keterangan": [~is_there, has_note, ~day.is_newcomer],
            "belum": [~is_there, ~has_note, ~day.is_newcomer],
            "tidak": [~is_there, ~day.is_newcomer],
        }[filters.presence]
    if filters.walk_in:
        found.append(Registration.is_walk_in.is_(True))
    if filters.search.typed:
        found.append(_matches(filters.search, regions))
    return found


def _matches(search: Search, regions: Sequence[tuple[str, str, str]]) -> ColumnElement[bool]:
    """Every word in the name or the kelurahan; or the whole as a code, or as the end of a telephone."""
    words = []
    for word in search.words:
        codes = [
            code for code, name, level in regions if level == "kelurahan" and word in fold_for_search(name)
        ]
        words.append(or_(Person.search_text.contains(word), Registration.region_code.in_(codes)))
    whole: list[ColumnElement[bool]] = [and_(*words)] if words else []
    if search.code:
        whole.append(Ticket.typed_code.startswith(search.code))
    if search.digits:
        whole.append(Person.phone.endswith(search.digits.lstrip("0") or search.digits))
    return or_(*whole) if whole else Person.id.is_(None)


def _joined(query: Select[Any], day: _Day) -> Select[Any]:
    return (
        query.select_from(Registration)
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(Region, Region.code == Registration.region_code)
        .outerjoin(_Parent, _Parent.code == Region.parent_code)
        .outerjoin(Ticket, and_(Ticket.registration_id == Registration.id, Ticket.state == "active"))
        .outerjoin(day.presence, day.presence.c.registration_id == Registration.id)
        .outerjoin(day.absence, day.absence.c.registration_id == Registration.id)
    )


def count_participants(
    event_id: int, day_id: int | None, filters: Filters, regions: Sequence[tuple[str, str, str]]
) -> int:
    """How many participants the filters leave."""
    day = _day(day_id)
    query = _joined(select(func.count(Registration.id)), day)
    return db.session.execute(
        query.where(_is_registered(event_id), *_conditions(filters, regions, day))
    ).scalar_one()


def uids_of_participants(
    event_id: int, day_id: int | None, filters: Filters, regions: Sequence[tuple[str, str, str]]
) -> list[str]:
    """The registrations that the filters leave, on all pages."""
    day = _day(day_id)
    query = _joined(select(Registration.uid), day)
    found = query.where(_is_registered(event_id), *_conditions(filters, regions, day))
    return list(db.session.scalars(found.order_by(Registration.id)))


def list_participants(
    event_id: int,
    day_id: int | None,
    filters: Filters,
    regions: Sequence[tuple[str, str, str]],
    *,
    first: int = 0,
    limit: int | None = None,
    uids: Sequence[str] | None = None,
) -> list[ParticipantRow]:
    """The participants that the filters leave, sorted; `first` counts from 0, no `limit` means all.

    With `uids` those registrations instead, whatever their category.
    """
    day = _day(day_id)
    columns = select(
        Registration.uid,
        Person.name,
        Person.front_title,
        Person.back_title,
        Category.code,
        Registration.region_code,
        Region.name,
        Region.level,
        _Parent.name,
        Person.nik_cipher,
        Person.key_id,
        Person.phone,
        Ticket.typed_code,
        Registration.crew_note,
        Registration.is_walk_in,
        Category.kind == "mitra",
        day.presence.c.registration_id.is_not(None),
        day.presence.c.first_at,
        day.absence.c.kind,
        day.is_newcomer,
    )
    asked = _conditions(filters, regions, day) if uids is None else [Registration.uid.in_(uids)]
    query = _joined(columns, day).where(_is_registered(event_id), *asked)
    by = _order(filters.sort, day.presence)
    ordered = [column.desc() if filters.descending else column for column in by]
    query = query.order_by(*ordered, Person.search_text, Registration.id).offset(first)
    return [ParticipantRow(*row) for row in db.session.execute(query.limit(limit))]


def _order(sort: str, presence: Any) -> list[Any]:
    by_sort: Mapping[str, list[Any]] = {
        "unsur": [Category.code],
        "kelurahan": [func.coalesce(Region.name, "")],
        "kecamatan": [Registration.region_code],
        "hadir": [presence.c.registration_id.is_(None), presence.c.first_at],
    }
    return by_sort.get(sort, [Person.search_text])
