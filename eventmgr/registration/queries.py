"""Questions about registrations, and what an import compares its rows with."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from eventmgr.events.models import Event
from eventmgr.office.models import Region
from eventmgr.office.queries import office_by_id_or_none
from eventmgr.office.regions import aliases_under, regions_under
from eventmgr.people.models import Category, Person
from eventmgr.people.name_rules import NameParts, name_key
from eventmgr.people.queries import (
    categories_of,
    open_assignments_of,
    people_born_on,
    people_by_nik_hashes,
)
from eventmgr.registration.models import ImportBatch, Registration, Ticket
from eventmgr.registration.roster_diff import KnownAssignment, KnownPerson, KnownRegistration
from eventmgr.registration.roster_regions import RegionIndex, RegionName
from eventmgr.shared.db import db
from eventmgr.shared.text import full_name


@dataclass(frozen=True)
class RosterContext:
    """What an import of an event reads its rows by; made once an import."""

    event_id: int
    office_id: int
    zone: str
    category_ids: Mapping[str, int]
    levels: Mapping[str, str | None]
    regions: RegionIndex


@dataclass(frozen=True)
class Known:
    """What the office holds of the people in a file, and a fingerprint of it."""

    by_nik: Mapping[str, KnownPerson]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class RegistrationRow:
    """A registration as the list command and the cards need it."""

    id: int
    name: str
    front_title: str | None
    back_title: str | None
    category_code: str
    category_name: str
    region_code: str | None
    region_name: str
    region_level: str
    parent_code: str | None
    parent_name: str | None
    state: str
    typed_code: str | None
    ticket_id: int | None
    ticket_uid: str | None
    ticket_version: int
    ticket_key_id: int
    printed_at: datetime | None

    @property
    def whole_name(self) -> str:
        """The name as it was typed, with its titles."""
        return full_name(self.name, self.front_title, self.back_title)


def roster_context(event: Event) -> RosterContext:
    """Categories and regions of the event's office."""
    office = office_by_id_or_none(event.office_id)
    city = office.region_code if office else None
    categories = [category for category in categories_of(event.office_id) if category.kind == "peserta"]
    regions = [RegionName(row.code, row.parent_code, row.level, row.name) for row in regions_under(city)]
    return RosterContext(
        event_id=event.id,
        office_id=event.office_id,
        zone=event.zone,
        category_ids={category.code: category.id for category in categories},
        levels={category.code: category.region_level for category in categories},
        regions=RegionIndex.build(regions, aliases_under(city)),
    )


def known_people(
    context: RosterContext, nik_hashes: Mapping[str, Sequence[str]], *, lock: bool = False
) -> Known:
    """The bearers of the NIK of a file; `nik_hashes` gives each NIK's hashes under all live keys.

    Called again inside `write()` with `lock`: the same fingerprint means that nothing has changed meanwhile.
    """
    nik_of = {one: nik for nik, hashes in nik_hashes.items() for one in hashes}
    people = people_by_nik_hashes(context.office_id, list(nik_of), lock=lock)
    ids = sorted(person.id for person in people.values())
    assignments = open_assignments_of(ids)
    registrations = _registrations_in(context.event_id)
    by_nik: dict[str, KnownPerson] = {}
    for nik_hash, person in people.items():
        by_nik[nik_of[nik_hash]] = KnownPerson(
            id=person.id,
            uid=person.uid,
            revision=person.revision,
            name=NameParts(person.front_title, person.name, person.back_title),
            sex=person.sex,
            birth_place=person.birth_place,
            birth_date=person.birth_date,
            address=person.address,
            phone=person.phone,
            hand_fields=frozenset(person.hand_fields),
            assignments=tuple(
                KnownAssignment(item.id, item.category_code, item.region_code, item.sk_number)
                for item in assignments.get(person.id, ())
            ),
            registration=registrations.get(person.id),
        )
    seen = [(known.id, known.revision, known.assignments, known.registration) for known in by_nik.values()]
    content = repr(sorted(seen, key=lambda entry: entry[0]))
    return Known(by_nik, hashlib.sha256(content.encode()).hexdigest())


def _registrations_in(event_id: int) -> dict[int, KnownRegistration]:
    """By person; a live registration goes before one that was cancelled."""
    rows = db.session.execute(
        select(
            Registration.person_id,
            Registration.id,
            Registration.uid,
            Category.code,
            Registration.region_code,
            Registration.state,
            Registration.revision,
        )
        .join(Category, Category.id == Registration.category_id)
        .where(Registration.event_id == event_id)
        .order_by(Registration.id)
    )
    found: dict[int, KnownRegistration] = {}
    for person_id, *facts in rows:
        held = KnownRegistration(*facts)
        earlier = found.get(person_id)
        if earlier is None or earlier.state in ("cancelled", "replaced"):
            found[person_id] = held
    return found


def namesakes_of(office_id: int, days: Sequence[date]) -> dict[tuple[str, date], frozenset[str | None]]:
    """NIK hashes by folded name and birth date, for people born on one of the days."""
    found: dict[tuple[str, date], set[str | None]] = {}
    for name, born, nik_hash in people_born_on(office_id, days):
        found.setdefault((name_key(name), born), set()).add(nik_hash)
    return {key: frozenset(hashes) for key, hashes in found.items()}


def typed_codes_of(event_id: int) -> set[str]:
    """All short codes of an event's tickets, void ones too."""
    return set(db.session.scalars(select(Ticket.typed_code).where(Ticket.event_id == event_id)))


def batch_by_uid_or_none(event_id: int, uid: str) -> ImportBatch | None:
    """The import of an event by the uid in its address."""
    return db.session.scalar(
        select(ImportBatch).where(ImportBatch.event_id == event_id, ImportBatch.uid == uid)
    )


_Parent = aliased(Region)


def _registration_rows(*conditions: ColumnElement[bool]) -> list[RegistrationRow]:
    rows = db.session.execute(
        select(
            Registration.id,
            Person.name,
            Person.front_title,
            Person.back_title,
            Category.code,
            Category.name,
            Registration.region_code,
            func.coalesce(Region.name, Registration.unit_text),
            func.coalesce(Region.level, ""),
            Region.parent_code,
            _Parent.name,
            Registration.state,
            Ticket.typed_code,
            Ticket.id,
            Ticket.uid,
            func.coalesce(Ticket.version, 0),
            func.coalesce(Ticket.key_id, 0),
            Ticket.printed_at,
        )
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(Region, Region.code == Registration.region_code)
        .outerjoin(_Parent, _Parent.code == Region.parent_code)
        .outerjoin(Ticket, (Ticket.registration_id == Registration.id) & (Ticket.state == "active"))
        .where(*conditions)
        .order_by(Registration.region_code, Category.code, Person.search_text, Registration.id)
    )
    return [RegistrationRow(*row) for row in rows]


def registrations_of(event_id: int) -> list[RegistrationRow]:
    """Everybody who was ever registered for an event, by region, then name."""
    return _registration_rows(Registration.event_id == event_id)


def card_rows(event_id: int) -> list[RegistrationRow]:
    """Who gets a card: registered people with an active ticket; by kecamatan, kelurahan, name."""
    return _registration_rows(
        Registration.event_id == event_id, Registration.state == "registered", Ticket.id.is_not(None)
    )


@dataclass(frozen=True, slots=True)
class CardCount:
    """How many cards there are, how many were printed, and when last."""

    total: int
    printed: int
    last_printed_at: datetime | None


def card_count(event_id: int) -> CardCount:
    """One statement for the sentence over the cards page."""
    row = db.session.execute(
        select(func.count(Ticket.id), func.count(Ticket.printed_at), func.max(Ticket.printed_at))
        .select_from(Registration)
        .join(Ticket, (Ticket.registration_id == Registration.id) & (Ticket.state == "active"))
        .where(Registration.event_id == event_id, Registration.state == "registered")
    ).one()
    return CardCount(row[0], row[1], row[2])
