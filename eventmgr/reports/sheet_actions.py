"""Ordering an attendance sheet, and keeping what was drawn."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.events.models import Event
from eventmgr.reports.attendance_paper import SheetWish
from eventmgr.reports.sheet_queries import KEPT, SHEET_JOB, sheet_key
from eventmgr.shared.db import write
from eventmgr.shared.file_models import StoredFile
from eventmgr.shared.files import WrittenFile, add_stored_file
from eventmgr.shared.job_models import Job
from eventmgr.shared.jobs import JobContext, enqueue
from eventmgr.shared.refusal import Refusal

DRAWING = "Daftar hadir yang lain sedang disusun. Tunggu sampai jadi, lalu pesan lagi."


def order_sheet(actor: Actor, at: datetime, *, event: Event, wish: SheetWish) -> int:
    """Put the drawing of a sheet into the queue; two presses are one. The job's id comes back.

    The sheet only tells what is recorded, so it may be had in each state of the event, the archive too, and
    the door's feed does not move. Raises Refusal: another sheet of the event is being drawn.
    """
    event_id, event_uid, office_id = event.id, event.uid, event.office_id
    ids: dict[str, Any] = {"event_id": event_id, "user_id": actor.id, **asdict(wish)}
    with write() as session:
        job = enqueue(
            session, kind=SHEET_JOB, ids=ids, unique_key=sheet_key(event_id), office_id=office_id, at=at
        )
        if wish_of(job.ids) != wish:
            raise Refusal("drawing", DRAWING)
        record(
            session, actor, at, AuditLine("attendance.sheet_ordered", "event", event_uid, office_id, event_id)
        )
        return job.id


def wish_of(ids: dict[str, Any]) -> SheetWish:
    """What a job was ordered to draw."""
    return SheetWish(
        number=int(ids["number"]),
        blank=bool(ids["blank"]),
        by_district=bool(ids["by_district"]),
        knower_id=ids["knower_id"],
        signer_id=ids["signer_id"],
    )


def keep_sheet(at: datetime, *, event_id: int, written: WrittenFile, name: str, context: JobContext) -> None:
    """Give a finished PDF its row, and mark those that are no longer offered for deletion.

    Raises ClaimLost when the job was taken over.
    """
    with write() as session:
        context.check_claim(session)
        office_id = session.get_one(Event, event_id).office_id
        add_stored_file(
            session, written, office_id=office_id, type="application/pdf", original_name=name, at=at
        )
        older = session.scalars(
            select(Job)
            .where(Job.unique_key == sheet_key(event_id), Job.state == "done")
            .order_by(Job.id.desc())
            .offset(KEPT - 1)
        )
        uids = [str((job.result or {}).get("file_uid")) for job in older]
        session.execute(
            update(StoredFile)
            .where(StoredFile.uid.in_(uids), StoredFile.delete_after.is_(None))
            .values(delete_after=at)
            .execution_options(synchronize_session=False)
        )
