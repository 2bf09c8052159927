"""Who waits for a seat, in the order of the list, and whether one is free."""

from dataclasses import dataclass

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
        where = region.name if region is not None else registration.unit_text
        if parent is not None and region is not None and region.level == "kelurahan":
            where = f"{where}, {parent.name}"
        found.append(
            Waiting(
                uid=registration.uid,
                number=registration.reserve_no or 0,
                name=full_name(person.name, person.front_title, person.back_title),
                category=category.code,
                place=where,
                seats=place.seats if place else None,
                taken=place.taken if place else 0,
            )
        )
    return found
