"""What is done to several registrations at once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from eventmgr.audit.actions import AuditLine, record, record_all, seal
from eventmgr.audit.actor import Actor
from eventmgr.events.actions import advance_feed, demand_state, refuse_unless
from eventmgr.events.models import Event
from eventmgr.events.rules import Doing
from eventmgr.people.models import Category
from eventmgr.registration.card_actions import CARDS_JOB, arrangement_ids, cards_key
from eventmgr.registration.card_orders import Arrangement
from eventmgr.registration.models import LIVE_STATES, Registration, Ticket
from eventmgr.registration.queries import gets_name_card
from eventmgr.registration.seat_actions import registration_line
from eventmgr.shared.db import write
from eventmgr.shared.jobs import enqueue
from eventmgr.shared.refusal import Refusal


def set_crew_note(actor: Actor, at: datetime, *, event: Event, uids: Sequence[str], note: str) -> int:
    """Set what the crew is told about people at the door; "" clears it. How many changed comes back."""
    event_id, office_id = event.id, event.office_id
    with write() as session:
        advance_feed(session, event_id)
        demand_state(session, event_id, Doing.PREPARE)
        found = session.scalars(
            select(Registration).where(
                Registration.event_id == event_id,
                Registration.uid.in_(uids),
                Registration.state.in_(LIVE_STATES),
            )
        ).all()
        changed = [row for row in found if (row.crew_note or "") != note]
        lines = [
            registration_line(row, office_id, "registration.noted", crew_note=[row.crew_note, note or None])
            for row in changed
        ]
        session.execute(
            update(Registration)
            .where(Registration.id.in_([row.id for row in changed]))
            .values(crew_note=note or None, revision=Registration.revision + 1)
            .execution_options(synchronize_session=False)
        )
        record_all(session, actor, at, seal(lines))
    return len(changed)


def order_chosen_cards(
    actor: Actor,
    at: datetime,
    *,
    event: Event,
    uids: Sequence[str],
    arrangement: Arrangement | None = None,
) -> int:
    """Put the printing of some cards into the queue; how many there are comes back.

    Raises Refusal: none of them gets a card (see `gets_name_card`), or a print of this event is running.
    """
    refuse_unless(Doing.PAPERS, event.state)
    event_id, event_uid, office_id = event.id, event.uid, event.office_id
    with write() as session:
        chosen = session.scalars(
            select(Registration.id)
            .join(Category, Category.id == Registration.category_id)
            .join(Ticket, (Ticket.registration_id == Registration.id) & (Ticket.state == "active"))
            .where(Registration.event_id == event_id, Registration.uid.in_(uids), gets_name_card())
            .order_by(Registration.id)
        ).all()
        if not chosen:
            raise Refusal("no_cards", "Yang dipilih tidak mempunyai kartu bernama yang dapat dicetak.")
        ids = {
            "event_id": event_id,
            "user_id": actor.id,
            "scope": "chosen",
            "registration_ids": list(chosen),
            **arrangement_ids(arrangement),
        }
        job = enqueue(
            session, kind=CARDS_JOB, ids=ids, unique_key=cards_key(event_id), office_id=office_id, at=at
        )
        if job.ids.get("registration_ids") != list(chosen):
            raise Refusal(
                "printing", "Cetak kartu yang lain sedang berjalan. Tunggu sampai selesai, lalu coba lagi."
            )
        record(session, actor, at, AuditLine("cards.ordered", "event", event_uid, office_id, event_id))
    return len(chosen)
