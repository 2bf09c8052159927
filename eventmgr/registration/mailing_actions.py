"""Noting that a text went out from somebody's own telephone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.events.actions import advance_feed
from eventmgr.events.models import Event
from eventmgr.outbox.actions import mark_sent, seal_hand_sent, take_back
from eventmgr.registration.mailing_queries import Recipient
from eventmgr.shared.db import write
from eventmgr.shared.keyring import keyring
from eventmgr.shared.refusal import Refusal


@dataclass(frozen=True, slots=True)
class MailingTrail:
    """How the trail names it: the actions, and what `Recipient.uid` is the uid of."""

    sent: str
    unsent: str
    subject: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A text, and whom it went to."""

    recipient: Recipient
    text: str


def note_sent(
    actor: Actor,
    at: datetime,
    *,
    event: Event,
    letter: Letter,
    trail: MailingTrail,
    first: Callable[[Session, Recipient], None] | None = None,
) -> bool:
    """Note that a text was sent; False for a second press. `first` runs inside the same `write()`.

    Raises Refusal when the person has no number that WhatsApp knows, or no open link.
    """
    recipient = letter.recipient
    if not recipient.has_number or recipient.phone is None or recipient.is_closed:
        raise Refusal("no_number", "Orang ini belum mempunyai nomor WhatsApp yang dapat dikirimi.")
    event_id, office_id = event.id, event.office_id
    sealed = seal_hand_sent(
        keyring(),
        office_id=office_id,
        dedupe_key=recipient.key,
        subject=("registration", recipient.registration_uid),
        address=recipient.phone,
        body=letter.text,
    )
    with write() as session:
        advance_feed(session, event_id)
        if first is not None:
            first(session, recipient)
        if not mark_sent(session, at, sealed, by=actor.label):
            return False
        record(session, actor, at, _line(trail.sent, trail, recipient, office_id, event_id))
    return True


def note_unsent(
    actor: Actor, at: datetime, *, event: Event, recipient: Recipient, trail: MailingTrail
) -> bool:
    """It is still to be sent after all; False when it was not marked."""
    event_id, office_id = event.id, event.office_id
    with write() as session:
        advance_feed(session, event_id)
        if not take_back(session, recipient.key):
            return False
        record(session, actor, at, _line(trail.unsent, trail, recipient, office_id, event_id))
    return True


def _line(action: str, trail: MailingTrail, recipient: Recipient, office_id: int, event_id: int) -> AuditLine:
    return AuditLine(action, trail.subject, recipient.uid, office_id, event_id, person_id=recipient.person_id)
