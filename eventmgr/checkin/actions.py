"""`check_in()`, the one road to attendance, and `undo()`; scans are stored, never changed.

Each is one short `write()`: look for the same delivery, take the event's feed, decide, store the scan,
recompute attendance from the set of scans. No audit line: a scan row is its own trail.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert

from eventmgr.audit.actor import Actor
from eventmgr.cards.spare_actions import free_spare
from eventmgr.cards.spare_queries import spare_numbers_of
from eventmgr.checkin import door_queries as door
from eventmgr.checkin import stored_scans
from eventmgr.checkin.attendance_rules import BY_HAND, UNDONE, ScanFacts, may_undo
from eventmgr.checkin.credentials import Credential, read_credential
from eventmgr.checkin.deliveries import ScanOp, UndoOp, payload_hash
from eventmgr.checkin.delivery_rows import (
    delivery_columns,
    gate_at,
    gate_of_scan,
    known_or_rev,
    seen_at,
    settle_guest,
)
from eventmgr.checkin.door_queries import Gate, Guest
from eventmgr.checkin.models import Scan
from eventmgr.checkin.rules import ALREADY, SPARE_CARD, WRONG_EVENT, Verdict, classify_delivery, decide
from eventmgr.checkin.withdrawal_queries import has_other_traces, is_live
from eventmgr.events.rules import Doing, may_do
from eventmgr.registration.models import Registration
from eventmgr.registration.seat_actions import end_at_door, locked_registration
from eventmgr.shared.db import db, write

#: why the registration of a newcomer ended, by the reason of the undo
UNDONE_NEWCOMER = {
    "salah_orang": "Diurungkan di pintu: salah orang",
    "salah_ketuk": "Diurungkan di pintu: salah ketuk",
}
CONFLICT = "conflict"
REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one operation came to; the same again for a retry.

    `verdict`: one of rules.VERDICTS, for an undo *undone* or *refused*, and *conflict* (nothing was stored)
    for a known uid with other content; for a permission or a held card see gate_keeping. `first_at`: the
    arrival to show, UTC. `gate` is None where nothing was stored. `approved_by`: the user who permitted it.
    `spare_number`: of a spare card that nobody has yet, or that became somebody's by this operation.
    """

    uid: str
    verdict: str
    reason: str = ""
    gate: Gate | None = None
    guest: Guest | None = None
    at_corrected: datetime | None = None
    first_at: datetime | None = None
    tail: str | None = None
    is_clock_suspect: bool = False
    is_replay: bool = False
    approved_by: int | None = None
    tries_left: int = 0
    retry_after: int = 0
    spare_number: int | None = None


def check_in(event_id: int, op: ScanOp, *, actor: Actor, now: datetime) -> Answer:
    """Store one scan and say what it means; camera, USB scanner, typing, search, paper, sync and command.

    The same uid with the same content gives the stored verdict again, refusals included, whatever has
    changed since; with other content it is a conflict and nothing is stored.
    Raises Refusal("checkpoint_unknown") when the event has no such checkpoint.
    """
    credential = read_credential(op)
    digest = payload_hash(op, event_id)
    with write() as session:
        known, rev = known_or_rev(session, event_id, op.uid)
        if known is not None:
            return replay(known, digest)
        gate = gate_at(event_id, op.checkpoint)
        guest = door.guest_or_none(gate, credential)
        first_seen = seen_at(gate, guest, op, actor)
        verdict = decide(
            ticket=None if guest is None else guest.facts,
            has_valid_check=credential.has_valid_check,
            checkpoint=gate.facts,
            at=op.at_corrected,
            is_present=first_seen is not None,
            rehearsal=op.rehearsal,
        )
        row = delivery_columns(event_id, gate, op, digest, rev, actor, now) | _scan_columns(
            op, verdict, guest, credential
        )
        session.execute(insert(Scan).values(row))
        if guest is not None and verdict.is_evidence and not op.rehearsal:
            settle_guest(session, event_id, guest, gate.checkpoint_id, rev)
    return Answer(
        op.uid,
        verdict.name,
        verdict.reason,
        gate,
        guest,
        op.at_corrected,
        first_seen if verdict.name == ALREADY else op.at_corrected,
        row["unknown_tail"],
        row["clock_suspect"],
        spare_number=guest.spare_number if guest is not None and verdict.name == SPARE_CARD else None,
    )


def undo(event_id: int, op: UndoOp, *, actor: Actor, now: datetime, by_organizer: bool) -> Answer:
    """Take a scan back by its uid; nothing is deleted. An undo may arrive before its scan.

    The crew may take back their own for 15 minutes, the organizer any (`by_organizer`). A newcomer whom they
    wrote down goes with it in that time: the registration ends, seat and spare card are free again.
    *refused* carries a reason: too_late, not_yours, not_undoable, already_undone, day_closed,
    event_closed (then only the organizer may), event_archived, walk_in_used (something else happened since).
    Raises Refusal("checkpoint_unknown") as `check_in()` does.
    """
    digest = payload_hash(op, event_id)
    with write() as session:
        known, rev = known_or_rev(session, event_id, op.uid)
        if known is not None:
            return replay(known, digest)
        scans = stored_scans.scan_with_undos(event_id, op.undoes)
        target = next((scan for scan in scans if scan.uid == op.undoes), None)
        gate = gate_at(event_id, op.checkpoint) if target is None else gate_of_scan(target)
        row = delivery_columns(event_id, gate, op, digest, rev, actor, now) | {
            "source": "typed" if target is None else target.source,
            "kind": "undo",
            "undoes_uid": op.undoes,
            "reason": op.reason,
            "registration_id": None if target is None else target.registration_id,
            "approved_by": actor.id if by_organizer and actor.kind == "user" else None,
        }
        refusal = _refusal_of_undo(gate, target, scans, row) if target is not None else ""
        guest = None if target is None else door.guest_of_scan_or_none(target)
        newcomer = None if target is None or refusal else _newcomer_or_none(target, guest, row)
        if newcomer is not None and has_other_traces(newcomer, op.undoes):
            refusal, newcomer = "walk_in_used", None
        row |= (
            {"verdict": REFUSED, "reason": refusal} if refusal else {"verdict": UNDONE, "reason": op.reason}
        )
        session.execute(insert(Scan).values(row))
        if guest is not None and target is not None and not refusal and not target.rehearsal:
            settle_guest(session, event_id, guest, gate.checkpoint_id, rev)
        if newcomer is not None:
            free_spare(session, newcomer)
            end_at_door(session, actor, now, row=newcomer, reason=UNDONE_NEWCOMER[op.reason])
    return Answer(op.uid, row["verdict"], refusal, gate, guest, op.at_corrected)


def replay(scan: Scan, digest: str) -> Answer:
    """The answer for a uid that is stored: the same again, or a conflict when other content came with it."""
    if classify_delivery(scan.payload_hash, digest) == "conflict":
        return Answer(scan.uid, CONFLICT)
    numbers = spare_numbers_of({scan.ticket_id or 0}) if stored_scans.is_of_spare(scan) else {}
    return stored_answer(scan, gate_of_scan(scan), door.guest_of_scan_or_none(scan), numbers)


def stored_answer(scan: Scan, gate: Gate | None, guest: Guest | None, spares: Mapping[int, int]) -> Answer:
    """The answer that a stored scan was given; the person beside it as things stand now.

    `spares` are the numbers of spare cards by ticket id. Nobody stands beside a spare card that was shown,
    whosever it has become since.
    """
    known_first = guest.first_at if guest is not None and scan.verdict == ALREADY else None
    return Answer(
        scan.uid,
        scan.verdict,
        "" if scan.verdict == UNDONE else scan.reason,
        gate,
        guest,
        scan.at_corrected,
        known_first or scan.arrived_at or scan.at_corrected,
        scan.unknown_tail,
        scan.clock_suspect,
        is_replay=True,
        approved_by=scan.approved_by if scan.kind == "override" else None,
        spare_number=spares.get(scan.ticket_id or 0) if stored_scans.is_of_spare(scan) else None,
    )


def _newcomer_or_none(target: Scan, guest: Guest | None, row: dict[str, Any]) -> Registration | None:
    """The registration that the scan made and that goes with it, where the crew's own undo may do that."""
    if guest is None or guest.request_uid != target.uid or not guest.registration_uid:
        return None
    if not may_undo(_undo_facts(target, row, by_organizer=False), stored_scans.scan_facts(target)):
        return None
    found = locked_registration(db.session(), target.event_id, guest.registration_uid)
    return found if is_live(found) else None


def _refusal_of_undo(gate: Gate, target: Scan, scans: list[Scan], row: dict[str, Any]) -> str:
    """Why this scan may not be taken back; empty when it may."""
    facts = stored_scans.scan_facts(target)
    for earlier in scans:
        if earlier.verdict == UNDONE and may_undo(stored_scans.scan_facts(earlier), facts):
            return "already_undone"
    if target.rehearsal != row["rehearsal"]:
        return "not_undoable"
    is_by_hand = target.kind in BY_HAND and row["approved_by"] is not None
    if gate.facts.day_is_closed and not target.rehearsal and not is_by_hand:
        return "day_closed"
    correction = may_do(Doing.CORRECT, gate.facts.event_state, row["reason"] if row["approved_by"] else "")
    if not correction and not target.rehearsal:
        return "event_closed" if correction.reason == "reason_missing" else correction.reason
    return may_undo(_undo_facts(target, row, by_organizer=row["approved_by"] is not None), facts).reason


def _undo_facts(target: Scan, row: dict[str, Any], *, by_organizer: bool) -> ScanFacts:
    return ScanFacts(
        uid=row["uid"],
        kind="undo",
        source=row["source"],
        verdict=UNDONE,
        reason="",
        at_corrected=row["at_corrected"],
        by=f"user:{row['user_id']}",
        by_organizer=by_organizer,
        undoes_uid=target.uid,
    )


def _scan_columns(
    op: ScanOp, verdict: Verdict, guest: Guest | None, credential: Credential
) -> dict[str, Any]:
    """The columns of a scan proper. Another event's registration is reached by its ticket only."""
    return {
        "source": op.source,
        "kind": "in",
        "shown_verdict": op.shown_verdict,
        "verdict": verdict.name,
        "reason": verdict.reason,
        "ticket_id": None if guest is None else guest.ticket_id,
        "registration_id": None if guest is None or verdict.name == WRONG_EVENT else guest.registration_id,
        "unknown_hash": credential.unknown_hash if guest is None else None,
        "unknown_tail": credential.unknown_tail if guest is None else None,
    }
