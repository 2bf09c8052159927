"""Removing the office `contoh` with all that hangs on it: one transaction, then its files.

This is one of the few places where rows are deleted at all; it refuses any office that is no demo.
"""

from datetime import datetime
from pathlib import Path

from sqlalchemy import ColumnElement, Table, delete, select
from sqlalchemy.orm import Session

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.audit.models import AuditDetail, AuditLog
from eventmgr.cards.link_slips import slip_files
from eventmgr.cards.sample import sample_files
from eventmgr.certificates.merged import merged_files
from eventmgr.certificates.preview import preview_files
from eventmgr.demo.office import demo_office_or_none
from eventmgr.events.models import Event
from eventmgr.office.models import Office
from eventmgr.shared.db import Base, write
from eventmgr.shared.file_models import StoredFile
from eventmgr.shared.files import file_path

#: what belongs to nobody's office
_COMMON = frozenset({"region", "region_alias", "user", "audit", "audit_detail"})


def belongs_to(table: Table, office_id: int) -> ColumnElement[bool] | None:
    """The condition that a row hangs on the office: by `office_id`, by its event, or by what it points to."""
    if table.name == "office":
        return table.c.id == office_id
    if "office_id" in table.c:
        return table.c.office_id == office_id
    if "event_id" in table.c:
        events = Base.metadata.tables["event"]
        return table.c.event_id.in_(select(events.c.id).where(events.c.office_id == office_id))
    for key in sorted(table.foreign_keys, key=lambda key: key.parent.name):
        target = key.column.table
        if target.name in _COMMON or target is table or key.parent.nullable:
            continue
        owned = belongs_to(target, office_id)
        if owned is not None:
            return key.parent.in_(select(key.column).where(owned))
    return None


def remove_demo_office(session: Session, office: Office) -> list[Path]:
    """Delete the office's rows inside `write()`; the files to remove after the commit are returned.

    Raises ValueError for an office that is no demo.
    """
    if not office.is_demo:
        raise ValueError(f"office {office.slug!r} is no demo")
    office_id = office.id
    session.expunge(office)
    files = [
        path
        for event_id in session.scalars(select(Event.id).where(Event.office_id == office_id))
        for kept in (merged_files, preview_files, sample_files, slip_files)
        for path in kept(event_id)
    ]
    files += [
        file_path(uid)
        for uid in session.scalars(select(StoredFile.uid).where(StoredFile.office_id == office_id))
    ]
    trail = select(AuditLog.id).where(AuditLog.office_id == office_id)
    session.execute(delete(AuditDetail).where(AuditDetail.audit_id.in_(trail)))
    session.execute(delete(AuditLog).where(AuditLog.office_id == office_id))
    for table in reversed(Base.metadata.sorted_tables):
        if table.name in _COMMON:
            continue
        owned = belongs_to(table, office_id)
        if owned is not None:
            session.execute(table.delete().where(owned))
    return files


def remove_demo(actor: Actor, at: datetime) -> bool:
    """Remove the office `contoh` with everything of it; False when there is none (any more)."""
    with write() as session:
        office = demo_office_or_none(session)
        if office is None or not office.is_demo:
            return False
        parent_id = office.parent_id
        files = remove_demo_office(session, office)
        record(session, actor, at, AuditLine("demo.removed", "office", "contoh", parent_id))
    for file in files:
        file.unlink(missing_ok=True)
    return True
