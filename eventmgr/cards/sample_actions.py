"""Asking for the picture of a sheet."""

from datetime import datetime

from sqlalchemy import select

from eventmgr.cards.orders import Arrangement
from eventmgr.cards.sample_queries import SAMPLE_JOB, sample_key
from eventmgr.events.models import Event
from eventmgr.shared.db import write
from eventmgr.shared.job_models import OPEN_STATES, Job
from eventmgr.shared.jobs import enqueue
from eventmgr.shared.refusal import Refusal

#: drawings of one event that may wait at once; a large one has thousands of sheets in every order and paper
MOST_WAITING = 12
WAITING = "Contoh lembar lain masih menunggu digambar. Tunggu sebentar, lalu coba lagi."


def order_sample(at: datetime, *, event: Event, arrangement: Arrangement, number: int) -> None:
    """Queue the drawing of one sheet; an open one is not doubled.

    Nothing of the event changes and nothing is printed by it, so the trail has no line of it. Raises Refusal
    "samples_waiting" while MOST_WAITING of the event are not drawn: what others print comes first.
    """
    event_id, office_id = event.id, event.office_id
    ids = {
        "event_id": event_id,
        "order": arrangement.order,
        "paper": arrangement.paper.key,
        "sheet": number,
    }
    key = sample_key(event_id, arrangement, number)
    with write() as session:
        open_keys = session.scalars(
            select(Job.unique_key).where(
                Job.office_id == office_id, Job.kind == SAMPLE_JOB, Job.state.in_(OPEN_STATES)
            )
        )
        own = {one for one in open_keys if one.startswith(f"{SAMPLE_JOB}:{event_id}:")}
        if key not in own and len(own) >= MOST_WAITING:
            raise Refusal("samples_waiting", WAITING)
        enqueue(
            session,
            kind=SAMPLE_JOB,
            ids=ids,
            unique_key=key,
            office_id=office_id,
            at=at,
        )
