"""Telephone numbers: from the shapes that offices type to E.164.

phonenumbers is not used: 47 MB for one country.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

_SEPARATORS = re.compile(r"[\s\u00a0.\-()_'’`]")
_SCIENTIFIC = re.compile(r"^\d(?:[.,]\d+)?\s*[eE]\s*\+?\s*\d{1,2}$")
_SEVERAL = re.compile(r"\s*(?:/|;|,|\\|\bdan\b|\batau\b|&)\s*")
#: National number without the leading 0: mobile numbers have 9 to 12 digits, land lines 8 to 11.
_MOBILE = re.compile(r"^8[1-9]\d{7,10}$")
_LAND_LINE = re.compile(r"^[2-79]\d{7,10}$")
_FOREIGN = re.compile(r"^\+(?!62|0)\d{8,15}$")
#: What the column holds.
KEPT_LENGTH = 20


class PhoneDoubt(StrEnum):
    """Why a number should be looked at; a doubt never stops a row."""

    damaged = "damaged"
    several = "several"
    shape = "shape"


@dataclass(frozen=True)
class PhoneReading:
    """``phone`` is E.164 ("+6281234567890") or, with the doubt *shape*, the cell as it was typed."""

    phone: str | None
    doubt: PhoneDoubt | None = None


def read_phone(cell: object) -> PhoneReading:
    """Read a number from text or from a number cell whose leading 0 Excel has eaten.

    Right: "0812-3456 789", "+62 812 3456 789", "62812…" and 8123456789.0 are the same number.
    Two numbers in one cell give the first, with a doubt. A number that fits no plan is kept as typed, so
    that nothing which the office knows is thrown away; only 8,1E+10 is gone, because Excel lost its digits.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        cell = str(int(cell)) if cell == cell and abs(cell) < 1e18 and cell == int(cell) else str(cell)
    typed = "" if cell is None else str(cell).strip()
    if not typed or not any(character.isdigit() for character in typed):
        return PhoneReading(None, PhoneDoubt.shape if typed.strip("-– ") else None)
    if _SCIENTIFIC.match(typed):
        return PhoneReading(None, PhoneDoubt.damaged)
    whole = _to_e164(typed)
    if whole:
        return PhoneReading(whole)
    for piece in _SEVERAL.split(typed):
        first = _to_e164(piece)
        if first:
            return PhoneReading(first, PhoneDoubt.several)
    return PhoneReading(typed[:KEPT_LENGTH], PhoneDoubt.shape)


def _to_e164(typed: str) -> str | None:
    digits = _SEPARATORS.sub("", typed)
    if _FOREIGN.match(digits):
        return digits
    national = re.sub(r"^(?:\+62|0062|62(?=0?8))0?|^0(?=[1-9])", "", digits)
    if not national.isascii() or not national.isdigit():
        return None
    if _MOBILE.match(national) or (digits != national and _LAND_LINE.match(national)):
        return f"+62{national}"
    return None


def is_e164(phone: str) -> bool:
    """Only such a number may stand behind a wa.me link."""
    return re.fullmatch(r"\+[1-9]\d{7,14}", phone) is not None
