"""Somebody takes part as something else, or for another region."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from eventmgr.audit.actions import record
from eventmgr.audit.actor import Actor
from eventmgr.events.actions import advance_feed, demand_state
from eventmgr.events.models import Event
from eventmgr.events.rules import Doing
from eventmgr.people.edit_actions import locked_person, move_assignment
from eventmgr.people.edit_rules import guarded
from eventmgr.registration.seat_actions import (
    RegistrationChanged,
    demand_reason,
    locked_registration,
    registration_line,
)
from eventmgr.shared.dates import local_date
from eventmgr.shared.db import write


@dataclass(frozen=True, slots=True)
class Move:
    """Where somebody is registered from now on, and why."""

    category_id: int
    region_code: str | None
    sk_number: str
    reason: str


def move_registration(
    actor: Actor, at: datetime, *, event: Event, uid: str, revision: int, move: Move
) -> None:
    """Register somebody as something else or for another region; the assignment follows from today on.

    Imports then leave both alone. Raises RegistrationChanged when `revision` is not the stored one, Refusal.
    """
    reason = demand_reason(move.reason)
    event_id, office_id, zone = event.id, event.office_id, event.zone
    with write() as session:
        advance_feed(session, event_id)
        demand_state(session, event_id, Doing.PREPARE)
        row = locked_registration(session, event_id, uid)
        if row.revision != revision:
            raise RegistrationChanged
        old = {"category_id": row.category_id, "region_code": row.region_code}
        new = {"category_id": move.category_id, "region_code": move.region_code}
        details: dict[str, list[Any]] = {
            field: [old[field], new[field]] for field in old if old[field] != new[field]
        }
        person = locked_person(session, row.person_id)
        words = {"category_id": "category_code"}
        changed = [words.get(field, field) for field in details]
        if changed:
            person.hand_fields = guarded(person.hand_fields, changed)
        row.category_id, row.region_code = move.category_id, move.region_code
        move_assignment(
            session,
            person_id=row.person_id,
            category_id=move.category_id,
            region_code=move.region_code,
            sk_number=move.sk_number or None,
            on=local_date(at, zone),
        )
        line = registration_line(row, office_id, "registration.moved", **details, reason=[reason])
        record(session, actor, at, line)
