"""Many people of an event at once."""

from datetime import UTC, datetime

from sqlalchemy import func, select

from eventmgr.checkin.models import Attendance
from eventmgr.events.models import Checkpoint, Event
from eventmgr.office.models import Region
from eventmgr.office.queries import real_office
from eventmgr.people.models import Person
from eventmgr.registration.models import Registration, Ticket
from eventmgr.shared.codes import code_hash, link_token, new_short_code, ticket_code
from eventmgr.shared.db import db, new_uid, write
from eventmgr.shared.keyring import keyring
from eventmgr.shared.text import fold_for_search
from tests.builders import CREATED, build_category

ARRIVED = datetime(2024, 11, 18, 0, 35, tzinfo=UTC)
NAMES = ("Zurniati Jambak", "Rahmat Hidayat Chaniago", "Olo Panggabean", "Nan XX", "Yulmaini Syafitri")


def add_crowd(event: Event, count: int) -> None:
    """So many PSM, three a kelurahan, with their cards; every second one arrived on the first day."""
    office_id, category_id = real_office().id, build_category().id
    codes = db.session.scalars(
        select(Region.code)
        .where(Region.level == "kelurahan", Region.code.startswith("13.71."))
        .order_by(Region.code)
    ).all()
    door = db.session.scalars(
        select(Checkpoint.id).where(Checkpoint.event_id == event.id).order_by(Checkpoint.opens_at)
    ).first()
    event_id, start = event.id, db.session.scalar(select(func.count()).select_from(Registration)) or 0
    with write() as session:
        made = [_somebody(office_id, number) for number in range(start, start + count)]
        session.add_all(made)
        session.flush()
        registrations = [
            Registration(
                uid=new_uid(),
                event_id=event_id,
                person_id=one.id,
                category_id=category_id,
                region_code=codes[number // 3 % len(codes)],
                created_at=CREATED,
            )
            for number, one in enumerate(made, start=start)
        ]
        session.add_all(registrations)
        session.flush()
        session.add_all(blank_card(event_id, one.id) for one in registrations)
        session.add_all(arrival_of(event_id, one.id, door or 0) for one in registrations[::2])


def _somebody(office_id: int, number: int) -> Person:
    ring, uid = keyring(), new_uid()
    key_id, nik = ring.current_id, f"137106150680{number:04d}"
    name = f"{NAMES[number % len(NAMES)]} {number}"
    return Person(
        uid=uid,
        office_id=office_id,
        name=name,
        back_title="S.Sos",
        search_text=fold_for_search(f"{name} S.Sos"),
        sex="P",
        phone=f"+62812345{number:05d}" if number % 4 else None,
        hand_fields=[],
        nik_cipher=ring.encrypt("nik-cipher", nik)[1],
        nik_hash=ring.keyed_hash("nik-hash", nik),
        key_id=key_id,
        link_hash=code_hash(link_token(ring.derive("private-link", key_id), uid, 1)),
    )


def blank_card(event_id: int, registration_id: int | None) -> Ticket:
    """A ticket of nobody, or of a registration; not stored yet."""
    ring, uid = keyring(), new_uid()
    return Ticket(
        uid=uid,
        event_id=event_id,
        registration_id=registration_id,
        key_id=ring.current_id,
        token_hash=code_hash(ticket_code(ring.derive("ticket", ring.current_id), uid, 1)),
        typed_code=new_short_code(),
    )


def arrival_of(event_id: int, registration_id: int, checkpoint_id: int) -> Attendance:
    """Presence since ARRIVED, not stored yet."""
    return Attendance(
        event_id=event_id,
        registration_id=registration_id,
        checkpoint_id=checkpoint_id,
        first_at=ARRIVED,
        rev=1,
    )
