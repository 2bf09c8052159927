"""Undoing a saved import in one transaction."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventmgr.audit.actions import AuditLine, forget_details, record_all, seal
from eventmgr.audit.actor import Actor
from eventmgr.events.actions import advance_feed, demand_state, refuse_unless
from eventmgr.events.models import Event
from eventmgr.events.rules import Doing
from eventmgr.people.actions import search_text_of
from eventmgr.people.models import Assignment, Category, Person
from eventmgr.registration.models import ImportBatch, ImportChange, Registration, Ticket
from eventmgr.roster.undo_queries import Done, bundles_of, done_by
from eventmgr.roster.undo_rules import UndoPlan, plan_undo
from eventmgr.shared.db import Base, table_of, write
from eventmgr.shared.refusal import Refusal

_CHUNK = 5_000
_MODELS: Mapping[str, type[Base]] = {
    "person": Person,
    "registration": Registration,
    "assignment": Assignment,
}
_DATES = ("birth_date", "to_date")


@dataclass(frozen=True)
class UndoOutcome:
    """What was taken back: people removed from the event, people whose fields went back, and who was kept.

    `kept` holds a person's uid and a key of undo_rules.REASONS.
    """

    removed: int
    restored: int
    kept: list[list[str]]


def stored_undo(batch: ImportBatch) -> UndoOutcome | None:
    """What came of the undo of a batch."""
    done = batch.state == "undone" and batch.undo_outcome
    return UndoOutcome(**json.loads(done)) if done else None


def undo_preview(batch_id: int) -> UndoPlan:
    """What undoing would do at this moment; nothing is changed."""
    return plan_undo(bundles_of(done_by(batch_id)))


def undo_import(actor: Actor, at: datetime, *, event: Event, batch: ImportBatch) -> UndoOutcome:
    """Take an import back: changed fields, and people and registrations that nothing has used since.

    Whoever was scanned, has a certificate or a printed card, or was edited stays, and is named in the
    outcome. A second click gives the first's outcome. Raises Refusal when the event takes no changes, the
    import was never saved, or nothing of it can be taken back.
    """
    refuse_unless(Doing.PREPARE, event.state)
    batch_id, event_id, office_id = batch.id, event.id, event.office_id
    done = done_by(batch_id)
    try:
        with write() as session:
            advance_feed(session, event_id)
            demand_state(session, event_id, Doing.PREPARE)
            stored = session.get_one(ImportBatch, batch_id, populate_existing=True)
            if (before := stored_undo(stored)) is not None:
                return before
            if stored.state != "saved":
                raise Refusal("import_not_saved", "Impor ini belum disimpan, jadi tidak ada yang diurungkan.")
            plan = plan_undo(bundles_of(done, lock=True))
            if not plan.does_something:
                raise Refusal(
                    "import_in_use",
                    "Impor ini tidak dapat diurungkan lagi: semua orangnya sudah dipakai sesudah impor.",
                )
            lines = _lines(plan, stored.uid, office_id, event_id)
            _take_back(session, plan, done, office_id)
            record_all(session, actor, at, seal(lines))
            restored = len(plan.restored_people.keys() - set(plan.removed_uids))
            outcome = UndoOutcome(len(plan.removed_uids), restored, [list(one) for one in plan.kept])
            stored.state, stored.undone_at, stored.undo_outcome = "undone", at, json.dumps(asdict(outcome))
            stored.undone_by = actor.id if actor.kind == "user" else None
    except IntegrityError as error:
        words = (
            "Seseorang dari impor ini sedang dipakai di tempat lain. Tidak ada yang diurungkan. Coba lagi."
        )
        raise Refusal("import_busy", words) from error
    return outcome


def _take_back(session: Session, plan: UndoPlan, done: Done, office_id: int) -> None:
    _restore(session, plan, office_id)
    tickets, registrations = table_of(Ticket), table_of(Registration)
    _delete(session, tickets.c.registration_id, plan.registrations)
    _delete(session, registrations.c.id, plan.registrations)
    _delete(session, table_of(Assignment).c.id, plan.assignments)
    _delete(session, table_of(Person).c.id, plan.people)
    forget_details(session, plan.people)
    _delete(session, table_of(ImportChange).c.batch_id, [done.batch_id])


def _delete(session: Session, column: Any, ids: Sequence[int]) -> None:
    for first in range(0, len(ids), _CHUNK):
        session.connection().execute(delete(column.table).where(column.in_(ids[first : first + _CHUNK])))


def _restore(session: Session, plan: UndoPlan, office_id: int) -> None:
    """One statement for each set of fields, however many people there are."""
    in_office = select(Category.id, Category.code).where(Category.office_id == office_id)
    codes = {code: key for key, code in session.execute(in_office)}
    groups: dict[tuple[str, tuple[str, ...]], list[dict[str, Any]]] = {}
    for (kind, key), values in plan.restored.items():
        new = {name: _stored(name, value) for name, value in values.items()}
        if "category_code" in new:
            new["category_id"] = codes[new.pop("category_code")]
        if kind == "person":
            whole = {**plan.present[kind, key], **values}
            new["search_text"] = search_text_of(whole["name"], whole["front_title"], whole["back_title"])
        row = {f"new_{name}": value for name, value in new.items()} | {"subject": key}
        groups.setdefault((kind, tuple(sorted(new))), []).append(row)
    for (kind, names), rows in groups.items():
        table = table_of(_MODELS[kind])
        values = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
        counted = {} if kind == "assignment" else {"revision": table.c.revision + 1}
        statement = update(table).where(table.c.id == bindparam("subject")).values({**values, **counted})
        session.connection().execute(statement, rows)


def _stored(name: str, value: Any) -> Any:
    if name in _DATES and isinstance(value, str):
        return date.fromisoformat(value)
    return "" if name == "sex" and value is None else value


def _lines(plan: UndoPlan, batch_uid: str, office_id: int, event_id: int) -> list[AuditLine]:
    def line(kind: str, uid: str, **more: Any) -> AuditLine:
        return AuditLine("import.undone", kind, uid, office_id, event_id, **more)

    lines = [line("person", uid) for uid in plan.removed_uids]
    for uid, person_id in plan.restored_people.items():
        fields = {
            name: [None, value]
            for (kind, key), values in plan.restored.items()
            if (kind, key) == ("person", person_id)
            for name, value in values.items()
        }
        lines.append(line("person", uid, person_id=person_id, details=fields))
    return [*lines, line("import", batch_uid)]
