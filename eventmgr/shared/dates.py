"""Dates and times as Indonesians write them: "Senin, 18 November 2024", "07.43"."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

_LOCALE = "id_ID"
_ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ZONE_NAMES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}


def long_date(day: date) -> str:
    """18 November 2024"""
    return format_date(day, "d MMMM y", locale=_LOCALE)


def day_and_month(day: date) -> str:
    """18 November"""
    return format_date(day, "d MMMM", locale=_LOCALE)


def weekday_date(day: date) -> str:
    """Senin, 18 November 2024"""
    return format_date(day, "EEEE, d MMMM y", locale=_LOCALE)


def short_date(day: date) -> str:
    """18 Nov. (May stays "Mei": it is whole.)"""
    month = format_date(day, "MMM", locale=_LOCALE)
    full = format_date(day, "MMMM", locale=_LOCALE)
    return f"{day.day} {month}" if month == full else f"{day.day} {month}."


def bare_short_date(day: date) -> str:
    """18 Nov, as on the door's verdicts, where every character counts."""
    return short_date(day).rstrip(".")


def weekday(day: date) -> str:
    """Senin"""
    return format_date(day, "EEEE", locale=_LOCALE)


def date_range(first: date, last: date) -> str:
    """18 s.d. 20 November 2024; 30 November s.d. 2 Desember 2024; 18 November 2024 for one day."""
    if first == last:
        return long_date(first)
    if first.year != last.year:
        return f"{long_date(first)} s.d. {long_date(last)}"
    if first.month != last.month:
        return f"{format_date(first, 'd MMMM', locale=_LOCALE)} s.d. {long_date(last)}"
    return f"{first.day} s.d. {long_date(last)}"


def clock_time(moment: datetime, zone: str) -> str:
    """07.43 in the event's zone (an IANA name)."""
    return moment.astimezone(ZoneInfo(zone)).strftime("%H.%M")


def short_moment(moment: datetime, zone: str) -> str:
    """19 Nov., 09.40 in the zone."""
    return f"{short_date(local_date(moment, zone))}, {clock_time(moment, zone)}"


def local_date(moment: datetime, zone: str) -> date:
    """The calendar day on which a moment falls in the zone."""
    return moment.astimezone(ZoneInfo(zone)).date()


def zone_name(zone: str) -> str:
    """WIB, WITA or WIT; another zone keeps its own name."""
    return _ZONE_NAMES.get(zone, zone)


def roman_month(day: date) -> str:
    """XI for November, as office letters are numbered."""
    return _ROMAN_MONTHS[day.month - 1]
