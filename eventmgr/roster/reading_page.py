"""A large file that a job reads, as a band with words."""

from dataclasses import dataclass

from eventmgr.registration.models import ImportBatch
from eventmgr.roster.actions import read_key
from eventmgr.shared.job_models import OPEN_STATES
from eventmgr.shared.job_progress import newest_job_or_none
from eventmgr.shared.runtime import pulse_or_none
from eventmgr.shared.text import counted


@dataclass(frozen=True)
class Reading:
    """Rows read and in sight; `words` says it. `failed` when the job ended without rows."""

    done: int
    total: int
    words: str
    failed: bool = False


def reading_of(batch: ImportBatch) -> Reading:
    """How far the reading of a batch is at this moment."""
    job = newest_job_or_none(read_key(batch.uid))
    if job is None or job.state not in OPEN_STATES:
        return Reading(0, 1, "Berkas tidak selesai dibaca", failed=True)
    pulse = pulse_or_none(job.id)
    if pulse is None:
        return Reading(0, 1, "Menunggu giliran")
    if not pulse.total:
        return Reading(0, 1, "Membuka berkas")
    words = f"{counted(pulse.done)} dari {counted(pulse.total)} baris dibaca"
    return Reading(pulse.done, pulse.total, words)
