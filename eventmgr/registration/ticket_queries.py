"""Questions about the cards of one registration."""

from collections.abc import Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Voided:
    """When (UTC) and why a card stopped."""

    at: datetime
    reason: str


def last_voided(event_id: int) -> dict[int, Voided]:
    """The last void card of each registration; one statement."""
    rows = db.session.execute(
        select(Ticket.registration_id, Ticket.voided_at, func.coalesce(Ticket.void_reason, ""))
        .where(
            Ticket.event_id == event_id, Ticket.registration_id.is_not(None), Ticket.voided_at.is_not(None)
        )
        .order_by(Ticket.voided_at, Ticket.id)
    )
    return {registration_id: Voided(at, reason) for registration_id, at, reason in rows}


def tickets_of(registration_id: int) -> Sequence[Ticket]:
    """All cards of a registration, the newest first."""
    return db.session.scalars(
        select(Ticket).where(Ticket.registration_id == registration_id).order_by(Ticket.id.desc())
    ).all()
