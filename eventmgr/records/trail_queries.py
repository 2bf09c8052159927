"""Names of what the trail speaks of; it keeps identifiers only, and some of them are gone by now."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from eventmgr.accounts.models import User
from eventmgr.certificates.models import Certificate
from eventmgr.events.models import Event
from eventmgr.office.models import Office, Official
from eventmgr.people.models import Category, Person
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db
from eventmgr.shared.text import like_pattern

#: as many people as a name may find
_MOST_FOUND = 200


@dataclass(frozen=True, slots=True)
class Subject:
    """What a line speaks of: ("person", uid)."""

    kind: str
    uid: str


def _numbers(uids: set[str]) -> list[int]:
    return [int(uid) for uid in uids if uid.isascii() and uid.isdigit() and len(uid) < 18]


_NAMES: Mapping[str, Callable[[set[str]], Select[Any]]] = {
    "person": lambda uids: select(Person.uid, Person.name).where(Person.uid.in_(uids)),
    "registration": lambda uids: (
        select(Registration.uid, Person.name)
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.uid.in_(uids))
    ),
    "certificate": lambda uids: (
        select(Certificate.uid, Person.name)
        .join(Registration, Registration.id == Certificate.registration_id)
        .join(Person, Person.id == Registration.person_id)
        .where(Certificate.uid.in_(uids))
    ),
    "event": lambda uids: select(Event.uid, Event.name).where(Event.uid.in_(uids)),
    "user": lambda uids: select(User.id, User.name).where(User.id.in_(_numbers(uids))),
    "official": lambda uids: select(Official.id, Official.name).where(Official.id.in_(_numbers(uids))),
    "category": lambda uids: select(Category.id, Category.name).where(Category.id.in_(_numbers(uids))),
}


def names_of(subjects: Iterable[Subject]) -> dict[Subject, str]:
    """Names of those that still stand; one statement for each kind, whatever the number of lines."""
    by_kind: dict[str, set[str]] = {}
    for subject in subjects:
        by_kind.setdefault(subject.kind, set()).add(subject.uid)
    found = {}
    for kind, uids in by_kind.items():
        if kind in _NAMES:
            for uid, name in db.session.execute(_NAMES[kind](uids)):
                found[Subject(kind, str(uid))] = name
    return found


def office_ids_under(path: str) -> tuple[int, ...]:
    """The office and those below it."""
    return tuple(db.session.scalars(select(Office.id).where(Office.path.startswith(path))))


def uids_of_people_named(office_ids: tuple[int, ...], text: str) -> tuple[str, ...]:
    """Identifiers of people of that name and of their registrations; two statements."""
    people = db.session.execute(
        select(Person.id, Person.uid)
        .where(Person.office_id.in_(office_ids), Person.search_text.like(like_pattern(text)))
        .limit(_MOST_FOUND)
    ).all()
    ids = [person.id for person in people]
    registrations = db.session.scalars(select(Registration.uid).where(Registration.person_id.in_(ids)))
    return (*(person.uid for person in people), *registrations)


def names_of_events(event_ids: Iterable[int]) -> dict[int, str]:
    rows = db.session.execute(select(Event.id, Event.name).where(Event.id.in_(set(event_ids))))
    return {event_id: name for event_id, name in rows}
