"""Numbers that an event's home brings together from the rooms below."""

from sqlalchemy import false, func, select, true

from eventmgr.certificates.models import Certificate
from eventmgr.checkin.cast_queries import takes_part
from eventmgr.checkin.models import Absence, Attendance
from eventmgr.events.models import Checkpoint, Event, EventDay, QuotaException, QuotaRule
from eventmgr.office.regions import regions_under
from eventmgr.people.models import Category
from eventmgr.registration.models import Registration
from eventmgr.reports.rules import QuotaPlace
from eventmgr.shared.db import db


def registered_participants(event_id: int) -> int:
    """Participants with a place; speakers and committee are not counted, nor is the reserve."""
    return db.session.execute(
        select(func.count(Registration.id))
        .join(Category, Category.id == Registration.category_id)
        .where(
            Registration.event_id == event_id, Registration.state == "registered", Category.kind == "peserta"
        )
    ).scalar_one()


def present_by_day(event_id: int) -> dict[int, int]:
    """How many of each day's cast were present on it (by its id); one statement."""
    rows = db.session.execute(
        select(Checkpoint.day_id, func.count(func.distinct(Attendance.registration_id)))
        .join(Checkpoint, Checkpoint.id == Attendance.checkpoint_id)
        .join(EventDay, EventDay.id == Checkpoint.day_id)
        .join(Registration, Registration.id == Attendance.registration_id)
        .join(Category, Category.id == Registration.category_id)
        .where(
            Attendance.event_id == event_id,
            Attendance.present == true(),
            Checkpoint.counts_for_day == true(),
            takes_part(EventDay.first_closed_at, true()),
            Category.kind == "peserta",
        )
        .group_by(Checkpoint.day_id)
    )
    return {day_id: number for day_id, number in rows}


def excused_by_day(event_id: int) -> dict[int, int]:
    """How many of each day's cast have izin, sakit or tugas for it and were not there; one statement.

    By the day's id. Together with `present_by_day` and who is waited for they are everybody.
    """
    came = (
        select(Attendance.id)
        .join(Checkpoint, Checkpoint.id == Attendance.checkpoint_id)
        .where(
            Attendance.registration_id == Absence.registration_id,
            Attendance.present == true(),
            Checkpoint.day_id == Absence.day_id,
            Checkpoint.counts_for_day == true(),
        )
    )
    rows = db.session.execute(
        select(Absence.day_id, func.count())
        .join(EventDay, EventDay.id == Absence.day_id)
        .join(Registration, Registration.id == Absence.registration_id)
        .join(Category, Category.id == Registration.category_id)
        .where(
            Registration.event_id == event_id,
            takes_part(EventDay.first_closed_at, false()),
            Category.kind == "peserta",
            Absence.kind != "alpa",
            ~came.exists(),
        )
        .group_by(Absence.day_id)
    )
    return {day_id: number for day_id, number in rows}


def certificates_by_state(event_id: int) -> dict[str, int]:
    """How many certificates of the event are reserved, valid, replaced, revoked."""
    rows = db.session.execute(
        select(Certificate.state, func.count())
        .where(Certificate.event_id == event_id)
        .group_by(Certificate.state)
    )
    return {state: number for state, number in rows}


def quota_places(event: Event, city: str | None) -> list[QuotaPlace]:
    """Every region that has a quota with its seats and its registered people, in the official order.

    `city` is the region of the event's office. Four statements however many regions there are.
    """
    rules = db.session.scalars(select(QuotaRule).where(QuotaRule.event_id == event.id)).all()
    if not rules:
        return []
    own_seats: dict[tuple[int, str], int] = {
        (rule_id, region_code): seats
        for rule_id, region_code, seats in db.session.execute(
            select(QuotaException.rule_id, QuotaException.region_code, QuotaException.seats)
            .join(QuotaRule, QuotaRule.id == QuotaException.rule_id)
            .where(QuotaRule.event_id == event.id)
        )
    }
    taken: dict[tuple[int, str | None], int] = {
        (category_id, region_code): number
        for category_id, region_code, number in db.session.execute(
            select(Registration.category_id, Registration.region_code, func.count())
            .where(Registration.event_id == event.id, Registration.state == "registered")
            .group_by(Registration.category_id, Registration.region_code)
        )
    }
    regions = regions_under(city)
    names = {region.code: region.name for region in regions}
    return [
        QuotaPlace(
            f"{region.name} ({names[region.parent_code]})" if region.parent_code in names else region.name,
            region.level,
            own_seats.get((rule.id, region.code), rule.seats),
            taken.get((rule.category_id, region.code), 0),
        )
        for rule in rules
        for region in regions
        if region.level == rule.region_level
    ]
