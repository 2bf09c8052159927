"""A day of an event as the attendance matrix sees it: how far it is, and which day to show. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from eventmgr.shared.dates import clock_time, local_date, short_date, weekday, weekday_date
from eventmgr.shared.number_words import ordinal_word

Phase = Literal["coming", "running", "over", "closed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A checkpoint that counts for its day. `audience` holds category ids; empty, it welcomes everybody."""

    id: int
    name: str
    opens_at: datetime
    closes_at: datetime
    audience: frozenset[int] = frozenset()

    def welcomes(self, category_id: int) -> bool:
        return not self.audience or category_id in self.audience


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day with the checkpoints that count for it, as they open; `number` counts from 1."""

    id: int
    number: int
    date: date
    zone: str
    places: tuple[Place, ...] = ()
    closed_at: datetime | None = None
    closed_by: str = ""
    #: stays when the day is opened again
    first_closed_at: datetime | None = None
    is_only: bool = False
    #: somebody is present, let in before the door opened perhaps
    has_arrivals: bool = False

    @property
    def words(self) -> str:
        """hari pertama; the day's date where the event has one day only."""
        return "hari ini" if self.is_only else f"hari {ordinal_word(self.number)}"

    @property
    def title(self) -> str:
        """Hari pertama; Senin, 18 November 2024 where the event has one day only."""
        return weekday_date(self.date) if self.is_only else f"Hari {ordinal_word(self.number)}"

    def places_for(self, category_id: int) -> tuple[Place, ...]:
        """Where people of a category are awaited on this day."""
        return tuple(place for place in self.places if place.welcomes(category_id))

    def awaits(self, category_id: int) -> bool:
        return bool(self.places_for(category_id))

    def phase(self, at: datetime) -> Phase:
        """coming, running (a door of today let people in or may still), over (not closed yet), closed."""
        if self.closed_at is not None:
            return "closed"
        today = local_date(at, self.zone)
        if today != self.date:
            return "coming" if today < self.date else "over"
        if not self.places:
            return "running"
        if at < min(place.opens_at for place in self.places):
            return "running" if self.has_arrivals else "coming"
        return "running" if at < self.last_close else "over"

    @property
    def last_close(self) -> datetime:
        """When the last of its doors closes. Only for days with places."""
        return max(place.closes_at for place in self.places)

    def state_words(self, at: datetime) -> str:
        """Under the date in the head of the matrix: "belum ditutup", "ditutup 19 Nov., 10.05"."""
        if self.closed_at is not None:
            closed_on = short_date(local_date(self.closed_at, self.zone))
            return f"ditutup {closed_on}, {clock_time(self.closed_at, self.zone)}"
        phase, today = self.phase(at), local_date(at, self.zone)
        if phase == "coming":
            if today == self.date:
                return f"dibuka {clock_time(self.places[0].opens_at, self.zone)}"
            return "besok" if today + timedelta(days=1) == self.date else "belum mulai"
        return "sedang berjalan" if phase == "running" else "belum ditutup"

    @property
    def short(self) -> str:
        """Senin, 18 Nov."""
        return f"{weekday(self.date)}, {short_date(self.date)}"


def focus_of(days: Sequence[Day], number: int | None, at: datetime) -> Day | None:
    """The day that the page speaks of.

    The one asked for; else the first that has begun and is not closed; else the last closed one; else the
    first. None for a number that the event does not have, or for an event without days.
    """
    if number is not None:
        return next((day for day in days if day.number == number), None)
    phases = [(day, day.phase(at)) for day in days]
    begun = [day for day, phase in phases if phase in ("running", "over")]
    closed = [day for day, phase in phases if phase == "closed"]
    return begun[0] if begun else closed[-1] if closed else days[0] if days else None


#: The matrix shows so many days beside each other.
MOST_COLUMNS = 4


def window_of(days: Sequence[Day], focus: Day) -> Sequence[Day]:
    """The days that are shown: at most four, the focus among them, as few as possible before it."""
    first = max(0, min(focus.number - 2, len(days) - MOST_COLUMNS))
    return days[first : first + MOST_COLUMNS]
