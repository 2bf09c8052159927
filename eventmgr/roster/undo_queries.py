"""What an import did, and what has pointed to it since."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, exists, select

from eventmgr.audit.models import AuditLog
from eventmgr.events.models import EventDay
from eventmgr.people.models import Assignment, Category, Person
from eventmgr.registration.models import ImportBatch, ImportChange, Registration, Ticket
from eventmgr.roster.undo_rules import REASONS, Bundle
from eventmgr.shared.db import Base, db, table_of
from eventmgr.shared.keyring import keyring

Subject = tuple[str, int]
#: Both databases take more parameters in one statement, but not without end.
_CHUNK = 5_000
#: Rows that the import itself made are looked at one by one.
_OWN = frozenset({"ticket", "import_change"})
_PERSON_COLUMNS = (
    *("front_title", "name", "back_title", "sex", "birth_place", "birth_date", "address", "phone"),
    "hand_fields",
)


@dataclass(frozen=True)
class Done:
    """What a batch did, decrypted before `write()`: rows it made, and changes by subject."""

    batch_id: int
    made: Mapping[str, frozenset[int]]
    changed: Mapping[Subject, Mapping[str, Sequence[Any]]]

    def ids(self, kind: str) -> list[int]:
        """All subjects of a kind, made or changed."""
        return sorted({*self.made[kind], *(key for name, key in self.changed if name == kind)})


def done_by(batch_id: int) -> Done:
    """Read what an import noted about itself."""
    ring = keyring()
    made: dict[str, set[int]] = {"person": set(), "registration": set(), "assignment": set()}
    changed: dict[Subject, dict[str, Sequence[Any]]] = {}
    rows = db.session.execute(
        select(
            ImportChange.subject_kind,
            ImportChange.subject_id,
            ImportChange.key_id,
            ImportChange.before_cipher,
        ).where(ImportChange.batch_id == batch_id)
    )
    for kind, subject_id, key_id, cipher in rows:
        if cipher is None:
            made[kind].add(subject_id)
            continue
        told = json.loads(ring.decrypt("detail", key_id, cipher))
        changed[kind, subject_id] = {
            name: tuple(pair) for name, pair in told.items() if isinstance(pair, list) and len(pair) == 2
        }
    return Done(batch_id, {kind: frozenset(ids) for kind, ids in made.items()}, changed)


def bundles_of(done: Done, *, lock: bool = False) -> list[Bundle]:
    """What was done for each person, and what holds it at this moment; with `lock` inside `write()`.

    A fixed number of statements, and more only for each 5,000 people.
    """
    registrations = {row.id: row for row in _rows(Registration, done.ids("registration"))}
    assignments = {row.id: row for row in _rows(Assignment, done.ids("assignment"))}
    person_ids = {
        *done.ids("person"),
        *(row.person_id for row in registrations.values()),
        *(row.person_id for row in assignments.values()),
    }
    people = {row.id: row for row in _rows(Person, sorted(person_ids), lock=lock)}
    holds = _holds(done, people, registrations)
    codes: dict[int, str] = {
        key: code for key, code in db.session.execute(select(Category.id, Category.code))
    }
    now: dict[Subject, dict[str, Any]] = {}
    now |= {("person", row.id): _values(row, _PERSON_COLUMNS) for row in people.values()}
    now |= {("assignment", row.id): _values(row, ("to_date", "sk_number")) for row in assignments.values()}
    for row in registrations.values():
        now["registration", row.id] = {
            "category_code": codes.get(row.category_id),
            "region_code": row.region_code,
        }
    return _bundles(done, people, registrations, assignments, holds, now)


def _bundles(
    done: Done,
    people: Mapping[int, Any],
    registrations: Mapping[int, Any],
    assignments: Mapping[int, Any],
    holds: Mapping[int, str],
    now: Mapping[Subject, Mapping[str, Any]],
) -> list[Bundle]:
    owner = {("registration", row.id): row.person_id for row in registrations.values()}
    owner |= {("assignment", row.id): row.person_id for row in assignments.values()}
    owner |= {("person", key): key for key in people}
    made_registration = {
        registrations[key].person_id: key for key in done.made["registration"] & registrations.keys()
    }
    made_assignments: dict[int, list[int]] = defaultdict(list)
    for key in sorted(done.made["assignment"] & assignments.keys()):
        made_assignments[assignments[key].person_id].append(key)
    changes: dict[int, dict[Subject, Mapping[str, Sequence[Any]]]] = defaultdict(dict)
    for subject, told in done.changed.items():
        if subject in owner:
            changes[owner[subject]][subject] = told
    return [
        Bundle(
            person_id=key,
            person_uid=row.uid,
            is_new=key in done.made["person"],
            held=holds.get(key, ""),
            made_registration=made_registration.get(key),
            made_assignments=tuple(made_assignments[key]),
            changes=changes[key],
            now={subject: now[subject] for subject in changes[key]},
        )
        for key, row in people.items()
    ]


def _rows(model: type[Base], ids: Sequence[int], *, lock: bool = False) -> Iterator[Any]:
    """Plain rows, so that nothing of it stays in the session."""
    table = table_of(model)
    for chunk in _chunks(ids):
        query = select(table).where(table.c.id.in_(chunk)).order_by(table.c.id)
        yield from db.session.execute(query.with_for_update() if lock else query)


def _values(row: Any, names: Iterable[str]) -> dict[str, Any]:
    found = {name: getattr(row, name) for name in names}
    return {name: one.isoformat() if hasattr(one, "isoformat") else one for name, one in found.items()}


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(ids), _CHUNK):
        yield ids[first : first + _CHUNK]


def _holds(done: Done, people: Mapping[int, Any], registrations: Mapping[int, Any]) -> dict[int, str]:
    """What holds a person of whom the import made something, by person; the weightiest reason wins."""
    new_registrations = sorted(done.made["registration"] & registrations.keys())
    new_people = sorted(done.made["person"] & people.keys())
    owner = {key: registrations[key].person_id for key in new_registrations}
    found: list[tuple[int, str]] = []
    found += [(owner[key], name) for key, name in _pointing("registration", new_registrations)]
    found += [(owner[key], name) for key, name in _cards(new_registrations)]
    found += [(owner[key], "closed_day") for key in _counted_on_closed_days(new_registrations)]
    found += _pointing("person", new_people)
    found += _other_rows(done, new_people)
    uids = {registrations[key].uid: owner[key] for key in new_registrations}
    uids |= {people[key].uid: key for key in new_people}
    found += [(uids[uid], "edited") for uid in _edited(list(uids))]
    found += _imported_since(done, [("person", new_people, {}), ("registration", new_registrations, owner)])
    order = list(REASONS)
    weight = {name: place for place, name in enumerate(order)}
    holds: dict[int, str] = {}
    for person_id, name in sorted(found, key=lambda one: weight.get(one[1], -1), reverse=True):
        holds[person_id] = name
    return holds


def _pointing(name: str, ids: Sequence[int]) -> list[tuple[int, str]]:
    """(id, table) of every row of any room that points to one of the rows.

    The foreign keys of the whole program say it, so a later room's table is never forgotten.
    """
    found: list[tuple[int, str]] = []
    for table in Base.metadata.sorted_tables:
        if table.name in _OWN or (name == "person" and table.name in ("registration", "assignment")):
            continue
        for column in _columns_to(table, name):
            for chunk in _chunks(ids):
                query = select(column).where(column.in_(chunk)).distinct()
                found += [(key, table.name) for key in db.session.scalars(query)]
    return found


def _columns_to(table: Table, name: str) -> list[ColumnElement[Any]]:
    return [
        key.parent for key in table.foreign_keys if key.column.table.name == name and key.column.name == "id"
    ]


def _cards(registration_ids: Sequence[int]) -> list[tuple[int, str]]:
    """Cards that were printed, replaced, or shown at another event's door."""
    found: list[tuple[int, str]] = []
    owner: dict[int, int] = {}
    for chunk in _chunks(registration_ids):
        rows = db.session.execute(
            select(Ticket.id, Ticket.registration_id, Ticket.version, Ticket.state, Ticket.printed_at).where(
                Ticket.registration_id.in_(chunk)
            )
        )
        for ticket_id, key, version, state, printed_at in rows:
            owner[ticket_id] = key or 0
            if printed_at is not None:
                found.append((owner[ticket_id], "printed"))
            if version > 1 or state != "active":
                found.append((owner[ticket_id], "card"))
    found += [(owner[key], table) for key, table in _pointing("ticket", sorted(owner))]
    return found


def _counted_on_closed_days(registration_ids: Sequence[int]) -> list[int]:
    """Participants who were registered when a day was closed: they stand in its figures, there or not."""
    closed = exists().where(
        EventDay.event_id == Registration.event_id, EventDay.first_closed_at >= Registration.created_at
    )
    found: list[int] = []
    for chunk in _chunks(registration_ids):
        query = (
            select(Registration.id)
            .join(Category, Category.id == Registration.category_id)
            .where(Registration.id.in_(chunk), Category.kind == "peserta", closed)
        )
        found += db.session.scalars(query)
    return found


def _other_rows(done: Done, person_ids: Sequence[int]) -> list[tuple[int, str]]:
    """Registrations and assignments of new people that this import did not make."""
    found: list[tuple[int, str]] = []
    made = done.made
    for chunk in _chunks(person_ids):
        theirs = select(Registration.id, Registration.person_id).where(Registration.person_id.in_(chunk))
        found += [
            (person_id, "elsewhere")
            for key, person_id in db.session.execute(theirs)
            if key not in made["registration"]
        ]
        posts = select(Assignment.id, Assignment.person_id).where(Assignment.person_id.in_(chunk))
        found += [
            (person_id, "assignment")
            for key, person_id in db.session.execute(posts)
            if key not in made["assignment"]
        ]
    return found


def _edited(uids: Sequence[str]) -> set[str]:
    """Whom the trail knows by anything but imports."""
    found: set[str] = set()
    for first in range(0, len(uids), _CHUNK):
        query = select(AuditLog.subject_uid).where(
            AuditLog.subject_kind.in_(("person", "registration")),
            AuditLog.subject_uid.in_(uids[first : first + _CHUNK]),
            AuditLog.action.not_like("import.%"),
        )
        found.update(db.session.scalars(query.distinct()))
    return found


def _imported_since(
    done: Done, subjects: Sequence[tuple[str, Sequence[int], Mapping[int, int]]]
) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for kind, ids, owner in subjects:
        for chunk in _chunks(ids):
            query = (
                select(ImportChange.subject_id)
                .join(ImportBatch, ImportBatch.id == ImportChange.batch_id)
                .where(
                    ImportChange.subject_kind == kind,
                    ImportChange.subject_id.in_(chunk),
                    ImportChange.batch_id > done.batch_id,
                    ImportBatch.state == "saved",
                )
            )
            found += [(owner.get(key, key), "imported") for key in db.session.scalars(query.distinct())]
    return found
