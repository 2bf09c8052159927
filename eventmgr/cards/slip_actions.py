"""Ordering link slips. What is printed opens private pages, so every order and every print leaves a line."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.cards.slip_queries import SlipScope
from eventmgr.events.actions import advance_feed, demand_state
from eventmgr.events.models import Event
from eventmgr.events.rules import Doing
from eventmgr.office.addresses import printable_base
from eventmgr.office.models import Office
from eventmgr.registration.models import Registration
from eventmgr.shared.db import write
from eventmgr.shared.job_models import Job
from eventmgr.shared.job_progress import newest_job_or_none
from eventmgr.shared.jobs import JobContext, enqueue
from eventmgr.shared.refusal import Refusal

SLIPS_JOB = "registration.link_slips"
PRINTING = "Cetak slip yang lain sedang berjalan. Tunggu sampai selesai, lalu coba lagi."


def slips_key(event_id: int) -> str:
    """One open print an event."""
    return f"{SLIPS_JOB}:{event_id}"


def last_slips_job_or_none(event_id: int, *, finished: bool = False) -> Job | None:
    """The newest print of slips, running or ended; with `finished` the newest that made a PDF."""
    return newest_job_or_none(slips_key(event_id), finished=finished)


def order_slips(
    actor: Actor,
    at: datetime,
    *,
    event: Event,
    office: Office,
    scope: SlipScope,
    uids: Sequence[str] | None = None,
) -> int:
    """Put the printing of slips into the queue: a scope, or the registrations of `uids`; two presses are one.

    The job's id comes back. Raises Refusal: no address that may stand on paper, another print is running,
    nobody of `uids` takes part, the event is archived.
    """
    printable_base(office)
    event_id, event_uid, office_id = event.id, event.uid, event.office_id
    with write() as session:
        advance_feed(session, event_id)
        demand_state(session, event_id, Doing.PAPERS)
        ids: dict[str, Any] = {"event_id": event_id, "user_id": actor.id, "scope": scope}
        if uids is not None:
            ids["registration_ids"] = list(
                session.scalars(
                    select(Registration.id)
                    .where(
                        Registration.event_id == event_id,
                        Registration.uid.in_(uids),
                        Registration.state.in_(("registered", "reserve")),
                    )
                    .order_by(Registration.id)
                )
            )
            if not ids["registration_ids"]:
                raise Refusal("no_slips", "Yang dipilih tidak ada yang ikut kegiatan ini.")
        key = slips_key(event_id)
        job = enqueue(session, kind=SLIPS_JOB, ids=ids, unique_key=key, office_id=office_id, at=at)
        wanted = (scope, ids.get("registration_ids"))
        if (job.ids["scope"], job.ids.get("registration_ids")) != wanted:
            raise Refusal("printing", PRINTING)
        record(session, actor, at, AuditLine("link.slips_ordered", "event", event_uid, office_id, event_id))
        return job.id


def note_slips(actor: Actor, at: datetime, *, event_id: int, count: int, context: JobContext) -> None:
    """Note that slips were made. Raises ClaimLost when the job was taken over."""
    with write() as session:
        context.check_claim(session)
        event = session.get_one(Event, event_id)
        line = AuditLine(
            "link.slips_printed",
            "event",
            event.uid,
            event.office_id,
            event_id,
            details={"count": [None, count]},
        )
        record(session, actor, at, line)


def note_download(actor: Actor, at: datetime, *, event: Event) -> None:
    """Note that somebody fetched the PDF."""
    line = AuditLine("link.slips_fetched", "event", event.uid, event.office_id, event.id)
    with write() as session:
        record(session, actor, at, line)
