"""The numbers that the next certificates of an event take, as the register stands now; reads only."""

from collections.abc import Sequence
from datetime import date

from eventmgr.certificates.queries import HELD
from eventmgr.office.models import NumberRegister
from eventmgr.office.register_queries import coming_numbers, held_numbers
from eventmgr.office.rules import format_number
from eventmgr.shared.db import db


def register_text(register: NumberRegister, seq: int, dated_on: date) -> str:
    """A number as it will be printed, with the register's own words."""
    return format_number(register.pattern, seq=seq, dated_on=dated_on, klas=register.klas, unit=register.unit)


def numbers_to_come(register_id: int, year: int, event_uid: str, count: int) -> list[int]:
    """The next `count` numbers of an event's certificates: those held for them, then the register's next."""
    return _with_held(held_numbers(register_id, year, HELD, event_uid), register_id, year, count)


def _with_held(held: Sequence[int], register_id: int, year: int, count: int) -> list[int]:
    missing = count - len(held)
    return [*held[:count], *(coming_numbers(register_id, year, missing) if missing > 0 else [])]


def coming_texts(register_id: int, dated_on: date, held: Sequence[int], count: int) -> tuple[str, str]:
    """First and last of the next `count` numbers of an event as printed, where it holds `held`."""
    register = db.session.get_one(NumberRegister, register_id)
    numbers = _with_held(held, register_id, dated_on.year, count)
    return register_text(register, numbers[0], dated_on), register_text(register, numbers[-1], dated_on)


def coming_words(numbers: Sequence[int]) -> str:
    """ "Akan bernomor 714 dan 715." Numbers in between that somebody holds already are told."""
    first, last = numbers[0], numbers[-1]
    if len(numbers) == 1:
        return f"Akan bernomor {first}."
    if len(numbers) == 2:
        return f"Akan bernomor {first} dan {last}."
    gaps = [
        (before + 1, after - 1)
        for before, after in zip(numbers, numbers[1:], strict=False)
        if after > before + 1
    ]
    words = f"Akan bernomor {first} sampai {last}"
    if not gaps:
        return f"{words}."
    passed = ", ".join(str(start) if start == end else f"{start}–{end}" for start, end in gaps)
    return f"{words}, melewati {passed} yang sudah dipesan."
