"""Where each participant stands by the rule of certificates."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from eventmgr.certificates.models import CertificateDecision
from eventmgr.certificates.queries import KIND, Participant
from eventmgr.certificates.rules import (
    Basis,
    Condition,
    SessionFact,
    Standing,
    credit_of,
    credited_sessions,
)
from eventmgr.checkin.cast_queries import days_before_by_registration
from eventmgr.checkin.queries import days_present_by_registration, present_checkpoints_by_registration
from eventmgr.events.models import AgendaSession, Checkpoint, Event
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db


def standings(
    event_id: int,
    people: Sequence[Participant],
    condition: Condition,
    present: Mapping[int, frozenset[int]] | None = None,
) -> list[Standing]:
    """Presence and the organizer's word for each participant, in the same order.

    Three statements for a rule by days, seven for one by sessions or JP; one less where the days present of
    each registration are known already.
    """
    present = days_present_by_registration(event_id) if present is None else present
    before = days_before_by_registration(event_id)
    decisions = {
        row.registration_id: (row.decision, row.reason)
        for row in db.session.scalars(
            select(CertificateDecision)
            .join(Registration, Registration.id == CertificateDecision.registration_id)
            .where(Registration.event_id == event_id, CertificateDecision.kind == KIND)
        )
    }
    credits = {} if condition.basis is Basis.DAYS else _credits(event_id, present, condition.basis)
    return [
        Standing(
            person.registration_id,
            len(present.get(person.registration_id, frozenset())),
            *decisions.get(person.registration_id, ("", "")),
            credit=credits.get(person.registration_id, 0),
            days_before=before.get(person.registration_id, 0),
        )
        for person in people
    ]


def _credits(event_id: int, present: Mapping[int, frozenset[int]], basis: Basis) -> dict[int, int]:
    """Per cent of the sessions, or JP, of everybody who was there at all.

    JP are the event's full ones where it says so; a share of the sessions is always what was attended.
    """
    event = db.session.get_one(Event, event_id)
    facts, jp = session_facts(event_id)
    doors = present_checkpoints_by_registration(event_id)
    is_full = basis is Basis.JP and event.credit_rule == "full"
    none = frozenset[int]()
    return {
        number: credit_of(
            basis,
            jp,
            credited_sessions(
                facts, days=present.get(number, none), checkpoints=doors.get(number, none), is_full=is_full
            ),
        )
        for number in present.keys() | doors.keys()
    }


def session_facts(event_id: int) -> tuple[list[SessionFact], dict[int, int]]:
    """All sessions of the agenda, breaks left out, with their doors; and the JP of each. Two statements."""
    doors: dict[int, set[int]] = defaultdict(set)
    for session_id, checkpoint_id in db.session.execute(
        select(Checkpoint.session_id, Checkpoint.id).where(
            Checkpoint.event_id == event_id, Checkpoint.session_id.is_not(None)
        )
    ):
        doors[session_id].add(checkpoint_id)
    rows = db.session.execute(
        select(AgendaSession.id, AgendaSession.day_id, AgendaSession.jp)
        .where(AgendaSession.event_id == event_id, AgendaSession.kind == "session")
        .order_by(AgendaSession.starts_at, AgendaSession.id)
    ).all()
    facts = [SessionFact(number, day_id, frozenset(doors[number])) for number, day_id, _ in rows]
    return facts, {number: jp for number, _, jp in rows}
