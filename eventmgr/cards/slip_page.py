"""The part of the links page from which slips are printed, as words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from eventmgr.cards.link_slips import slips_or_none
from eventmgr.cards.slip_actions import last_slips_job_or_none
from eventmgr.cards.slip_queries import SlipScope, slip_counts
from eventmgr.events.models import Event
from eventmgr.office.addresses import printable_base
from eventmgr.office.models import Office
from eventmgr.shared.dates import clock_time, local_date, short_date
from eventmgr.shared.job_models import Job
from eventmgr.shared.job_progress import JobProgress, counted_of, progress_of
from eventmgr.shared.refusal import Refusal
from eventmgr.shared.text import counted

WORDS: dict[SlipScope, str] = {
    "tanpa-nomor": "Tanpa nomor WhatsApp",
    "belum": "Belum ditandai terkirim",
    "semua": "Semua peserta",
}


@dataclass(frozen=True, slots=True)
class SlipsPart:
    """Everything that the part shows. `choices`: (scope, label, number); `refusal` is "" or why none is made;
    `made` is "12 slip, 2 lembar, dibuat 18 Nov., 08.41" while the PDF is kept."""

    choices: tuple[tuple[SlipScope, str, int], ...]
    wanted: SlipScope
    refusal: str
    progress: JobProgress | None
    made: str
    failed: bool

    @property
    def has_any(self) -> bool:
        """Whether anybody has an open link."""
        return any(number for _, _, number in self.choices)


def slips_part(event: Event, office: Office, counts: Mapping[str, int], at: datetime) -> SlipsPart:
    """How the slips of an event stand; `counts` are those of `link_counts`. Two statements."""
    numbers = slip_counts(counts)
    job = last_slips_job_or_none(event.id)
    finished = last_slips_job_or_none(event.id, finished=True)
    return SlipsPart(
        choices=tuple((scope, label, numbers[scope]) for scope, label in WORDS.items()),
        wanted=next((scope for scope in WORDS if numbers[scope]), "semua"),
        refusal=_refusal(office),
        progress=progress_of(job, counted_of("slip"), at),
        made=_made(finished, event.zone) if slips_or_none(finished, at) else "",
        failed=job is not None and job.state == "failed",
    )


def slips_progress(event: Event, at: datetime) -> JobProgress | None:
    """The running print alone."""
    return progress_of(last_slips_job_or_none(event.id), counted_of("slip"), at)


def _refusal(office: Office) -> str:
    try:
        printable_base(office)
    except Refusal as refusal:
        return refusal.message
    return ""


def _made(job: Job | None, zone: str) -> str:
    if job is None or job.finished_at is None or not job.result:
        return ""
    day, time = short_date(local_date(job.finished_at, zone)), clock_time(job.finished_at, zone)
    slips, sheets = counted(job.result["slips"]), counted(job.result["sheets"])
    return f"{slips} slip, {sheets} lembar, dibuat {day}, {time}"
