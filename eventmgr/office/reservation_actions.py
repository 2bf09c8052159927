"""Numbers kept for letters that are written on paper: reserved, written down as used, given back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.office.actions import lock_year, set_next
from eventmgr.office.models import NumberRegister, RegisterEntry
from eventmgr.office.rules import format_number
from eventmgr.shared.dates import local_date
from eventmgr.shared.db import changed_rows, write
from eventmgr.shared.refusal import Refusal

KIND = "paper"
MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Range:
    """From `first` to `last`, both included."""

    first: int
    last: int


def reserve_numbers(
    actor: Actor,
    at: datetime,
    *,
    register: NumberRegister,
    zone: str,
    wanted: Range,
    reason: str,
    request_uid: str,
) -> None:
    """Keep a range of this year's numbers out of reach of certificates; a second click finds it done.

    Raises Refusal, its code naming the field.
    """
    register_id, office_id, today = register.id, register.office_id, local_date(at, zone)
    if wanted.last < wanted.first:
        raise Refusal("last", "Nomor terakhir mendahului nomor pertama.")
    if wanted.last - wanted.first >= MOST_AT_ONCE:
        raise Refusal("last", f"Sekali pesan paling banyak {MOST_AT_ONCE} nomor.")
    with write() as session:
        standing = lock_year(session, register_id, today.year)
        of_this_click = RegisterEntry.subject_uid == request_uid, RegisterEntry.subject_kind == KIND
        if session.scalar(select(RegisterEntry.id).where(*of_this_click).limit(1)):
            return
        if wanted.first < standing:
            raise Refusal(
                "first", f"Nomor {standing - 1} sudah dipakai. Mulailah dari {standing} atau sesudahnya."
            )
        _refuse_taken(session, register_id, today.year, wanted)
        numbers = session.get_one(NumberRegister, register_id)
        words = {"klas": numbers.klas, "unit": numbers.unit}
        session.add_all(
            RegisterEntry(
                register_id=register_id,
                year=today.year,
                seq=seq,
                text=format_number(numbers.pattern, seq=seq, dated_on=today, **words),
                dated_on=today,
                state="outside",
                reason=reason,
                subject_kind=KIND,
                subject_uid=request_uid,
            )
            for seq in range(wanted.first, wanted.last + 1)
        )
        if wanted.first == standing:
            set_next(session, register_id, today.year, wanted.last + 1)
        details: dict[str, list[Any]] = {"numbers": [wanted.first, wanted.last], "reason": [reason]}
        record(session, actor, at, _line("numbers.reserved", request_uid, office_id, details))


def _refuse_taken(session: Session, register_id: int, year: int, wanted: Range) -> None:
    taken = session.scalar(
        select(func.min(RegisterEntry.seq)).where(
            RegisterEntry.register_id == register_id,
            RegisterEntry.year == year,
            RegisterEntry.seq.between(wanted.first, wanted.last),
        )
    )
    if taken is not None:
        raise Refusal("first", f"Nomor {taken} sudah dipesan atau dipakai.")


def note_used(actor: Actor, at: datetime, *, register: NumberRegister, uid: str, seq: int) -> None:
    """A reserved number stands on a letter now. Raises Refusal when it is not of this reservation."""
    register_id, office_id = register.id, register.office_id
    with write() as session:
        done = session.execute(
            update(RegisterEntry)
            .where(*_of(register_id, uid), RegisterEntry.seq == seq)
            .values(state="used")
            .execution_options(synchronize_session=False)
        )
        if not changed_rows(done):
            raise Refusal("seq", f"Nomor {seq} tidak ada dalam pesanan ini.")
        record(session, actor, at, _line("numbers.used", uid, office_id, {"number": [seq]}))


def give_back(actor: Actor, at: datetime, *, register: NumberRegister, uid: str) -> None:
    """Undo a reservation of which nothing was used; a second click finds nothing to do.

    At the end of the register the numbers become free again. In front of younger numbers they would have to
    be filled backwards, so they stay in the register as void: no gap that nobody can explain.
    Raises Refusal "reservation_used".
    """
    register_id, office_id = register.id, register.office_id
    with write() as session:
        year = session.scalar(select(RegisterEntry.year).where(*_of(register_id, uid)).limit(1))
        if year is None:
            return
        standing = lock_year(session, register_id, year)
        rows = session.execute(
            select(RegisterEntry.seq, RegisterEntry.state).where(*_of(register_id, uid))
        ).all()
        if any(state == "used" for _, state in rows):
            raise Refusal("reservation_used", "Sebagian nomor ini sudah dipakai, jadi pesanannya tetap.")
        first, last = min(row.seq for row in rows), max(row.seq for row in rows)
        if last + 1 >= standing:
            session.execute(delete(RegisterEntry).where(*_of(register_id, uid)))
            if last + 1 == standing:
                set_next(session, register_id, year, first)
        else:
            session.execute(
                update(RegisterEntry)
                .where(*_of(register_id, uid))
                .values(state="void", reason=RegisterEntry.reason + " (dikembalikan)")
                .execution_options(synchronize_session=False)
            )
        record(session, actor, at, _line("numbers.given_back", uid, office_id, {"numbers": [first, last]}))


def _of(register_id: int, uid: str) -> tuple[ColumnElement[bool], ...]:
    return (
        RegisterEntry.register_id == register_id,
        RegisterEntry.subject_kind == KIND,
        RegisterEntry.subject_uid == uid,
        RegisterEntry.state.in_(("outside", "used")),
    )


def _line(action: str, uid: str, office_id: int, details: dict[str, list[Any]]) -> AuditLine:
    return AuditLine(action, "numbers", uid, office_id, details=details)
