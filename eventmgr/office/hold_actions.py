"""Numbers held for papers that are still to be made, so that letters written meanwhile do not fall between.

What is held and not used is released by one rule: numbers at the end of the row go back and are the next ones
again. Numbers in front of younger ones that were given out stay in the register as void, with their reason:
filled later they would carry a later date than their successors. The row has no gap that nobody can explain.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from eventmgr.office.actions import Subject, lock_year, set_next, take_numbers
from eventmgr.office.models import NumberRegister, RegisterEntry
from eventmgr.office.register_queries import held_numbers, is_held_for


@dataclass(frozen=True, slots=True)
class Released:
    """Numbers that are free again, and those that became void; in order."""

    back: tuple[int, ...]
    void: tuple[int, ...]


def hold_numbers(
    session: Session, register: NumberRegister, *, dated_on: date, held_for: Subject, upto: int, most: int
) -> list[int]:
    """Hold the next numbers of the date's year until `upto` wait for the subject; return those added.

    What is held already counts, so that a second press adds nothing; at most `most` are added. Call it inside
    `write()`, after the event's feed; `take_numbers(…, held_for=…)` uses them.
    """
    lock_year(session, register.id, dated_on.year)
    standing = held_numbers(register.id, dated_on.year, held_for.kind, held_for.uid)
    missing = min(most, max(0, upto - len(standing)))
    taken = take_numbers(session, register, dated_on=dated_on, subjects=[held_for] * missing)
    return [number.seq for number in taken]


def release_numbers(session: Session, held_for: Subject, *, reason: str) -> Released:
    """Give up all that is held for a subject, in any register and year; a second press finds nothing.

    Call it inside `write()`, after the event's feed. `reason` is kept beside those that become void.
    """
    places = session.execute(
        select(RegisterEntry.register_id, RegisterEntry.year)
        .where(is_held_for(held_for.kind, held_for.uid))
        .distinct()
        .order_by(RegisterEntry.register_id, RegisterEntry.year)
    ).all()
    back: list[int] = []
    void: list[int] = []
    for register_id, year in places:
        following = lock_year(session, register_id, year)
        freed, kept = _parted(session, register_id, year, following, held_for)
        of_year = (
            is_held_for(held_for.kind, held_for.uid),
            RegisterEntry.register_id == register_id,
            RegisterEntry.year == year,
        )
        if freed:
            session.execute(delete(RegisterEntry).where(*of_year, RegisterEntry.seq >= freed[0]))
            set_next(session, register_id, year, freed[0])
        session.execute(
            update(RegisterEntry)
            .where(*of_year)
            .values(state="void", reason=reason)
            .execution_options(synchronize_session=False)
        )
        back += freed
        void += kept
    return Released(tuple(back), tuple(void))


def _parted(
    session: Session, register_id: int, year: int, following: int, held_for: Subject
) -> tuple[Sequence[int], Sequence[int]]:
    """The held numbers that go back, and those that cannot.

    From the end of the row they go back up to the first number that was given out or is not in the register;
    ranges kept for paper letters of which nothing was written yet are stepped over, as they are when taken.
    """
    rows = session.execute(
        select(RegisterEntry.seq, RegisterEntry.state, RegisterEntry.subject_kind, RegisterEntry.subject_uid)
        .where(
            RegisterEntry.register_id == register_id,
            RegisterEntry.year == year,
            RegisterEntry.seq < following,
        )
        .order_by(RegisterEntry.seq.desc())
    )
    own = (held_for.kind, held_for.uid)
    freed: list[int] = []
    kept: list[int] = []
    expected, is_end = following - 1, True
    for seq, state, kind, uid in rows:
        is_held = (kind, uid) == own and state == "reserved"
        is_end = is_end and seq == expected and (is_held or state == "outside")
        expected -= 1
        if is_held:
            (freed if is_end else kept).append(seq)
    return sorted(freed), sorted(kept)
