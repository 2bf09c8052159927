"""Opening the values of the trail leaves a line of its own."""

from datetime import datetime

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.shared.db import write


def note_opened(actor: Actor, at: datetime, *, audit_id: int, office_id: int, event_id: int | None) -> None:
    """Somebody read the values behind a line."""
    with write() as session:
        record(session, actor, at, AuditLine("trail.opened", "audit", str(audit_id), office_id, event_id))
