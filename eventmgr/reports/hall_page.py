"""The screen in the hall: one number, the kecamatan, what comes next. No names of people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from eventmgr.checkin.arrival_queries import DistrictArrivals, arrivals_by_district
from eventmgr.events.models import Event
from eventmgr.reports.board_page import Bar, bars_of
from eventmgr.reports.board_queries import lessons_of_day
from eventmgr.reports.board_rules import LivePlace, NextSession, Phase, coming_words, phase_of
from eventmgr.shared.dates import clock_time, weekday_date
from eventmgr.shared.text import counted

#: kecamatan on the screen; of more the smallest are summed up in one line
MOST_ROWS = 22
#: rows that stand one under the other; more stand in two columns without bars
ONE_COLUMN = 14


@dataclass(frozen=True, slots=True)
class HallScreen:
    """Everything on the screen; `rows_class` and `digits` choose its sizes."""

    place: LivePlace
    present: int
    registered: int
    above: str
    below: str
    bars: tuple[Bar, ...]
    left_out: str
    date: str
    next_words: str
    awaited_words: str

    @property
    def rows_class(self) -> str:
        if len(self.bars) <= 11:
            return "few"
        return "some" if len(self.bars) <= ONE_COLUMN else "many"

    @property
    def digits(self) -> int:
        """How wide the number is: 1.204 takes five places."""
        return max(3, len(counted(self.present)))


def hall_screen(event: Event, place: LivePlace, at: datetime) -> HallScreen:
    """Two statements."""
    districts = arrivals_by_district(event.id, place.id)
    lessons = lessons_of_day(place.day_id)
    phase = phase_of(place, at, event.zone)
    present = sum(each.present for each in districts)
    registered = sum(each.registered for each in districts)
    shown, left_out = _shown(districts)
    return HallScreen(
        place=place,
        present=present,
        registered=registered,
        above="Hadir" if phase == "over" else "Sudah hadir",
        below=f"dari {counted(registered)} peserta",
        bars=bars_of(shown),
        left_out=left_out,
        date=weekday_date(place.date),
        next_words=next_words(lessons, event, place, phase, at),
        awaited_words=awaited_words(present, registered, phase, sum(each.excused for each in districts)),
    )


def _shown(districts: Sequence[DistrictArrivals]) -> tuple[Sequence[DistrictArrivals], str]:
    """The kecamatan in official order; of very many only the largest, and words for the rest."""
    if len(districts) <= MOST_ROWS:
        return districts, ""
    large = sorted(districts, key=lambda each: -each.registered)[: MOST_ROWS - 1]
    rest = [each for each in districts if each not in large]
    present, registered = sum(each.present for each in rest), sum(each.registered for each in rest)
    words = f"{len(rest)} kecamatan lain: {counted(present)} dari {counted(registered)}"
    return [each for each in districts if each in large], words


def next_words(
    lessons: Sequence[NextSession], event: Event, place: LivePlace, phase: Phase, at: datetime
) -> str:
    """What comes next: "Pembukaan pukul 09.00 di Ballroom, lantai 2"; the place while nothing comes."""
    if phase == "waiting":
        return f"Presensi dibuka pukul {clock_time(place.opens_at, event.zone)}"
    return coming_words(lessons, event.zone, at) or event.place


def awaited_words(present: int, registered: int, phase: Phase, excused: int = 0) -> str:
    """Kind words, no blame; nobody waits for who is excused."""
    missing = registered - present - excused
    if not registered or phase == "future":
        return "Selamat datang"
    if not missing:
        return "Terima kasih sudah hadir" if excused else "Semua peserta sudah hadir"
    return "Terima kasih sudah hadir" if phase == "over" else f"{counted(missing)} orang lagi kami tunggu"
