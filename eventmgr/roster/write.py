"""The bulk statements of an import, all inside one `write()` of the caller."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from eventmgr.audit.actions import SealedLine, record_all
from eventmgr.audit.actor import Actor
from eventmgr.people.actions import (
    begin_assignments,
    end_assignments,
    insert_people,
    set_decrees,
    set_hand_fields,
    update_people,
)
from eventmgr.registration.models import ImportChange, Registration, Ticket
from eventmgr.roster.prepare import PreparedImport
from eventmgr.shared.db import insert_rows, reserve_ids, table_of

_registrations = table_of(Registration)
_tickets = table_of(Ticket)
_changes = table_of(ImportChange)


def store_import(
    session: Session, actor: Actor, at: datetime, today: date, prepared: PreparedImport, batch_id: int
) -> None:
    """Store everything that was prepared: a dozen statements, however many people there are.

    Call it inside `write()`, after the event's feed was taken and nothing was found to have changed.
    """
    added = insert_people(session, prepared.people)
    person_ids = {**prepared.known_ids, **added}
    update_people(session, prepared.person_updates)
    set_hand_fields(session, prepared.hand_fields)
    end_assignments(session, prepared.ended_assignments, today)
    set_decrees(session, prepared.decrees)
    assignments = _with_ids(prepared.assignments, "person_uid", "person_id", person_ids)
    assigned = reserve_ids(session, "assignment", len(assignments)) if assignments else []
    begin_assignments(session, [{"id": key, **row} for key, row in zip(assigned, assignments, strict=True)])
    registered = _insert_registrations(session, prepared, person_ids)
    _move_registrations(session, prepared.registration_updates)
    made = {
        "person": list(added.values()),
        "registration": list(registered.values()),
        "assignment": assigned,
    }
    _remember(session, batch_id, prepared, made)
    record_all(session, actor, at, _with_person_ids(prepared.audit, person_ids))


def _insert_registrations(
    session: Session, prepared: PreparedImport, person_ids: Mapping[str, int]
) -> dict[str, int]:
    if not prepared.registrations:
        return {}
    rows = _with_ids(prepared.registrations, "person_uid", "person_id", person_ids)
    reserved = reserve_ids(session, _registrations.name, len(rows))
    numbered = [{"id": number, **row} for number, row in zip(reserved, rows, strict=True)]
    insert_rows(session, _registrations, numbered)
    ids: dict[str, int] = {row["uid"]: row["id"] for row in numbered}
    tickets = _with_ids(prepared.tickets, "registration_uid", "registration_id", ids)
    insert_rows(session, _tickets, tickets)
    return ids


def _move_registrations(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        session.connection().execute(
            update(_registrations)
            .where(_registrations.c.id == bindparam("moved_id"))
            .values(
                category_id=bindparam("new_category"),
                region_code=bindparam("new_region"),
                revision=_registrations.c.revision + 1,
            ),
            list(rows),
        )


def _remember(
    session: Session, batch_id: int, prepared: PreparedImport, made_ids: Mapping[str, Sequence[int]]
) -> None:
    made = [(kind, subject_id, None, None) for kind, ids in made_ids.items() for subject_id in ids]
    rows = [
        {
            "batch_id": batch_id,
            "subject_kind": kind,
            "subject_id": subject_id,
            "key_id": key_id,
            "before_cipher": cipher,
        }
        for kind, subject_id, key_id, cipher in [*made, *prepared.before]
    ]
    insert_rows(session, _changes, rows)


def _with_ids(
    rows: Sequence[Mapping[str, Any]], uid_name: str, id_name: str, ids: Mapping[str, int]
) -> list[dict[str, Any]]:
    return [
        {key: value for key, value in row.items() if key != uid_name} | {id_name: ids[row[uid_name]]}
        for row in rows
    ]


def _with_person_ids(lines: Sequence[SealedLine], person_ids: Mapping[str, int]) -> list[SealedLine]:
    return [
        replace(sealed, line=replace(sealed.line, person_id=person_ids.get(sealed.line.subject_uid)))
        for sealed in lines
    ]
