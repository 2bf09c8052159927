"""How far the newest job of a key is: what a page shows while something is being made."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from eventmgr.shared.db import db
from eventmgr.shared.job_models import OPEN_STATES, Job
from eventmgr.shared.runtime import last_sign_of_work_or_none, pulse_or_none
from eventmgr.shared.text import counted
from eventmgr.shared.worker_rules import is_overdue, is_silent

HELD = "Ditahan sesudah pemulihan salinan data"
WAITING = "Menunggu giliran"


@dataclass(frozen=True, slots=True)
class JobProgress:
    """A job that waits or runs: done and in all, both 0 while that is unknown; `words` says it.

    `is_left`: nobody works on it, see `is_left_lying`.
    """

    done: int
    total: int
    words: str
    is_left: bool = False


def newest_job_or_none(unique_key: str, *, finished: bool = False) -> Job | None:
    """The newest job of a key, running or ended; with `finished` the newest that came to its end."""
    query = select(Job).where(Job.unique_key == unique_key)
    if finished:
        query = query.where(Job.state == "done")
    return db.session.scalar(query.order_by(Job.id.desc()).limit(1))


def counted_of(thing: str) -> Callable[[int, int], str]:
    """Words for `progress_of`: "118 dari 323 kartu"."""
    return lambda done, total: f"{counted(done)} dari {counted(total)} {thing}"


def is_left_lying(job: Job, at: datetime) -> bool:
    """Whether an open job stays as it is until somebody starts the worker again.

    One look into the notes, and none while the job is young: where the server has just started, its worker is
    about to give a sign.
    """
    is_open = job.state in ("queued", "running")
    return is_open and is_overdue(job.created_at, at) and is_silent(last_sign_of_work_or_none(), at)


def progress_of(
    job: Job | None, words: Callable[[int, int], str], at: datetime, *, total: int = 0
) -> JobProgress | None:
    """How far a job is; None without one or when it has ended. `total` holds until the job tells its own."""
    if job is None or job.state not in OPEN_STATES:
        return None
    pulse = pulse_or_none(job.id)
    done, every = (pulse.done, pulse.total or total) if pulse is not None else (0, total)
    if job.state == "held":
        return JobProgress(done, every, HELD)
    if pulse is None or not every:
        return JobProgress(0, every, WAITING, is_left_lying(job, at))
    return JobProgress(done, every, words(done, every), is_left_lying(job, at))
