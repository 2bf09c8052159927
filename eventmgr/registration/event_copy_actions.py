"""A new event, from nothing or after another one together with its people: one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.events.copy_parts import copy_parts
from eventmgr.events.copy_rules import COMES
from eventmgr.events.copying import SLUG_TAKEN, NewEvent, make_event
from eventmgr.events.models import Event
from eventmgr.registration.event_copy_queries import Companion, companions_of, registered_ids
from eventmgr.registration.models import Registration, Ticket
from eventmgr.registration.ticket_rows import new_ticket_row
from eventmgr.shared.db import db, new_uid, reserve_ids, table_of, write
from eventmgr.shared.keyring import keyring
from eventmgr.shared.refusal import Refusal

#: an event has no id before it is stored
_NO_EVENT = 0


@dataclass(frozen=True, slots=True)
class MadeEvent:
    """The address of the new event and how many people came along."""

    slug: str
    people: int


def create_or_copy_event(actor: Actor, at: datetime, *, wish: NewEvent) -> MadeEvent:
    """Make an event as a draft; the same form twice is one event.

    With "people" in `wish.take` everybody of the source who still serves is registered anew, with a new
    ticket each: codes are drawn before `write()`, inside it stand bulk statements (323 people: < 100 ms).
    Raises Refusal "slug_taken".
    """
    takes_people = wish.source is not None and "people" in wish.take
    source_id = wish.source.id if wish.source is not None else _NO_EVENT
    people = _coming(source_id, wish) if takes_people else []
    tickets = _ticket_rows(len(people))
    try:
        with write() as session:
            known = _made_by(session, wish.request_uid)
            if known is not None:
                return known
            # Who was cancelled since stays behind; the others keep the codes drawn for them.
            still = registered_ids(source_id) if takes_people else set()
            coming = [one for one in people if one.registration_id in still]
            event = make_event(session, actor, at, wish)
            _register(session, at, event, coming, tickets)
            for part in copy_parts():
                if source_id and part.key in wish.take:
                    part.copy(session, source_id, event.id)
            if coming:
                details = {"count": [None, len(coming)]}
                line = AuditLine(
                    "registrations.copied", "event", event.uid, event.office_id, event.id, details=details
                )
                record(session, actor, at, line)
            return MadeEvent(event.slug, len(coming))
    except IntegrityError as error:
        # Two presses, or two people with one address, at the same moment on PostgreSQL.
        known = _made_by(db.session(), wish.request_uid)
        if known is not None:
            return known
        raise Refusal("slug_taken", SLUG_TAKEN) from error


def _coming(source_id: int, wish: NewEvent) -> list[Companion]:
    return [one for one in companions_of(source_id, wish.first_day) if one.carry == COMES]


def _made_by(session: Session, request_uid: str) -> MadeEvent | None:
    event = session.scalar(select(Event).where(Event.request_uid == request_uid))
    if event is None:
        return None
    number = session.scalars(select(Registration.id).where(Registration.event_id == event.id)).all()
    return MadeEvent(event.slug, len(number))


def _ticket_rows(count: int) -> list[dict[str, Any]]:
    ring, taken = keyring(), set[str]()
    return [new_ticket_row(ring, _NO_EVENT, taken) for _ in range(count)]


def _register(
    session: Session,
    at: datetime,
    event: Event,
    people: Sequence[Companion],
    tickets: Sequence[dict[str, Any]],
) -> None:
    """Two bulk statements, however many people come along."""
    if not people:
        return
    ids = reserve_ids(session, Registration.__tablename__, len(people))
    rows = [
        {
            "id": registration_id,
            "uid": new_uid(),
            "event_id": event.id,
            "person_id": one.person_id,
            "category_id": one.category_id,
            "region_code": one.region_code,
            "unit_text": one.unit_text,
            "state": "registered",
            "created_at": at,
            "revision": 1,
        }
        for registration_id, one in zip(ids, people, strict=True)
    ]
    session.connection().execute(insert(table_of(Registration)), rows)
    cards = [
        {**ticket, "event_id": event.id, "registration_id": registration_id}
        for registration_id, ticket in zip(ids, tickets, strict=False)
    ]
    session.connection().execute(insert(table_of(Ticket)), cards)
