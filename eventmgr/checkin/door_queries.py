"""Who stands at which gate: what `check_in()` must know of checkpoint, card and person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, select
from sqlalchemy.orm import aliased

from eventmgr.checkin.credentials import Credential
from eventmgr.checkin.models import Attendance, Scan
from eventmgr.checkin.rules import CheckpointFacts, TicketFacts
from eventmgr.events.models import Checkpoint, CheckpointAudience, Event, EventDay
from eventmgr.office.models import Region
from eventmgr.people.models import Category, Person
from eventmgr.registration.models import Registration, Ticket
from eventmgr.shared.db import db

_Parent = aliased(Region)

# Made once: putting these statements together costs more than running them.
_GATE = (
    select(Checkpoint, EventDay, Event, CheckpointAudience.category_id)
    .join(EventDay, EventDay.id == Checkpoint.day_id)
    .join(Event, Event.id == Checkpoint.event_id)
    .outerjoin(CheckpointAudience, CheckpointAudience.checkpoint_id == Checkpoint.id)
)
_COLUMNS = (
    Ticket.id.label("ticket_id"),
    Ticket.state.label("ticket_state"),
    Ticket.voided_at,
    Ticket.spare_no,
    Event.id.label("event_id"),
    Event.office_id,
    Event.name.label("event_name"),
    Registration.id.label("registration_id"),
    Registration.uid.label("registration_uid"),
    Registration.state.label("registration_state"),
    Registration.category_id,
    Registration.ended_at,
    Registration.crew_note,
    Registration.request_uid,
    Person.name,
    Person.front_title,
    Person.back_title,
    Category.code.label("category"),
    Region.name.label("region"),
    Region.level.label("region_level"),
    _Parent.name.label("parent_region"),
    Attendance.id.label("attendance_id"),
    Attendance.present,
    Attendance.first_at,
)


def _with_person(statement: Select[Any]) -> Select[Any]:
    at_gate = and_(
        Attendance.registration_id == Registration.id,
        Attendance.checkpoint_id == bindparam("checkpoint_id"),
    )
    return (
        statement.outerjoin(Person, Person.id == Registration.person_id)
        .outerjoin(Category, Category.id == Registration.category_id)
        .outerjoin(Region, Region.code == Registration.region_code)
        .outerjoin(_Parent, _Parent.code == Region.parent_code)
        .outerjoin(Attendance, at_gate)
    )


_TICKETS = _with_person(
    select(*_COLUMNS)
    .select_from(Ticket)
    .join(Event, Event.id == Ticket.event_id)
    .outerjoin(Registration, Registration.id == Ticket.registration_id)
)
_BY_TICKET = _TICKETS.order_by(Ticket.id.desc()).limit(1)
_BY_REGISTRATION = _with_person(
    select(*_COLUMNS)
    .select_from(Registration)
    .join(Event, Event.id == Registration.event_id)
    .outerjoin(Ticket, and_(Ticket.registration_id == Registration.id, Ticket.state == "active"))
)


@dataclass(frozen=True, slots=True)
class Gate:
    """A checkpoint as `decide()` needs it, with the names that the answer shows."""

    checkpoint_id: int
    office_id: int
    slug: str
    name: str
    facts: CheckpointFacts


@dataclass(frozen=True, slots=True)
class Guest:
    """Who holds the card. A spare card has no `registration_id` and an empty name.

    `spare_number` is printed on a card that was made as a spare one; `request_uid` is of the form or the
    delivery that made the registration. `first_at` is the arrival at the gate that is known so far (UTC);
    `has_attendance` says that a row exists.
    """

    facts: TicketFacts
    ticket_id: int | None
    registration_id: int | None
    registration_uid: str | None
    office_id: int
    event_name: str
    ticket_ended_at: datetime | None
    registration_ended_at: datetime | None
    crew_note: str | None
    spare_number: int | None
    request_uid: str | None
    name: str
    front_title: str | None
    back_title: str | None
    category: str | None
    region: str | None
    parent_region: str | None
    has_attendance: bool
    is_present: bool
    first_at: datetime | None


def gate_or_none(event_id: int, slug: str) -> Gate | None:
    """The event's checkpoint of that slug, with its day, audience and event, in one statement."""
    return _gate_where(Checkpoint.event_id == event_id, Checkpoint.slug == slug)


def gate_by_id_or_none(checkpoint_id: int) -> Gate | None:
    return _gate_where(Checkpoint.id == checkpoint_id)


def _gate_where(*conditions: ColumnElement[bool]) -> Gate | None:
    rows = db.session.execute(_GATE.where(*conditions)).all()
    if not rows:
        return None
    checkpoint, day, event, _ = rows[0]
    facts = CheckpointFacts(
        event_id=event.id,
        event_state=event.state,
        zone=event.zone,
        day=day.date,
        opens_at=checkpoint.opens_at,
        closes_at=checkpoint.closes_at,
        day_is_closed=day.closed_at is not None,
        audience=frozenset(category_id for *_, category_id in rows if category_id is not None),
    )
    return Gate(checkpoint.id, event.office_id, checkpoint.slug, checkpoint.name, facts)


def guest_or_none(gate: Gate, credential: Credential) -> Guest | None:
    """Who holds the card that was shown; None for a stray code or a card without a row.

    A typed code is looked for in the gate's event first, then in the other events of the same office
    (one more statement), because two events may use the same short code.
    """
    place, event_id = gate.checkpoint_id, gate.facts.event_id
    match credential.kind:
        case "qr":
            return _holder_of(place, Ticket.token_hash == credential.value)
        case "typed":
            is_code = Ticket.typed_code == credential.value
            here = _holder_of(place, Ticket.event_id == event_id, is_code)
            if here is not None:
                return here
            of_office = select(Event.id).where(Event.office_id == gate.office_id)
            return _holder_of(place, Ticket.event_id.in_(of_office), is_code)
        case "registration":
            is_theirs = Registration.uid == credential.value
            return next(iter(_registered(place, is_theirs, Registration.event_id == event_id)), None)
    return None


def guest_of_scan_or_none(scan: Scan) -> Guest | None:
    """Who held the card of a stored scan, as things stand now.

    A spare card may have become another's since, so the registration is looked for where it was known.
    """
    if scan.ticket_id is not None:
        holder = _holder_of(scan.checkpoint_id, Ticket.id == scan.ticket_id)
        if holder is not None and scan.registration_id in (None, holder.registration_id):
            return holder
    if scan.registration_id is not None:
        found = _registered(scan.checkpoint_id, Registration.id == scan.registration_id)
        return next(iter(found), None)
    return None


def guests_of_registrations(checkpoint_id: int, registration_ids: set[int]) -> dict[int, Guest]:
    """Many registrations at one checkpoint, by id, in one statement."""
    found = _registered(checkpoint_id, Registration.id.in_(registration_ids))
    return {guest.registration_id: guest for guest in found if guest.registration_id is not None}


def guests_of_uids(event_id: int, checkpoint_id: int, uids: Collection[str]) -> dict[str, Guest]:
    """Many registrations of an event at one checkpoint, by uid, in one statement."""
    rows = db.session.execute(
        _BY_REGISTRATION.where(Registration.event_id == event_id, Registration.uid.in_(uids)),
        {"checkpoint_id": checkpoint_id},
    )
    return {row.registration_uid: _guest(row) for row in rows}


def guests_of_codes(event_id: int, checkpoint_id: int, codes: Collection[str]) -> dict[str, Guest]:
    """Who holds the cards of an event with these typed codes, by code, in one statement."""
    statement = _TICKETS.add_columns(Ticket.typed_code).where(
        Ticket.event_id == event_id, Ticket.typed_code.in_(codes)
    )
    rows = db.session.execute(statement, {"checkpoint_id": checkpoint_id})
    return {row.typed_code: _guest(row) for row in rows}


def _holder_of(checkpoint_id: int, *conditions: ColumnElement[bool]) -> Guest | None:
    row = db.session.execute(_BY_TICKET.where(*conditions), {"checkpoint_id": checkpoint_id}).first()
    return None if row is None else _guest(row)


def _registered(checkpoint_id: int, *conditions: ColumnElement[bool]) -> list[Guest]:
    """A person picked by name needs no card; the active one, where there is one, goes along."""
    rows = db.session.execute(_BY_REGISTRATION.where(*conditions), {"checkpoint_id": checkpoint_id})
    return [_guest(row) for row in rows]


def _guest(row: Row[Any]) -> Guest:
    is_kelurahan = row.region_level == "kelurahan"
    return Guest(
        facts=TicketFacts(
            event_id=row.event_id,
            state=row.ticket_state or "active",
            registration_state=row.registration_state,
            category_id=row.category_id,
        ),
        ticket_id=row.ticket_id,
        registration_id=row.registration_id,
        registration_uid=row.registration_uid,
        office_id=row.office_id,
        event_name=row.event_name,
        ticket_ended_at=row.voided_at,
        registration_ended_at=row.ended_at,
        crew_note=row.crew_note,
        spare_number=row.spare_no,
        request_uid=row.request_uid,
        name=row.name or "",
        front_title=row.front_title,
        back_title=row.back_title,
        category=row.category,
        region=row.region,
        parent_region=f"Kec. {row.parent_region}" if is_kelurahan and row.parent_region else None,
        has_attendance=row.attendance_id is not None,
        is_present=bool(row.present),
        first_at=row.first_at,
    )
