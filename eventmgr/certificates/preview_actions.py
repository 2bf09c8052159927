"""Asking for a drawing of the design before anything is issued."""

from datetime import datetime

from eventmgr.certificates.designs import Design
from eventmgr.certificates.queries import sample_key
from eventmgr.events.models import Event
from eventmgr.shared.db import write
from eventmgr.shared.jobs import enqueue

#: Name of the job; never changes.
SAMPLE = "certificates.sample"


def order_sample(at: datetime, *, event: Event, design: Design) -> None:
    """Queue the drawing of a design with the event's longest name; an open one is not doubled.

    Nothing of the event changes and nothing is issued by it, so the trail has no line of it.
    """
    event_id, office_id = event.id, event.office_id
    with write() as session:
        enqueue(
            session,
            kind=SAMPLE,
            ids={"event_id": event_id, "design": design.value},
            unique_key=sample_key(event_id, design),
            office_id=office_id,
            at=at,
        )
