"""Noting that the private link went out."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventmgr.audit.actor import Actor
from eventmgr.events.models import Event
from eventmgr.outbox.actions import take_back
from eventmgr.people.link_actions import settle_request
from eventmgr.registration.mailing_actions import Letter, MailingTrail, note_sent, note_unsent
from eventmgr.registration.mailing_queries import Recipient

_TRAIL = MailingTrail("link.sent", "link.unsent", "registration")


def mark_link_sent(actor: Actor, at: datetime, *, event: Event, letter: Letter) -> bool:
    """Note that the link was sent, which answers whoever asked for it; False for a second press.

    Raises Refusal without a number.
    """
    return note_sent(actor, at, event=event, letter=letter, trail=_TRAIL, first=_answer_request)


def unmark_link(actor: Actor, at: datetime, *, event: Event, recipient: Recipient) -> bool:
    """The link is still to be sent after all; False when it was not marked."""
    return note_unsent(actor, at, event=event, recipient=recipient, trail=_TRAIL)


def _answer_request(session: Session, recipient: Recipient) -> None:
    if settle_request(session, recipient.person_id):
        take_back(session, recipient.key)  # sent before and asked for again: this is a new sending
