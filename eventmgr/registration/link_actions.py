"""Noting that the private link went out, from somebody's own telephone."""

from dataclasses import dataclass
from datetime import datetime

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.events.actions import advance_feed
from eventmgr.events.models import Event
from eventmgr.outbox.actions import mark_sent, seal_hand_sent, take_back
from eventmgr.people.link_actions import settle_request
from eventmgr.registration.link_queries import LinkRow
from eventmgr.registration.link_text import link_key
from eventmgr.shared.db import write
from eventmgr.shared.keyring import keyring
from eventmgr.shared.refusal import Refusal


@dataclass(frozen=True, slots=True)
class SentLink:
    """Whose link went out, and the text."""

    row: LinkRow
    text: str


def mark_link_sent(actor: Actor, at: datetime, *, event: Event, sent: SentLink) -> bool:
    """Note that the link was sent, which answers whoever asked for it; False for a second press.

    Raises Refusal without a number.
    """
    row = sent.row
    if not row.has_number or row.phone is None or row.is_closed:
        raise Refusal("no_number", "Orang ini belum mempunyai nomor WhatsApp yang dapat dikirimi.")
    event_id, office_id = event.id, event.office_id
    sealed = seal_hand_sent(
        keyring(),
        office_id=office_id,
        dedupe_key=link_key(row.registration_uid, row.link_version),
        subject=("registration", row.registration_uid),
        address=row.phone,
        body=sent.text,
    )
    with write() as session:
        advance_feed(session, event_id)
        if settle_request(session, row.person_id):
            take_back(session, sealed.dedupe_key)  # sent before and asked for again: this is a new sending
        if not mark_sent(session, at, sealed, by=actor.label):
            return False
        record(session, actor, at, _line("link.sent", row, office_id, event_id))
    return True


def unmark_link(actor: Actor, at: datetime, *, event: Event, row: LinkRow) -> bool:
    """The link is still to be sent after all; False when it was not marked."""
    event_id, office_id = event.id, event.office_id
    with write() as session:
        advance_feed(session, event_id)
        if not take_back(session, link_key(row.registration_uid, row.link_version)):
            return False
        record(session, actor, at, _line("link.unsent", row, office_id, event_id))
    return True


def _line(action: str, row: LinkRow, office_id: int, event_id: int) -> AuditLine:
    return AuditLine(
        action, "registration", row.registration_uid, office_id, event_id, person_id=row.person_id
    )
