"""Questions about what was corrected by hand: old, new, reason, who, when; and the rows of one day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from eventmgr.accounts.models import User
from eventmgr.checkin.absence_queries import opened
from eventmgr.checkin.attendance_rules import HELD, UNDONE, Presence, alive_of, may_undo, settle
from eventmgr.checkin.deliveries import PERMIT_REASONS, PERMIT_WORDS
from eventmgr.checkin.models import Scan
from eventmgr.checkin.stored_scans import rows_by_hand, scan_facts, undos_of
from eventmgr.events.models import Checkpoint, EventDay
from eventmgr.people.models import Person
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A correction, a late scan that was counted or left, or what was decided at the door.

    `kind`: correct, override, hold; at the door *permit* and *held*. `before` is what stood
    when it was written.

    `undone_by` and `undone_at` are empty while it stands.
    """

    uid: str
    kind: str
    registration_uid: str
    name: str
    front_title: str | None
    back_title: str | None
    day: date
    before: Presence
    present: bool
    arrived_at: datetime | None
    reason: str
    by: str
    at: datetime
    undone_by: str
    undone_at: datetime | None


def corrections(event_id: int, *, first: int = 0, limit: int = 50) -> tuple[list[CorrectionRow], int]:
    """The rows written by hand, newest first, and how many there are; five statements at most."""
    everything = rows_by_hand(event_id)[::-1]
    shown = everything[first : first + limit]
    if not shown:
        return [], len(everything)
    around = _rows_around(event_id, shown)
    undos = [row for row in around if row.kind == "undo"]
    people = _people({row.registration_id for row in shown if row.registration_id is not None})
    days = _days({row.checkpoint_id for row in shown})
    users = _users({each for row in (*shown, *undos) for each in (row.user_id, row.approved_by) if each})
    found = []
    for row in shown:
        if row.registration_id is None:
            continue
        uid, name, front, back = people[row.registration_id]
        undo = _undo_of(row, undos)
        found.append(
            CorrectionRow(
                row.uid,
                _kind(row),
                uid,
                name,
                front,
                back,
                days[row.checkpoint_id],
                _before(row, around),
                row.reason == "present" or row.kind == "override",
                row.arrived_at,
                _reason(row),
                users.get(row.approved_by or row.user_id or 0, row.operator or ""),
                row.received_at,
                users.get(undo.user_id or 0, "") if undo is not None else "",
                undo.received_at if undo is not None else None,
            )
        )
    return found, len(everything)


def _kind(row: Scan) -> str:
    if row.kind == "hold" and row.verdict == HELD:
        return "held"
    return "permit" if row.kind == "override" and row.reason in PERMIT_REASONS else row.kind


def _reason(row: Scan) -> str:
    """What was written, and for a permission the reason that was ticked."""
    note = opened(row.note_key_id, row.note_cipher)
    if row.kind != "override" or row.reason not in PERMIT_WORDS:
        return note
    return ". ".join(words for words in (PERMIT_WORDS[row.reason], note) if words)


def _rows_around(event_id: int, shown: Sequence[Scan]) -> list[Scan]:
    """All rows of the same people, and the undos that name them."""
    ids = {row.registration_id for row in shown if row.registration_id is not None}
    rows = db.session.scalars(
        select(Scan).where(Scan.registration_id.in_(ids), Scan.kind != "undo").order_by(Scan.id)
    )
    theirs = [row for row in rows if row.event_id == event_id]
    return theirs + undos_of(event_id, {row.uid for row in theirs})


def _before(row: Scan, around: Sequence[Scan]) -> Presence:
    """What attendance was when the row was written: rows are only ever added, so the earlier ones tell."""
    here = {
        each.uid
        for each in around
        if each.registration_id == row.registration_id and each.checkpoint_id == row.checkpoint_id
    }
    return settle(
        scan_facts(each)
        for each in around
        if each.id < row.id and each.rev < row.rev and (each.uid in here or each.undoes_uid in here)
    )


def _undo_of(row: Scan, undos: Collection[Scan]) -> Scan | None:
    facts = scan_facts(row)
    return next(
        (
            undo
            for undo in undos
            if undo.undoes_uid == row.uid and undo.verdict == UNDONE and may_undo(scan_facts(undo), facts)
        ),
        None,
    )


def _people(ids: Collection[int]) -> dict[int, tuple[str, str, str | None, str | None]]:
    rows = db.session.execute(
        select(Registration.id, Registration.uid, Person.name, Person.front_title, Person.back_title)
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.id.in_(ids))
    )
    return {row_id: (uid, name, front, back) for row_id, uid, name, front, back in rows}


def _days(checkpoint_ids: Collection[int]) -> dict[int, date]:
    rows = db.session.execute(
        select(Checkpoint.id, EventDay.date)
        .join(EventDay, EventDay.id == Checkpoint.day_id)
        .where(Checkpoint.id.in_(checkpoint_ids))
    )
    return {checkpoint_id: day for checkpoint_id, day in rows}


def _users(ids: Collection[int]) -> dict[int, str]:
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_(ids)))
    return {user_id: name for user_id, name in rows}


@dataclass(frozen=True, slots=True)
class DayScan:
    """One row that stands at a checkpoint of a day; `is_by_hand` where an organizer wrote it."""

    uid: str
    source: str
    kind: str
    reason: str
    verdict: str
    place: str
    at: datetime
    arrived_at: datetime | None
    by: str
    is_by_hand: bool


def scans_on_day(event_id: int, registration_id: int, day_id: int) -> list[DayScan]:
    """Everything that stands of a participant's rows on a day, in the order of time; two statements."""
    rows = db.session.execute(
        select(Scan, Checkpoint.name)
        .join(Checkpoint, Checkpoint.id == Scan.checkpoint_id)
        .where(Scan.registration_id == registration_id, Checkpoint.day_id == day_id, Scan.kind != "undo")
        .order_by(Scan.at_corrected, Scan.id)
    ).all()
    scans = [scan for scan, _ in rows if scan.event_id == event_id]
    undos = undos_of(event_id, {scan.uid for scan in scans}) if scans else []
    alive = {fact.uid for fact in alive_of(scan_facts(row) for row in (*scans, *undos))}
    return [
        DayScan(
            scan.uid,
            scan.source,
            scan.kind,
            scan.reason,
            scan.verdict,
            place,
            scan.at_corrected,
            scan.arrived_at,
            scan.operator or "",
            scan.kind != "in",
        )
        for scan, place in rows
        if scan.uid in alive
    ]
