"""The cards page as words and numbers."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from eventmgr.events.models import Event
from eventmgr.registration.card_actions import last_cards_job_or_none
from eventmgr.registration.cards import DueCard, district_of, due_cards, sheets_of
from eventmgr.registration.queries import card_rows
from eventmgr.shared.dates import clock_time, local_date, short_date, weekday_date
from eventmgr.shared.job_models import OPEN_STATES, Job
from eventmgr.shared.runtime import pulse_or_none
from eventmgr.shared.text import counted


@dataclass(frozen=True)
class CardsProgress:
    """A running print: cards done and in all; `words` says it."""

    done: int
    total: int
    words: str


@dataclass(frozen=True)
class DistrictCards:
    """The cards of one kecamatan, which begin a sheet of their own."""

    name: str
    cards: int
    sheets: int


@dataclass(frozen=True)
class DueLine:
    """One card to print: why (see `DueCard`), whose, and "PSM Air Manis"."""

    why: str
    name: str
    place: str


@dataclass(frozen=True)
class LastPrint:
    """A finished print: "323 kartu", "15 Nov., 16.20, 46 lembar"."""

    words: str
    note: str


@dataclass(frozen=True)
class CardsPage:
    """`printed_on` is the day of the last print in words; "" before the first."""

    total: int
    due: tuple[DueLine, ...]
    printed_on: str
    districts: tuple[DistrictCards, ...]
    progress: CardsProgress | None
    last: LastPrint | None
    failed: bool

    @property
    def is_reprint(self) -> bool:
        """Whether cards that were printed before are among those to print."""
        return any(line.why != "new" for line in self.due)

    @property
    def due_words(self) -> str:
        """What is to be printed and why: "5 berubah isinya, 2 hilang atau rusak"."""
        counts = Counter(line.why for line in self.due)
        words = {"changed": "berubah isinya", "replaced": "hilang atau rusak", "new": "belum pernah dicetak"}
        return ", ".join(f"{counted(counts[why])} {word}" for why, word in words.items() if counts[why])

    @property
    def sheets(self) -> int:
        """Sheets of paper for all cards."""
        return sum(district.sheets for district in self.districts)


def cards_page(event: Event, at: datetime) -> CardsPage:
    """The state of an event's cards at this moment."""
    rows = card_rows(event.id)
    printed = [row.printed_at for row in rows if row.printed_at is not None]
    districts = []
    for name, members in groupby(rows, key=district_of):
        count = len(list(members))
        districts.append(DistrictCards(name or "Tanpa wilayah", count, sheets_of(count)))
    job = last_cards_job_or_none(event.id)
    finished = last_cards_job_or_none(event.id, finished=True)
    return CardsPage(
        total=len(rows),
        due=tuple(_due_line(card) for card in due_cards(event, rows)),
        printed_on=weekday_date(local_date(max(printed), event.zone)) if printed else "",
        districts=tuple(districts),
        progress=_progress(job, len(rows)),
        last=_last(finished, event.zone),
        failed=job is not None and job.state == "failed",
    )


def _due_line(card: DueCard) -> DueLine:
    row = card.row
    return DueLine(card.why, row.whole_name, f"{row.category_code} {row.region_name}".strip())


def _progress(job: Job | None, total: int) -> CardsProgress | None:
    if job is None or job.state not in OPEN_STATES:
        return None
    pulse = pulse_or_none(job.id)
    done, of = (pulse.done, pulse.total or total) if pulse else (0, total)
    if job.state == "held":
        return CardsProgress(done, of, "Ditahan sesudah pemulihan salinan data")
    return CardsProgress(done, of, f"{done} dari {of} kartu" if pulse else "Menunggu giliran")


def _last(job: Job | None, zone: str) -> LastPrint | None:
    if job is None or not job.result or job.finished_at is None:
        return None
    day = short_date(local_date(job.finished_at, zone))
    time = clock_time(job.finished_at, zone)
    return LastPrint(f"{job.result['cards']} kartu", f"{day}, {time}, {job.result['sheets']} lembar")
