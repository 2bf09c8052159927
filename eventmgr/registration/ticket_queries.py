"""Questions about the cards of one registration."""

from collections.abc import Sequence

from sqlalchemy import func, select

from eventmgr.registration.models import Registration, Ticket
from eventmgr.shared.db import db


def last_ticket_version(event_id: int, registration_uid: str) -> int:
    """How many cards somebody had so far, void ones too."""
    return (
        db.session.scalar(
            select(func.max(Ticket.version))
            .join(Registration, Registration.id == Ticket.registration_id)
            .where(Registration.event_id == event_id, Registration.uid == registration_uid)
        )
        or 0
    )


def tickets_of(registration_id: int) -> Sequence[Ticket]:
    """All cards of a registration, the newest first."""
    return db.session.scalars(
        select(Ticket).where(Ticket.registration_id == registration_id).order_by(Ticket.id.desc())
    ).all()
