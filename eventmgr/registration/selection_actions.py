"""What is done to several registrations at once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from eventmgr.audit.actions import record_all, seal
from eventmgr.audit.actor import Actor
from eventmgr.events.actions import advance_feed, demand_state
from eventmgr.events.models import Event
from eventmgr.events.rules import Doing
from eventmgr.registration.models import LIVE_STATES, Registration
from eventmgr.registration.seat_actions import registration_line
from eventmgr.shared.db import write


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
