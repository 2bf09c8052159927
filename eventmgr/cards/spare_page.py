"""The spare cards of an event as words and numbers."""

from dataclasses import dataclass
from datetime import datetime

from eventmgr.cards.spare_queries import SpareCard, last_spares_job_or_none, spare_cards_of
from eventmgr.events.models import Event
from eventmgr.shared.codes import show_short_code
from eventmgr.shared.dates import clock_time, local_date, short_date, weekday
from eventmgr.shared.job_models import Job
from eventmgr.shared.job_progress import JobProgress, counted_of, progress_of


@dataclass(frozen=True)
class SpareBox:
    """One number in the picture of all."""

    number: int
    is_free: bool


@dataclass(frozen=True)
class SpareLine:
    """A card that is somebody's: number, code, who, "Presensi Hari 1, Senin 07.34".

    A void one opens no door any more and is not taken back.
    """

    number: int
    code: str
    bearer_uid: str
    bearer: str
    given: str
    is_void: bool


@dataclass(frozen=True)
class SparePage:
    """`last` is the last finished print, "20 cadangan" and "15 Nov., 16.25, 3 lembar"; None before it."""

    boxes: tuple[SpareBox, ...]
    lines: tuple[SpareLine, ...]
    progress: JobProgress | None
    last: tuple[str, str] | None
    failed: bool

    @property
    def total(self) -> int:
        """How many spare cards there are."""
        return len(self.boxes)

    @property
    def used(self) -> int:
        """How many of them are nobody's any more to have."""
        return sum(not box.is_free for box in self.boxes)

    @property
    def free(self) -> int:
        """How many may still become somebody's."""
        return self.total - self.used

    @property
    def last_number(self) -> int:
        """The highest number, which an order names so that two presses are one."""
        return self.boxes[-1].number if self.boxes else 0

    @property
    def heading(self) -> str:
        """ "20 kartu cadangan, 3 sudah dipakai" """
        if not self.boxes:
            return "Belum ada kartu cadangan"
        if self.used == self.total:
            return f"{self.total} kartu cadangan, semua sudah dipakai"
        used = f"{self.used} sudah dipakai" if self.used else "belum ada yang dipakai"
        return f"{self.total} kartu cadangan, {used}"


def spare_page(event: Event, at: datetime) -> SparePage:
    """The spare cards as they are now; three statements, however many there are."""
    cards = spare_cards_of(event.id)
    job = last_spares_job_or_none(event.id)
    finished = last_spares_job_or_none(event.id, finished=True)
    return SparePage(
        boxes=tuple(SpareBox(card.number, card.is_free) for card in cards),
        lines=tuple(_line(card, event.zone) for card in cards if not card.is_free),
        progress=_progress(job, at),
        last=_last(finished, event.zone),
        failed=job is not None and job.state == "failed",
    )


def spares_progress(event: Event, at: datetime) -> JobProgress | None:
    """The running print alone."""
    return _progress(last_spares_job_or_none(event.id), at)


def _progress(job: Job | None, at: datetime) -> JobProgress | None:
    total = len(job.ids["numbers"]) if job is not None else 0
    return progress_of(job, counted_of("kartu"), at, total=total)


def spare_line_or_none(event: Event, number: int) -> SpareLine | None:
    """The card with this number, while it is somebody's."""
    cards = spare_cards_of(event.id)
    found = next((card for card in cards if card.number == number and not card.is_free), None)
    return None if found is None else _line(found, event.zone)


def _line(card: SpareCard, zone: str) -> SpareLine:
    given = card.given_where
    if card.given_at is not None:
        moment = f"{weekday(local_date(card.given_at, zone))} {clock_time(card.given_at, zone)}"
        given = f"{given}, {moment}" if given else moment
    return SpareLine(
        card.number, show_short_code(card.typed_code), card.bearer_uid, card.bearer, given, card.is_void
    )


def _last(job: Job | None, zone: str) -> tuple[str, str] | None:
    if job is None or not job.result or job.finished_at is None:
        return None
    day, time = short_date(local_date(job.finished_at, zone)), clock_time(job.finished_at, zone)
    return f"{job.result['cards']} cadangan", f"{day}, {time}, {job.result['sheets']} lembar"
