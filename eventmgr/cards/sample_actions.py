"""Asking for the picture of a sheet."""

from datetime import datetime

from eventmgr.cards.orders import Arrangement
from eventmgr.cards.sample_queries import SAMPLE_JOB, sample_key
from eventmgr.events.models import Event
from eventmgr.shared.db import write
from eventmgr.shared.jobs import enqueue


def order_sample(at: datetime, *, event: Event, arrangement: Arrangement, number: int) -> None:
    """Queue the drawing of one sheet; an open one is not doubled.

    Nothing of the event changes and nothing is printed by it, so the trail has no line of it.
    """
    event_id, office_id = event.id, event.office_id
    ids = {
        "event_id": event_id,
        "order": arrangement.order,
        "paper": arrangement.paper.key,
        "sheet": number,
    }
    with write() as session:
        enqueue(
            session,
            kind=SAMPLE_JOB,
            ids=ids,
            unique_key=sample_key(event_id, arrangement, number),
            office_id=office_id,
            at=at,
        )
