"""What every operation of a phone does around its own rule: delivery, gate, row, attendance."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from eventmgr.audit.actor import Actor
from eventmgr.checkin import door_queries as door
from eventmgr.checkin import stored_scans
from eventmgr.checkin.attendance_rules import settle
from eventmgr.checkin.deliveries import Delivery
from eventmgr.checkin.door_queries import Gate, Guest
from eventmgr.checkin.models import Attendance, Scan
from eventmgr.checkin.rules import is_clock_suspect
from eventmgr.checkin.settling_actions import attendance_values
from eventmgr.events.actions import advance_feed
from eventmgr.shared.refusal import Refusal

#: How far back a rehearsal remembers a card, so that the second scan shows "Sudah hadir".
REHEARSAL_MEMORY = timedelta(minutes=30)


def known_or_rev(session: Session, event_id: int, uid: str) -> tuple[Scan | None, int]:
    """The stored row of this uid, or the feed's new rev.

    Asked twice: before the feed, so that a retry takes no lock, and after it, because on PostgreSQL the
    same delivery may have been stored while this one waited.
    """
    known = stored_scans.stored_scan_or_none(uid)
    if known is not None:
        return known, 0
    rev = advance_feed(session, event_id)
    return stored_scans.stored_scan_or_none(uid), rev


def gate_at(event_id: int, slug: str) -> Gate:
    """The event's checkpoint. Raises Refusal("checkpoint_unknown")."""
    gate = door.gate_or_none(event_id, slug)
    if gate is None:
        raise Refusal("checkpoint_unknown", f"Kegiatan ini tidak punya titik presensi “{slug}”.")
    return gate


def gate_of_scan(scan: Scan) -> Gate:
    """Where a stored scan was made."""
    gate = door.gate_by_id_or_none(scan.checkpoint_id)
    if gate is None:
        raise LookupError(f"scan {scan.uid} has no checkpoint")
    return gate


def seen_at(gate: Gate, guest: Guest | None, op: Delivery, actor: Actor) -> datetime | None:
    """When the guest was seen here before: by attendance, or in a rehearsal by the same user's rehearsal."""
    if guest is None or guest.registration_id is None:
        return None
    if not op.rehearsal:
        return (guest.first_at or op.at_corrected) if guest.is_present else None
    since = op.at_corrected - REHEARSAL_MEMORY
    return stored_scans.rehearsed_since_or_none(
        guest.registration_id, gate.checkpoint_id, user_id_of(actor), since
    )


def user_id_of(actor: Actor) -> int | None:
    """The signed-in user's id; None for a device or a command."""
    return actor.id if actor.kind == "user" else None


def delivery_columns(
    event_id: int, gate: Gate, op: Delivery, digest: str, rev: int, actor: Actor, now: datetime
) -> dict[str, Any]:
    """The columns that a scan and an undo have in common."""
    return {
        "uid": op.uid,
        "payload_hash": digest,
        "event_id": event_id,
        "checkpoint_id": gate.checkpoint_id,
        "device_seq": op.seq,
        "user_id": user_id_of(actor),
        "operator": op.operator,
        "at_device": op.at_device,
        "offset_ms": op.offset_ms,
        "at_corrected": op.at_corrected,
        "received_at": now,
        "clock_suspect": is_clock_suspect(op.at_corrected, op.offset_ms, now),
        "rehearsal": op.rehearsal,
        "rev": rev,
    }


def settle_guest(session: Session, event_id: int, guest: Guest, checkpoint_id: int, rev: int) -> None:
    """Recompute attendance from all scans of the guest at the checkpoint."""
    registration_id = guest.registration_id
    if registration_id is None:
        return
    presence = settle(stored_scans.scans_that_count(event_id, registration_id, checkpoint_id))
    values = attendance_values(presence, rev)
    if guest.has_attendance:
        session.execute(
            update(Attendance)
            .where(Attendance.registration_id == registration_id, Attendance.checkpoint_id == checkpoint_id)
            .values(values)
            .execution_options(synchronize_session=False)
        )
    elif presence.present:
        values |= {
            "event_id": event_id,
            "registration_id": registration_id,
            "checkpoint_id": checkpoint_id,
        }
        session.execute(insert(Attendance).values(values))
