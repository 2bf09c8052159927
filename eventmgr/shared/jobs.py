"""Long work outside requests: a job is claimed with a lease, reports its progress, and survives kill -9.

A handler is registered under a name that never changes and must be able to start again at any point:
after a crash the next worker runs it anew with a higher `attempts`; what the dead one had committed stands.

Measured against a queue library that acknowledges on read: 5 × kill -9 lost 6–10 of 312 tasks there.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, current_app
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventmgr.shared.clock import now
from eventmgr.shared.db import changed_rows, db, new_uid, write
from eventmgr.shared.job_models import OPEN_STATES, Job
from eventmgr.shared.runtime import note_heartbeat, pulse_or_none, write_pulse

logger = logging.getLogger(__name__)
#: a claim older than this without a heartbeat is free for others
LEASE = timedelta(seconds=15)
HEARTBEAT_SECONDS = 4.0
#: a job that killed its worker this often is not tried again
MOST_ATTEMPTS = 50
Handler = Callable[["JobContext"], dict[str, Any]]
_handlers: dict[str, Handler] = {}


class ClaimLost(Exception):
    """Raised inside a handler when another worker has taken the job over; nothing more may be written."""


class JobStopped(Exception):
    """Raised inside a handler when a person pressed "Hentikan"; what is committed stands."""


@dataclass(slots=True)
class JobContext:
    """What a handler knows of its job. `ids` are as they were enqueued."""

    job_id: int
    ids: dict[str, Any]
    attempts: int
    worker: str

    def progress(self, done: int, total: int) -> None:
        """Tell how far the work is. Goes to the runtime notes, so call it outside `write()`."""
        write_pulse(self.job_id, self.worker, done, total, now())

    def check_claim(self, session: Session) -> None:
        """Call first inside each `write()`: holds the claim, or raises ClaimLost or JobStopped."""
        held = session.execute(
            update(Job)
            .where(Job.id == self.job_id, Job.attempts == self.attempts, Job.state == "running")
            .values(lease_until=now() + LEASE)
        )
        if changed_rows(held) == 1:
            return
        state = session.scalar(select(Job.state).where(Job.id == self.job_id))
        raise JobStopped if state == "cancelled" else ClaimLost


def job(kind: str) -> Callable[[Handler], Handler]:
    """Register a handler. It returns the job's result: plain data without personal details."""

    def register(handler: Handler) -> Handler:
        if kind in _handlers and _handlers[kind] is not handler:
            raise ValueError(f"two handlers for the job {kind!r}")
        _handlers[kind] = handler
        return handler

    return register


def enqueue(
    session: Session, *, kind: str, ids: dict[str, Any], unique_key: str, office_id: int, at: datetime
) -> Job:
    """Queue a job inside `write()`; an open job of the same key is returned instead of a second."""
    if kind not in _handlers:
        raise KeyError(f"no handler for the job {kind!r}")
    standing = select(Job).where(Job.unique_key == unique_key, Job.state.in_(OPEN_STATES))
    open_one = session.scalar(standing)
    if open_one is not None:
        return open_one
    queued = Job(
        uid=new_uid(),
        office_id=office_id,
        kind=kind,
        ids=ids,
        unique_key=unique_key,
        state="queued",
        created_at=at,
    )
    try:
        with session.begin_nested():
            session.add(queued)
    except IntegrityError:  # on PostgreSQL somebody else queued it between the question and here
        return session.scalars(standing).one()
    return queued


def cancel_job(session: Session, job_id: int, at: datetime) -> bool:
    """Ask an open job to stop, inside `write()`; False when it had already ended."""
    stopped = session.execute(
        update(Job)
        .where(Job.id == job_id, Job.state.in_(OPEN_STATES))
        .values(state="cancelled", finished_at=at)
    )
    return bool(changed_rows(stopped))


def claim_next(worker: str, at: datetime, job_id: int | None = None) -> JobContext | None:
    """Claim the oldest job that is free (or the one named), or None."""
    claimable = _claimable_or_none(at, job_id)
    if claimable is None:
        return None
    with write() as session:
        seen = select(Job).where(Job.id == claimable.job_id, Job.attempts == claimable.attempts)
        found = session.scalar(
            seen.where(Job.state.in_(("queued", "running"))).with_for_update(skip_locked=True)
        )
        if found is None:
            return None
        found.state, found.claimed_by, found.lease_until = "running", worker, at + LEASE
        found.attempts += 1
        session.flush()
        return JobContext(job_id=found.id, ids=dict(found.ids), attempts=found.attempts, worker=worker)


def _claimable_or_none(at: datetime, job_id: int | None) -> JobContext | None:
    """Look without the lock first: an idle worker must not queue with the door."""
    query = select(Job).where(Job.state.in_(("queued", "running"))).order_by(Job.id)
    if job_id is not None:
        query = query.where(Job.id == job_id)
    found = None
    for candidate in db.session.scalars(query):
        if candidate.state == "queued" or _was_abandoned(candidate, at):
            found = JobContext(candidate.id, dict(candidate.ids), candidate.attempts, "")
            break
    db.session.rollback()
    return found


def _was_abandoned(candidate: Job, at: datetime) -> bool:
    if candidate.lease_until is not None and candidate.lease_until > at:
        return False
    pulse = pulse_or_none(candidate.id)
    return pulse is None or pulse.beat_at + LEASE.total_seconds() <= at.timestamp()


def run_claimed(context: JobContext) -> str:
    """Run a claimed job to its end and store how it ended; the state is returned."""
    kind = db.session.scalar(select(Job.kind).where(Job.id == context.job_id))
    db.session.rollback()
    handler = _handlers[kind or ""]
    with _Heartbeat(context):
        try:
            if context.attempts > MOST_ATTEMPTS:
                raise RuntimeError("attempted too often")
            state, result = "done", handler(context)
        except JobStopped:
            return "cancelled"
        except ClaimLost:
            logger.warning("job %s was taken over by another worker", context.job_id)
            return "taken over"
        except Exception as error:
            logger.exception("job %s failed", context.job_id)
            db.session.rollback()
            state, result = "failed", {"error": type(error).__name__}
    with write() as session:
        session.execute(
            update(Job)
            .where(Job.id == context.job_id, Job.attempts == context.attempts, Job.state == "running")
            .values(state=state, result=result, finished_at=now(), lease_until=None)
        )
    return state


class _Heartbeat:
    """Beats from a thread of its own while the handler works, so that a long render is not taken for dead."""

    def __init__(self, context: JobContext) -> None:
        self._context, self._ended = context, threading.Event()
        proxy: Any = current_app
        self._app: Flask = proxy._get_current_object()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> None:
        self._context.progress(0, 0)
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _beat(self) -> None:
        with self._app.app_context():
            while not self._ended.wait(HEARTBEAT_SECONDS):
                note_heartbeat(self._context.job_id, now())
