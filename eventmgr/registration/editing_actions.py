"""Correcting a person who takes part in events: what the doors know of the name changes with it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventmgr.audit.actor import Actor
from eventmgr.events.actions import advance_feed
from eventmgr.events.models import Event
from eventmgr.events.rules import DRAFT, OPEN
from eventmgr.people.edit_actions import edit_person, release_field
from eventmgr.people.edit_rules import Value
from eventmgr.registration.models import LIVE_STATES, Registration
from eventmgr.shared.db import write


def edit_participant(
    actor: Actor,
    at: datetime,
    *,
    event_id: int,
    person_id: int,
    revision: int,
    values: Mapping[str, Value],
) -> dict[str, tuple[Value, Value]]:
    """Store corrected fields; old and new of each that changed comes back. Raises PersonChanged.

    A person outlives events, so this may be done in any state of the event.
    """
    with write() as session:
        _advance_feeds(session, person_id)
        return edit_person(
            actor, at, person_id=person_id, event_id=event_id, revision=revision, values=values
        )


def release_participant_field(
    actor: Actor, at: datetime, *, event_id: int, person_id: int, field: str
) -> Sequence[str]:
    """Let imports write a corrected field again."""
    with write() as session:
        _advance_feeds(session, person_id)
        return release_field(actor, at, person_id=person_id, event_id=event_id, field=field)


def _advance_feeds(session: Session, person_id: int) -> None:
    """Take the feeds of all events whose door knows the person, always in the same order."""
    for event_id in session.scalars(
        select(Registration.event_id)
        .join(Event, Event.id == Registration.event_id)
        .where(
            Registration.person_id == person_id,
            Registration.state.in_(LIVE_STATES),
            Event.state.in_((DRAFT, OPEN)),
        )
        .distinct()
        .order_by(Registration.event_id)
    ).all():
        advance_feed(session, event_id)
