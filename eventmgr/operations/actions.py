"""What operations change in the database."""

from datetime import datetime

from sqlalchemy import select, update

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.shared.db import write
from eventmgr.shared.job_models import Job
from eventmgr.shared.jobs import JobContext


def give_back(context: JobContext) -> None:
    """Put a job that was begun back into the queue, so that the next worker need not wait for the lease."""
    with write() as session:
        session.execute(
            update(Job)
            .where(Job.id == context.job_id, Job.attempts == context.attempts, Job.state == "running")
            .values(state="queued", claimed_by=None, lease_until=None)
        )


def release_held_jobs(actor: Actor, at: datetime) -> int:
    """Put jobs that a restore held into the queue again; how many."""
    with write() as session:
        held = session.scalars(select(Job).where(Job.state == "held")).all()
        for job in held:
            job.state = "queued"
            record(session, actor, at, AuditLine("job.released", "job", job.uid, job.office_id))
        return len(held)


def note_download(actor: Actor, at: datetime, name: str) -> None:
    """A backup holds the keys, so whoever takes one away is written down."""
    with write() as session:
        record(session, actor, at, AuditLine("backup.downloaded", "backup", name, actor.office_id))
