"""Closing a day and opening it again. From then on a scan is stored but counts only with a yes.

Each takes the event's feed first, as every check-in does: a scan that is being written at the same moment is
either counted before the day closes or finds it closed and is offered afterwards.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.checkin.day_rules import Day
from eventmgr.events.actions import advance_feed, demand_state
from eventmgr.events.models import Event, EventDay
from eventmgr.events.rules import Doing
from eventmgr.shared.db import write
from eventmgr.shared.refusal import Refusal


def close_day(actor: Actor, at: datetime, *, event: Event, day: Day) -> bool:
    """Close a day. False when it was closed before (by whoever was first).

    Raises Refusal: not_begun, event_archived.
    """
    if day.phase(at) == "coming":
        raise Refusal("not_begun", "Hari ini belum dimulai, jadi belum dapat ditutup.")
    with write() as session:
        rev = advance_feed(session, event.id)
        demand_state(session, event.id, Doing.CORRECT, "tutup hari")
        row = session.get_one(EventDay, day.id)
        if row.closed_at is not None:
            return False
        row.closed_at, row.closed_rev = at, rev
        row.first_closed_at = row.first_closed_at or at
        row.closed_by = actor.id if actor.kind == "user" else None
        _record(session, actor, at, "attendance.day_closed", event, row, "")
    return True


def reopen_day(actor: Actor, at: datetime, *, event: Event, day: Day, reason: str) -> bool:
    """Open a closed day again, with a reason. False when it was open.

    Who was registered since it was closed stays a newcomer, unless its door still lets people in: then the
    closing was a slip. Raises Refusal: reason_missing, event_archived.
    """
    if not reason.strip():
        raise Refusal("reason_missing", "Tulis alasan membuka lagi hari ini, supaya panitia lain tahu.")
    with write() as session:
        advance_feed(session, event.id)
        demand_state(session, event.id, Doing.CORRECT, reason)
        row = session.get_one(EventDay, day.id)
        if row.closed_at is None:
            return False
        row.closed_at = row.closed_by = row.closed_rev = None
        if replace(day, closed_at=None).phase(at) == "running":
            row.first_closed_at = None
        _record(session, actor, at, "attendance.day_reopened", event, row, reason.strip())
    return True


def _record(
    session: Session, actor: Actor, at: datetime, action: str, event: Event, row: EventDay, reason: str
) -> None:
    details = {"day": [None, row.date.isoformat()]} | ({"reason": [None, reason]} if reason else {})
    record(
        session, actor, at, AuditLine(action, "event", event.uid, event.office_id, event.id, None, details)
    )
