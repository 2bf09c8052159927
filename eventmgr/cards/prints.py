"""The prints of an event's cards that are kept, name cards and spare cards alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from eventmgr.cards.actions import CARDS_JOB, cards_key
from eventmgr.cards.orders import read_arrangement
from eventmgr.cards.spare_queries import SPARES_JOB, spares_key
from eventmgr.events.models import Event
from eventmgr.shared.dates import clock_time, local_date, short_date
from eventmgr.shared.db import db
from eventmgr.shared.file_models import StoredFile
from eventmgr.shared.job_models import Job
from eventmgr.shared.text import counted, file_name

#: newest prints that the page lists
SHOWN = 5


@dataclass(frozen=True)
class PastPrint:
    """A finished print: "323 kartu", "15 Nov., 16.20, 46 lembar"; `uid` names its PDF.

    `is_cards`: of name cards; `is_whole`: of all that there were then.
    """

    uid: str
    words: str
    note: str
    is_cards: bool
    is_whole: bool


def past_prints(event: Event) -> tuple[PastPrint, ...]:
    """All prints, the newest first; one statement."""
    jobs = db.session.scalars(
        select(Job)
        .where(Job.unique_key.in_((cards_key(event.id), spares_key(event.id))), Job.state == "done")
        .order_by(Job.finished_at.desc(), Job.id.desc())
    )
    return tuple(_past(job, event.zone) for job in jobs if job.result and job.finished_at)


def listed_prints(prints: Sequence[PastPrint]) -> tuple[PastPrint, ...]:
    """Those that the page lists: the newest, and always the newest of all cards.

    Right: after ten reprints of single cards the print of everybody still stands there, as the last.
    """
    newest, older = prints[:SHOWN], prints[SHOWN:]
    if any(one.is_whole for one in newest):
        return tuple(newest)
    return (*newest, *[one for one in older if one.is_whole][:1])


def print_name(stem: str, words: str, at: datetime, zone: str) -> str:
    """The name of a print's file, telling what it holds: "kartu-bimtek, 1 kartu, 15-11-2024 16.20.pdf"."""
    day = local_date(at, zone).strftime("%d-%m-%Y")
    return file_name(f"{stem}, {words}, {day} {clock_time(at, zone)}", ".pdf")


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
    is_cards = job.kind == CARDS_JOB
    return PastPrint(
        uid=str(result["file_uid"]),
        words=words,
        note=f"{day}, {time}, {sheets}",
        is_cards=is_cards,
        is_whole=is_cards and job.ids.get("scope") == "all",
    )
