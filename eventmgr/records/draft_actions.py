"""Deleting a draft whole: rows, the mark on files that nobody names any more, pictures. See docs/adr/0008."""

from datetime import datetime
from typing import Any

from sqlalchemy import update

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.cards.link_slips import slip_files
from eventmgr.cards.sample import sample_files
from eventmgr.certificates.preview import preview_files
from eventmgr.events.actions import advance_feed
from eventmgr.events.models import Event
from eventmgr.records.draft_queries import (
    belongs_to_event,
    draft_facts,
    files_made_by,
    files_named_by,
    jobs_of,
)
from eventmgr.records.draft_rules import reasons_to_keep
from eventmgr.shared.db import Base, write
from eventmgr.shared.file_models import StoredFile
from eventmgr.shared.jobs import cancel_job
from eventmgr.shared.refusal import Refusal


def delete_draft(actor: Actor, at: datetime, *, event: Event, reason: str) -> str:
    """Delete a draft with all that hangs on it; its name comes back. People stay, and so does the trail.

    Raises Refusal: reason_missing, or draft_kept with the first sentence that says why.
    """
    reason, event_id = " ".join(reason.split()), event.id
    if not reason:
        raise Refusal("reason_missing", "Tulis alasannya, supaya panitia lain tahu.")
    with write() as session:
        advance_feed(session, event_id)
        held = session.get_one(Event, event_id, populate_existing=True)
        facts = draft_facts(session, held)
        kept = reasons_to_keep(facts)
        if kept:
            raise Refusal("draft_kept", kept[0])
        details: dict[str, list[Any]] = {
            "name": [held.name, None],
            "reason": [None, reason],
            "registrations": [facts.registrations, 0],
        }
        line = AuditLine("event.deleted", "event", held.uid, held.office_id, event_id, details=details)
        name = held.name
        jobs = jobs_of(session, held)
        files = files_named_by(session, event_id) | files_made_by(session, jobs)
        for job in jobs:
            cancel_job(session, job.id, at)
        session.expunge_all()
        for table in reversed(Base.metadata.sorted_tables):
            owned = belongs_to_event(table, event_id)
            if owned is not None:
                session.execute(table.delete().where(owned))
        orphans = files - files_named_by(session, None)
        session.execute(update(StoredFile).where(StoredFile.id.in_(orphans)).values(delete_after=at))
        record(session, actor, at, line)
    for files_of in (preview_files, sample_files, slip_files):
        for path in files_of(event_id):
            path.unlink(missing_ok=True)
    return name
