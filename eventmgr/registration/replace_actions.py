"""One person takes the seat of another: one transaction, the history of both stays."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from eventmgr.audit.actions import record_all, seal
from eventmgr.audit.actor import Actor
from eventmgr.events.actions import advance_feed, demand_state
from eventmgr.events.models import Event
from eventmgr.events.rules import Doing
from eventmgr.registration.models import LIVE_STATES
from eventmgr.registration.register_actions import (
    Entry,
    add_registration,
    earlier_request_or_none,
    prepare_entry,
    taken_meanwhile,
)
from eventmgr.registration.seat_actions import (
    RegistrationChanged,
    demand_reason,
    leave_seat,
    locked_registration,
    registration_line,
    void_tickets,
)
from eventmgr.shared.db import write

REPLACED_WORDS = "Digantikan orang lain"


def replace_participant(
    actor: Actor, at: datetime, *, event: Event, uid: str, revision: int, entry: Entry, reason: str
) -> str:
    """Give the seat of a registration to the person of `entry`; the new registration's uid comes back.

    The old card stops at the door, the new person has a card of their own, the quota stays as it was. What
    the old person attended stays theirs. A second press gives the first's outcome. Raises Refusal: closed
    event, no reason, changed meanwhile, the new person takes part already.
    """
    reason = demand_reason(reason)
    prepared = prepare_entry(event, entry)
    event_id, office_id, zone = event.id, event.office_id, event.zone
    try:
        with write() as session:
            advance_feed(session, event_id)
            demand_state(session, event_id, Doing.PREPARE)
            earlier = earlier_request_or_none(session, event_id, entry.request_uid)
            if earlier is not None:
                return earlier.uid
            old = locked_registration(session, event_id, uid)
            if old.state not in LIVE_STATES or old.revision != revision:
                raise RegistrationChanged
            state, number = old.state, old.reserve_no
            leave_seat(old, at, state="replaced")
            old.ended_at = at
            session.flush()
            void_tickets(session, [old.id], at, REPLACED_WORDS)
            new = add_registration(
                session, at, event_id, zone, prepared, state=state, reserve_no=number, replaces_id=old.id
            )
            lines = [
                registration_line(
                    old, office_id, "registration.replaced", by=[None, new.uid], reason=[reason]
                ),
                registration_line(
                    new, office_id, "registration.took_over", of=[None, old.uid], reason=[reason]
                ),
            ]
            record_all(session, actor, at, seal(lines))
            return new.uid
    except IntegrityError as error:
        raise taken_meanwhile() from error
