"""Which day becomes which, and who of a cohort comes along to the next event. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

COMES, ENDED, MOVED = "comes", "ended", "moved"


def new_dates(old: Sequence[date], first: date, length: int) -> list[date]:
    """The days of a copy: as far apart as the old ones; more days than before follow one by one.

    Right: Mon, Wed → starting on the 17th with three days: 17, 19, 20.
    """
    days = [first + (day - old[0]) for day in old[:length]] or [first]
    while len(days) < length:
        days.append(days[-1] + timedelta(days=1))
    return days


def next_first_day(old_first: date, today: date) -> date:
    """A year later on the same weekday, and not before today: 18 Nov. 2024 (Mon) → 17 Nov. 2025 (Mon)."""
    day = old_first + timedelta(weeks=52)
    while day < today:
        day += timedelta(weeks=52)
    return day


def next_name(name: str, old_year: int, new_year: int) -> str:
    """The name with the old year replaced: "Sosialisasi Tahun 2024" → "Sosialisasi Tahun 2025"."""
    return re.sub(rf"\b{old_year}\b", str(new_year), name)


@dataclass(frozen=True, slots=True)
class Duty:
    """An assignment of a person: as what, where, until when (None: open)."""

    category_id: int
    region_code: str | None
    until: date | None


def carry_of(category_id: int, region_code: str | None, duties: Iterable[Duty], on: date) -> str:
    """Whether somebody who took part as a category for a region still serves there on a day.

    Who has no assignment of the category at all (a speaker, the committee) comes along; *ended* when every
    assignment is over, *moved* when the open one is for another region.
    """
    own = [duty for duty in duties if duty.category_id == category_id]
    if not own:
        return COMES
    still = [duty for duty in own if duty.until is None or duty.until >= on]
    if not still:
        return ENDED
    stays = region_code is None or any(duty.region_code in (None, region_code) for duty in still)
    return COMES if stays else MOVED
