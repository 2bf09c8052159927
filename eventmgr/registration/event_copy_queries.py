"""What can be copied: the events one may copy from, with their figures, and who of a cohort still serves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from eventmgr.accounts.models import User
from eventmgr.events.copy_rules import COMES, ENDED, MOVED, Duty, carry_of
from eventmgr.events.models import Event
from eventmgr.events.plan_queries import PlanCount, plan_counts
from eventmgr.events.queries import event_dates, events_of_user, organized_event_ids
from eventmgr.people.models import Assignment, Person
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db


@dataclass(frozen=True, slots=True)
class Source:
    """An event that may be copied. `days` is None while it has no dates."""

    event: Event
    days: tuple[date, date] | None
    plan: PlanCount
    participants: int


def sources_of(user: User) -> list[Source]:
    """The events that a user organizes (an admin: all), newest first; six statements however many."""
    events: Sequence[Event] = events_of_user(user)
    if not user.is_admin:
        own = organized_event_ids(user.id)
        events = [event for event in events if event.id in own]
    ids = [event.id for event in events]
    days, plans, people = event_dates(ids), plan_counts(ids), participants_by_event(ids)
    return [
        Source(event, days.get(event.id), plans.get(event.id, PlanCount()), people.get(event.id, 0))
        for event in events
    ]


def participants_by_event(event_ids: Sequence[int]) -> dict[int, int]:
    """How many are registered in each event."""
    rows = db.session.execute(
        select(Registration.event_id, func.count(Registration.id))
        .where(Registration.event_id.in_(event_ids), Registration.state == "registered")
        .group_by(Registration.event_id)
    )
    return {event_id: number for event_id, number in rows}


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody registered in the source; `carry` is one of comes, ended, moved."""

    registration_id: int
    person_id: int
    person_uid: str
    category_id: int
    region_code: str | None
    unit_text: str
    carry: str


def companions_of(event_id: int, on: date) -> list[Companion]:
    """Everybody registered in an event, and whether they still serve there on a day; two statements.

    Cancelled and replaced registrations and erased people do not count at all.
    """
    rows = db.session.execute(
        select(
            Registration.id,
            Registration.person_id,
            Person.uid,
            Registration.category_id,
            Registration.region_code,
            Registration.unit_text,
        )
        .join(Person, Person.id == Registration.person_id)
        .where(
            Registration.event_id == event_id, Registration.state == "registered", Person.state == "active"
        )
        .order_by(Registration.region_code, Registration.id)
    ).all()
    duties = _duties_of(event_id)
    return [
        Companion(
            row.id,
            row.person_id,
            row.uid,
            row.category_id,
            row.region_code,
            row.unit_text,
            carry_of(row.category_id, row.region_code, duties.get(row.person_id, ()), on),
        )
        for row in rows
    ]


def registered_ids(event_id: int) -> set[int]:
    """The registrations of an event that hold now, ids only: asked inside `write()`."""
    query = select(Registration.id).where(
        Registration.event_id == event_id, Registration.state == "registered"
    )
    return set(db.session.scalars(query))


def person_ids_of(event_id: int) -> set[int]:
    """Everybody who was ever registered in an event, cancelled and replaced people too; ids only."""
    return set(db.session.scalars(select(Registration.person_id).where(Registration.event_id == event_id)))


def newcomers_of(event_id: int, source_id: int, on: date) -> list[Companion]:
    """Who of another event still serves on a day and was never registered in this one; three statements."""
    here = person_ids_of(event_id)
    return [one for one in companions_of(source_id, on) if one.carry == COMES and one.person_id not in here]


def other_sources(user: User, event: Event) -> list[Source]:
    """The events of the same office whose people this one may take, newest first; six statements."""
    return [
        one
        for one in sources_of(user)
        if one.participants and one.event.id != event.id and one.event.office_id == event.office_id
    ]


def _duties_of(event_id: int) -> Mapping[int, list[Duty]]:
    registered = select(Registration.person_id).where(
        Registration.event_id == event_id, Registration.state == "registered"
    )
    found: dict[int, list[Duty]] = {}
    for person_id, category_id, region_code, until in db.session.execute(
        select(
            Assignment.person_id, Assignment.category_id, Assignment.region_code, Assignment.to_date
        ).where(Assignment.person_id.in_(registered))
    ):
        found.setdefault(person_id, []).append(Duty(category_id, region_code, until))
    return found


@dataclass(frozen=True, slots=True)
class Cohort:
    """How many of the registered come along, and why the others do not."""

    registered: int
    comes: int
    ended: int
    moved: int


def cohort_of(companions: Sequence[Companion]) -> Cohort:
    count = {state: sum(one.carry == state for one in companions) for state in (COMES, ENDED, MOVED)}
    return Cohort(len(companions), count[COMES], count[ENDED], count[MOVED])
