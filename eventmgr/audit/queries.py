"""Questions about the trail: who changed a thing last, and the trail page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from eventmgr.audit.models import AuditDetail, AuditLog
from eventmgr.shared.db import db


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """What a reader of the trail asked for. `actions` are exact; `before_id` is where the page begins."""

    office_ids: tuple[int, ...]
    since: datetime | None = None
    until: datetime | None = None
    actor: str = ""
    event_id: int | None = None
    subject_kind: str = ""
    subject_uids: tuple[str, ...] | None = None
    actions: tuple[str, ...] = ()
    before_id: int | None = None


def last_change_or_none(subject_kind: str, subject_uid: str) -> tuple[str, datetime] | None:
    """Who changed a thing last, and when."""
    row = db.session.execute(
        select(AuditLog.actor_label, AuditLog.at)
        .where(AuditLog.subject_kind == subject_kind, AuditLog.subject_uid == subject_uid)
        .order_by(AuditLog.id.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else (row[0], row[1])


def first_change_or_none(subject_kind: str, subject_uid: str, action: str) -> tuple[str, datetime] | None:
    """Who did this to a thing first, and when: who made it."""
    row = db.session.execute(
        select(AuditLog.actor_label, AuditLog.at)
        .where(
            AuditLog.subject_kind == subject_kind,
            AuditLog.subject_uid == subject_uid,
            AuditLog.action == action,
        )
        .order_by(AuditLog.id)
        .limit(1)
    ).one_or_none()
    return None if row is None else (row[0], row[1])


def trail(wanted: TrailFilter, limit: int) -> Sequence[AuditLog]:
    """The newest lines first; one statement whatever is asked."""
    return db.session.scalars(_narrowed(wanted).order_by(AuditLog.id.desc()).limit(limit)).all()


def line_or_none(office_ids: Sequence[int], audit_id: int) -> AuditLog | None:
    return db.session.scalar(
        select(AuditLog).where(
            AuditLog.id == audit_id, AuditLog.office_id.in_(office_ids) | AuditLog.office_id.is_(None)
        )
    )


def detail_or_none(audit_id: int) -> AuditDetail | None:
    """The encrypted values of a line; None when it has none or they were erased with the person."""
    return db.session.get(AuditDetail, audit_id)


def lines_with_details(audit_ids: Sequence[int]) -> set[int]:
    """Those of the lines whose values still stand."""
    return set(db.session.scalars(select(AuditDetail.audit_id).where(AuditDetail.audit_id.in_(audit_ids))))


def actors_of_trail(office_ids: Sequence[int]) -> list[str]:
    """Everybody who stands in the trail, by name."""
    return list(
        db.session.scalars(
            select(AuditLog.actor_label)
            .where(AuditLog.office_id.in_(office_ids) | AuditLog.office_id.is_(None))
            .distinct()
            .order_by(AuditLog.actor_label)
            .limit(200)
        )
    )


def actors_of_event(event_id: int) -> list[str]:
    """Everybody who did something in an event, by name."""
    return list(
        db.session.scalars(
            select(AuditLog.actor_label)
            .where(AuditLog.event_id == event_id)
            .distinct()
            .order_by(AuditLog.actor_label)
            .limit(200)
        )
    )


def _narrowed(wanted: TrailFilter) -> Select[Any]:
    query: Select[Any] = select(AuditLog).where(
        AuditLog.office_id.in_(wanted.office_ids) | AuditLog.office_id.is_(None)
    )
    if wanted.since is not None:
        query = query.where(AuditLog.at >= wanted.since)
    if wanted.until is not None:
        query = query.where(AuditLog.at < wanted.until)
    if wanted.actor:
        query = query.where(AuditLog.actor_label == wanted.actor)
    if wanted.event_id is not None:
        query = query.where(AuditLog.event_id == wanted.event_id)
    if wanted.subject_kind:
        query = query.where(AuditLog.subject_kind == wanted.subject_kind)
    if wanted.actions:
        query = query.where(AuditLog.action.in_(wanted.actions))
    if wanted.before_id is not None:
        query = query.where(AuditLog.id < wanted.before_id)
    if wanted.subject_uids is not None:
        query = query.where(AuditLog.subject_uid.in_(wanted.subject_uids))
    return query
