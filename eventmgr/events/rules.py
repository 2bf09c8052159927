"""How an agenda is laid out on one scale of time. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

#: One row of the picture is so many minutes; static/css/agenda-rows.css knows MOST_ROWS of them.
MINUTES_A_ROW = 5
MOST_ROWS = 288


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


def scale_of(spans: Sequence[tuple[datetime, datetime]], zone: str) -> Scale:
    """The smallest scale of full hours that holds all spans; 08.00 to 16.00 when there is none."""
    if not spans:
        return Scale(8, 16)
    tz = ZoneInfo(zone)
    first = min(start.astimezone(tz).hour for start, _ in spans)
    last = max(_end_hour(start.astimezone(tz), end.astimezone(tz)) for start, end in spans)
    return Scale(first, last)


def _end_hour(start: datetime, end: datetime) -> int:
    """The full hour at which the scale may end; what runs past midnight is cut at 24."""
    if end.date() != start.date():
        return 24
    return end.hour + (1 if end.minute or end.second else 0)


def place_on(scale: Scale, start: datetime, end: datetime, zone: str) -> Place:
    """Rows of a block; a block is never lower than one row and never leaves the scale."""
    local = start.astimezone(ZoneInfo(zone))
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    from_top = local - midnight - timedelta(hours=scale.first_hour)
    row = max(0, int(from_top.total_seconds() // 60)) // MINUTES_A_ROW + 1
    minutes = min(end - start, midnight + timedelta(hours=scale.last_hour) - local).total_seconds() // 60
    return Place(row, max(1, int(minutes) // MINUTES_A_ROW))
