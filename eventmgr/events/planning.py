"""Making a whole event from a plan, in one transaction."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.events.models import (
    AgendaSession,
    Checkpoint,
    Event,
    EventDay,
    EventFeed,
    QuotaRule,
    SessionSpeaker,
)
from eventmgr.events.plans import DayPlan, EventPlan, SessionPlan
from eventmgr.events.queries import event_by_slug_or_none
from eventmgr.shared.db import new_uid, write
from eventmgr.shared.refusal import Refusal


def create_event(actor: Actor, at: datetime, *, office_id: int, plan: EventPlan) -> Event:
    """Make the event with its days, sessions, arrival checkpoints (`hari-1`, `hari-2`, …) and quotas.

    Raises Refusal when the slug is taken or the plan has no day.
    """
    if not plan.days:
        raise Refusal("no_days", "Kegiatan perlu paling sedikit satu hari.")
    with write() as session:
        if event_by_slug_or_none(plan.slug) is not None:
            raise Refusal("slug_taken", f"Sudah ada kegiatan dengan alamat “{plan.slug}”.")
        event = _event(session, office_id, plan)
        for number, day in enumerate(plan.days, start=1):
            _add_day(session, event, day, number)
        session.add_all(
            QuotaRule(
                event_id=event.id,
                category_id=seat.category_id,
                region_level=seat.region_level,
                seats=seat.seats,
            )
            for seat in plan.seats
        )
        record(session, actor, at, AuditLine("event.created", "event", event.uid, office_id, event.id))
    return event


def _event(session: Session, office_id: int, plan: EventPlan) -> Event:
    event = Event(
        uid=new_uid(),
        office_id=office_id,
        slug=plan.slug,
        name=plan.name,
        zone=plan.zone,
        place=plan.place,
        contact_name=plan.contact_name,
        contact_phone=plan.contact_phone,
        state=plan.state,
        credit_rule=plan.credit_rule,
    )
    session.add(event)
    session.flush()
    session.add(EventFeed(event_id=event.id, rev=0))
    return event


def _moment(day: date, local: time, zone: str) -> datetime:
    return datetime.combine(day, local, ZoneInfo(zone))


def _add_day(session: Session, event: Event, plan: DayPlan, number: int) -> None:
    day = EventDay(event_id=event.id, date=plan.date)
    session.add(day)
    session.flush()
    session.add(
        Checkpoint(
            event_id=event.id,
            day_id=day.id,
            slug=f"hari-{number}",
            name=f"Presensi Hari {number}",
            kind="arrival",
            opens_at=_moment(plan.date, plan.door_opens, event.zone),
            closes_at=_moment(plan.date, plan.door_closes, event.zone),
            counts_for_day=True,
        )
    )
    for item in plan.sessions:
        _add_session(session, event, day, item)


def _add_session(session: Session, event: Event, day: EventDay, plan: SessionPlan) -> None:
    row = AgendaSession(
        event_id=event.id,
        day_id=day.id,
        kind=plan.kind,
        title=plan.title,
        starts_at=_moment(day.date, plan.starts, event.zone),
        ends_at=_moment(day.date, plan.ends, event.zone),
        room=plan.room,
        jp=plan.jp,
    )
    session.add(row)
    session.flush()
    session.add_all(
        SessionSpeaker(session_id=row.id, position=position, name_text=speaker.name, post_text=speaker.post)
        for position, speaker in enumerate(plan.speakers)
    )
