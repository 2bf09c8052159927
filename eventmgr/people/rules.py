"""NIK: the sixteen digits of a person's identity number, read from whatever a sheet made of them.

Layout (Permendagri 72/2022): PPRRKK DDMMYY SSSS. Women have 40 added to the day of birth.
python-stdnum is not used: it accepts day 81 and serial 0000.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

NIK_LENGTH = 16
_WOMAN_DAY_OFFSET = 40
#: From here on a double no longer holds every whole number, so a numeric cell may have been rounded.
_EXACT_IN_A_DOUBLE = 2**53
_SCIENTIFIC = re.compile(r"^\d(?:[.,]\d+)?\s*[eE]\s*\+?\s*\d{1,2}$")
_SEPARATORS = re.compile(r"[\s\u00a0.\-'’`_/]")

Sex = Literal["L", "P"]


class NikFault(StrEnum):
    """Why a typed NIK cannot be used; the values are the codes which the import command promises."""

    length = "nik_length"
    date = "nik_date"
    serial = "nik_serial"
    damaged = "nik_damaged"


@dataclass(frozen=True)
class NikReading:
    """What a cell says: the digits when they can be used, else why not.

    ``typed`` is the cell as the person sees it (still secret: mask it before it is shown).
    """

    typed: str
    nik: str | None
    faults: tuple[NikFault, ...] = ()

    @property
    def digit_count(self) -> int:
        """How many digits were typed, for "11 dari 16"."""
        return sum(character.isdigit() for character in self.typed)


@dataclass(frozen=True)
class NikFacts:
    """What sixteen digits say about their bearer; the century is not in them."""

    region_prefix: str
    day: int
    month: int
    year_of_century: int
    sex: Sex


def read_nik(cell: object) -> NikReading:
    """Read a NIK from text or from a number cell.

    Right: ``"1371 0156 0694 9001"`` gives the digits. Wrong: ``1.37101560694900E+15`` and the number
    1371015606949000 are *damaged*: Excel keeps fifteen digits, so the last one is lost and 0 stands there.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _read_number(float(cell))
    typed = "" if cell is None else str(cell).strip()
    if _SCIENTIFIC.match(typed):
        return NikReading(typed, None, (NikFault.damaged,))
    digits = _SEPARATORS.sub("", re.sub(r"[.,]0$", "", typed) if len(typed) > NIK_LENGTH else typed)
    if len(digits) != NIK_LENGTH or not digits.isascii() or not digits.isdigit():
        return NikReading(typed, None, (NikFault.length,))
    return _checked(typed, digits)


def _read_number(number: float) -> NikReading:
    if number != number or number in (float("inf"), float("-inf")) or number != int(number):
        return NikReading(f"{number}", None, (NikFault.damaged,))
    digits = str(int(number))
    if len(digits) == NIK_LENGTH and (number >= _EXACT_IN_A_DOUBLE or digits.endswith("0")):
        mantissa = f"{number:.5E}".replace(".", ",")
        return NikReading(mantissa, None, (NikFault.damaged,))
    if len(digits) != NIK_LENGTH:
        return NikReading(digits, None, (NikFault.length,))
    return _checked(digits, digits)


def _checked(typed: str, digits: str) -> NikReading:
    faults: list[NikFault] = []
    facts = nik_facts(digits)
    if not _is_possible_day(facts.day, facts.month, facts.year_of_century):
        faults.append(NikFault.date)
    if digits[12:] == "0000":
        faults.append(NikFault.serial)
    return NikReading(typed, None if faults else digits, tuple(faults))


def nik_facts(nik: str) -> NikFacts:
    """Read region, birth and sex off sixteen digits (also off impossible ones: the day may be 0 or 39)."""
    day = int(nik[6:8])
    is_woman = day > _WOMAN_DAY_OFFSET
    return NikFacts(
        region_prefix=nik[:4],
        day=day - _WOMAN_DAY_OFFSET if is_woman else day,
        month=int(nik[8:10]),
        year_of_century=int(nik[10:12]),
        sex="P" if is_woman else "L",
    )


def _is_possible_day(day: int, month: int, year_of_century: int) -> bool:
    """True when the day exists in 19YY or in 20YY (29 February 00 exists in 2000 only)."""
    if not 1 <= month <= 12:
        return False
    longest = max(calendar.monthrange(century + year_of_century, month)[1] for century in (1900, 2000))
    return 1 <= day <= longest


def agrees_with_region(nik: str, region_code: str) -> bool:
    """Compare by the first four digits: the NIK keeps the district where it was first given.

    >>> agrees_with_region("1371015606949001", "13.71.06.1004")
    True
    """
    return nik[:4] == region_code.replace(".", "")[:4]


def agrees_with_birth(nik: str, born: date) -> bool:
    """Compare day, month and the two digits of the year."""
    facts = nik_facts(nik)
    return (facts.day, facts.month, facts.year_of_century) == (born.day, born.month, born.year % 100)


def agrees_with_sex(nik: str, sex: Sex) -> bool:
    """Compare the typed L or P with the day offset of the NIK."""
    return nik_facts(nik).sex == sex
