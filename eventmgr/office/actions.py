"""Number registers: taking numbers without a gap or a double, and setting where a year begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from eventmgr.office.models import NumberRegister, Office, Official, RegisterEntry, RegisterYear
from eventmgr.office.register_queries import (
    free_numbers,
    is_held_for,
    official_by_name_or_none,
    register_by_name_or_none,
)
from eventmgr.office.rules import format_number, judge_pattern
from eventmgr.shared.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Subject:
    """What a number is for: ("certificate", its uid)."""

    kind: str
    uid: str


@dataclass(frozen=True, slots=True)
class TakenNumber:
    """An entry of the register; `text` is the number as printed."""

    entry_id: int
    seq: int
    text: str


def hold_office(session: Session, office_id: int) -> None:
    """Let one act after the other create what an office has once, until the commit. Inside `write()`.

    Where two create the same at the same moment, the second finds the first's and not the database's fault.
    Rows that point to the office (people, events) are not held up.
    """
    session.get_one(Office, office_id, with_for_update={"key_share": True})


def take_numbers(
    session: Session,
    register: NumberRegister,
    *,
    dated_on: date,
    subjects: Sequence[Subject],
    held_for: Subject | None = None,
) -> list[TakenNumber]:
    """The next numbers of the printed date's year, one for each subject in order, state *reserved*.

    Those that are held for `held_for` (see hold_actions) come first, in order; then the register goes on.
    Call it inside `write()`, after the event's feed. The register's row of the year stays locked until the
    commit, so a rollback gives the numbers back and none is lost or doubled. Numbers that stand in the
    register already (letters entered by hand) are passed over.
    """
    if not subjects:
        return []
    first = lock_year(session, register.id, dated_on.year)
    held = _take_held(session, register, dated_on, subjects, held_for) if held_for is not None else []
    rest = subjects[len(held) :]
    return held + (_take_fresh(session, register, dated_on, rest, first) if rest else [])


def _take_fresh(
    session: Session, register: NumberRegister, dated_on: date, subjects: Sequence[Subject], first: int
) -> list[TakenNumber]:
    """New entries from `first` on, under `lock_year`."""
    year = dated_on.year
    taken = session.scalars(
        select(RegisterEntry.seq).where(
            RegisterEntry.register_id == register.id,
            RegisterEntry.year == year,
            RegisterEntry.seq >= first,
        )
    )
    numbers = free_numbers(first, taken, len(subjects))
    set_next(session, register.id, year, numbers[-1] + 1)
    words = {"klas": register.klas, "unit": register.unit}
    texts = [format_number(register.pattern, seq=seq, dated_on=dated_on, **words) for seq in numbers]
    rows = [
        {
            "register_id": register.id,
            "year": year,
            "seq": seq,
            "text": text,
            "dated_on": dated_on,
            "state": "reserved",
            "subject_kind": subject.kind,
            "subject_uid": subject.uid,
        }
        for seq, text, subject in zip(numbers, texts, subjects, strict=True)
    ]
    ids = session.scalars(
        insert(RegisterEntry).returning(RegisterEntry.id, sort_by_parameter_order=True), rows
    )
    return [
        TakenNumber(entry_id, seq, text)
        for entry_id, seq, text in zip(ids.all(), numbers, texts, strict=True)
    ]


def _take_held(
    session: Session, register: NumberRegister, dated_on: date, subjects: Sequence[Subject], held_for: Subject
) -> list[TakenNumber]:
    """Give held numbers to the first of the subjects, written as the register writes them today."""
    rows = session.execute(
        select(RegisterEntry.id, RegisterEntry.seq)
        .where(
            RegisterEntry.register_id == register.id,
            RegisterEntry.year == dated_on.year,
            is_held_for(held_for.kind, held_for.uid),
        )
        .order_by(RegisterEntry.seq)
        .limit(len(subjects))
    ).all()
    words = {"klas": register.klas, "unit": register.unit}
    taken = [
        TakenNumber(entry_id, seq, format_number(register.pattern, seq=seq, dated_on=dated_on, **words))
        for entry_id, seq in rows
    ]
    changes = [
        {
            "id": number.entry_id,
            "text": number.text,
            "dated_on": dated_on,
            "subject_kind": subject.kind,
            "subject_uid": subject.uid,
        }
        for number, subject in zip(taken, subjects, strict=False)
    ]
    if changes:
        session.execute(update(RegisterEntry), changes)
    return taken


def mark_used(session: Session, entry_ids: Sequence[int]) -> None:
    """The letters of these entries exist; inside `write()`."""
    session.execute(
        update(RegisterEntry)
        .where(RegisterEntry.id.in_(entry_ids), RegisterEntry.state == "reserved")
        .values(state="used")
        .execution_options(synchronize_session=False)
    )


def start_year(session: Session, register_id: int, year: int, first: int) -> None:
    """Let the year go on at `first`; inside `write()`. Raises Refusal when that number lies behind."""
    standing = lock_year(session, register_id, year)
    if first < standing:
        raise Refusal(
            "number_used", f"Nomor {standing - 1} sudah dipakai. Nomor berikutnya paling kecil {standing}."
        )
    set_next(session, register_id, year, first)


def save_register(session: Session, office_id: int, name: str, pattern: str) -> NumberRegister:
    """The register of that name with this pattern; inside `write()`. Raises Refusal for a bad pattern."""
    decision = judge_pattern(pattern)
    if not decision:
        raise Refusal(
            f"pattern_{decision.reason}",
            "Pola nomor perlu memuat {nomor} dan {tahun}, misalnya 400.9.12.3/{nomor}/Dinsos/{tahun}.",
        )
    register = register_by_name_or_none(office_id, name)
    if register is None:
        register = NumberRegister(office_id=office_id, name=name, pattern=pattern)
        session.add(register)
    register.pattern = pattern
    session.flush()
    return register


def save_official(session: Session, office_id: int, name: str, post: str) -> Official:
    """The official of that name and post, made when there is none; inside `write()`."""
    official = official_by_name_or_none(office_id, name, post)
    if official is None:
        official = Official(office_id=office_id, name=name, post=post)
        session.add(official)
        session.flush()
    return official


def lock_year(session: Session, register_id: int, year: int) -> int:
    """Lock the year's row, made when there is none, and return its next number."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    session.execute(
        dialect.insert(RegisterYear)
        .values(register_id=register_id, year=year, next_seq=1)
        .on_conflict_do_nothing()
    )
    locked = session.scalar(
        update(RegisterYear)
        .where(RegisterYear.register_id == register_id, RegisterYear.year == year)
        .values(next_seq=RegisterYear.next_seq)
        .returning(RegisterYear.next_seq)
        .execution_options(synchronize_session=False)
    )
    if locked is None:
        raise LookupError(f"register {register_id} has no row for {year}")
    return locked


def set_next(session: Session, register_id: int, year: int, next_seq: int) -> None:
    """Where the year goes on; only under `lock_year`, and never behind a number that was used."""
    session.execute(
        update(RegisterYear)
        .where(RegisterYear.register_id == register_id, RegisterYear.year == year)
        .values(next_seq=next_seq)
        .execution_options(synchronize_session=False)
    )
