"""A lost or damaged card: the old one stops at the door, a new one is made."""

from datetime import datetime

from sqlalchemy import insert, select

from eventmgr.audit.actions import record
from eventmgr.audit.actor import Actor
from eventmgr.events.actions import advance_feed, demand_state
from eventmgr.events.models import Event
from eventmgr.events.rules import Doing
from eventmgr.registration.models import LIVE_STATES, Ticket
from eventmgr.registration.queries import typed_codes_of
from eventmgr.registration.seat_actions import (
    RegistrationChanged,
    demand_reason,
    locked_registration,
    registration_line,
    void_tickets,
)
from eventmgr.registration.ticket_queries import last_ticket_version
from eventmgr.registration.ticket_rows import new_ticket_row
from eventmgr.shared.db import table_of, write
from eventmgr.shared.keyring import keyring

LOST_WORDS = "Kartu hilang atau rusak"
_tickets = table_of(Ticket)


def give_new_card(actor: Actor, at: datetime, *, event: Event, uid: str, seen_code: str, reason: str) -> bool:
    """Void a lost card and make a new one; `seen_code` is the short code that the page showed.

    False when that card was replaced already: a second press changes nothing. Raises Refusal.
    """
    reason = demand_reason(reason)
    event_id, office_id = event.id, event.office_id
    version = last_ticket_version(event_id, uid) + 1
    prepared = new_ticket_row(keyring(), event_id, typed_codes_of(event_id), version=version)
    with write() as session:
        advance_feed(session, event_id)
        demand_state(session, event_id, Doing.PREPARE)
        row = locked_registration(session, event_id, uid)
        if row.state not in LIVE_STATES:
            raise RegistrationChanged
        held = session.scalar(
            select(Ticket).where(Ticket.registration_id == row.id, Ticket.state == "active")
        )
        if held is not None and held.typed_code != seen_code:
            return False
        void_tickets(session, [row.id], at, LOST_WORDS)
        session.execute(insert(_tickets), [{**prepared, "registration_id": row.id}])
        line = registration_line(row, office_id, "ticket.renewed", reason=[reason])
        record(session, actor, at, line)
    return True
