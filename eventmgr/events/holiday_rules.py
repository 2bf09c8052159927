"""Sundays, public holidays and days of joint leave, seen before letters go out. Pure.

The dates come from the library `holidays`, which follows the yearly joint decree of three ministers (SKB).
Days by the moon of a year without a decree are told as an estimate; days of joint leave (cuti bersama) are
known only once they are decreed. Years that the library does not know have no hint: nothing wrong is said.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

#: What the library writes behind a day whose decree is still to come.
_ESTIMATE = " (perkiraan)"
_LEAVE = "Cuti Bersama "
#: Names as the office writes them; all others stand as the library has them in Indonesian.
_SHORT = {
    "Hari Raya Idul Fitri": "Idulfitri",
    "Hari kedua dari Hari Raya Idul Fitri": "Idulfitri",
    "Hari Raya Idul Adha": "Iduladha",
    "Isra Mikraj Nabi Muhammad": "Isra Mikraj",
    "Maulid Nabi Muhammad": "Maulid Nabi",
    "Hari Raya Waisak": "Waisak",
    "Hari Suci Nyepi": "Nyepi",
    "Hari Raya Natal": "Natal",
    "Kebangkitan Yesus Kristus": "Paskah",
    "Hari Buruh Internasional": "Hari Buruh",
    "Hari Kemerdekaan Republik Indonesia": "Hari Kemerdekaan",
}


@dataclass(frozen=True, slots=True)
class _Named:
    """What a day is called; nearly always one of the three, and two names where two fall together."""

    holidays: tuple[str, ...]
    estimates: tuple[str, ...]
    leave: tuple[str, ...]


def holiday_words(day: date) -> str:
    """ "Hari Minggu.", "Hari libur nasional: Iduladha.", "Cuti bersama: Nyepi." or, of most days, nothing."""
    named = _year(day.year).get(day, _Named((), (), ()))
    sentences = []
    if named.holidays:
        sentences.append(f"Hari libur nasional: {' dan '.join(named.holidays)}.")
    elif day.weekday() == 6:
        sentences.append("Hari Minggu.")
    if named.estimates:
        sentences.append(f"Perkiraan libur nasional: {' dan '.join(named.estimates)}.")
    if named.leave and not named.holidays:
        sentences.append(f"Cuti bersama: {' dan '.join(named.leave)}.")
    return " ".join(sentences)


@lru_cache(maxsize=16)
def _year(year: int) -> dict[date, _Named]:
    # a tenth of a second, and only pages on which days are set need it
    from holidays.countries.indonesia import Indonesia

    known = Indonesia(years=year, expand=False, language="id", categories=("public", "government"))
    return {day: _sorted(known.get_list(day)) for day in known}


def _sorted(names: list[str]) -> _Named:
    sure = [name for name in names if not name.endswith(_ESTIMATE)]
    return _Named(
        tuple(_short(name) for name in sure if not name.startswith(_LEAVE)),
        tuple(_short(name.removesuffix(_ESTIMATE)) for name in names if name not in sure),
        tuple(_short(name.removeprefix(_LEAVE)) for name in sure if name.startswith(_LEAVE)),
    )


def _short(name: str) -> str:
    return _SHORT.get(name, name)
