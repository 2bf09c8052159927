"""A door with a guest before it, for tests that scan. Call inside an app context."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select

from eventmgr.audit.actor import Actor
from eventmgr.checkin.actions import Answer, check_in, undo
from eventmgr.checkin.deliveries import ScanOp, UndoOp
from eventmgr.checkin.models import Attendance, Scan
from eventmgr.events.models import Checkpoint
from eventmgr.registration.models import Registration, Ticket
from eventmgr.shared.db import db, new_uid
from tests.builders import build_event, build_member, build_registration, build_ticket, build_user, code_of
from tests.page_client import PageClient

#: 07.40 in Padang on the first day; the gate is open from 06.30 to 10.00
MORNING = datetime(2024, 11, 18, 0, 40, tzinfo=UTC)


@dataclass(frozen=True)
class Door:
    """Ids and codes only, so that nothing here is read from the database again."""

    event_id: int
    slug: str
    registration_id: int
    registration_uid: str
    ticket_id: int
    code: str
    typed_code: str
    crew: Actor
    organizer: Actor


def build_door(*, state: str = "registered", ticket_state: str = "active") -> Door:
    event = build_event()
    crew, organizer = build_user(name="Budi Hartono"), build_user(name="Ani Rahmawati")
    build_member(event=event, user=crew, role="crew")
    build_member(event=event, user=organizer, role="organizer")
    registration = build_registration(event=event, state=state)
    ticket = build_ticket(event=event, registration=registration, state=ticket_state)
    return Door(
        event_id=event.id,
        slug=event.slug,
        registration_id=registration.id,
        registration_uid=registration.uid,
        ticket_id=ticket.id,
        code=code_of(ticket),
        typed_code=ticket.typed_code,
        crew=Actor("user", crew.id, crew.name, crew.office_id),
        organizer=Actor("user", organizer.id, organizer.name, organizer.office_id),
    )


def scan_op(door: Door, **changes: Any) -> ScanOp:
    fields: dict[str, Any] = {
        "uid": new_uid(),
        "checkpoint": "hari-1",
        "source": "camera",
        "code": door.code,
        "at_device": MORNING,
        "operator": "Rina Oktavia",
    }
    return ScanOp(**fields | changes)


def undo_op(undoes: str, **changes: Any) -> UndoOp:
    fields: dict[str, Any] = {
        "uid": new_uid(),
        "checkpoint": "hari-1",
        "undoes": undoes,
        "reason": "salah_orang",
        "at_device": MORNING,
    }
    return UndoOp(**fields | changes)


def scan(door: Door, op: ScanOp | None = None, *, now: datetime = MORNING, **changes: Any) -> Answer:
    """Check in as the crew."""
    return check_in(door.event_id, op or scan_op(door, **changes), actor=door.crew, now=now)


def take_back(door: Door, undoes: str, *, by_organizer: bool = False, **changes: Any) -> Answer:
    actor = door.organizer if by_organizer else door.crew
    op = undo_op(undoes, **changes)
    return undo(door.event_id, op, actor=actor, now=op.at_device, by_organizer=by_organizer)


def attendance(door: Door, slug: str = "hari-1") -> Attendance | None:
    db.session.rollback()
    return db.session.scalar(
        select(Attendance)
        .join(Checkpoint, Checkpoint.id == Attendance.checkpoint_id)
        .where(Attendance.registration_id == door.registration_id, Checkpoint.slug == slug)
    )


def is_present(door: Door, slug: str = "hari-1") -> bool:
    found = attendance(door, slug)
    return found is not None and found.present


def stored(uid: str) -> Scan:
    db.session.rollback()
    return db.session.scalars(select(Scan).where(Scan.uid == uid)).one()


def number_of_scans() -> int:
    db.session.rollback()
    return len(db.session.scalars(select(Scan.id)).all())


def registration_of(door: Door) -> Registration:
    return db.session.scalars(select(Registration).where(Registration.id == door.registration_id)).one()


def with_token(client: PageClient) -> PageClient:
    """A client that holds a CSRF token as the scan page would have given it, without fetching the page."""
    key, secret = client.app.secret_key, "k" * 40
    assert key is not None
    with client.http.session_transaction() as cookie:
        cookie["csrf_token"] = secret
    client.last_token = URLSafeTimedSerializer(key, salt="wtf-csrf-token").dumps(secret)
    return client


def ticket_of(door: Door) -> Ticket:
    return db.session.scalars(select(Ticket).where(Ticket.id == door.ticket_id)).one()
