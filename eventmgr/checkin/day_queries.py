"""Questions about the days of an event with the checkpoints that count for them; two statements."""

from collections import defaultdict

from sqlalchemy import and_, select, true

from eventmgr.accounts.models import User
from eventmgr.checkin.day_rules import Day, Place
from eventmgr.checkin.models import Attendance
from eventmgr.events.models import Checkpoint, CheckpointAudience, Event, EventDay
from eventmgr.shared.db import db


def days_with_places(event: Event) -> list[Day]:
    """Every day of the event in order, numbered from 1, with who closed it."""
    arrivals = (
        select(Attendance.id)
        .join(Checkpoint, Checkpoint.id == Attendance.checkpoint_id)
        .where(
            Checkpoint.day_id == EventDay.id,
            Checkpoint.counts_for_day == true(),
            Attendance.present == true(),
        )
        .correlate(EventDay)
    )
    rows = db.session.execute(
        select(
            EventDay.id,
            EventDay.date,
            EventDay.closed_at,
            EventDay.first_closed_at,
            User.name,
            arrivals.exists(),
        )
        .outerjoin(User, User.id == EventDay.closed_by)
        .where(EventDay.event_id == event.id)
        .order_by(EventDay.date)
    ).all()
    places = _places(event.id)
    return [
        Day(
            id=day_id,
            number=number,
            date=date,
            zone=event.zone,
            places=tuple(places.get(day_id, ())),
            closed_at=closed_at,
            closed_by=name or "",
            first_closed_at=first_closed_at,
            is_only=len(rows) == 1,
            has_arrivals=has_arrivals,
        )
        for number, (day_id, date, closed_at, first_closed_at, name, has_arrivals) in enumerate(rows, start=1)
    ]


def _places(event_id: int) -> dict[int, list[Place]]:
    """The checkpoints that count, by day, each with its audience."""
    rows = db.session.execute(
        select(
            Checkpoint.day_id,
            Checkpoint.id,
            Checkpoint.name,
            Checkpoint.opens_at,
            Checkpoint.closes_at,
            CheckpointAudience.category_id,
        )
        .outerjoin(CheckpointAudience, CheckpointAudience.checkpoint_id == Checkpoint.id)
        .where(and_(Checkpoint.event_id == event_id, Checkpoint.counts_for_day == true()))
        .order_by(Checkpoint.opens_at, Checkpoint.id)
    )
    audiences: dict[int, set[int]] = defaultdict(set)
    found: dict[int, tuple[int, Place]] = {}
    for day_id, checkpoint_id, name, opens_at, closes_at, category_id in rows:
        if category_id is not None:
            audiences[checkpoint_id].add(category_id)
        found[checkpoint_id] = (
            day_id,
            Place(
                id=checkpoint_id,
                name=name,
                opens_at=opens_at,
                closes_at=closes_at,
                audience=frozenset(audiences[checkpoint_id]),
            ),
        )
    by_day: dict[int, list[Place]] = defaultdict(list)
    for day_id, place in found.values():
        by_day[day_id].append(place)
    return by_day
