"""Questions of the live board and the hall screen that no lower room answers."""

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from eventmgr.events.models import AgendaSession, Checkpoint, EventDay, EventFeed
from eventmgr.reports.board_rules import LivePlace, NextSession
from eventmgr.shared.db import db

_Earlier = aliased(EventDay)


def live_place_or_none(event_id: int, slug: str) -> LivePlace | None:
    """One statement: all that a screen asks every ten seconds when nothing has changed."""
    number = (
        select(func.count(_Earlier.id))
        .where(_Earlier.event_id == event_id, _Earlier.date <= EventDay.date)
        .correlate(EventDay)
        .scalar_subquery()
    )
    row = db.session.execute(
        select(
            Checkpoint.id,
            Checkpoint.slug,
            Checkpoint.name,
            Checkpoint.kind,
            Checkpoint.opens_at,
            Checkpoint.closes_at,
            EventDay.id,
            EventDay.date,
            EventDay.closed_at.is_not(None),
            number,
            EventFeed.rev,
        )
        .join(EventDay, EventDay.id == Checkpoint.day_id)
        .join(EventFeed, EventFeed.event_id == Checkpoint.event_id)
        .where(Checkpoint.event_id == event_id, Checkpoint.slug == slug)
    ).one_or_none()
    return None if row is None else LivePlace(*row)


def lessons_of_day(day_id: int) -> list[NextSession]:
    """The sessions of a day without its breaks, in order of time."""
    rows = db.session.execute(
        select(AgendaSession.starts_at, AgendaSession.ends_at, AgendaSession.title, AgendaSession.room)
        .where(AgendaSession.day_id == day_id, AgendaSession.kind == "session")
        .order_by(AgendaSession.starts_at, AgendaSession.id)
    )
    return [NextSession(*row) for row in rows]
