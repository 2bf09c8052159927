"""One participant of an event, for the organizer: the person over all events of the office."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, func, select, true
from sqlalchemy.orm import aliased

from eventmgr.certificates.models import Certificate
from eventmgr.checkin.models import Attendance
from eventmgr.events.models import Checkpoint, Event, EventDay
from eventmgr.office.models import Region, RegisterEntry
from eventmgr.people.models import Assignment, Category, Person
from eventmgr.registration.models import Registration, Ticket
from eventmgr.shared.db import db
from eventmgr.shared.text import full_name

_Parent = aliased(Region)


@dataclass(frozen=True, slots=True)
class ParticipantFacts:
    """A registration with its person; `parent` is the kecamatan of a kelurahan."""

    registration: Registration
    person: Person
    category: Category
    region: Region | None
    parent: Region | None
    ticket: Ticket | None

    @property
    def name(self) -> str:
        """The name with its titles."""
        return full_name(self.person.name, self.person.front_title, self.person.back_title)

    @property
    def has_name_card(self) -> bool:
        """Whether there is a card to print, as `gets_name_card` says of many."""
        is_named = self.ticket is not None and self.ticket.spare_no is None
        return is_named and self.registration.state == "registered" and self.category.kind != "mitra"


def participant_or_none(event_id: int, uid: str) -> ParticipantFacts | None:
    """The participant of a registration's uid, whatever its state; one statement."""
    row = db.session.execute(
        select(Registration, Person, Category, Region, _Parent, Ticket)
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(Region, Region.code == Registration.region_code)
        .outerjoin(_Parent, _Parent.code == Region.parent_code)
        .outerjoin(Ticket, (Ticket.registration_id == Registration.id) & (Ticket.state == "active"))
        .where(Registration.event_id == event_id, Registration.uid == uid)
    ).one_or_none()
    return None if row is None else ParticipantFacts(*row)


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """What somebody was assigned as, where, from when to when."""

    category: str
    region: str | None
    parent: str | None
    level: str | None
    sk_number: str | None
    from_date: date | None
    to_date: date | None


def assignments_of(person_id: int) -> list[AssignmentRow]:
    """All assignments of a person, the present ones first; one statement."""
    rows = db.session.execute(
        select(
            Category.code,
            Region.name,
            _Parent.name,
            Region.level,
            Assignment.sk_number,
            Assignment.from_date,
            Assignment.to_date,
        )
        .join(Category, Category.id == Assignment.category_id)
        .outerjoin(Region, Region.code == Assignment.region_code)
        .outerjoin(_Parent, _Parent.code == Region.parent_code)
        .where(Assignment.person_id == person_id)
        .order_by(Assignment.to_date.is_not(None), Assignment.id.desc())
    )
    return [AssignmentRow(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event of a person. `number` and `record` are those of the newest certificate, None without one."""

    registration_uid: str
    state: str
    event_id: int
    slug: str
    name: str
    first_day: date | None
    days: int
    present: int
    certificate_state: str | None
    certificate_uid: str | None
    number: str | None
    record: dict[str, Any] | None


def events_of_person(person_id: int) -> list[EventRow]:
    """All events in which a person was registered, newest first; one statement."""
    days = (
        select(EventDay.event_id, func.min(EventDay.date).label("first"), func.count().label("days"))
        .group_by(EventDay.event_id)
        .subquery()
    )
    presence = (
        select(Attendance.registration_id, func.count(func.distinct(Checkpoint.day_id)).label("present"))
        .join(Checkpoint, Checkpoint.id == Attendance.checkpoint_id)
        .join(Registration, Registration.id == Attendance.registration_id)
        .where(
            Registration.person_id == person_id,
            Attendance.present == true(),
            Checkpoint.counts_for_day == true(),
        )
        .group_by(Attendance.registration_id)
        .subquery()
    )
    newest = (
        select(func.max(Certificate.id))
        .where(Certificate.registration_id == Registration.id)
        .correlate(Registration)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(
            Registration.uid,
            Registration.state,
            Event.id,
            Event.slug,
            Event.name,
            days.c.first,
            func.coalesce(days.c.days, 0),
            func.coalesce(presence.c.present, 0),
            Certificate.state,
            Certificate.uid,
            RegisterEntry.text,
            Certificate.snapshot,
        )
        .join(Event, Event.id == Registration.event_id)
        .outerjoin(days, days.c.event_id == Event.id)
        .outerjoin(presence, presence.c.registration_id == Registration.id)
        .outerjoin(Certificate, Certificate.id == newest)
        .outerjoin(RegisterEntry, RegisterEntry.id == Certificate.entry_id)
        .where(Registration.person_id == person_id)
        .order_by(days.c.first.desc().nulls_last(), Registration.id.desc())
    )
    return [EventRow(*row) for row in rows]


def certificate_number_or_none(registration_id: int) -> str | None:
    """The printed number of the live certificate; one statement."""
    return db.session.scalar(
        select(RegisterEntry.text)
        .join(Certificate, Certificate.entry_id == RegisterEntry.id)
        .where(Certificate.registration_id == registration_id, Certificate.state.in_(("reserved", "valid")))
        .order_by(Certificate.id.desc())
        .limit(1)
    )


@dataclass(frozen=True, slots=True)
class OtherHolder:
    """Who held the seat before, or holds it now."""

    uid: str
    name: str
    is_before: bool


def neighbours_of(registration: Registration) -> list[OtherHolder]:
    """Whom a registration replaced, and by whom it was replaced; one statement."""
    rows = db.session.execute(
        select(Registration.uid, Registration.id, Person.name, Person.front_title, Person.back_title)
        .join(Person, Person.id == Registration.person_id)
        .where(
            and_(
                Registration.event_id == registration.event_id,
                (Registration.id == registration.replaces_id) | (Registration.replaces_id == registration.id),
            )
        )
        .order_by(Registration.id)
    )
    return [
        OtherHolder(uid, full_name(name, front, back), row_id == registration.replaces_id)
        for uid, row_id, name, front, back in rows
    ]


def tickets_with(registration_id: int) -> Sequence[Ticket]:
    """All cards of a registration, the newest first; one statement."""
    return db.session.scalars(
        select(Ticket).where(Ticket.registration_id == registration_id).order_by(Ticket.id.desc())
    ).all()
