"""The days of an event: one more, one less, all of them later or earlier."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from eventmgr.audit.actor import Actor
from eventmgr.events.agenda_actions import demand_untied
from eventmgr.events.edit_actions import Gone, note, planning
from eventmgr.events.models import AgendaSession, Checkpoint, CheckpointAudience, Event, EventDay
from eventmgr.events.name_rules import free_slug
from eventmgr.events.ties import Reach, what_hangs_on
from eventmgr.shared.dates import long_date, weekday_date
from eventmgr.shared.refusal import Refusal

MOST_DAYS = 31
DOOR_OPENS, DOOR_CLOSES = time(7, 0), time(9, 0)


def add_day(actor: Actor, at: datetime, *, event: Event, on: date) -> None:
    """One more day with an arrival checkpoint like that of the day before; the same day twice is one.

    Raises Refusal "too_many" for an event of more than 31 days.
    """
    with planning(event.id) as (session, held):
        days = _days(session, held.id)
        if any(day.date == on for day in days):
            return
        if len(days) >= MOST_DAYS:
            raise Refusal("too_many", f"Satu kegiatan paling lama {MOST_DAYS} hari.")
        opens, closes = _usual_window(session, held, days)
        day = EventDay(event_id=held.id, date=on)
        session.add(day)
        session.flush()
        number = 1 + sum(other.date < on for other in days)
        session.add(arrival_of(session, held, day, number, opens, closes))
        note(
            session, actor, at, held, "event.day_added", ("event_day", str(day.id)), {"date": [None, str(on)]}
        )


def arrival_of(
    session: Session, event: Event, day: EventDay, number: int, opens: time, closes: time
) -> Checkpoint:
    """The arrival checkpoint of a day, not stored yet: `hari-3`, "Presensi Hari 3"; a free address."""
    taken = set(session.scalars(select(Checkpoint.slug).where(Checkpoint.event_id == event.id)))
    zone = ZoneInfo(event.zone)
    return Checkpoint(
        event_id=event.id,
        day_id=day.id,
        slug=free_slug(f"hari-{number}", taken),
        name=f"Presensi Hari {number}",
        kind="arrival",
        opens_at=datetime.combine(day.date, opens, zone),
        closes_at=datetime.combine(day.date, closes, zone),
        counts_for_day=True,
    )


def delete_day(actor: Actor, at: datetime, *, event: Event, day_id: int) -> date:
    """Take away a day without sessions and without scans, its checkpoints with it; its date is returned.

    Raises Gone, or Refusal "has_sessions" or "tied".
    """
    with planning(event.id) as (session, held):
        day = session.get(EventDay, day_id)
        if day is None or day.event_id != held.id:
            raise Gone
        number = session.scalar(select(func.count(AgendaSession.id)).where(AgendaSession.day_id == day_id))
        if number:
            words = (
                f"{weekday_date(day.date)} masih memuat {number} acara. Pindahkan atau hapus dulu acaranya."
            )
            raise Refusal("has_sessions", words)
        demand_untied(Reach(day_ids=(day_id,)), "Hari")
        on = day.date
        doors = session.scalars(select(Checkpoint.id).where(Checkpoint.day_id == day_id)).all()
        session.execute(delete(CheckpointAudience).where(CheckpointAudience.checkpoint_id.in_(doors)))
        session.execute(delete(Checkpoint).where(Checkpoint.day_id == day_id))
        session.delete(day)
        note(
            session,
            actor,
            at,
            held,
            "event.day_deleted",
            ("event_day", str(day_id)),
            {"date": [str(on), None]},
        )
        return on


def shift_days(actor: Actor, at: datetime, *, event: Event, first: date, seen_first: date) -> None:
    """Move the whole event so that it begins on `first`: days, sessions and checkpoints keep their hours.

    `seen_first` is the first day that the form showed: a second press or somebody else's move moves nothing.
    Raises Refusal "tied" once somebody was scanned, because a scan's day is a fact.
    """
    with planning(event.id) as (session, held):
        days = _days(session, held.id)
        if not days:
            raise Refusal("no_days", "Kegiatan ini belum mempunyai hari. Tambah hari lebih dulu.")
        if days[0].date == first:
            return
        if days[0].date != seen_first:
            raise Refusal(
                "moved", f"Tanggalnya sudah digeser orang lain: kini mulai {long_date(days[0].date)}."
            )
        reasons = what_hangs_on(Reach(day_ids=[day.id for day in days]))
        if reasons:
            raise Refusal("tied", f"Tanggal tidak dapat digeser lagi. {' '.join(reasons)}")
        by = first - days[0].date
        # Away from where they go, so that no two days share a date on the way.
        for day in reversed(days) if by > timedelta() else days:
            day.date += by
            session.flush()
        move_hours(session, held.id, held.zone, held.zone, by)
        note(
            session,
            actor,
            at,
            held,
            "event.days_shifted",
            ("event", held.uid),
            {"first_day": [str(seen_first), str(first)]},
        )


def move_hours(
    session: Session, event_id: int, old_zone: str, new_zone: str, by: timedelta = timedelta()
) -> None:
    """Give sessions and checkpoints the same local hours in another zone or so many days later."""
    old, new = ZoneInfo(old_zone), ZoneInfo(new_zone)

    def moved(moment: datetime) -> datetime:
        return (moment.astimezone(old).replace(tzinfo=None) + by).replace(tzinfo=new)

    for lesson in session.scalars(select(AgendaSession).where(AgendaSession.event_id == event_id)):
        lesson.starts_at, lesson.ends_at = moved(lesson.starts_at), moved(lesson.ends_at)
    for door in session.scalars(select(Checkpoint).where(Checkpoint.event_id == event_id)):
        door.opens_at, door.closes_at = moved(door.opens_at), moved(door.closes_at)


def _days(session: Session, event_id: int) -> list[EventDay]:
    return list(
        session.scalars(select(EventDay).where(EventDay.event_id == event_id).order_by(EventDay.date))
    )


def _usual_window(session: Session, event: Event, days: list[EventDay]) -> tuple[time, time]:
    """The hours of the last day's arrival, or 07.00–09.00."""
    zone = ZoneInfo(event.zone)
    last = session.scalar(
        select(Checkpoint)
        .where(Checkpoint.event_id == event.id, Checkpoint.kind == "arrival")
        .order_by(Checkpoint.opens_at.desc())
        .limit(1)
    )
    if last is None or not days:
        return DOOR_OPENS, DOOR_CLOSES
    return last.opens_at.astimezone(zone).time(), last.closes_at.astimezone(zone).time()
