"""The prints of an event's cards that are kept, name cards and spare cards alike."""

from dataclasses import dataclass

from sqlalchemy import select

from eventmgr.cards.actions import CARDS_JOB, cards_key
from eventmgr.cards.orders import read_arrangement
from eventmgr.cards.spare_queries import SPARES_JOB, spares_key
from eventmgr.events.models import Event
from eventmgr.shared.dates import clock_time, local_date, short_date
from eventmgr.shared.db import db
from eventmgr.shared.file_models import StoredFile
from eventmgr.shared.job_models import Job
from eventmgr.shared.text import counted

#: that the page lists
SHOWN = 5


@dataclass(frozen=True)
class PastPrint:
    """A finished print: "323 kartu", "15 Nov., 16.20, 46 lembar"; `uid` names its PDF."""

    uid: str
    words: str
    note: str
    is_cards: bool


def past_prints(event: Event) -> tuple[PastPrint, ...]:
    """The newest prints first; one statement."""
    jobs = db.session.scalars(
        select(Job)
        .where(Job.unique_key.in_((cards_key(event.id), spares_key(event.id))), Job.state == "done")
        .order_by(Job.id.desc())
        .limit(SHOWN)
    )
    return tuple(_past(job, event.zone) for job in jobs if job.result and job.finished_at)


def printed_file_or_none(event: Event, uid: str) -> StoredFile | None:
    """The PDF of one of an event's prints; no other file of the office is reached by its uid."""
    jobs = db.session.scalars(
        select(Job).where(
            Job.unique_key.in_((cards_key(event.id), spares_key(event.id))), Job.state == "done"
        )
    )
    if not any((job.result or {}).get("file_uid") == uid for job in jobs):
        return None
    return db.session.scalar(select(StoredFile).where(StoredFile.uid == uid))


def _past(job: Job, zone: str) -> PastPrint:
    result, ended = job.result or {}, job.finished_at or job.created_at
    day, time = short_date(local_date(ended, zone)), clock_time(ended, zone)
    paper = read_arrangement(None, job.ids.get("paper")).paper
    sheets = f"{counted(result['sheets'])} lembar{' A6' if paper.key == 'a6' else ''}"
    thing = "cadangan" if job.kind == SPARES_JOB else "kartu"
    words = f"{counted(result['cards'])} {thing}"
    return PastPrint(str(result["file_uid"]), words, f"{day}, {time}, {sheets}", job.kind == CARDS_JOB)
