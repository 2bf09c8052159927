"""Noting that somebody who has not come was reminded by hand."""

from datetime import datetime

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.events.actions import advance_feed
from eventmgr.events.models import Event
from eventmgr.outbox.actions import mark_sent, seal_hand_sent
from eventmgr.people.models import Person
from eventmgr.registration.models import Registration
from eventmgr.reports.board_page import reminder_key
from eventmgr.shared.db import write
from eventmgr.shared.keyring import keyring

SUBJECT = "registration"


def note_reminder(
    actor: Actor,
    at: datetime,
    *,
    event: Event,
    registration: Registration,
    person: Person,
    checkpoint_id: int,
    text: str,
) -> bool:
    """Note that a reminder was sent from somebody's own telephone; False when it was noted before.

    Whether WhatsApp really sent it nobody can know: the note says that its link was tapped.
    """
    event_id, office_id, uid, person_id = event.id, event.office_id, registration.uid, person.id
    sent = seal_hand_sent(
        keyring(),
        office_id=office_id,
        dedupe_key=reminder_key(checkpoint_id, uid),
        subject=(SUBJECT, uid),
        address=person.phone or "",
        body=text,
    )
    with write() as session:
        advance_feed(session, event_id)
        is_new = mark_sent(session, at, sent, by=actor.label)
        if is_new:
            line = AuditLine("message.reminded", SUBJECT, uid, office_id, event_id, person_id=person_id)
            record(session, actor, at, line)
    return is_new
