"""Questions about scans that found their day closed, and what organizers decided about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, literal_column, or_, select, true

from eventmgr.checkin.attendance_rules import alive_of
from eventmgr.checkin.cast_queries import IS_REGISTERED, had_seat_at
from eventmgr.checkin.models import Attendance, Scan
from eventmgr.checkin.stored_scans import rows_by_hand, scan_facts, undos_of
from eventmgr.events.models import Checkpoint, EventDay
from eventmgr.people.models import Category, Person
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db

#: the very words of the index `ix_scan_event_id_late`
_CAME_LATE = Scan.reason == literal_column("'day_closed'")


@dataclass(frozen=True, slots=True)
class LateScan:
    """A scan of a participant who is not present there, found closed and not decided yet. Times are UTC.

    `at` is when it happened, for paper without an hour when it was typed in; `arrived_at` is the arrival that
    it proves, None where no hour is known. `is_inside`: the door was open then, whenever it came in here.
    """

    uid: str
    day_id: int
    checkpoint_id: int
    checkpoint: str
    registration_id: int
    ticket_id: int | None
    source: str
    name: str
    front_title: str | None
    back_title: str | None
    at: datetime
    arrived_at: datetime | None
    received_at: datetime
    operator: str
    is_inside: bool


def late_scans(event_id: int) -> list[LateScan]:
    """Open late scans of an event, the earliest one of each person and checkpoint; four statements."""
    rows = db.session.execute(_statement(event_id)).all()
    decided = _decided(event_id, [scan for scan, _, _ in rows])
    found: dict[tuple[int, int], LateScan] = {}
    for scan, place, person in rows:
        key = (scan.registration_id, scan.checkpoint_id)
        if scan.uid not in decided and key not in found:
            found[key] = _late(scan, place, person)
    return list(found.values())


def _statement(event_id: int) -> Select[tuple[Scan, Checkpoint, Person]]:
    """Late scans of participants who are not present there, decided or not.

    Of who is registered, and of the day's cast who have left since.
    """
    there = and_(
        Attendance.registration_id == Scan.registration_id,
        Attendance.checkpoint_id == Scan.checkpoint_id,
        Attendance.present == true(),
    )
    return (
        select(Scan, Checkpoint, Person)
        .join(Checkpoint, Checkpoint.id == Scan.checkpoint_id)
        .join(EventDay, EventDay.id == Checkpoint.day_id)
        .join(Registration, Registration.id == Scan.registration_id)
        .join(Category, Category.id == Registration.category_id)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Attendance, there)
        .where(
            Scan.event_id == event_id,
            _CAME_LATE,
            Scan.kind == "in",
            Scan.verdict == "closed",
            Scan.rehearsal.is_(False),
            or_(IS_REGISTERED, had_seat_at(EventDay.first_closed_at)),
            Category.kind == "peserta",
            Attendance.id.is_(None),
        )
        .order_by(Scan.at_corrected, Scan.uid)
    )


def _late(scan: Scan, place: Checkpoint, person: Person) -> LateScan:
    is_paper = scan.source == "paper"
    at = scan.arrived_at or scan.at_corrected
    return LateScan(
        uid=scan.uid,
        day_id=place.day_id,
        checkpoint_id=place.id,
        checkpoint=place.name,
        registration_id=scan.registration_id or 0,
        ticket_id=scan.ticket_id,
        source=scan.source,
        name=person.name,
        front_title=person.front_title,
        back_title=person.back_title,
        at=at,
        arrived_at=scan.arrived_at if is_paper else at,
        received_at=scan.received_at,
        operator=scan.operator or "",
        is_inside=place.opens_at <= at < place.closes_at,
    )


def _decided(event_id: int, scans: Sequence[Scan]) -> set[str]:
    """The late scans that are undone, counted, or left aside; a decision that was taken back is none."""
    uids = {scan.uid for scan in scans}
    if not uids:
        return set()
    by_hand = [row for row in rows_by_hand(event_id) if row.replaces_uid in uids]
    undos = undos_of(event_id, {*uids, *(row.uid for row in by_hand)})
    alive = {fact.uid for fact in alive_of(scan_facts(row) for row in (*scans, *by_hand, *undos))}
    settled = {row.replaces_uid for row in by_hand if row.uid in alive}
    return {uid for uid in uids if uid not in alive or uid in settled}
