"""A spare card becomes somebody's at the door, and they are in: one transaction, one more scan row.

The arrival is that of the scan that showed the spare card, judged by `decide()` as any other.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, or_, select
from sqlalchemy.orm import Session

from eventmgr.audit.actor import Actor
from eventmgr.cards.spare_actions import Given, give_spare
from eventmgr.checkin import door_queries as door
from eventmgr.checkin import stored_scans
from eventmgr.checkin.actions import REFUSED, Answer, replay
from eventmgr.checkin.deliveries import BindOp, WalkInOp, payload_hash
from eventmgr.checkin.delivery_rows import (
    delivery_columns,
    gate_of_scan,
    known_or_rev,
    seen_at,
    settle_guest,
)
from eventmgr.checkin.door_queries import Gate, Guest
from eventmgr.checkin.models import Scan
from eventmgr.checkin.rules import ALREADY, SPARE_CARD, Verdict, decide
from eventmgr.events.rules import Doing, may_do
from eventmgr.registration.models import LIVE_STATES, Ticket
from eventmgr.registration.seat_actions import locked_registration
from eventmgr.shared.db import write


def bind(event_id: int, op: BindOp, *, actor: Actor, now: datetime) -> Answer:
    """Give the spare card of a scan to a registered person, whose card so far is void, and check them in.

    The card is theirs whatever the checkpoint says (not open yet, closed, already there); only in a closed
    or archived event, and in a rehearsal, nothing changes hands. The same person once more is no conflict.
    *refused* (nothing stored): no_such_scan, spare_taken (it is somebody else's meanwhile, who stands beside
    the answer), not_bindable (unknown here, or no live registration).
    """
    digest = payload_hash(op, event_id)
    with write() as session:
        known, rev = known_or_rev(session, event_id, op.uid)
        if known is not None:
            return replay(known, digest)
        shown = shown_spare_or_none(session, event_id, op)
        if shown is None:
            return Answer(op.uid, REFUSED, "no_such_scan")
        target, card, uid = shown.scan, shown.card, op.registration_uid
        gate = gate_of_scan(target)
        guest = door.guests_of_uids(event_id, gate.checkpoint_id, [uid]).get(uid)
        if guest is None or guest.facts.registration_state not in LIVE_STATES:
            return Answer(op.uid, REFUSED, "not_bindable", gate, guest)
        if is_taken(card, guest.registration_id):
            return taken(op.uid, gate, card)
        first_seen = seen_at(gate, guest, op, actor)
        verdict = _verdict(gate, guest, target, is_present=first_seen is not None)
        if not op.rehearsal and may_do(Doing.PREPARE, gate.facts.event_state):
            to = locked_registration(session, event_id, uid)
            give_spare(session, actor, now, card=card, to=to, given=given_at(gate, target))
        row = delivery_columns(event_id, gate, op, digest, rev, actor, now)
        row |= arrival_columns(target, guest.registration_id, verdict)
        session.execute(insert(Scan).values(row))
        if verdict.is_evidence and not op.rehearsal:
            settle_guest(session, event_id, guest, gate.checkpoint_id, rev)
    return Answer(
        op.uid,
        verdict.name,
        verdict.reason,
        gate,
        guest,
        op.at_corrected,
        first_seen if verdict.name == ALREADY else target.at_corrected,
        is_clock_suspect=row["clock_suspect"],
        spare_number=card.spare_no,
    )


def _verdict(gate: Gate, guest: Guest, target: Scan, *, is_present: bool) -> Verdict:
    """What the scan would have been told if the card had been theirs then."""
    return decide(
        ticket=guest.facts,
        has_valid_check=True,
        checkpoint=gate.facts,
        at=target.at_corrected,
        is_present=is_present,
        rehearsal=target.rehearsal,
    )


@dataclass(frozen=True, slots=True)
class ShownSpare:
    """A scan that showed a spare card, and the card as it is stored at this moment."""

    scan: Scan
    card: Ticket


def shown_spare_or_none(session: Session, event_id: int, op: BindOp | WalkInOp) -> ShownSpare | None:
    """What the operation names: a scan of this event, a rehearsal's only in a rehearsal, of its spare card.

    A phone without network may have seen a spare card where the server, told later, saw its bearer: that
    scan is one, too, as long as the card is somebody's.
    """
    rows = stored_scans.scan_with_undos(event_id, op.scan or "")
    scan = next((row for row in rows if row.uid == op.scan), None)
    if scan is None or scan.kind != "in" or scan.rehearsal != op.rehearsal:
        return None
    query = select(Ticket).where(
        Ticket.id == scan.ticket_id,
        Ticket.event_id == event_id,
        or_(Ticket.state == "spare", Ticket.spare_no.is_not(None)),
    )
    card = session.scalar(query.execution_options(populate_existing=True))
    if card is None or (card.state == "spare" and scan.verdict != SPARE_CARD):
        return None
    return ShownSpare(scan, card)


def given_at(gate: Gate, target: Scan) -> Given:
    """The card changes hands where and when it was shown."""
    return Given(target.at_corrected, gate.name, gate.office_id)


def is_taken(card: Ticket, registration_id: int | None) -> bool:
    """Whether a card cannot become this registration's: it is another's, or void."""
    is_theirs = card.state == "active" and card.registration_id == registration_id
    return not (card.state == "spare" or is_theirs)


def taken(uid: str, gate: Gate, card: Ticket) -> Answer:
    """What is said of a card that is somebody else's: who it is."""
    ids = {card.registration_id} if card.registration_id is not None else set()
    bearer = door.guests_of_registrations(gate.checkpoint_id, ids).get(card.registration_id or 0)
    return Answer(uid, REFUSED, "spare_taken", gate, bearer, spare_number=card.spare_no)


def arrival_columns(target: Scan, registration_id: int | None, verdict: Verdict) -> dict[str, Any]:
    """The columns of a row that speaks of the arrival of the scan `target`, with its card."""
    return {
        "source": target.source,
        "kind": "in",
        "replaces_uid": target.uid,
        "arrived_at": target.at_corrected,
        "ticket_id": target.ticket_id,
        "registration_id": registration_id,
        "verdict": verdict.name,
        "reason": verdict.reason,
    }
