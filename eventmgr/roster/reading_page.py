"""A large file that a job reads, as a band with words."""

from dataclasses import dataclass
from datetime import datetime

from eventmgr.registration.models import ImportBatch
from eventmgr.roster.actions import read_key
from eventmgr.shared.job_models import OPEN_STATES
from eventmgr.shared.job_progress import is_left_lying, newest_job_or_none
from eventmgr.shared.runtime import pulse_or_none
from eventmgr.shared.text import counted


@dataclass(frozen=True)
class Reading:
    """Rows read and in sight; `words` says it. `failed` when the job ended without rows.

    `is_left`: no worker is there who reads.
    """

    done: int
    total: int
    words: str
    failed: bool = False
    is_left: bool = False


def reading_of(batch: ImportBatch, at: datetime) -> Reading:
    """How far the reading of a batch is at this moment."""
    job = newest_job_or_none(read_key(batch.uid))
    if job is None or job.state not in OPEN_STATES:
        return Reading(0, 1, "Berkas tidak selesai dibaca", failed=True)
    pulse, is_left = pulse_or_none(job.id), is_left_lying(job, at)
    if pulse is None:
        return Reading(0, 1, "Menunggu giliran", is_left=is_left)
    if not pulse.total:
        return Reading(0, 1, "Membuka berkas", is_left=is_left)
    words = f"{counted(pulse.done)} dari {counted(pulse.total)} baris dibaca"
    return Reading(pulse.done, pulse.total, words, is_left=is_left)
