"""How the picture of a sheet stands: drawn, being drawn, or still to be asked for."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from eventmgr.cards.orders import Arrangement
from eventmgr.cards.sample import SheetSample, sheet_sample_or_none
from eventmgr.events.models import Event
from eventmgr.shared.job_models import OPEN_STATES, Job
from eventmgr.shared.job_progress import newest_job_or_none

#: Name of the job; never changes.
SAMPLE_JOB = "cards.sample"
#: a picture that is not where it should be is asked for again by itself, but not more often
_ASKED_AGAIN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SampleState:
    """`is_drawn`, else `is_running`, else `has_failed`, else nobody asked for it yet."""

    number: int
    key: str
    is_drawn: bool
    is_running: bool = False
    has_failed: bool = False


def sample_key(event_id: int, arrangement: Arrangement, number: int) -> str:
    """One drawing of a sheet at a time."""
    return f"{SAMPLE_JOB}:{event_id}:{arrangement.order}:{arrangement.paper.key}:{number}"


def sample_state_or_none(
    event: Event, arrangement: Arrangement, number: int, at: datetime
) -> SampleState | None:
    """How the picture of a sheet stands; None without such a sheet. Two statements, three until drawn."""
    sample = sheet_sample_or_none(event, arrangement, number)
    if sample is None:
        return None
    if sample.is_drawn:
        return SampleState(number, sample.key, is_drawn=True)
    key = sample_key(event.id, arrangement, number)
    job = newest_job_or_none(key)
    is_running = job is not None and job.state in OPEN_STATES
    has_failed = job is not None and (job.state == "failed" or _is_vain(job, sample, at))
    return SampleState(number, sample.key, is_drawn=False, is_running=is_running, has_failed=has_failed)


def _is_vain(job: Job, sample: SheetSample, at: datetime) -> bool:
    """Whether a worker drew this very sheet just now, and put it where nobody finds it."""
    if job.state != "done" or job.finished_at is None or at - job.finished_at > _ASKED_AGAIN:
        return False
    return (job.result or {}).get("name") == sample.path.name
