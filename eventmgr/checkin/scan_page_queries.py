"""Questions that only the crew's scan page asks."""

from sqlalchemy import select

from eventmgr.events.models import AgendaSession, Checkpoint
from eventmgr.shared.db import db


def rooms_by_checkpoint(event_id: int) -> dict[int, str]:
    """The room of each checkpoint (id) that belongs to a session; an arrival has none of its own."""
    rows = db.session.execute(
        select(Checkpoint.id, AgendaSession.room)
        .join(AgendaSession, AgendaSession.id == Checkpoint.session_id)
        .where(Checkpoint.event_id == event_id, AgendaSession.room != "")
    )
    return {checkpoint_id: room for checkpoint_id, room in rows}
