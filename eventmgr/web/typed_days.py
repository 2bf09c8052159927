"""Days as people type them into a date field, for every form that has one."""

from datetime import date

from flask import g

from eventmgr.shared.clock import now
from eventmgr.shared.dates import local_date, weekday_date
from eventmgr.shared.dates_typed import DateUnreadableError, read_date

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)


def typed_day(text: str | None, *, earliest: date = EARLIEST) -> date | None:
    """A day of the present time: 19-11-2024, 19/11/24, "19 nov" (the nearest one); None when empty.

    Raises DateUnreadableError.
    """
    return read_date(text, earliest=earliest, latest=LATEST, near=present_day())


def day_words(text: str | None, past: bool = False) -> str:
    """Selasa, 19 November 2024, to be read below the field; empty where it holds no day.

    past: the day has been, as a birth; then no year is guessed.
    """
    today = present_day()
    try:
        day = read_date(text, latest=today if past else LATEST, near=None if past else today)
    except DateUnreadableError:
        return ""
    return weekday_date(day) if day else ""


def present_day() -> date:
    """Today where the event is, else in the west of the country."""
    return local_date(now(), g.event.zone if g.get("event") else "Asia/Jakarta")
