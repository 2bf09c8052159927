"""Questions about number registers."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import count, islice

from sqlalchemy import ColumnElement, and_, select

from eventmgr.office.models import NumberRegister, Official, RegisterEntry, RegisterYear
from eventmgr.shared.db import db


def register_by_name_or_none(office_id: int, name: str) -> NumberRegister | None:
    return db.session.scalar(
        select(NumberRegister).where(NumberRegister.office_id == office_id, NumberRegister.name == name)
    )


def next_number(register_id: int, year: int) -> int:
    """The number that the next letter of the year gets, when nobody is faster."""
    found = db.session.scalar(
        select(RegisterYear.next_seq).where(
            RegisterYear.register_id == register_id, RegisterYear.year == year
        )
    )
    return found or 1


def coming_numbers(register_id: int, year: int, wanted: int) -> list[int]:
    """The next `wanted` numbers of a year when nobody is faster; those that are held already (letters on
    paper, reserved ranges) are passed over. Two statements."""
    standing = next_number(register_id, year)
    held = db.session.scalars(
        select(RegisterEntry.seq).where(
            RegisterEntry.register_id == register_id,
            RegisterEntry.year == year,
            RegisterEntry.seq >= standing,
        )
    )
    return free_numbers(standing, held, wanted)


def is_held_for(subject_kind: str, subject_uid: str) -> ColumnElement[bool]:
    """The condition that an entry is held for a subject and not used (see hold_actions)."""
    return and_(
        RegisterEntry.subject_kind == subject_kind,
        RegisterEntry.subject_uid == subject_uid,
        RegisterEntry.state == "reserved",
    )


def held_numbers(register_id: int, year: int, subject_kind: str, subject_uid: str) -> list[int]:
    """The numbers of a year that are held for a subject and not used, in order; one statement."""
    return list(
        db.session.scalars(
            select(RegisterEntry.seq)
            .where(
                RegisterEntry.register_id == register_id,
                RegisterEntry.year == year,
                is_held_for(subject_kind, subject_uid),
            )
            .order_by(RegisterEntry.seq)
        )
    )


def free_numbers(standing: int, held: Iterable[int], wanted: int) -> list[int]:
    """From `standing` on, those that nobody holds: (711, {712}, 2) gives [711, 713]."""
    taken = set(held)
    return list(islice((seq for seq in count(standing) if seq not in taken), wanted))


def registers_of(office_id: int) -> Sequence[NumberRegister]:
    """All series of the office, the oldest first."""
    return db.session.scalars(
        select(NumberRegister).where(NumberRegister.office_id == office_id).order_by(NumberRegister.id)
    ).all()


def signers_of(office_id: int, day: date, chosen_id: int | None = None) -> Sequence[Official]:
    """Who may sign on a day, by name; the one chosen before stays among them."""
    in_office = (Official.to_date.is_(None) | (Official.to_date >= day)) & (
        Official.from_date.is_(None) | (Official.from_date <= day)
    )
    return db.session.scalars(
        select(Official)
        .where(Official.office_id == office_id, in_office | (Official.id == chosen_id))
        .order_by(Official.name, Official.id)
    ).all()


def official_by_name_or_none(office_id: int, name: str, post: str) -> Official | None:
    return db.session.scalar(
        select(Official).where(Official.office_id == office_id, Official.name == name, Official.post == post)
    )
