"""Questions before somebody is registered: is the person known, are they here already."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from eventmgr.office.models import Region
from eventmgr.office.regions import RegionRow
from eventmgr.people.models import Assignment, Category, Person
from eventmgr.people.name_rules import name_key
from eventmgr.registration.models import LIVE_STATES, Registration
from eventmgr.shared.db import db
from eventmgr.shared.text import fold_for_search, full_name

_Parent = aliased(Region)
#: more namesakes in one kelurahan would be a fault of the search
_MOST_NAMESAKES = 50


@dataclass(frozen=True, slots=True)
class KnownHere:
    """A person whom the office knows, found by the NIK (`has_nik`) or by name and region.

    `registration_uid` and `state` tell of the newest registration in the event.
    """

    id: int
    uid: str
    name: str
    registration_uid: str | None
    state: str | None
    has_nik: bool

    @property
    def is_live(self) -> bool:
        """Whether the person takes part already."""
        return self.state in LIVE_STATES


def _known(event_id: int, person: Person, *, has_nik: bool) -> KnownHere:
    rows = db.session.execute(
        select(Registration.uid, Registration.state)
        .where(Registration.event_id == event_id, Registration.person_id == person.id)
        .order_by(Registration.id.desc())
    ).all()
    live = [row for row in rows if row.state in LIVE_STATES]
    uid, state = next(iter(live or rows), (None, None))
    name = full_name(person.name, person.front_title, person.back_title)
    return KnownHere(person.id, person.uid, name, uid, state, has_nik)


def bearer_of_nik_or_none(event_id: int, office_id: int, nik_hashes: Sequence[str]) -> KnownHere | None:
    """The active person of the office with one of the hashes of a NIK."""
    person = db.session.scalar(
        select(Person).where(
            Person.office_id == office_id, Person.nik_hash.in_(nik_hashes), Person.state == "active"
        )
    )
    return None if person is None else _known(event_id, person, has_nik=True)


def namesake_or_none(event_id: int, office_id: int, name: str, region_code: str) -> KnownHere | None:
    """Somebody of the same name who stands for the same region, by assignment or in this event."""
    key = name_key(name)
    assigned = select(Assignment.person_id).where(Assignment.region_code == region_code)
    registered = select(Registration.person_id).where(
        Registration.event_id == event_id, Registration.region_code == region_code
    )
    people = db.session.scalars(
        select(Person)
        .where(
            Person.office_id == office_id,
            Person.state == "active",
            or_(Person.id.in_(assigned), Person.id.in_(registered)),
            Person.search_text.contains(fold_for_search(name)),
        )
        .order_by(Person.id)
        .limit(_MOST_NAMESAKES)
    )
    found = next((person for person in people if name_key(person.name) == key), None)
    return None if found is None else _known(event_id, found, has_nik=False)


@dataclass(frozen=True, slots=True)
class RegisteredPerson:
    """A registration with its person and place, for the forms about it."""

    registration: Registration
    person: Person
    category: Category
    region: Region | None
    parent: Region | None

    @property
    def name(self) -> str:
        """The name with its titles."""
        return full_name(self.person.name, self.person.front_title, self.person.back_title)

    @property
    def role(self) -> str:
        """ "PSM Belakang Pondok, Padang Selatan" """
        parts = [self.region.name if self.region else self.registration.unit_text]
        if self.parent is not None and self.region is not None and self.region.level == "kelurahan":
            parts.append(self.parent.name)
        place = ", ".join(part for part in parts if part)
        return f"{self.category.code} {place}".strip()


def registered_person_or_none(event_id: int, uid: str) -> RegisteredPerson | None:
    """The person of a registration, whatever its state; one statement."""
    row = db.session.execute(
        select(Registration, Person, Category, Region, _Parent)
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(Region, Region.code == Registration.region_code)
        .outerjoin(_Parent, _Parent.code == Region.parent_code)
        .where(Registration.event_id == event_id, Registration.uid == uid)
    ).one_or_none()
    return None if row is None else RegisteredPerson(*row)


@dataclass(frozen=True, slots=True)
class RegionGroup:
    """A kecamatan with its kelurahan, as a select offers them."""

    district: RegionRow
    villages: tuple[RegionRow, ...]


def region_groups(regions: Sequence[RegionRow]) -> tuple[RegionGroup, ...]:
    """Group the regions of a city by kecamatan, in the official order."""
    below: dict[str, list[RegionRow]] = {}
    for region in regions:
        if region.level == "kelurahan" and region.parent_code:
            below.setdefault(region.parent_code, []).append(region)
    return tuple(
        RegionGroup(region, tuple(below.get(region.code, ())))
        for region in regions
        if region.level == "kecamatan"
    )


def made_before_or_none(event_id: int, request_uid: str | None) -> str | None:
    """The uid of the registration that the same form made: a second press, or the back button."""
    return db.session.scalar(
        select(Registration.uid).where(
            Registration.event_id == event_id, Registration.request_uid == (request_uid or "").lower()
        )
    )
