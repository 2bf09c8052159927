"""Noting who was told that the certificate is ready."""

from datetime import datetime

from eventmgr.audit.actor import Actor
from eventmgr.events.models import Event
from eventmgr.registration.mailing_actions import Letter, MailingTrail, note_sent, note_unsent
from eventmgr.registration.mailing_queries import Recipient

_TRAIL = MailingTrail("certificate.told", "certificate.untold", "certificate")


def mark_told(actor: Actor, at: datetime, *, event: Event, letter: Letter) -> bool:
    """Note that somebody was told; False for a second press. Raises Refusal without a number."""
    return note_sent(actor, at, event=event, letter=letter, trail=_TRAIL)


def unmark_told(actor: Actor, at: datetime, *, event: Event, recipient: Recipient) -> bool:
    """Somebody is still to be told after all; False when there was no mark."""
    return note_unsent(actor, at, event=event, recipient=recipient, trail=_TRAIL)
