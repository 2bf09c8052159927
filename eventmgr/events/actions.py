"""Changes of events that every room above builds on."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventmgr.accounts.models import User
from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.events.models import Event, EventFeed, EventMember
from eventmgr.events.rules import REFUSALS, Doing, may_do
from eventmgr.shared.db import write
from eventmgr.shared.refusal import Refusal


def advance_feed(session: Session, event_id: int) -> int:
    """Take the event's feed row and count it up: first in each `write()` that touches it.

    It makes one writer an event; on PostgreSQL the row stays locked until the commit. The new rev comes back.
    """
    rev = session.scalar(
        update(EventFeed)
        .where(EventFeed.event_id == event_id)
        .values(rev=EventFeed.rev + 1)
        .returning(EventFeed.rev)
        .execution_options(synchronize_session=False)
    )
    if rev is None:
        raise LookupError(f"event {event_id} has no feed row")
    return rev


def refuse_unless(doing: Doing, state: str, reason: str = "") -> None:
    """Raise Refusal (its code a reason of `may_do`) when this may not be done in the state at hand."""
    decision = may_do(doing, state, reason)
    if not decision:
        raise Refusal(decision.reason, REFUSALS[decision.reason])


def demand_state(session: Session, event_id: int, doing: Doing, reason: str = "") -> None:
    """Inside `write()`, after the feed was taken: the event's state of this moment lets it be done.

    Raises Refusal. What was loaded with the page is not asked: somebody may have closed the event since.
    """
    state = session.scalars(select(Event.state).where(Event.id == event_id)).one()
    refuse_unless(doing, state, reason)


def set_member(actor: Actor, at: datetime, *, event: Event, user: User, role: str) -> None:
    """Give a user a role in an event, in the place of the one they had."""
    event_id, user_id, slug, office_id = event.id, user.id, event.slug, event.office_id
    with write() as session:
        advance_feed(session, event_id)
        session.merge(EventMember(event_id=event_id, user_id=user_id, role=role))
        line = AuditLine(
            "event.member_set", "user", str(user_id), office_id, event_id, details={"role": [slug, role]}
        )
        record(session, actor, at, line)
