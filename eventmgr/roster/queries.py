"""What an import compares its rows with."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from eventmgr.accounts.models import User
from eventmgr.audit.models import AuditLog
from eventmgr.events.models import Event
from eventmgr.office.queries import office_by_id_or_none
from eventmgr.office.regions import aliases_under, regions_under
from eventmgr.people.models import Category, Person
from eventmgr.people.name_rules import NameParts, name_key
from eventmgr.people.queries import (
    PersonFacts,
    categories_of,
    open_assignments_of,
    people_born_on,
    people_by_ids,
    people_by_nik_hashes,
)
from eventmgr.registration.models import ImportBatch, Registration
from eventmgr.roster.diff import KnownAssignment, KnownPerson, KnownRegistration
from eventmgr.roster.plan import PersonKey
from eventmgr.roster.regions import RegionIndex, RegionName
from eventmgr.shared.db import db
from eventmgr.shared.text import full_name

#: lines of the list of past imports
_MOST_IMPORTS = 50


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
    """What the office holds of the people in a file, and a fingerprint of it.

    `registrations` holds everybody in the event, by person. `chosen` are people whom the organizer named.
    """

    by_nik: Mapping[str, KnownPerson]
    registrations: Mapping[int, KnownRegistration]
    fingerprint: str
    chosen: tuple[int, ...] = field(default=())


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
    context: RosterContext,
    nik_hashes: Mapping[str, Sequence[str]],
    chosen: Sequence[int] = (),
    *,
    lock: bool = False,
) -> Known:
    """The bearers of the NIK of a file; `nik_hashes` gives each NIK's hashes under all live keys.

    `chosen` are ids of people whom rows with another NIK are said to be: they count for the fingerprint.
    Called again inside `write()` with `lock`: the same fingerprint means that nothing has changed meanwhile.
    """
    nik_of = {one: nik for nik, hashes in nik_hashes.items() for one in hashes}
    people = people_by_nik_hashes(context.office_id, list(nik_of), lock=lock)
    registrations = _registrations_in(context.event_id)
    others = people_by_ids(context.office_id, sorted(chosen), lock=lock) if chosen else []
    known = _known([*people.values(), *others], registrations)
    by_nik = {nik_of[nik_hash]: known[person.id] for nik_hash, person in people.items()}
    seen = [(one.id, one.revision, one.assignments, one.registration) for one in known.values()]
    content = repr(sorted(seen, key=lambda entry: entry[0]))
    fingerprint = hashlib.sha256(content.encode()).hexdigest()
    return Known(by_nik, registrations, fingerprint, tuple(sorted(chosen)))


def _known(
    people: Iterable[PersonFacts], registrations: Mapping[int, KnownRegistration]
) -> dict[int, KnownPerson]:
    everybody = {person.id: person for person in people}
    assignments = open_assignments_of(sorted(everybody))
    return {
        person.id: KnownPerson(
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
        for person in everybody.values()
    }


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


def namesakes_of(
    office_id: int, keys: Iterable[PersonKey], registrations: Mapping[int, KnownRegistration]
) -> dict[PersonKey, list[KnownPerson]]:
    """The office's people by folded name and birth date, for the keys given; oldest first."""
    wanted = set(keys)
    found: dict[PersonKey, list[int]] = {}
    for person_id, name, born in people_born_on(office_id, sorted({day for _, day in wanted})):
        key = (name_key(name), born)
        if key in wanted:
            found.setdefault(key, []).append(person_id)
    ids = sorted({one for some in found.values() for one in some})
    known = _known(people_by_ids(office_id, ids), registrations) if ids else {}
    return {key: [known[one] for one in sorted(some) if one in known] for key, some in found.items()}


def last_change() -> int:
    """A number that grows with every change of data: each leaves a line in the trail.

    On PostgreSQL a line may become visible after a later one, so this says "probably unchanged"; a save
    compares the people themselves.
    """
    return db.session.scalar(select(func.max(AuditLog.id))) or 0


def batch_by_uid_or_none(event_id: int, uid: str) -> ImportBatch | None:
    """The import of an event by the uid in its address."""
    return db.session.scalar(
        select(ImportBatch).where(ImportBatch.event_id == event_id, ImportBatch.uid == uid)
    )


def hand_edits_of(person_uids: Sequence[str]) -> dict[tuple[str, str], tuple[str, datetime]]:
    """Who corrected a field of a person by hand last, and when; by person's uid and field."""
    rows = db.session.execute(
        select(AuditLog.subject_uid, AuditLog.fields, AuditLog.actor_label, AuditLog.at)
        .where(
            AuditLog.subject_kind == "person",
            AuditLog.subject_uid.in_(person_uids),
            AuditLog.action == "person.edited",
        )
        .order_by(AuditLog.id)
    )
    return {(uid, name): (label, at) for uid, names, label, at in rows for name in names}


@dataclass(frozen=True, slots=True)
class PastImport:
    """A saved import as a line of the list; `by` is "" for a command."""

    uid: str
    file_name: str
    saved_at: datetime
    by: str
    undone_at: datetime | None
    undone_by: str
    outcome: str


_Undoer = aliased(User)


def past_imports(event_id: int, uid: str | None = None) -> list[PastImport]:
    """The saved imports of an event, newest first, undone ones too; or the one of a uid."""
    query = (
        select(
            ImportBatch.uid,
            ImportBatch.file_name,
            ImportBatch.saved_at,
            func.coalesce(User.name, ""),
            ImportBatch.undone_at,
            func.coalesce(_Undoer.name, ""),
            ImportBatch.outcome,
        )
        .outerjoin(User, User.id == ImportBatch.saved_by)
        .outerjoin(_Undoer, _Undoer.id == ImportBatch.undone_by)
        .where(ImportBatch.event_id == event_id, ImportBatch.state.in_(("saved", "undone")))
        .order_by(ImportBatch.saved_at.desc(), ImportBatch.id.desc())
        .limit(_MOST_IMPORTS)
    )
    query = query if uid is None else query.where(ImportBatch.uid == uid)
    return [PastImport(*row) for row in db.session.execute(query)]


def people_called(uids: Sequence[str], event_id: int) -> dict[str, tuple[str, str]]:
    """Whole name and, where they are still registered in the event, registration uid; by person's uid."""
    rows = db.session.execute(
        select(Person.uid, Person.name, Person.front_title, Person.back_title, func.max(Registration.uid))
        .outerjoin(Registration, (Registration.person_id == Person.id) & (Registration.event_id == event_id))
        .where(Person.uid.in_(uids))
        .group_by(Person.id)
    )
    return {uid: (full_name(name, front, back), found or "") for uid, name, front, back, found in rows}
