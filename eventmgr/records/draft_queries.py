"""What hangs on a draft, and which rows go with it."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Table, func, select
from sqlalchemy.orm import Session

from eventmgr.audit.models import AuditLog
from eventmgr.certificates.models import Certificate
from eventmgr.checkin.models import Absence, Scan
from eventmgr.events.models import Event, EventDay
from eventmgr.outbox.models import Outbox
from eventmgr.records.draft_rules import DraftFacts
from eventmgr.registration.models import Registration, Ticket
from eventmgr.shared.db import Base
from eventmgr.shared.file_models import StoredFile
from eventmgr.shared.job_models import Job

#: goes on without the event: people, the trail, and what others hold, too
_STAYS = frozenset({"audit", "audit_detail", "office", "person", "stored_file", "job", "outbox"})


def draft_facts(session: Session, event: Event) -> DraftFacts:
    """One statement."""
    own = select(Registration.uid).where(Registration.event_id == event.id)
    opened = (AuditLog.event_id == event.id, AuditLog.action == "event.state_changed")
    fetched = (AuditLog.event_id == event.id, AuditLog.action == "link.slips_fetched")
    sent = (Outbox.state == "sent", Outbox.subject_uid.in_(own))
    days = select(EventDay.id).where(EventDay.event_id == event.id)
    numbers = [
        select(func.count()).select_from(model).where(*conditions).scalar_subquery()
        for model, conditions in (
            (AuditLog, opened),
            (Scan, (Scan.event_id == event.id,)),
            (Absence, (Absence.day_id.in_(days),)),
            (Certificate, (Certificate.event_id == event.id,)),
            (Ticket, (Ticket.event_id == event.id, Ticket.printed_at.is_not(None))),
            (Outbox, sent),
            (AuditLog, fetched),
            (Registration, (Registration.event_id == event.id,)),
        )
    ]
    opened_times, *others = session.execute(select(*numbers)).one()
    return DraftFacts(event.state, bool(opened_times), *others)


def belongs_to_event(table: Table, event_id: int) -> ColumnElement[bool] | None:
    """The condition that a row goes with the event: by `event_id`, or by a row that it must point to."""
    if table.name in _STAYS:
        return None
    if table.name == "event":
        return table.c.id == event_id
    if "event_id" in table.c:
        return table.c.event_id == event_id
    for key in sorted(table.foreign_keys, key=lambda key: key.parent.name):
        target = key.column.table
        if target is table or key.parent.nullable:
            continue
        owned = belongs_to_event(target, event_id)
        if owned is not None:
            return key.parent.in_(select(key.column).where(owned))
    return None


def jobs_of(session: Session, event: Event) -> list[Job]:
    """The background jobs that worked on an event or are about to."""
    own = (Job.office_id == event.office_id, Job.ids["event_id"].as_integer() == event.id)
    return list(session.scalars(select(Job).where(*own)))


def files_made_by(session: Session, jobs: Sequence[Job]) -> set[int]:
    """Ids of the stored files that only the result of a job names: papers that were drawn to be fetched."""
    uids = [str(job.result["file_uid"]) for job in jobs if job.result and "file_uid" in job.result]
    return set(session.scalars(select(StoredFile.id).where(StoredFile.uid.in_(uids))))


def files_named_by(session: Session, condition_of_event: int | None) -> set[int]:
    """Ids of the stored files that rows name: those of one event, or with None all rows there are."""
    found: set[int] = set()
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name != "stored_file":
                continue
            rows = select(key.parent).where(key.parent.is_not(None))
            if condition_of_event is not None:
                owned = belongs_to_event(table, condition_of_event)
                if owned is None:
                    continue
                rows = rows.where(owned)
            found |= set(session.scalars(rows))
    return found
