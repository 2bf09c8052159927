"""Scenes of the boards: a few people in three kelurahan, by hand. Call inside an app context."""

from datetime import UTC, datetime

from sqlalchemy import select

from eventmgr.checkin.models import Absence, Attendance
from eventmgr.events.models import Checkpoint, Event
from eventmgr.office.queries import real_office
from eventmgr.people.models import Person
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db, write
from tests.builders import build_category, build_person, build_quota, build_registration

#: Flamboyan Baru (Padang Barat), Purus (Padang Barat), Parak Laweh (Lubuk Begalung)
SHORT, SURPLUS, PLAIN = "13.71.03.1001", "13.71.03.1004", "13.71.06.1010"
PADANG_BARAT = "13.71.03"


def serve_padang() -> None:
    """Let the office of the tests be Padang's."""
    with write() as session:
        office = session.merge(real_office())
        office.region_code, office.name = "13.71", "Dinas Sosial Kota Padang"


def build_seats(event: Event, seats: int = 2) -> None:
    """So many PSM a kelurahan and one TKSK a kecamatan."""
    serve_padang()
    build_quota(event=event, category=build_category(code="PSM"), seats=seats)
    build_quota(event=event, category=build_category(code="TKSK"), seats=1)


def fill(event: Event, region_code: str, names: str, *, category: str = "PSM") -> list[Registration]:
    """Register people by name ("Ani Budi"), one after the other."""
    return [
        build_registration(
            event=event,
            person=build_person(name=name, back_title=None, phone="+6281234567801"),
            category=build_category(code=category),
            region_code=region_code,
        )
        for name in names.split()
    ]


def arrive(event_id: int, name: str, at: datetime, *, door: str = "hari-1") -> None:
    """Mark somebody present, as a scan would have."""
    with write() as session:
        registration_id, checkpoint_id = session.execute(
            select(Registration.id, Checkpoint.id)
            .join(Person, Person.id == Registration.person_id)
            .join(Checkpoint, Checkpoint.event_id == Registration.event_id)
            .where(Registration.event_id == event_id, Person.name == name, Checkpoint.slug == door)
        ).one()
        session.add(
            Attendance(
                event_id=event_id,
                registration_id=registration_id,
                checkpoint_id=checkpoint_id,
                present=True,
                first_at=at,
                rev=1,
            )
        )


def minute(hour: int, number: int, day: int = 18) -> datetime:
    """An hour of the first day in Padang as UTC: minute(7, 52) is 00.52 UTC."""
    return datetime(2024, 11, day, hour - 7, number, tzinfo=UTC)


def event_of(slug: str) -> Event:
    return db.session.scalars(select(Event).where(Event.slug == slug)).one()


def excuse(event_id: int, name: str, kind: str, *, door: str = "hari-1") -> None:
    """Note why somebody does not come on the day of a door; a second note takes the place of the first."""
    with write() as session:
        registration_id, day_id = session.execute(
            select(Registration.id, Checkpoint.day_id)
            .join(Person, Person.id == Registration.person_id)
            .join(Checkpoint, Checkpoint.event_id == Registration.event_id)
            .where(Registration.event_id == event_id, Person.name == name, Checkpoint.slug == door)
        ).one()
        held = session.get(Absence, (registration_id, day_id))
        if held is not None:
            held.kind = kind
            return
        at = minute(7, 0)
        session.add(Absence(registration_id=registration_id, day_id=day_id, kind=kind, written_at=at))
