"""What the crew cannot decide alone: a card in another's hand, and whom an organizer lets in after all.

Both speak of a scan that was answered already. They are rows of their own; the scan stays as it is.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import insert

from eventmgr.accounts.pin_actions import check_pin
from eventmgr.audit.actor import Actor
from eventmgr.checkin import door_queries as door
from eventmgr.checkin import stored_scans
from eventmgr.checkin.actions import REFUSED, Answer, replay
from eventmgr.checkin.attendance_rules import HELD
from eventmgr.checkin.deliveries import HoldOp, PermitOp, payload_hash
from eventmgr.checkin.delivery_rows import (
    delivery_columns,
    gate_of_scan,
    known_or_rev,
    seen_at,
    settle_guest,
)
from eventmgr.checkin.hand_actions import sealed
from eventmgr.checkin.models import Scan
from eventmgr.checkin.rules import ALREADY, OK, Verdict, decide
from eventmgr.events.queries import organizer_ids
from eventmgr.shared.db import write


def hold(event_id: int, op: HoldOp, *, actor: Actor, now: datetime) -> Answer:
    """Write that somebody else showed the card of a guest who is in already. No attendance changes.

    *refused* (nothing stored) with no_such_scan, when the scan named is no "Sudah hadir" of this event.
    """
    digest, note = payload_hash(op, event_id), sealed(op.note)
    with write() as session:
        known, rev = known_or_rev(session, event_id, op.uid)
        if known is not None:
            return replay(known, digest)
        target = _scan_or_none(event_id, op)
        if target is None or target.verdict != ALREADY:
            return Answer(op.uid, REFUSED, "no_such_scan")
        gate = gate_of_scan(target)
        row = delivery_columns(event_id, gate, op, digest, rev, actor, now) | _named(target)
        row |= {
            "kind": "hold",
            "verdict": HELD,
            "reason": "card_kept" if op.card_kept else "card_returned",
            "note_key_id": note.key_id,
            "note_cipher": note.cipher,
        }
        session.execute(insert(Scan).values(row))
        guest = door.guest_of_scan_or_none(target)
    return Answer(op.uid, HELD, row["reason"], gate, guest, op.at_corrected)


def permit(event_id: int, op: PermitOp, *, actor: Actor, now: datetime) -> Answer:
    """Record the arrival of a guest whom the rules refused, with an organizer's PIN.

    The arrival is that of the refused scan. *refused* (nothing stored): pin_wrong, pin_locked, pin_missing,
    no_such_scan, not_permittable. A guest who is in meanwhile gets *already*.
    """
    known = stored_scans.stored_scan_or_none(op.uid)
    if known is not None:
        return replay(known, payload_hash(op, event_id))
    tried_by = f"{event_id}:{actor.kind}:{actor.id}"
    checked = check_pin(op.pin, among=organizer_ids(event_id), tried_by=tried_by, at=now)
    if checked.user_id is None:
        return Answer(
            op.uid, REFUSED, checked.reason, tries_left=checked.left, retry_after=checked.retry_after
        )
    return _let_in(event_id, op, approver_id=checked.user_id, actor=actor, now=now)


def _let_in(event_id: int, op: PermitOp, *, approver_id: int, actor: Actor, now: datetime) -> Answer:
    digest, note = payload_hash(op, event_id), sealed(op.note)
    with write() as session:
        known, rev = known_or_rev(session, event_id, op.uid)
        if known is not None:
            return replay(known, digest)
        target = _scan_or_none(event_id, op)
        guest = None if target is None else door.guest_of_scan_or_none(target)
        if target is None or guest is None or guest.registration_id is None:
            return Answer(op.uid, REFUSED, "no_such_scan")
        gate = gate_of_scan(target)
        first_seen = seen_at(gate, guest, op, actor)
        if first_seen is not None:
            return Answer(op.uid, ALREADY, "", gate, guest, op.at_corrected, first_seen)
        is_open = decide(
            ticket=guest.facts,
            has_valid_check=True,
            checkpoint=gate.facts,
            at=op.at_corrected,
            is_present=False,
            rehearsal=op.rehearsal,
        )
        if not (is_open.name == OK or is_open.is_permittable) or not _was_permittable(target):
            return Answer(op.uid, REFUSED, "not_permittable", gate, guest)
        row = delivery_columns(event_id, gate, op, digest, rev, actor, now) | _named(target)
        row |= {
            "kind": "override",
            "verdict": OK,
            "reason": op.reason,
            "arrived_at": target.at_corrected,
            "approved_by": approver_id,
            "note_key_id": note.key_id,
            "note_cipher": note.cipher,
        }
        session.execute(insert(Scan).values(row))
        if not op.rehearsal:
            settle_guest(session, event_id, guest, gate.checkpoint_id, rev)
    return Answer(op.uid, OK, "", gate, guest, op.at_corrected, target.at_corrected, approved_by=approver_id)


def _was_permittable(target: Scan) -> bool:
    return Verdict(target.verdict, target.reason).is_permittable


def _scan_or_none(event_id: int, op: HoldOp | PermitOp) -> Scan | None:
    """The scan that is spoken of: of this event, and a rehearsal's only in a rehearsal."""
    scan = next((row for row in stored_scans.scan_with_undos(event_id, op.scan) if row.uid == op.scan), None)
    return scan if scan is not None and scan.kind == "in" and scan.rehearsal == op.rehearsal else None


def _named(target: Scan) -> dict[str, Any]:
    return {
        "source": target.source,
        "replaces_uid": target.uid,
        "ticket_id": target.ticket_id,
        "registration_id": target.registration_id,
    }
