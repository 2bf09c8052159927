"""Who waits for a seat, in the order of the list, and whether one is free."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from eventmgr.events.models import Event
from eventmgr.office.models import Region
from eventmgr.office.regions import regions_under
from eventmgr.people.models import Category, Person
from eventmgr.registration.models import Registration
from eventmgr.registration.region_seat_queries import seat_rules, seats_by_region
from eventmgr.shared.db import db
from eventmgr.shared.text import full_name

_Parent = aliased(Region)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One of the reserve list; `seats` is None where no quota stands."""

    uid: str
    number: int
    name: str
    category: str
    place: str
    seats: int | None
    taken: int

    @property
    def has_seat(self) -> bool:
        """Whether a seat of this region is free."""
        return self.seats is None or self.taken < self.seats


def waiting_of(event: Event, city: str | None) -> list[Waiting]:
    """The reserve list in its order; five statements, however long it is."""
    rows = db.session.execute(
        select(Registration, Person, Category, Region, _Parent)
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(Region, Region.code == Registration.region_code)
        .outerjoin(_Parent, _Parent.code == Region.parent_code)
        .where(Registration.event_id == event.id, Registration.state == "reserve")
        .order_by(Registration.reserve_no, Registration.id)
    ).all()
    if not rows:
        return []
    plan = seats_by_region(event.id, seat_rules(event.id), regions_under(city))
    seats = {(one.rule.category_id, one.region.code): one for one in plan.places}
    found = []
    for registration, person, category, region, parent in rows:
        place = seats.get((category.id, registration.region_code or ""))
        found.append(
            Waiting(
                uid=registration.uid,
                number=registration.reserve_no or 0,
                name=full_name(person.name, person.front_title, person.back_title),
                category=category.code,
                place=_place(registration, region, parent.name if parent else None),
                seats=place.seats if place else None,
                taken=place.taken if place else 0,
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Ended:
    """Somebody who gave up a seat; `state` is cancelled or replaced, `ended_at` is UTC."""

    uid: str
    name: str
    category: str
    place: str
    state: str
    ended_at: datetime | None


def ended_of(event_id: int, *, limit: int = 200) -> list[Ended]:
    """Who was cancelled or replaced, the newest first; one statement."""
    rows = db.session.execute(
        select(Registration, Person, Category.code, Region, _Parent.name)
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(Region, Region.code == Registration.region_code)
        .outerjoin(_Parent, _Parent.code == Region.parent_code)
        .where(Registration.event_id == event_id, Registration.state.in_(("cancelled", "replaced")))
        .order_by(Registration.ended_at.desc(), Registration.id.desc())
        .limit(limit)
    )
    return [
        Ended(
            uid=registration.uid,
            name=full_name(person.name, person.front_title, person.back_title),
            category=category,
            place=_place(registration, region, parent),
            state=registration.state,
            ended_at=registration.ended_at,
        )
        for registration, person, category, region, parent in rows
    ]


def _place(registration: Registration, region: Region | None, parent: str | None) -> str:
    if region is None:
        return registration.unit_text
    return f"{region.name}, {parent}" if region.level == "kelurahan" and parent else region.name
