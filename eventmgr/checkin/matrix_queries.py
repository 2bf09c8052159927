"""Questions of the attendance matrix. The number of statements does not grow with the people."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select, true
from sqlalchemy.orm import aliased

from eventmgr.checkin.cast_queries import IS_REGISTERED, is_cast_of, takes_part
from eventmgr.checkin.day_rules import Day
from eventmgr.checkin.models import Absence, Attendance
from eventmgr.events.models import Checkpoint, EventDay
from eventmgr.office.models import Region
from eventmgr.people.models import Category, Person
from eventmgr.registration.models import ENDED_STATES, Registration
from eventmgr.shared.db import db
from eventmgr.shared.text import fold_for_search, full_name

_Parent = aliased(Region)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One participant. `place` is a kelurahan, a kecamatan or who sent them; `district` a kelurahan's.

    `left_at` (UTC): when they gave up the seat that they have no more. `cast_of`: ids of the days asked for
    whose cast they are of, whether they came or not.
    """

    id: int
    uid: str
    person_id: int
    category_id: int
    category: str
    name: str
    front_title: str | None
    back_title: str | None
    phone: str | None
    place: str
    district: str
    state: str
    left_at: datetime | None
    cast_of: frozenset[int] = frozenset()

    @property
    def is_registered(self) -> bool:
        return self.state == "registered"

    @property
    def full_name(self) -> str:
        """The name with its titles."""
        return full_name(self.name, self.front_title, self.back_title)


@dataclass(frozen=True, slots=True)
class DayPresence:
    """Presence on a day: the earliest arrival (UTC, None where no hour is known) and what proves it."""

    present: bool
    first_at: datetime | None
    evidence: str
    is_corrected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFilter:
    """What the list shows: `which` is absent, unknown or all (of the day); `words` are folded name words.

    `days`: everybody of all these days, where the list is not of the one day.
    """

    which: str
    day: Day
    words: tuple[str, ...] = ()
    days: tuple[Day, ...] = ()


def search_words(typed: str) -> tuple[str, ...]:
    """At most eight folded words of what was typed."""
    return tuple(fold_for_search(typed[:80]).split()[:8])


def present_on(day_id: int) -> Select[tuple[int]]:
    """The registrations that are present on a day: at a checkpoint of it that counts."""
    return (
        select(Attendance.registration_id)
        .join(Checkpoint, Checkpoint.id == Attendance.checkpoint_id)
        .where(Checkpoint.day_id == day_id, Checkpoint.counts_for_day == true(), Attendance.present == true())
    )


def _is_listed(event_id: int, days: Sequence[Day]) -> ColumnElement[bool]:
    """Whether a registration is a participant's of now, or of the cast of one of the days."""
    return and_(
        Registration.event_id == event_id,
        Category.kind == "peserta",
        or_(IS_REGISTERED, *[is_cast_of(day.first_closed_at) for day in days]),
    )


def _is_missed(day: Day) -> ColumnElement[bool]:
    """Whether a registration is awaited on the day and not present."""
    return and_(_is_awaited(day), is_cast_of(day.first_closed_at), Registration.id.not_in(present_on(day.id)))


def _is_awaited(day: Day) -> ColumnElement[bool]:
    """Whether a registration's category is awaited on the day."""
    if any(not place.audience for place in day.places):
        return true()
    return Registration.category_id.in_({each for place in day.places for each in place.audience})


def _filtered(statement: Select[Any], event_id: int, wanted: ListFilter) -> Select[Any]:
    day = wanted.day
    conditions: list[ColumnElement[bool]] = [_is_listed(event_id, wanted.days or (day,))]
    if wanted.which != "all":
        conditions.append(_is_missed(day))
    if wanted.which == "unknown":
        known = select(Absence.registration_id).where(Absence.day_id == day.id)
        if day.closed_at is not None:
            known = known.where(Absence.kind != "alpa")
        conditions.append(Registration.id.not_in(known))
    conditions += [Person.search_text.contains(word) for word in wanted.words]
    return (
        statement.select_from(Registration)
        .join(Category, Category.id == Registration.category_id)
        .join(Person, Person.id == Registration.person_id)
        .where(*conditions)
    )


def count_people(event_id: int, wanted: ListFilter) -> int:
    """How many participants a filter leaves."""
    return db.session.scalar(_filtered(select(func.count(Registration.id)), event_id, wanted)) or 0


def _columns(days: Sequence[Day]) -> Select[Any]:
    """The fields of a `MatrixRow` in order, then one a day for `cast_of`."""
    is_kelurahan = Region.level == "kelurahan"
    return select(
        Registration.id,
        Registration.uid,
        Registration.person_id,
        Registration.category_id,
        Category.code,
        Person.name,
        Person.front_title,
        Person.back_title,
        Person.phone,
        case(
            (Region.level == "kecamatan", literal("Kecamatan ") + Region.name),
            else_=func.coalesce(Region.name, Registration.unit_text),
        ),
        case((is_kelurahan, func.coalesce(_Parent.name, "")), else_=""),
        Registration.state,
        case((~IS_REGISTERED, Registration.seat_left_at)),
        *[is_cast_of(day.first_closed_at) for day in days],
    )


def _matrix_row(row: Sequence[Any], days: Sequence[Day]) -> MatrixRow:
    fields, is_cast = row[: len(row) - len(days)], row[len(row) - len(days) :]
    cast_of = frozenset(day.id for day, is_here in zip(days, is_cast, strict=True) if is_here)
    return replace(MatrixRow(*fields), cast_of=cast_of)


def _with_regions(statement: Select[Any]) -> Select[Any]:
    return statement.outerjoin(Region, Region.code == Registration.region_code).outerjoin(
        _Parent, _Parent.code == Region.parent_code
    )


def list_people(
    event_id: int, wanted: ListFilter, days: Sequence[Day], *, first: int = 0, limit: int | None = None
) -> list[MatrixRow]:
    """The participants that a filter leaves, by region, category and name; `first` counts from 0.

    `days` are those that are shown beside each other.
    """
    statement = _with_regions(_filtered(_columns(days), event_id, wanted))
    statement = statement.order_by(
        Registration.region_code, Category.code, Person.search_text, Registration.id
    )
    return [_matrix_row(row, days) for row in db.session.execute(statement.offset(first).limit(limit))]


def person_or_none(event_id: int, uid: str, days: Sequence[Day] = ()) -> MatrixRow | None:
    """One participant of the event who is registered, or of the cast of one of the days."""
    statement = (
        _columns(days)
        .select_from(Registration)
        .join(Category, Category.id == Registration.category_id)
        .join(Person, Person.id == Registration.person_id)
    )
    row = db.session.execute(
        _with_regions(statement).where(_is_listed(event_id, days), Registration.uid == uid)
    ).first()
    return None if row is None else _matrix_row(row, days)


def present_by_day(event_id: int, days: Sequence[Day]) -> dict[int, int]:
    """How many of those who are awaited on each day are present; one statement."""
    rows = db.session.execute(
        select(Checkpoint.day_id, func.count(func.distinct(Attendance.registration_id)))
        .select_from(Attendance)
        .join(Checkpoint, Checkpoint.id == Attendance.checkpoint_id)
        .join(EventDay, EventDay.id == Checkpoint.day_id)
        .join(Registration, Registration.id == Attendance.registration_id)
        .join(Category, Category.id == Registration.category_id)
        .where(
            Attendance.event_id == event_id,
            Attendance.present == true(),
            Checkpoint.counts_for_day == true(),
            Category.kind == "peserta",
            takes_part(EventDay.first_closed_at, true()),
            or_(False, *[and_(Checkpoint.day_id == day.id, _is_awaited(day)) for day in days]),
        )
        .group_by(Checkpoint.day_id)
    )
    return {day_id: number for day_id, number in rows}


def left_since(event_id: int, day: Day) -> int:
    """How many of a closed day's cast were replaced or cancelled since; one statement. All count on."""
    if day.first_closed_at is None:
        return 0
    query = (
        select(func.count(Registration.id))
        .join(Category, Category.id == Registration.category_id)
        .where(_is_listed(event_id, (day,)), _is_awaited(day), Registration.state.in_(ENDED_STATES))
    )
    return db.session.scalar(query) or 0


def notes_on(event_id: int, day: Day) -> dict[str, int]:
    """How many of the awaited who are not present have a note, by its kind; one statement."""
    rows = db.session.execute(
        select(Absence.kind, func.count())
        .join(Registration, Registration.id == Absence.registration_id)
        .join(Category, Category.id == Registration.category_id)
        .where(
            Absence.day_id == day.id,
            Registration.event_id == event_id,
            Category.kind == "peserta",
            _is_missed(day),
        )
        .group_by(Absence.kind)
    )
    return {kind: number for kind, number in rows}


def presence_of(registration_ids: Collection[int]) -> dict[tuple[int, int], DayPresence]:
    """Attendance by registration and day, of checkpoints that count; whoever has no row was never there."""
    return _presence(Attendance.registration_id.in_(registration_ids))


def presence_of_event(event_id: int) -> dict[tuple[int, int], DayPresence]:
    """The same for everybody of an event."""
    return _presence(Attendance.event_id == event_id)


def _presence(condition: ColumnElement[bool]) -> dict[tuple[int, int], DayPresence]:
    rows = db.session.execute(
        select(
            Attendance.registration_id,
            Checkpoint.day_id,
            Attendance.present,
            Attendance.first_at,
            Attendance.evidence,
        )
        .join(Checkpoint, Checkpoint.id == Attendance.checkpoint_id)
        .where(condition, Checkpoint.counts_for_day == true())
        .order_by(Checkpoint.opens_at)
    )
    found: dict[tuple[int, int], DayPresence] = {}
    for registration_id, day_id, present, first_at, evidence in rows:
        here = DayPresence(present, first_at, evidence, evidence == "correction")
        known = found.get((registration_id, day_id))
        found[registration_id, day_id] = here if known is None else _together(known, here)
    return found


def _together(one: DayPresence, other: DayPresence) -> DayPresence:
    """Two checkpoints of one day: present at either is present, from the earlier hour on."""
    if one.present != other.present:
        return one if one.present else other
    if one.first_at is None or (other.first_at is not None and other.first_at < one.first_at):
        return other if other.first_at is not None else one
    return one
