"""What stands in the office `contoh`, so that whoever removes it knows what goes."""

from dataclasses import dataclass

from sqlalchemy import func, select

from eventmgr.certificates.models import Certificate
from eventmgr.demo.office import SLUG
from eventmgr.events.models import Event
from eventmgr.office.models import Office
from eventmgr.people.models import Person
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db


@dataclass(frozen=True, slots=True)
class DemoContents:
    """Events by name; how many people, registrations and certificates go with them."""

    office_id: int
    events: tuple[str, ...]
    people: int
    registrations: int
    certificates: int


def demo_contents_or_none() -> DemoContents | None:
    """Three statements; None when there is no demo."""
    office = db.session.scalar(select(Office).where(Office.slug == SLUG, Office.is_demo.is_(True)))
    if office is None:
        return None
    events = db.session.execute(
        select(Event.id, Event.name).where(Event.office_id == office.id).order_by(Event.name)
    ).all()
    ids = [event.id for event in events]
    people, registrations, certificates = db.session.execute(
        select(
            select(func.count(Person.id)).where(Person.office_id == office.id).scalar_subquery(),
            select(func.count(Registration.id)).where(Registration.event_id.in_(ids)).scalar_subquery(),
            select(func.count(Certificate.id)).where(Certificate.office_id == office.id).scalar_subquery(),
        )
    ).one()
    return DemoContents(office.id, tuple(event.name for event in events), people, registrations, certificates)
