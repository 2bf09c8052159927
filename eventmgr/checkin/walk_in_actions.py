"""Somebody who is not on the list is written down at the door and is in, all in one transaction.

Name, role and region are what a door can ask for; NIK and telephone are asked for at the help desk.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from eventmgr.audit.actions import record
from eventmgr.audit.actor import Actor
from eventmgr.cards.spare_actions import give_spare
from eventmgr.checkin import door_queries as door
from eventmgr.checkin.actions import REFUSED, Answer, replay
from eventmgr.checkin.deliveries import WalkInOp, payload_hash
from eventmgr.checkin.delivery_rows import delivery_columns, gate_at, gate_of_scan, known_or_rev, settle_guest
from eventmgr.checkin.door_queries import Gate
from eventmgr.checkin.models import Scan
from eventmgr.checkin.rules import OK, TicketFacts, Verdict, decide
from eventmgr.checkin.spare_actions import (
    ShownSpare,
    arrival_columns,
    given_at,
    is_taken,
    shown_spare_or_none,
    taken,
)
from eventmgr.checkin.walk_in_queries import Role, is_region_of, listed_namesake_or_none, role_or_none
from eventmgr.events.models import Event
from eventmgr.people.actions import PersonDraft
from eventmgr.people.category_actions import guest_category
from eventmgr.people.name_rules import split_name
from eventmgr.registration.models import Registration
from eventmgr.registration.register_actions import Entry, Prepared, add_registration, prepare_entry
from eventmgr.registration.seat_actions import registration_line
from eventmgr.registration.seat_queries import next_reserve_no, seats_of
from eventmgr.shared.db import db, write

AS_RESERVE, AS_GUEST = "as_reserve", "as_guest"


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody takes part: `reason` is "", AS_RESERVE or AS_GUEST."""

    role: Role
    region_code: str | None
    reason: str


def write_down(event_id: int, op: WalkInOp, *, actor: Actor, now: datetime) -> Answer:
    """Make person, registration and arrival of somebody who is not on the list.

    A free seat of the region makes them registered, none puts them at the end of the reserve list (the
    arrival counts once they are moved up), guests stand outside. Where the checkpoint would not welcome
    them nothing is made and its verdict is the answer. In a rehearsal the verdict is told and kept, no more.
    *refused* (nothing stored): unknown_category, region_missing, same_name (who is listed stands beside it),
    no_such_scan, spare_taken. Raises Refusal("checkpoint_unknown").
    """
    digest, prepared = payload_hash(op, event_id), _prepared(event_id, op)
    with write() as session:
        known, rev = known_or_rev(session, event_id, op.uid)
        if known is not None:
            return replay(known, digest)
        shown = None if op.scan is None else shown_spare_or_none(session, event_id, op)
        if shown is None and op.scan is not None:
            return Answer(op.uid, REFUSED, "no_such_scan")
        gate = gate_at(event_id, op.checkpoint) if shown is None else gate_of_scan(shown.scan)
        if shown is not None and is_taken(shown.card, None):
            return taken(op.uid, gate, shown.card)
        place = _place(event_id, gate, op)
        if isinstance(place, Answer):
            return place
        at = op.at_corrected if shown is None else shown.scan.at_corrected
        verdict = _verdict(gate, place.role, at=at, rehearsal=op.rehearsal)
        if verdict.name != OK:
            return Answer(op.uid, verdict.name, verdict.reason, gate, None, op.at_corrected)
        told, made = Verdict(OK, place.reason), None
        if not op.rehearsal:
            made = _made(session, gate, place, prepared, shown, actor=actor, at=now)
        row = delivery_columns(event_id, gate, op, digest, rev, actor, now) | _columns(shown, made, told)
        session.execute(insert(Scan).values(row))
        guest = None
        if made is not None:
            guest = door.guests_of_registrations(gate.checkpoint_id, {made.id})[made.id]
            settle_guest(session, event_id, guest, gate.checkpoint_id, rev)
    return Answer(
        op.uid,
        told.name,
        told.reason,
        gate,
        guest,
        op.at_corrected,
        at,
        is_clock_suspect=row["clock_suspect"],
        spare_number=shown.card.spare_no if shown is not None else None,
    )


def _prepared(event_id: int, op: WalkInOp) -> Prepared:
    """Keys and codes; what they are registered as is only known inside `write()`."""
    draft = PersonDraft(nik="", name=split_name(op.name))
    entry = Entry(request_uid=op.uid, category_id=0, region_code=None, draft=draft)
    return prepare_entry(db.session.get_one(Event, event_id), entry, with_ticket=op.scan is None)


def _place(event_id: int, gate: Gate, op: WalkInOp) -> Place | Answer:
    """As what and where they take part, or the refusal."""
    role = role_or_none(gate.office_id, op.category)
    if role is None:
        return Answer(op.uid, REFUSED, "unknown_category")
    level, region = role.region_level, op.region
    if level is None:
        region = None
    elif region is None or not is_region_of(gate.office_id, region, level):
        return Answer(op.uid, REFUSED, "region_missing")
    listed = None if op.is_new else listed_namesake_or_none(event_id, split_name(op.name).name, region)
    if listed is not None:
        guest = door.guests_of_uids(event_id, gate.checkpoint_id, [listed])[listed]
        return Answer(op.uid, REFUSED, "same_name", gate, guest)
    if role.is_guest or role.category_id is None:
        return Place(role, region, AS_GUEST)
    is_full = seats_of(event_id, role.category_id, region).is_full
    return Place(role, region, AS_RESERVE if is_full else "")


def _verdict(gate: Gate, role: Role, *, at: datetime, rehearsal: bool) -> Verdict:
    """What the checkpoint would say to somebody of this role who is registered."""
    facts = TicketFacts(
        event_id=gate.facts.event_id,
        state="active",
        registration_state="registered",
        category_id=role.category_id,
    )
    return decide(
        ticket=facts,
        has_valid_check=True,
        checkpoint=gate.facts,
        at=at,
        is_present=False,
        rehearsal=rehearsal,
    )


def _made(
    session: Session,
    gate: Gate,
    place: Place,
    prepared: Prepared,
    shown: ShownSpare | None,
    *,
    actor: Actor,
    at: datetime,
) -> Registration:
    """Person, registration and card, with the lines of the trail."""
    category_id = place.role.category_id
    if category_id is None:
        category_id = guest_category(session, actor, at, gate.office_id).id
    entry = prepared.entry
    is_reserve = place.reason == AS_RESERVE
    row = add_registration(
        session,
        at,
        gate.facts.event_id,
        gate.facts.zone,
        Prepared(
            Entry(entry.request_uid, category_id, place.region_code, entry.draft),
            prepared.person,
            prepared.ticket,
        ),
        state="reserve" if is_reserve else "registered",
        reserve_no=next_reserve_no(gate.facts.event_id) if is_reserve else None,
        is_walk_in=True,
    )
    name = entry.draft.name.joined if entry.draft is not None else ""
    details: dict[str, list[Any]] = {
        "name": [None, name],
        "state": [None, row.state],
        "region_code": [None, row.region_code],
    }
    record(session, actor, at, registration_line(row, gate.office_id, "registration.walk_in", **details))
    if shown is not None:
        given = given_at(gate, shown.scan)
        give_spare(session, actor, at, card=shown.card, to=row, given=given)
    return row


def _columns(shown: ShownSpare | None, made: Registration | None, told: Verdict) -> dict[str, Any]:
    registration_id = made.id if made is not None else None
    if shown is not None:
        return arrival_columns(shown.scan, registration_id, told)
    return {
        "source": "typed",
        "kind": "in",
        "registration_id": registration_id,
        "verdict": told.name,
        "reason": told.reason,
    }
