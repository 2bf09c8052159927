"""One participant of an event, for the organizer."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from eventmgr.office.models import Region
from eventmgr.people.models import Category, Person
from eventmgr.registration.models import Registration, Ticket
from eventmgr.shared.db import db

_Parent = aliased(Region)


@dataclass(frozen=True, slots=True)
class ParticipantFacts:
    """A registration with its person; `parent` is the kecamatan of a kelurahan."""

    registration: Registration
    person: Person
    category: Category
    region: Region | None
    parent: Region | None
    ticket: Ticket | None


def participant_or_none(event_id: int, uid: str) -> ParticipantFacts | None:
    """The participant of a registration's uid, whatever its state; one statement."""
    row = db.session.execute(
        select(Registration, Person, Category, Region, _Parent, Ticket)
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(Region, Region.code == Registration.region_code)
        .outerjoin(_Parent, _Parent.code == Region.parent_code)
        .outerjoin(Ticket, (Ticket.registration_id == Registration.id) & (Ticket.state == "active"))
        .where(Registration.event_id == event_id, Registration.uid == uid)
    ).one_or_none()
    return None if row is None else ParticipantFacts(*row)
