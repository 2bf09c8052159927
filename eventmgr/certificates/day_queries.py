"""Which days of an event are over, so that a paper does not speak of what has not happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from eventmgr.events.models import Checkpoint, Event, EventDay
from eventmgr.shared.dates import local_date
from eventmgr.shared.db import db
from eventmgr.shared.number_words import number_word, ordinal_word

#: more days than this are counted, not named
NAMED = 3


@dataclass(frozen=True, slots=True)
class DayEnd:
    """A day, counted from 1: whether it is over, and whether its attendance was closed."""

    number: int
    is_over: bool
    is_closed: bool


def day_ends(event: Event, at: datetime) -> list[DayEnd]:
    """All days in order; one statement.

    A day is over when it lies in the past, or is today and was closed or its last checkpoint has ended.
    """
    rows = db.session.execute(
        select(EventDay.date, EventDay.closed_at, func.max(Checkpoint.closes_at))
        .outerjoin(Checkpoint, Checkpoint.day_id == EventDay.id)
        .where(EventDay.event_id == event.id)
        .group_by(EventDay.id, EventDay.date, EventDay.closed_at)
        .order_by(EventDay.date)
    ).all()
    today = local_date(at, event.zone)
    return [
        DayEnd(
            number,
            is_over=date < today
            or (date == today and (closed_at is not None or (last is not None and last <= at))),
            is_closed=closed_at is not None,
        )
        for number, (date, closed_at, last) in enumerate(rows, start=1)
    ]


def unfinished_words(ends: Sequence[DayEnd]) -> str:
    """ "hari kedua dan ketiga" where these are not over; "" when all are."""
    return day_words([end.number for end in ends if not end.is_over], len(ends))


def unclosed_words(ends: Sequence[DayEnd]) -> str:
    """ "hari pertama": over, and its attendance may still change; "" when there is none."""
    return day_words([end.number for end in ends if end.is_over and not end.is_closed], len(ends))


def day_words(numbers: Sequence[int], every: int) -> str:
    """ "hari kedua dan ketiga", "lima hari"; "hari kegiatan" for the only one of an event."""
    if not numbers:
        return ""
    if every == 1:
        return "hari kegiatan"
    if len(numbers) > NAMED:
        return f"{number_word(len(numbers))} hari"
    words = [ordinal_word(number) for number in numbers]
    if len(words) < NAMED:
        return f"hari {' dan '.join(words)}"
    return f"hari {', '.join(words[:-1])}, dan {words[-1]}"
