"""Sundays and public holidays, so that a date on one is seen before letters go out. Pure.

Fixed days and those that follow Easter are computed. Days by the moon (Idulfitri, Nyepi, Waisak, …) are set
each year by a joint decree of three ministers (SKB); the years that stand here were taken from it, and for
other years only the computed days are known: a hint is missing then, nothing wrong is said.
"""

from datetime import date, timedelta

_FIXED = {
    (1, 1): "Tahun Baru Masehi",
    (5, 1): "Hari Buruh",
    (6, 1): "Hari Lahir Pancasila",
    (8, 17): "Hari Kemerdekaan",
    (12, 25): "Hari Natal",
}
_DECREED = {
    date(2025, 1, 27): "Isra Mikraj",
    date(2025, 1, 29): "Tahun Baru Imlek",
    date(2025, 3, 29): "Hari Suci Nyepi",
    date(2025, 3, 31): "Idulfitri",
    date(2025, 4, 1): "Idulfitri",
    date(2025, 5, 12): "Hari Waisak",
    date(2025, 6, 6): "Iduladha",
    date(2025, 6, 27): "Tahun Baru Islam",
    date(2025, 9, 5): "Maulid Nabi",
    date(2026, 1, 16): "Isra Mikraj",
    date(2026, 2, 17): "Tahun Baru Imlek",
    date(2026, 3, 19): "Hari Suci Nyepi",
    date(2026, 3, 21): "Idulfitri",
    date(2026, 3, 22): "Idulfitri",
    date(2026, 5, 27): "Iduladha",
    date(2026, 5, 31): "Hari Waisak",
    date(2026, 6, 16): "Tahun Baru Islam",
    date(2026, 8, 25): "Maulid Nabi",
}


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian computation)."""
    century, golden = year // 100, year % 19
    shift = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = shift - (shift // 28) * (1 - (shift // 28) * (29 // (shift + 1)) * ((21 - golden) // 11))
    sunday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    days = moon - sunday
    month = 3 + (days + 40) // 44
    return date(year, month, days + 28 - 31 * (month // 4))


def holiday_or_none(day: date) -> str | None:
    """The name of the public holiday on a day, as far as it is known beforehand."""
    sunday = easter(day.year)
    moving = {
        sunday - timedelta(days=2): "Wafat Yesus Kristus",
        sunday + timedelta(days=39): "Kenaikan Yesus Kristus",
    }
    return _DECREED.get(day) or _FIXED.get((day.month, day.day)) or moving.get(day)


def holiday_words(day: date) -> str:
    """ "Hari Minggu.", "Hari libur nasional: Iduladha.", or nothing."""
    name = holiday_or_none(day)
    if name is not None:
        return f"Hari libur nasional: {name}."
    return "Hari Minggu." if day.weekday() == 6 else ""
