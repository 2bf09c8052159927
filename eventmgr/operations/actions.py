"""What operations change in the database."""

from sqlalchemy import update

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
