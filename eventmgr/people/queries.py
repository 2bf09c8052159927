"""Questions about people, their assignments and categories."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Row, select

from eventmgr.people.models import Assignment, Category, Person
from eventmgr.shared.db import db

_Item = TypeVar("_Item")
#: Both databases take more parameters in one statement, but not without end.
_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is stored about a person, without the NIK; `hand_fields` were corrected by hand."""

    id: int
    uid: str
    nik_hash: str | None
    revision: int
    front_title: str | None
    name: str
    back_title: str | None
    sex: str
    birth_place: str | None
    birth_date: date | None
    address: str | None
    phone: str | None
    hand_fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenAssignment:
    """An assignment that has not ended."""

    id: int
    person_id: int
    category_code: str
    region_code: str | None
    sk_number: str | None


def _chunks(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    for first in range(0, len(items), _CHUNK):
        yield items[first : first + _CHUNK]


def categories_of(office_id: int) -> Sequence[Category]:
    """All categories of an office in the order in which they were made."""
    return db.session.scalars(
        select(Category).where(Category.office_id == office_id).order_by(Category.id)
    ).all()


_FACTS = (
    Person.id,
    Person.uid,
    Person.nik_hash,
    Person.revision,
    Person.front_title,
    Person.name,
    Person.back_title,
    Person.sex,
    Person.birth_place,
    Person.birth_date,
    Person.address,
    Person.phone,
    Person.hand_fields,
)


def people_by_nik_hashes(
    office_id: int, hashes: Sequence[str], *, lock: bool = False
) -> dict[str, PersonFacts]:
    """The active people of an office by NIK hash; with `lock` (inside `write()`) they stay as they are."""
    found: dict[str, PersonFacts] = {}
    for chunk in _chunks(hashes):
        query = select(*_FACTS).where(
            Person.office_id == office_id, Person.nik_hash.in_(chunk), Person.state == "active"
        )
        for row in db.session.execute(query.with_for_update() if lock else query):
            person = _facts_of(row)
            found[str(person.nik_hash)] = person
    return found


def people_by_ids(office_id: int, ids: Sequence[int], *, lock: bool = False) -> list[PersonFacts]:
    """The active people of an office by id; with `lock` (inside `write()`) they stay as they are."""
    found: list[PersonFacts] = []
    for chunk in _chunks(ids):
        query = select(*_FACTS).where(
            Person.office_id == office_id, Person.id.in_(chunk), Person.state == "active"
        )
        rows = db.session.execute(query.with_for_update() if lock else query)
        found += [_facts_of(row) for row in rows]
    return found


def _facts_of(row: Row[Any]) -> PersonFacts:
    facts: list[Any] = list(row)
    facts[-1] = tuple(sorted(facts[-1] or ()))
    return PersonFacts(*facts)


def open_assignments_of(person_ids: Sequence[int]) -> dict[int, list[OpenAssignment]]:
    """Assignments without an end, by person, oldest first."""
    found: dict[int, list[OpenAssignment]] = {}
    for chunk in _chunks(person_ids):
        rows = db.session.execute(
            select(
                Assignment.id,
                Assignment.person_id,
                Category.code,
                Assignment.region_code,
                Assignment.sk_number,
            )
            .join(Category, Category.id == Assignment.category_id)
            .where(Assignment.person_id.in_(chunk), Assignment.to_date.is_(None))
            .order_by(Assignment.id)
        )
        for row in rows:
            assignment = OpenAssignment(*row)
            found.setdefault(assignment.person_id, []).append(assignment)
    return found


def people_born_on(office_id: int, days: Sequence[date]) -> list[tuple[int, str, date]]:
    """(id, name without titles, birth date) of active people born on one of the days."""
    found: list[tuple[int, str, date]] = []
    for chunk in _chunks(days):
        rows = db.session.execute(
            select(Person.id, Person.name, Person.birth_date).where(
                Person.office_id == office_id, Person.birth_date.in_(chunk), Person.state == "active"
            )
        )
        found += [(person_id, name, born) for person_id, name, born in rows if born is not None]
    return found
