"""The register as one event sees it: its numbers in order, and what stands between them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select

from eventmgr.audit.models import AuditLog
from eventmgr.certificates.models import Certificate
from eventmgr.certificates.queries import HELD
from eventmgr.events.models import Event
from eventmgr.office.models import RegisterEntry
from eventmgr.office.register_queries import is_held_for
from eventmgr.people.models import Person
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db
from eventmgr.shared.text import fold_for_search, full_name

#: states of an entry, in the order of the chips
STATES = ("used", "reserved", "outside", "void")


@dataclass(frozen=True, slots=True)
class Stretch:
    """An event's first to its last number in a register's year; `count` of them are in the register."""

    register_id: int
    year: int
    first: int
    last: int
    count: int


@dataclass(frozen=True, slots=True)
class HeldNumber:
    """A number that waits for an event's certificates; `text` as it was written when it was held."""

    register_id: int
    year: int
    seq: int
    text: str


@dataclass(frozen=True, slots=True)
class BookRow:
    """An entry of the register. The parts after `reason` are of its newest certificate, None without one.

    `is_own`: the certificate is this event's. `subject_kind` is "certificate", HELD or "paper".
    """

    seq: int
    text: str
    dated_on: date
    state: str
    subject_kind: str
    subject_uid: str
    reason: str | None
    certificate_uid: str | None
    is_own: bool
    certificate_state: str | None
    certificate_reason: str | None
    name: str
    place: str


def held_of_event(event_uid: str) -> list[HeldNumber]:
    """What is held for an event and not used, in order; one statement."""
    rows = db.session.execute(
        select(RegisterEntry.register_id, RegisterEntry.year, RegisterEntry.seq, RegisterEntry.text)
        .where(is_held_for(HELD, event_uid))
        .order_by(RegisterEntry.year, RegisterEntry.seq)
    )
    return [HeldNumber(*row) for row in rows]


def last_trail_or_none(event_uid: str, action: str) -> AuditLog | None:
    """Who did something with the event last, and when."""
    return db.session.scalar(
        select(AuditLog)
        .where(AuditLog.subject_kind == "event", AuditLog.subject_uid == event_uid, AuditLog.action == action)
        .order_by(AuditLog.id.desc())
        .limit(1)
    )


def stretches(event: Event) -> list[Stretch]:
    """Where the event's numbers lie: usually in one register and one year; two statements."""
    taken = select(Certificate.entry_id).where(Certificate.event_id == event.id)
    own = or_(
        RegisterEntry.id.in_(taken),
        and_(RegisterEntry.subject_kind == HELD, RegisterEntry.subject_uid == event.uid),
    )
    place = RegisterEntry.register_id, RegisterEntry.year
    bounds = (
        select(*place, func.min(RegisterEntry.seq).label("first"), func.max(RegisterEntry.seq).label("last"))
        .where(own)
        .group_by(*place)
        .subquery()
    )
    rows = db.session.execute(
        select(bounds, func.count(RegisterEntry.id))
        .join(
            RegisterEntry,
            and_(
                RegisterEntry.register_id == bounds.c.register_id,
                RegisterEntry.year == bounds.c.year,
                RegisterEntry.seq.between(bounds.c.first, bounds.c.last),
            ),
        )
        .group_by(*bounds.c)
        .order_by(bounds.c.year, bounds.c.register_id)
    )
    return [Stretch(*row) for row in rows]


def book_counts(event: Event, places: list[Stretch], typed: str) -> dict[str, int]:
    """How many numbers of the stretches are in each of STATES and match what was typed; one statement."""
    rows = db.session.execute(
        _joined(select(RegisterEntry.state, func.count(RegisterEntry.id)), event, places, typed).group_by(
            RegisterEntry.state
        )
    )
    found = {state: number for state, number in rows}
    return {state: found.get(state, 0) for state in STATES}


def book_rows(
    event: Event, places: list[Stretch], typed: str, state: str, *, first: int, limit: int
) -> list[BookRow]:
    """One page of the stretches in order; one statement."""
    query = _joined(_columns(event), event, places, typed)
    if state:
        query = query.where(RegisterEntry.state == state)
    rows = db.session.execute(
        query.order_by(RegisterEntry.year, RegisterEntry.register_id, RegisterEntry.seq)
        .offset(first)
        .limit(limit)
    )
    return [_row(row) for row in rows]


def _joined(query: Select[Any], event: Event, places: list[Stretch], typed: str) -> Select[Any]:
    newest = (
        select(Certificate.entry_id, func.max(Certificate.id).label("id"))
        .group_by(Certificate.entry_id)
        .subquery()
    )
    lies = [
        and_(
            RegisterEntry.register_id == place.register_id,
            RegisterEntry.year == place.year,
            RegisterEntry.seq.between(place.first, place.last),
        )
        for place in places
    ]
    return (
        query.select_from(RegisterEntry)
        .outerjoin(newest, newest.c.entry_id == RegisterEntry.id)
        .outerjoin(Certificate, Certificate.id == newest.c.id)
        .outerjoin(
            Registration,
            and_(Registration.id == Certificate.registration_id, Certificate.event_id == event.id),
        )
        .outerjoin(Person, Person.id == Registration.person_id)
        .where(or_(false(), *lies), *_matches(typed))
    )


def _matches(typed: str) -> list[ColumnElement[bool]]:
    """Part of a number, a whole running number, a name of this event's, or what a paper letter is for."""
    sought = typed.strip()
    if not sought:
        return []
    words = fold_for_search(sought).split()
    ways: list[ColumnElement[bool]] = [
        RegisterEntry.text.contains(sought, autoescape=True),
        and_(
            RegisterEntry.subject_kind != "certificate",
            func.lower(RegisterEntry.reason).contains(sought.lower(), autoescape=True),
        ),
    ]
    if words:
        ways.append(and_(*(Person.search_text.contains(word, autoescape=True) for word in words)))
    if sought.isascii() and sought.isdigit() and len(sought) <= 9:
        ways = [RegisterEntry.seq == int(sought), *ways[1:]]
    return [or_(*ways)]


def _columns(event: Event) -> Select[Any]:
    keys = ("name", "front_title", "back_title", "place")
    return select(
        RegisterEntry.seq,
        RegisterEntry.text,
        RegisterEntry.dated_on,
        RegisterEntry.state,
        RegisterEntry.subject_kind,
        RegisterEntry.subject_uid,
        RegisterEntry.reason,
        Certificate.uid,
        func.coalesce(Certificate.event_id == event.id, false()),
        Certificate.state,
        Certificate.reason,
        *(Certificate.snapshot[key].as_string() for key in keys),
    )


def _row(row: Any) -> BookRow:
    *entry, is_own, state, reason, name, front_title, back_title, place = row
    shown = (full_name(name, front_title, back_title), place) if is_own else ("", "")
    facts: list[Any] = [*entry, bool(is_own), state, reason, *shown]
    return BookRow(*facts)
