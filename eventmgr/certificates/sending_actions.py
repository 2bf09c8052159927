"""Noting who was told that the certificate is ready, from somebody's own telephone."""

from datetime import datetime

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.certificates.sending_queries import Recipient
from eventmgr.events.actions import advance_feed
from eventmgr.events.models import Event
from eventmgr.outbox.actions import mark_sent, seal_hand_sent, take_back
from eventmgr.shared.db import write
from eventmgr.shared.keyring import keyring
from eventmgr.shared.refusal import Refusal


def mark_told(actor: Actor, at: datetime, *, event: Event, recipient: Recipient, text: str) -> bool:
    """Note that somebody was told; False for a second press. Raises Refusal without a number."""
    if not recipient.has_number or recipient.phone is None or recipient.is_closed:
        raise Refusal("no_number", "Orang ini belum mempunyai nomor WhatsApp yang dapat dikirimi.")
    event_id, office_id = event.id, event.office_id
    sealed = seal_hand_sent(
        keyring(),
        office_id=office_id,
        dedupe_key=recipient.key,
        subject=("registration", recipient.registration_uid),
        address=recipient.phone,
        body=text,
    )
    with write() as session:
        advance_feed(session, event_id)
        if not mark_sent(session, at, sealed, by=actor.label):
            return False
        record(session, actor, at, _line("certificate.told", recipient, office_id, event_id))
    return True


def unmark_told(actor: Actor, at: datetime, *, event: Event, recipient: Recipient) -> bool:
    """Somebody is still to be told after all; False when there was no mark."""
    event_id, office_id = event.id, event.office_id
    with write() as session:
        advance_feed(session, event_id)
        if not take_back(session, recipient.key):
            return False
        record(session, actor, at, _line("certificate.untold", recipient, office_id, event_id))
    return True


def _line(action: str, recipient: Recipient, office_id: int, event_id: int) -> AuditLine:
    return AuditLine(
        action, "certificate", recipient.certificate_uid, office_id, event_id, person_id=recipient.person_id
    )
