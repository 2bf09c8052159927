"""Registering one person: somebody new, or somebody whom the office knows."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.events.actions import advance_feed, demand_state
from eventmgr.events.models import Event
from eventmgr.events.rules import Doing
from eventmgr.people.actions import PersonDraft, prepare_person
from eventmgr.people.models import Assignment, Person
from eventmgr.registration.models import LIVE_STATES, Registration, Ticket
from eventmgr.registration.queries import typed_codes_of
from eventmgr.registration.seat_queries import next_reserve_no
from eventmgr.registration.ticket_rows import new_ticket_row
from eventmgr.shared.dates import local_date
from eventmgr.shared.db import new_uid, table_of, write
from eventmgr.shared.keyring import keyring
from eventmgr.shared.refusal import Refusal
from eventmgr.shared.text import mask_nik

_people, _tickets = table_of(Person), table_of(Ticket)


@dataclass(frozen=True, slots=True)
class Entry:
    """Who is to take part as what: a `draft` of somebody new, or the id of somebody known.

    `as_reserve` puts the person at the end of the reserve list. `request_uid` makes two presses one.
    """

    request_uid: str
    category_id: int
    region_code: str | None
    draft: PersonDraft | None = None
    person_id: int | None = None
    as_reserve: bool = False
    sk_number: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Rows that were made before `write()`: keys, hashes and codes. Without `ticket` a card comes later."""

    entry: Entry
    person: dict[str, Any] | None
    ticket: dict[str, Any] | None


def prepare_entry(event: Event, entry: Entry, *, with_ticket: bool = True) -> Prepared:
    """Everything slow of a registration. Call it before `write()`."""
    ring = keyring()
    person = prepare_person(ring, event.office_id, entry.draft) if entry.draft is not None else None
    ticket = new_ticket_row(ring, event.id, typed_codes_of(event.id)) if with_ticket else None
    return Prepared(entry, person, ticket)


def register(actor: Actor, at: datetime, *, event: Event, entry: Entry) -> str:
    """Register one person with a ticket; the registration's uid, also for a second press.

    Raises Refusal: the event is closed, the NIK is somebody's, the person takes part already.
    """
    prepared = prepare_entry(event, entry)
    event_id, zone = event.id, event.zone
    try:
        with write() as session:
            advance_feed(session, event_id)
            demand_state(session, event_id, Doing.PREPARE)
            earlier = earlier_request_or_none(session, event_id, entry.request_uid)
            if earlier is not None:
                return earlier.uid
            state: Literal["reserve", "registered"] = "reserve" if entry.as_reserve else "registered"
            number = next_reserve_no(event_id) if entry.as_reserve else None
            row = add_registration(session, at, event_id, zone, prepared, state=state, reserve_no=number)
            _note_registered(session, actor, at, row, prepared)
            return row.uid
    except IntegrityError as error:
        raise taken_meanwhile() from error


def taken_meanwhile() -> Refusal:
    """What is said when another request was faster with the same NIK or person."""
    return Refusal(
        "taken_meanwhile", "Orang ini baru saja dicatat oleh panitia lain. Muat lagi, lalu periksa daftarnya."
    )


def earlier_request_or_none(session: Session, event_id: int, request_uid: str) -> Registration | None:
    """The registration that the same form made before."""
    return session.scalar(
        select(Registration).where(Registration.event_id == event_id, Registration.request_uid == request_uid)
    )


def add_registration(
    session: Session,
    at: datetime,
    event_id: int,
    zone: str,
    prepared: Prepared,
    *,
    state: str,
    reserve_no: int | None = None,
    replaces_id: int | None = None,
    is_walk_in: bool = False,
) -> Registration:
    """Person where new, assignment, registration and ticket, inside `write()` after the feed was taken."""
    entry = prepared.entry
    person_id = _person_id(session, event_id, prepared)
    begins = None if prepared.person is not None else local_date(at, zone)
    _begin_assignment(session, person_id, prepared, begins)
    row = Registration(
        uid=new_uid(),
        event_id=event_id,
        person_id=person_id,
        category_id=entry.category_id,
        region_code=entry.region_code,
        unit_text="",
        state=state,
        reserve_no=reserve_no,
        replaces_id=replaces_id,
        request_uid=entry.request_uid,
        is_walk_in=is_walk_in,
        created_at=at,
    )
    session.add(row)
    session.flush()
    if prepared.ticket is not None:
        session.execute(insert(_tickets), [{**prepared.ticket, "registration_id": row.id}])
    return row


def _begin_assignment(session: Session, person_id: int, prepared: Prepared, begins: date | None) -> None:
    """The person is assigned as what they are registered for, unless they are already."""
    entry = prepared.entry
    assignment = (
        select(Assignment.id)
        .where(
            Assignment.person_id == person_id,
            Assignment.category_id == entry.category_id,
            Assignment.to_date.is_(None),
        )
        .limit(1)
    )
    if session.scalar(assignment) is None:
        session.add(
            Assignment(
                person_id=person_id,
                category_id=entry.category_id,
                region_code=entry.region_code,
                sk_number=entry.sk_number or None,
                from_date=begins,
            )
        )


def _person_id(session: Session, event_id: int, prepared: Prepared) -> int:
    if prepared.person is not None:
        made = insert(_people).values(prepared.person).returning(_people.c.id)
        return int(session.execute(made).scalar_one())
    person_id = prepared.entry.person_id or 0
    live = session.scalar(
        select(Registration.uid).where(
            Registration.event_id == event_id,
            Registration.person_id == person_id,
            Registration.state.in_(LIVE_STATES),
        )
    )
    if live is not None:
        raise Refusal("already_registered", "Orang ini sudah terdaftar di kegiatan ini.")
    return person_id


def _note_registered(
    session: Session, actor: Actor, at: datetime, row: Registration, prepared: Prepared
) -> None:
    draft = prepared.entry.draft
    person = session.get_one(Person, row.person_id)
    details: dict[str, list[Any]] = {"state": [None, row.state], "region_code": [None, row.region_code]}
    if draft is not None:
        details |= {"name": [None, draft.name.joined], "nik": [None, mask_nik(draft.nik)]}
    line = AuditLine(
        "registration.added",
        "registration",
        row.uid,
        person.office_id,
        row.event_id,
        person_id=row.person_id,
        details=details,
    )
    record(session, actor, at, line)
