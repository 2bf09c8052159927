"""Questions about the cards of one registration."""

from collections.abc import Sequence
from datetime import datetime

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


def last_voided(event_id: int) -> dict[int, datetime]:
    """When the last void card of each registration stopped; one statement."""
    rows = db.session.execute(
        select(Ticket.registration_id, func.max(Ticket.voided_at))
        .where(
            Ticket.event_id == event_id, Ticket.registration_id.is_not(None), Ticket.voided_at.is_not(None)
        )
        .group_by(Ticket.registration_id)
    )
    return {registration_id: at for registration_id, at in rows}


def tickets_of(registration_id: int) -> Sequence[Ticket]:
    """All cards of a registration, the newest first."""
    return db.session.scalars(
        select(Ticket).where(Ticket.registration_id == registration_id).order_by(Ticket.id.desc())
    ).all()
