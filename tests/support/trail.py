"""What the trail says was done, oldest first."""

from sqlalchemy import ColumnElement, select

from eventmgr.audit.models import AuditLog
from eventmgr.shared.db import db


def acts(*conditions: ColumnElement[bool]) -> list[str]:
    """The actions of the lines that meet the conditions. Call inside an app context."""
    return list(db.session.scalars(select(AuditLog.action).where(*conditions).order_by(AuditLog.id)))


def acts_on(subject_uid: str) -> list[str]:
    """What was done to one thing."""
    return acts(AuditLog.subject_uid == subject_uid)
