"""Writing the trail. One line per person or thing touched; values stand encrypted beside it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from eventmgr.audit.actor import Actor
from eventmgr.audit.models import AuditDetail, AuditLog
from eventmgr.shared.db import insert_rows, reserve_ids, table_of
from eventmgr.shared.keyring import keyring

#: Both databases take more parameters in one statement, but not without end.
_PEOPLE_A_STATEMENT = 5_000


@dataclass(frozen=True, slots=True)
class AuditLine:
    """What happened to one subject.

    `details` maps a field to its values, old and new: {"phone": ["+6281…", "+6285…"]}. They are encrypted;
    only the field names stand readable. `person_id` says with whom the details are to be erased.
    """

    action: str
    subject_kind: str
    subject_uid: str
    office_id: int | None
    event_id: int | None = None
    person_id: int | None = None
    details: dict[str, list[Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SealedLine:
    """An AuditLine whose details are already encrypted, so that nothing slow is left for `write()`."""

    line: AuditLine
    key_id: int
    cipher: bytes | None


def seal(lines: Iterable[AuditLine]) -> list[SealedLine]:
    """Encrypt the details. For many lines call it before `write()`."""
    ring = keyring()
    sealed = []
    for line in lines:
        if line.details:
            key_id, cipher = ring.encrypt("detail", json.dumps(line.details, ensure_ascii=False, default=str))
            sealed.append(SealedLine(line, key_id, cipher))
        else:
            sealed.append(SealedLine(line, ring.current_id, None))
    return sealed


def record_all(session: Session, actor: Actor, at: datetime, lines: Iterable[SealedLine]) -> None:
    """Store sealed lines with two bulk statements, inside `write()`."""
    sealed = list(lines)
    if not sealed:
        return
    ids = reserve_ids(session, AuditLog.__tablename__, len(sealed))
    rows = [
        {
            "id": audit_id,
            "at": at,
            "office_id": item.line.office_id,
            "event_id": item.line.event_id,
            "actor_kind": actor.kind,
            "actor_id": actor.id,
            "actor_label": actor.label,
            "action": item.line.action,
            "subject_kind": item.line.subject_kind,
            "subject_uid": item.line.subject_uid,
            "fields": sorted(item.line.details),
        }
        for audit_id, item in zip(ids, sealed, strict=True)
    ]
    insert_rows(session, table_of(AuditLog), rows)
    details = [
        {"audit_id": audit_id, "person_id": item.line.person_id, "key_id": item.key_id, "cipher": item.cipher}
        for audit_id, item in zip(ids, sealed, strict=True)
        if item.cipher is not None
    ]
    insert_rows(session, table_of(AuditDetail), details)


def record(session: Session, actor: Actor, at: datetime, line: AuditLine) -> None:
    """Store one line, inside `write()`."""
    record_all(session, actor, at, seal([line]))


def forget_details(session: Session, person_ids: Sequence[int]) -> None:
    """Erase the values that the trail holds of people who are removed, inside `write()`; its lines stay."""
    for first in range(0, len(person_ids), _PEOPLE_A_STATEMENT):
        part = person_ids[first : first + _PEOPLE_A_STATEMENT]
        session.execute(delete(AuditDetail).where(AuditDetail.person_id.in_(part)))
