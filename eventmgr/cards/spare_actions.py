"""Spare cards: made without a name, given to somebody at the door, taken back by an organizer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.cards.spare_queries import (
    GIVEN_WORDS,
    SPARES_JOB,
    is_printing,
    last_spare_no,
    spare_cards_of,
    spares_key,
)
from eventmgr.events.actions import advance_feed, demand_state
from eventmgr.events.models import Event
from eventmgr.events.rules import Doing
from eventmgr.registration.models import Registration, Ticket
from eventmgr.registration.queries import typed_codes_of
from eventmgr.registration.seat_actions import registration_line, void_tickets
from eventmgr.registration.ticket_queries import last_ticket_version
from eventmgr.registration.ticket_rows import new_ticket_row
from eventmgr.shared.db import table_of, write
from eventmgr.shared.jobs import enqueue
from eventmgr.shared.keyring import keyring
from eventmgr.shared.refusal import Refusal

#: so many at a press, and in all: two and a half sheets, and more than a door ever needs
A_BATCH, MOST = 20, 400
_tickets = table_of(Ticket)


def order_spares(actor: Actor, at: datetime, *, event: Event, seen_last: int) -> bool:
    """Make twenty more spare cards and put their printing into the queue; numbers go on.

    `seen_last` is the highest number that the page showed: a second press finds a higher one and makes
    nothing (False), as while a print still runs. Raises Refusal when the event is closed, or there are
    enough of them.
    """
    event_id = event.id
    ring, taken = keyring(), typed_codes_of(event_id)
    prepared = [new_ticket_row(ring, event_id, taken) for _ in range(A_BATCH)]
    with write() as session:
        advance_feed(session, event_id)
        demand_state(session, event_id, Doing.PREPARE)
        last = last_spare_no(event_id)
        if last != seen_last or is_printing(event_id):
            return False
        if last + A_BATCH > MOST:
            raise Refusal("enough", f"Sudah ada {last} kartu cadangan. Lebih dari {MOST} tidak dibuat.")
        numbers = add_spares(session, prepared, first=last + 1)
        _print(session, actor, at, session.get_one(Event, event_id), numbers)
    return True


def add_spares(session: Session, prepared: Sequence[dict[str, Any]], *, first: int) -> list[int]:
    """Store prepared tickets as spare cards, numbered from `first`, inside `write()`; the numbers."""
    numbers = list(range(first, first + len(prepared)))
    rows = [
        {**row, "state": "spare", "registration_id": None, "spare_no": number}
        for number, row in zip(numbers, prepared, strict=True)
    ]
    session.execute(insert(_tickets), rows)
    return numbers


def print_free_spares(actor: Actor, at: datetime, *, event: Event) -> bool:
    """Print the spare cards that nobody has once more: the paper was lost, or a print failed. Codes stay.

    False while a print runs. Raises Refusal when the event is closed, or every card is somebody's.
    """
    event_id = event.id
    with write() as session:
        advance_feed(session, event_id)
        demand_state(session, event_id, Doing.PREPARE)
        if is_printing(event_id):
            return False
        free = [card.number for card in spare_cards_of(event_id) if card.is_free]
        if not free:
            raise Refusal("none_free", "Semua kartu cadangan sudah dipakai. Cetak cadangan lagi.")
        _print(session, actor, at, session.get_one(Event, event_id), free)
    return True


def _print(session: Session, actor: Actor, at: datetime, event: Event, numbers: Sequence[int]) -> None:
    enqueue(
        session,
        kind=SPARES_JOB,
        ids={"event_id": event.id, "user_id": actor.id, "numbers": list(numbers)},
        unique_key=spares_key(event.id),
        office_id=event.office_id,
        at=at,
    )
    details = {"count": [None, len(numbers)], "first": [None, numbers[0]]}
    line = AuditLine("cards.spares_ordered", "event", event.uid, event.office_id, event.id, details=details)
    record(session, actor, at, line)


@dataclass(frozen=True, slots=True)
class Given:
    """Where (a checkpoint's name) and when a card changes hands, at whose event."""

    at: datetime
    where: str
    office_id: int


def give_spare(
    session: Session, actor: Actor, at: datetime, *, card: Ticket, to: Registration, given: Given
) -> None:
    """Make a spare card somebody's, inside `write()` after the feed was taken; their card so far is void.

    A card that is theirs already stays so, and no line is written.
    """
    if card.state == "active" and card.registration_id == to.id:
        return
    void_tickets(session, [to.id], at, f"{GIVEN_WORDS} {card.spare_no or ''}".strip())
    card.registration_id, card.state = to.id, "active"
    card.given_at, card.given_where = given.at, given.where
    session.flush()
    line = registration_line(to, given.office_id, "ticket.spare_given", number=[None, card.spare_no])
    record(session, actor, at, line)


def free_spare(session: Session, bearer: Registration) -> None:
    """Make the spare card of a registration that is being ended nobody's again, inside `write()`."""
    held = select(Ticket).where(
        Ticket.registration_id == bearer.id, Ticket.state == "active", Ticket.spare_no.is_not(None)
    )
    for card in session.scalars(held):
        _let_go(card)
    session.flush()


def _let_go(card: Ticket) -> None:
    card.registration_id, card.state = None, "spare"
    card.given_at, card.given_where = None, None


def release_spare(actor: Actor, at: datetime, *, event: Event, number: int, seen_registration: str) -> bool:
    """Take a spare card back from its bearer, who gets an ordinary card of their own in its place.

    The spare card is free again and may become somebody else's. `seen_registration` is the uid that the page
    showed; False when the card is no longer theirs: a second press changes nothing. Attendance stays.
    Raises Refusal when the event is closed.
    """
    event_id, office_id = event.id, event.office_id
    version = last_ticket_version(event_id, seen_registration) + 1
    prepared = new_ticket_row(keyring(), event_id, typed_codes_of(event_id), version=version)
    with write() as session:
        advance_feed(session, event_id)
        demand_state(session, event_id, Doing.PREPARE)
        held = session.execute(
            select(Ticket, Registration)
            .join(Registration, Registration.id == Ticket.registration_id)
            .where(Ticket.event_id == event_id, Ticket.spare_no == number, Ticket.state == "active")
        ).one_or_none()
        if held is None or held[1].uid != seen_registration:
            return False
        card, bearer = held
        _let_go(card)
        session.flush()
        session.execute(insert(_tickets), [{**prepared, "registration_id": bearer.id}])
        line = registration_line(bearer, office_id, "ticket.spare_released", number=[number, None])
        record(session, actor, at, line)
    return True
