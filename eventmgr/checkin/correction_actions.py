"""Corrections by hand: somebody was there after all, or was not; and taking any row back.

A correction is one more scan row (its own trail, so no audit line), and attendance is recomputed from the
set of rows. Nothing is overwritten: taking the correction back gives what the others say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from eventmgr.audit.actor import Actor
from eventmgr.checkin.absence_queries import seen_of
from eventmgr.checkin.actions import REFUSED, undo
from eventmgr.checkin.attendance_rules import CORRECTED
from eventmgr.checkin.day_rules import Day, Place
from eventmgr.checkin.deliveries import UndoOp
from eventmgr.checkin.hand_actions import HandRow, derived_uid, sealed
from eventmgr.checkin.matrix_queries import MatrixRow
from eventmgr.checkin.models import Attendance, Scan
from eventmgr.checkin.settling_actions import settle_many
from eventmgr.checkin.stored_scans import known_uids, stored_scan_or_none
from eventmgr.events.actions import advance_feed, demand_state
from eventmgr.events.models import Checkpoint
from eventmgr.events.rules import Doing
from eventmgr.shared.db import new_uid, write
from eventmgr.shared.refusal import Refusal

_UNDO_REASON = "diurungkan"


class Changed(Refusal):
    """Raised when somebody changed the person's day after the form was opened. Nothing was written."""

    def __init__(self) -> None:
        super().__init__("changed", "Hari ini berubah sejak formulir dibuka. Periksa, lalu simpan lagi.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """`arrived_at` is None where no hour is known. `seen` is what the form saw of the day (`seen_of`)."""

    present: bool
    reason: str
    request_uid: str
    seen: str
    arrived_at: datetime | None = None


def correct(
    actor: Actor, at: datetime, *, event_id: int, person: MatrixRow, day: Day, correction: Correction
) -> str:
    """Write that a participant was, or was not, there on a day; the uid of the (first) row comes back.

    Present is written at the checkpoint whose door was open at the hour, absent at each one of the day where
    they are present. The same request twice is one effect.
    Raises Changed, and Refusal: not_begun, not_present, already_present, no_checkpoint, event_archived.
    """
    _check(at, day, person, correction)
    places = day.places_for(person.category_id)
    uids = {place.id: derived_uid(correction.request_uid, "koreksi", place.id) for place in places}
    note = sealed(correction.reason)
    with write() as session:
        rev = advance_feed(session, event_id)
        stored = sorted(known_uids(uids.values()))
        if stored:
            return stored[0]
        demand_state(session, event_id, Doing.CORRECT, correction.reason)
        demand_unchanged(person.id, day.id, correction.seen)
        there = _present_at(session, person.id, [place.id for place in places])
        chosen = _chosen(places, there, correction)
        rows = [
            HandRow(
                uid=uids[place.id],
                kind="correct",
                verdict=CORRECTED,
                reason="present" if correction.present else "absent",
                checkpoint_id=place.id,
                registration_id=person.id,
                arrived_at=correction.arrived_at,
            ).columns(event_id=event_id, rev=rev, actor=actor, at=at, note=note)
            for place in chosen
        ]
        session.execute(insert(Scan), rows)
        for place in chosen:
            settle_many(session, event_id, place.id, [person.id], rev)
    return min(uids[place.id] for place in chosen)


def demand_unchanged(registration_id: int, day_id: int, seen: str) -> None:
    """Inside `write()`: the person's day still is what the form saw. Raises Changed."""
    if seen != seen_of(registration_id, day_id):
        raise Changed


def _check(at: datetime, day: Day, person: MatrixRow, correction: Correction) -> None:
    places = day.places_for(person.category_id)
    if not places:
        raise Refusal(
            "no_checkpoint", "Hari ini tidak punya titik presensi untuk peserta ini. Tambahkan di Jadwal."
        )
    if day.phase(at) == "coming":
        raise Refusal("not_begun", "Presensi hari ini belum dibuka, jadi belum ada yang dapat dikoreksi.")
    if correction.arrived_at is not None and correction.arrived_at > at:
        raise Refusal("future", "Pukul tiba belum lewat. Tulis pukul yang sudah lewat.")


def _present_at(session: Session, registration_id: int, checkpoint_ids: Sequence[int]) -> set[int]:
    return set(
        session.scalars(
            select(Attendance.checkpoint_id).where(
                Attendance.registration_id == registration_id,
                Attendance.checkpoint_id.in_(checkpoint_ids),
                Attendance.present.is_(True),
            )
        )
    )


def _chosen(places: Sequence[Place], there: set[int], correction: Correction) -> list[Place]:
    """Where the correction is written."""
    if not correction.present:
        found = [place for place in places if place.id in there]
        if not found:
            raise Refusal("not_present", "Peserta ini tidak tercatat hadir, jadi tidak ada yang dikoreksi.")
        return found
    if there:
        raise Refusal("already_present", "Peserta ini sudah tercatat hadir, jadi tidak perlu dikoreksi.")
    moment = correction.arrived_at
    inside = [place for place in places if moment is not None and place.opens_at <= moment < place.closes_at]
    return [*inside, *places][:1]


def take_back(actor: Actor, at: datetime, *, event_id: int, uid: str) -> bool:
    """Undo a scan or an organizer's row of the event, at any time after it; a correction of a day as a whole.

    False when it was undone before. Raises Refusal: not_found, day_closed (a door's scan of a closed day is
    changed by a correction), event_archived.
    """
    with write() as session:
        target = stored_scan_or_none(uid)
        if target is None or target.event_id != event_id:
            raise Refusal("not_found", "Pindai ini tidak ada di kegiatan ini.")
        told = [_undone(actor, at, event_id, each) for each in _written_together(session, target)]
    reasons = {reason for reason in told if reason}
    if not reasons:
        return True
    if reasons == {"already_undone"}:
        return False
    raise Refusal(*_REFUSALS[min(reasons - {"already_undone"})])


_REFUSALS = {
    "day_closed": (
        "day_closed",
        "Hari ini sudah ditutup, jadi pindainya tidak diurungkan. Pakai koreksi dengan alasan.",
    ),
    "event_archived": ("event_archived", "Kegiatan ini sudah diarsipkan, jadi tidak ada lagi yang diubah."),
    "event_closed": ("event_closed", "Kegiatan ini sudah ditutup. Pakai koreksi dengan alasan."),
    "not_undoable": ("not_undoable", "Baris ini tidak dapat diurungkan."),
}


def _written_together(session: Session, target: Scan) -> list[tuple[str, str]]:
    """(uid, checkpoint's slug) of the row, and of the other rows of the same correction."""
    same = [Scan.uid == target.uid]
    if target.kind == "correct":
        same = [
            Scan.event_id == target.event_id,
            Scan.rev == target.rev,
            Scan.kind == "correct",
            Scan.registration_id == target.registration_id,
        ]
    rows = session.execute(
        select(Scan.uid, Checkpoint.slug).join(Checkpoint, Checkpoint.id == Scan.checkpoint_id).where(*same)
    )
    return [(uid, slug) for uid, slug in rows]


def _undone(actor: Actor, at: datetime, event_id: int, row: tuple[str, str]) -> str:
    uid, slug = row
    op = UndoOp(uid=new_uid(), checkpoint=slug, undoes=uid, reason=_UNDO_REASON, at_device=at)
    answer = undo(event_id, op, actor=actor, now=at, by_organizer=True)
    return answer.reason if answer.verdict == REFUSED else ""
