"""Giving up a seat and taking it back: cancel and restore."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import case, insert, select, update
from sqlalchemy.orm import Session

from eventmgr.audit.actions import AuditLine, record, record_all, seal
from eventmgr.audit.actor import Actor
from eventmgr.events.actions import advance_feed, demand_state
from eventmgr.events.models import Event
from eventmgr.events.rules import Doing
from eventmgr.people.models import Person
from eventmgr.registration.models import LIVE_STATES, Registration, Ticket
from eventmgr.registration.queries import typed_codes_of
from eventmgr.registration.seat_queries import next_reserve_no, seats_of
from eventmgr.registration.ticket_rows import new_ticket_row
from eventmgr.shared.db import table_of, write
from eventmgr.shared.keyring import keyring
from eventmgr.shared.refusal import Refusal

CANCELLED_WORDS = "Pendaftaran dibatalkan"
_tickets = table_of(Ticket)


class RegistrationChanged(Refusal):
    """Raised when a registration is no longer as the page showed it; nothing was stored."""

    def __init__(self) -> None:
        super().__init__(
            "registration_changed",
            "Pendaftaran ini berubah sejak halaman Anda dibuka. Belum ada yang disimpan. Buka lagi orangnya.",
        )


def demand_reason(reason: str) -> str:
    """The reason without spaces around it. Raises Refusal when there is none."""
    if not reason.strip():
        raise Refusal("reason", "Tulis alasannya, supaya panitia lain tahu.")
    return reason.strip()


def cancel(actor: Actor, at: datetime, *, event: Event, uids: Sequence[str], reason: str) -> int:
    """Cancel live registrations; their cards stop at the door. How many were live comes back.

    A second press finds nothing left to cancel. Raises Refusal: closed event, no reason.
    """
    reason = demand_reason(reason)
    event_id, office_id = event.id, event.office_id
    with write() as session:
        advance_feed(session, event_id)
        demand_state(session, event_id, Doing.PREPARE)
        found = session.scalars(
            select(Registration).where(
                Registration.event_id == event_id,
                Registration.uid.in_(uids),
                Registration.state.in_(LIVE_STATES),
            )
        ).all()
        lines = [
            registration_line(
                row, office_id, "registration.cancelled", state=[row.state, "cancelled"], reason=[reason]
            )
            for row in found
        ]
        ids = [row.id for row in found]
        _end(session, ids, at, "cancelled")
        void_tickets(session, ids, at, CANCELLED_WORDS)
        record_all(session, actor, at, seal(lines))
    return len(ids)


def end_at_door(session: Session, actor: Actor, at: datetime, *, row: Registration, reason: str) -> None:
    """Cancel what the crew has just written down, inside `write()`; the seat is free again, the card void."""
    person = session.get_one(Person, row.person_id)
    line = registration_line(
        row, person.office_id, "registration.cancelled", state=[row.state, "cancelled"], reason=[reason]
    )
    _end(session, [row.id], at, "cancelled")
    void_tickets(session, [row.id], at, CANCELLED_WORDS)
    record(session, actor, at, line)


def _end(session: Session, ids: Sequence[int], at: datetime, state: str) -> None:
    """Who had a seat gives it up, which a closed day must know: see `Registration.seat_left_at`."""
    left_at = case((Registration.state == "registered", at), else_=Registration.seat_left_at)
    session.execute(
        update(Registration)
        .where(Registration.id.in_(ids))
        .values(
            state=state,
            ended_at=at,
            reserve_no=None,
            seat_left_at=left_at,
            seat_back_at=None,
            revision=Registration.revision + 1,
        )
        .execution_options(synchronize_session=False)
    )


def void_tickets(session: Session, registration_ids: Sequence[int], at: datetime, reason: str) -> None:
    """End the active cards of registrations inside `write()`; the door then says why."""
    session.execute(
        update(Ticket)
        .where(Ticket.registration_id.in_(registration_ids), Ticket.state == "active")
        .values(state="void", void_reason=reason, voided_at=at)
        .execution_options(synchronize_session=False)
    )


def restore(actor: Actor, at: datetime, *, event: Event, uid: str, reason: str) -> str:
    """Take a cancellation back: registered again, and the card that it voided is valid again.

    The new state comes back: "registered", or "reserve" when the seats are taken meanwhile. Raises Refusal.
    """
    reason = demand_reason(reason)
    event_id, office_id = event.id, event.office_id
    fresh = new_ticket_row(keyring(), event_id, typed_codes_of(event_id))
    with write() as session:
        advance_feed(session, event_id)
        demand_state(session, event_id, Doing.PREPARE)
        row = locked_registration(session, event_id, uid)
        if row.state in LIVE_STATES:
            return row.state
        if row.state != "cancelled":
            raise Refusal("replaced", "Orang ini sudah digantikan. Tambahkan lagi sebagai peserta baru.")
        _demand_no_other(session, row)
        full = seats_of(event_id, row.category_id, row.region_code).is_full
        row.ended_at = None
        if full:
            row.state, row.reserve_no = "reserve", next_reserve_no(event_id)
        else:
            take_seat(row, at)
        session.flush()
        _wake_ticket(session, row, fresh)
        details = {"state": ["cancelled", row.state], "reason": [reason]}
        record(session, actor, at, registration_line(row, office_id, "registration.restored", **details))
        return row.state


def take_seat(row: Registration, at: datetime) -> None:
    """From now on the registration has a seat, inside `write()`: its first one, or one again."""
    row.state, row.reserve_no = "registered", None
    if row.seat_left_at is None:
        row.promoted_at = at
    else:
        row.seat_back_at = at


def leave_seat(row: Registration, at: datetime, *, state: str) -> None:
    """The registration becomes `state`, inside `write()`, and gives up the seat that it may have."""
    if row.state == "registered":
        row.seat_left_at, row.seat_back_at = at, None
    row.state, row.reserve_no = state, None


def _demand_no_other(session: Session, row: Registration) -> None:
    other = session.scalar(
        select(Registration.id).where(
            Registration.event_id == row.event_id,
            Registration.person_id == row.person_id,
            Registration.state.in_(LIVE_STATES),
        )
    )
    if other is not None:
        raise Refusal("already_registered", "Orang ini sudah terdaftar lagi di kegiatan ini.")


def _wake_ticket(session: Session, row: Registration, fresh: dict[str, Any]) -> None:
    """The card that the cancellation voided; a new one where there is none."""
    held = session.scalar(
        select(Ticket)
        .where(Ticket.registration_id == row.id)
        .order_by(Ticket.voided_at.desc().nulls_first(), Ticket.id.desc())  # a spare one may be older
        .limit(1)
    )
    if held is not None and held.state == "void" and held.void_reason == CANCELLED_WORDS:
        held.state, held.void_reason, held.voided_at = "active", None, None
    elif held is None or held.state == "void":
        session.execute(insert(_tickets), [{**fresh, "registration_id": row.id}])


def locked_registration(session: Session, event_id: int, uid: str) -> Registration:
    """The registration as stored at this moment. Inside `write()`, after the event's feed was taken."""
    return session.scalars(
        select(Registration)
        .where(Registration.event_id == event_id, Registration.uid == uid)
        .execution_options(populate_existing=True)
    ).one()


def registration_line(row: Registration, office_id: int, action: str, **details: list[Any]) -> AuditLine:
    """The line of the trail about one registration; `details` are old and new by field."""
    return AuditLine(
        action,
        "registration",
        row.uid,
        office_id,
        row.event_id,
        person_id=row.person_id,
        details=dict(details),
    )
