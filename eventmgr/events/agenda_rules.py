"""How an agenda is laid out on one scale of time. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

#: One row of the picture is so many minutes; static/css/agenda-rows.css knows MOST_ROWS of them.
MINUTES_A_ROW = 5
MOST_ROWS = 288
LONGEST_DOOR = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Scale:
    """The hours that a picture shows, from `first_hour` (inclusive) to `last_hour` (exclusive)."""

    first_hour: int
    last_hour: int

    @property
    def hours(self) -> range:
        """Every full hour that gets a label, the last one too."""
        return range(self.first_hour, self.last_hour + 1)

    def row_of_hour(self, hour: int) -> int:
        """The row at which an hour begins; the first row is 1."""
        return (hour - self.first_hour) * 60 // MINUTES_A_ROW + 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: its first row (from 1) and how many rows it takes."""

    row: int
    span: int


#: A span of time, both ends aware.
Span = tuple[datetime, datetime]


def scale_of(sessions: Sequence[Span], doors: Sequence[Span], zone: str) -> Scale:
    """The smallest scale of full hours that holds all sessions; 08.00 to 16.00 when there is none.

    A door of up to LONGEST_DOOR is seen whole. A longer one widens the scale by two hours at most: one that
    is open all night must not make the picture endless.
    """
    tz = ZoneInfo(zone)
    local = [(start.astimezone(tz), end.astimezone(tz)) for start, end in sessions]
    hours = [(start.hour, _end_hour(start, end)) for start, end in local]
    first, last = min((hour for hour, _ in hours), default=8), max((hour for _, hour in hours), default=16)
    earliest, latest = first - 2, last + 2
    for door in doors:
        start, end = (moment.astimezone(tz) for moment in visible_part(door, sessions))
        is_short = end - start <= LONGEST_DOOR
        first = min(first, start.hour if is_short else max(start.hour, earliest))
        last = max(last, _end_hour(start, end) if is_short else min(_end_hour(start, end), latest))
    return Scale(first, last)


def visible_part(door: Span, sessions: Sequence[Span]) -> Span:
    """A door's span up to the first session that begins while it is open; sessions go before doors."""
    start, end = door
    begins = [first for first, _ in sessions if start < first < end]
    return start, min(begins, default=end)


def _end_hour(start: datetime, end: datetime) -> int:
    """The full hour at which the scale may end; what runs past midnight is cut at 24."""
    if end.date() != start.date():
        return 24
    return end.hour + (1 if end.minute or end.second else 0)


def place_on(scale: Scale, start: datetime, end: datetime, zone: str) -> Place:
    """Rows of a block; a block is never lower than one row and never leaves the scale."""
    local = start.astimezone(ZoneInfo(zone))
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    top, foot = (midnight + timedelta(hours=hour) for hour in (scale.first_hour, scale.last_hour))
    seen_start, seen_end = max(local, top), min(end, foot)
    row = int((seen_start - top).total_seconds() // 60) // MINUTES_A_ROW + 1
    minutes = int((seen_end - seen_start).total_seconds() // 60)
    return Place(row, max(1, minutes // MINUTES_A_ROW))
