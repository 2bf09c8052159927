"""The page of the attendance sheets as words and numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from eventmgr.checkin.day_queries import days_with_places
from eventmgr.checkin.day_rules import Day
from eventmgr.events.models import Event
from eventmgr.office.models import Official
from eventmgr.office.register_queries import signers_of
from eventmgr.reports.attendance_paper import SheetWish
from eventmgr.reports.queries import registered_participants
from eventmgr.reports.sheet_actions import wish_of
from eventmgr.reports.sheet_queries import drawn_jobs, last_sheet_job_or_none
from eventmgr.shared.dates import clock_time, local_date, long_date, short_date
from eventmgr.shared.job_models import Job
from eventmgr.shared.job_progress import JobProgress, progress_of
from eventmgr.shared.text import counted, full_name


@dataclass(frozen=True, slots=True)
class DrawnSheet:
    """A kept PDF: "Hari pertama, dengan jam datang", "18 Nov., 17.05, 12 halaman"; `uid` names its file."""

    uid: str
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class SheetPage:
    """Everything that the page shows. `days` and `officials` are choices: (value, label)."""

    people: int
    days: tuple[tuple[int, str], ...]
    officials: tuple[tuple[int, str], ...]
    usual: SheetWish
    progress: JobProgress | None
    drawn: tuple[DrawnSheet, ...]
    failed: bool


def sheet_page(event: Event, at: datetime, *, asked_day: int | None = None) -> SheetPage:
    """How the sheets of an event stand; `asked_day` is the one that the address names."""
    days, job = days_with_places(event), last_sheet_job_or_none(event.id)
    officials = signers_of(event.office_id, days[-1].date) if days else []
    titles = {day.number: day.title for day in days}
    return SheetPage(
        people=registered_participants(event.id),
        days=tuple((day.number, _day_words(day)) for day in days),
        officials=tuple((one.id, _official_words(one)) for one in officials),
        usual=_usual(days, officials, job, at, asked_day),
        progress=progress_of(job, _far, at),
        drawn=tuple(_drawn(one, titles, event.zone) for one in drawn_jobs(event.id) if one.result),
        failed=job is not None and job.state == "failed",
    )


def sheet_progress(event: Event, at: datetime) -> JobProgress | None:
    """The running order alone."""
    return progress_of(last_sheet_job_or_none(event.id), _far, at)


def _day_words(day: Day) -> str:
    return day.title if day.is_only else f"{day.title}, {long_date(day.date)}"


def _official_words(official: Official) -> str:
    name = full_name(official.name, official.front_title, official.back_title)
    return f"{name}, {official.post}"


def _usual(
    days: Sequence[Day], officials: Sequence[Official], job: Job | None, at: datetime, asked: int | None
) -> SheetWish:
    """The asked day, or the one at hand; blank until its doors open; the officials of the last order."""
    begun = [day for day in days if day.phase(at) != "coming"]
    at_hand = begun[-1:] or list(days[:1])
    day = next((one for one in days if one.number == asked), None) or next(iter(at_hand), None)
    blank = day is None or day not in begun
    known = [official.id for official in officials]
    if job is not None:
        last = wish_of(job.ids)
        knower, signer = (one if one in known else None for one in (last.knower_id, last.signer_id))
        by_district = last.by_district
    else:
        knower, signer, by_district = *([None, None, *known[:2]][-2:]), False
    return SheetWish(
        number=day.number if day else 0,
        blank=blank,
        by_district=by_district,
        knower_id=knower,
        signer_id=signer,
    )


def _far(done: int, total: int) -> str:
    far = f", {100 * done // total} persen" if done else ""
    return f"Menyusun daftar {counted(total)} peserta{far}"


def _drawn(job: Job, titles: dict[int, str], zone: str) -> DrawnSheet:
    result, wish, ended = job.result or {}, wish_of(job.ids), job.finished_at or job.created_at
    day, time = short_date(local_date(ended, zone)), clock_time(ended, zone)
    title = titles.get(wish.number, f"Hari {wish.number}")
    kind = "kosong" if result["is_blank"] else "dengan jam datang"
    pages = f"{counted(result['pages'])} halaman{', per kecamatan' if wish.by_district else ''}"
    return DrawnSheet(str(result["file_uid"]), f"{title}, {kind}", f"{day}, {time}, {pages}")
