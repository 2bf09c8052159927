"""Who came when, in the demo: made up, the same at each load, and adding up as real days do.

Of 323 people 299 come on all three days, ten on two, eight on one, six never: 311, 306 and 308 a day.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

#: (days present as a pattern, how many people); the rest come on all days
_ABSENCES = (
    ((0, 0, 0), 6),
    ((1, 0, 0), 3),
    ((0, 1, 0), 2),
    ((0, 0, 1), 3),
    ((1, 1, 0), 4),
    ((1, 0, 1), 5),
    ((0, 1, 1), 1),
)
#: minutes after the door opened: most before the session (287 by 08.41 of the first morning), some late
_EARLIEST, _SPREAD = 29, 135


@dataclass(frozen=True, slots=True)
class Arrival:
    """One person's arrival on one day; `after_opening` is the time since 06.30."""

    registration_id: int
    day: int
    after_opening: timedelta


def _dice(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def arrivals(registration_ids: Sequence[int], days: int) -> list[Arrival]:
    """All arrivals in the order of time. Ids are numbered from their place in the list, so any ids do."""
    by_chance = sorted(range(len(registration_ids)), key=lambda place: _dice(f"hadir {place}"))
    patterns = [pattern for pattern, count in _ABSENCES for _ in range(count)]
    absent = dict(zip(by_chance, patterns, strict=False))
    found = []
    for place, registration_id in enumerate(registration_ids):
        for day in range(days):
            pattern = absent.get(place)
            if pattern is not None and not pattern[day % 3]:
                continue
            found.append(Arrival(registration_id, day, _after_opening(place, day)))
    return sorted(found, key=lambda arrival: (arrival.day, arrival.after_opening))


def _after_opening(place: int, day: int) -> timedelta:
    # The mean of three dice makes a hill: the crowd comes together, not evenly.
    dice = [_dice(f"tiba {place} {day} {number}") % (_SPREAD * 60) for number in range(3)]
    return timedelta(minutes=_EARLIEST, seconds=sum(dice) // 3)
