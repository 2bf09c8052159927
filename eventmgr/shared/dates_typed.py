"""Dates as people and spreadsheets write them. Day before month, always: the country writes it so."""

import re
from datetime import date, datetime, timedelta

_MONTHS = {
    "januari": 1, "january": 1, "jan": 1,
    "februari": 2, "pebruari": 2, "february": 2, "feb": 2, "peb": 2,
    "maret": 3, "march": 3, "mar": 3, "mrt": 3,
    "april": 4, "apr": 4,
    "mei": 5, "may": 5,
    "juni": 6, "june": 6, "jun": 6,
    "juli": 7, "july": 7, "jul": 7,
    "agustus": 8, "august": 8, "agu": 8, "ags": 8, "agt": 8, "aug": 8,
    "september": 9, "sept": 9, "sep": 9,
    "oktober": 10, "october": 10, "okt": 10, "oct": 10,
    "november": 11, "nopember": 11, "nov": 11, "nop": 11,
    "desember": 12, "december": 12, "des": 12, "dec": 12,
}  # fmt: skip
_DAY_FIRST = re.compile(r"^(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4}|\d{2})$")
_YEAR_FIRST = re.compile(r"^(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?$")
_WORDS = re.compile(r"^(\d{1,2})[\s.\-/]*([a-z]+)\.?[\s,.\-/]*(\d{4}|\d{2})$")
_NO_YEAR = re.compile(r"^(\d{1,2})(?:\s*[/.\-]\s*(\d{1,2})|[\s.\-/]*([a-z]+)\.?)$")
#: As on a telephone's row of figures, which has no other sign.
_FIGURES = re.compile(r"^(\d\d)(\d\d)(\d{4})$")
_SERIAL = re.compile(r"^\d{4,5}(?:[.,]0+)?$")
#: Excel counts days from here (its day 60, 29 February 1900, never was).
_SERIAL_ZERO = date(1899, 12, 30)
_SERIAL_MIN, _SERIAL_MAX = 61, 80_000


class DateUnreadableError(ValueError):
    """Raised when a cell holds something, but no day that ever was."""


def read_date(
    cell: object, *, latest: date, earliest: date = date(1900, 1, 1), near: date | None = None
) -> date | None:
    """Read a day from a date cell, a serial number or text; an empty cell is None.

    Right: "23 Juli 1981", "27/07/1968", "29-09-1999", "5 Nop. 72", 29790, 1981-07-23.
    Wrong: "31/02/1980", "07/25/1973" (no month 25), a day after ``latest`` or before ``earliest``.
    Two-digit years mean the latest such year which is not after ``latest``. A day without its year ("19 nov",
    "19/11") is read only where ``near`` is given, as the nearest such day.
    Raises DateUnreadableError.
    """
    found = _read_no_year(cell, near) or _read(cell, latest)
    if found is not None and not earliest <= found <= latest:
        raise DateUnreadableError(str(cell))
    return found


def _read(cell: object, latest: date) -> date | None:
    if cell is None:
        return None
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _from_serial(float(cell))
    typed = _plain(str(cell))
    return None if typed in ("", "-", "–") else _from_text(typed, latest)


def _plain(text: str) -> str:
    """In small letters, without the weekday."""
    return re.sub(r"^[a-z']+\s*,\s*", "", " ".join(text.split()).casefold())


def _read_no_year(cell: object, near: date | None) -> date | None:
    """The day nearest to `near` for "19 nov"; None for every other shape."""
    found = _NO_YEAR.match(_plain(cell)) if near is not None and isinstance(cell, str) else None
    month = (int(found[2]) if found[2] else _MONTHS.get(found[3], 0)) if found else 0
    if found is None or near is None or not 1 <= month <= 12:
        return None
    days = [
        day
        for year in (near.year - 1, near.year, near.year + 1)
        if (day := _day_or_none(year, month, int(found[1])))
    ]
    return min(days, key=lambda day: abs((day - near).days), default=None)


def _day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _from_serial(number: float) -> date:
    if not _SERIAL_MIN <= number <= _SERIAL_MAX:
        raise DateUnreadableError(str(number))
    return _SERIAL_ZERO + timedelta(days=int(number))


def _from_text(typed: str, latest: date) -> date:
    if found := _DAY_FIRST.match(typed) or _FIGURES.match(typed):
        return _build(found[3], int(found[2]), int(found[1]), latest)
    if found := _YEAR_FIRST.match(typed):
        return _build(found[1], int(found[2]), int(found[3]), latest)
    if (found := _WORDS.match(typed)) and found[2] in _MONTHS:
        return _build(found[3], _MONTHS[found[2]], int(found[1]), latest)
    if _SERIAL.match(typed):
        return _from_serial(float(typed.replace(",", ".")))
    raise DateUnreadableError(typed)


def _build(year_text: str, month: int, day: int, latest: date) -> date:
    year = int(year_text)
    try:
        if len(year_text) == 4:
            return date(year, month, day)
        this_century = latest.year - latest.year % 100
        recent = date(this_century + year, month, day) if this_century + year <= latest.year else None
        if recent is not None and recent <= latest:
            return recent
        return date(this_century - 100 + year, month, day)
    except ValueError as error:
        raise DateUnreadableError(year_text) from error
