"""What the actions on an event's plan have in common: the feed, the state, revisions, the trail."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.audit.models import AuditLog
from eventmgr.events.actions import advance_feed, demand_state
from eventmgr.events.models import Event
from eventmgr.events.rules import Doing
from eventmgr.shared.dates import clock_time, long_date
from eventmgr.shared.db import write
from eventmgr.shared.refusal import Refusal


class Stale(Refusal):
    """Raised when somebody saved the same thing since this form was opened; nothing was overwritten."""

    def __init__(self, who: str, when: str) -> None:
        super().__init__(
            "stale",
            f"{who} mengubah ini {when}, sesudah Anda membukanya. Isian Anda belum disimpan dan masih ada; "
            "bandingkan dengan yang tersimpan, lalu simpan lagi bila isian Anda yang berlaku.",
        )


class Gone(Refusal):
    """Raised when the thing to be changed was deleted meanwhile."""

    def __init__(self) -> None:
        super().__init__("gone", "Yang hendak diubah sudah dihapus orang lain. Belum ada yang disimpan.")


@contextmanager
def planning(
    event_id: int, doing: Doing = Doing.PREPARE, reason: str = ""
) -> Iterator[tuple[Session, Event]]:
    """`write()` with the event's feed taken and its state asked; a row that is still pointed to says so.

    Raises Refusal when the state does not let it be done, or "tied" when rows of another room hang on it.
    """
    try:
        with write() as session:
            advance_feed(session, event_id)
            demand_state(session, event_id, doing, reason)
            yield session, session.get_one(Event, event_id)
    except IntegrityError as error:
        raise Refusal(
            "tied", "Ini tidak dapat dihapus karena masih dipakai, misalnya oleh catatan kehadiran."
        ) from error


def demand_revision(
    session: Session, event: Event, seen: int, current: int, subject: tuple[str, str]
) -> None:
    """The row is still the one that the form showed. Raises Stale with who changed it and when."""
    if seen == current:
        return
    kind, uid = subject
    last = session.execute(
        select(AuditLog.actor_label, AuditLog.at)
        .where(AuditLog.event_id == event.id, AuditLog.subject_kind == kind, AuditLog.subject_uid == uid)
        .order_by(AuditLog.id.desc())
        .limit(1)
    ).one_or_none()
    if last is None:
        raise Stale("Orang lain", "baru saja")
    day = long_date(last.at.astimezone(ZoneInfo(event.zone)).date())
    raise Stale(last.actor_label, f"{day} pukul {clock_time(last.at, event.zone)}")


def note(
    session: Session,
    actor: Actor,
    at: datetime,
    event: Event,
    action: str,
    subject: tuple[str, str],
    details: Mapping[str, Any] | None = None,
) -> None:
    """One line of the trail about a part of the event."""
    kind, uid = subject
    record(
        session,
        actor,
        at,
        AuditLine(action, kind, uid, event.office_id, event.id, details=dict(details or {})),
    )


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Old and new of what differs, for the trail."""
    return {
        name: [_plain(before.get(name)), _plain(new)]
        for name, new in after.items()
        if before.get(name) != new
    }


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | str | None) else str(value)
