"""Questions about seats: how many a region has, how many are taken, who waits for one."""

from dataclasses import dataclass

from sqlalchemy import func, select

from eventmgr.events.models import QuotaException, QuotaRule
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db


@dataclass(frozen=True, slots=True)
class Seats:
    """Seats of one category in one region; `seats` is None where no quota stands."""

    seats: int | None
    taken: int

    @property
    def is_full(self) -> bool:
        """Whether one more would be over the quota."""
        return self.seats is not None and self.taken >= self.seats


def seats_of(event_id: int, category_id: int, region_code: str | None) -> Seats:
    """Seats of a category in a region, with those that registered people hold; two statements."""
    row = db.session.execute(
        select(QuotaRule.seats, QuotaException.seats)
        .outerjoin(
            QuotaException,
            (QuotaException.rule_id == QuotaRule.id) & (QuotaException.region_code == region_code),
        )
        .where(QuotaRule.event_id == event_id, QuotaRule.category_id == category_id)
    ).one_or_none()
    taken = db.session.execute(
        select(func.count(Registration.id)).where(
            Registration.event_id == event_id,
            Registration.category_id == category_id,
            Registration.region_code.is_(None)
            if region_code is None
            else Registration.region_code == region_code,
            Registration.state == "registered",
        )
    ).scalar_one()
    if row is None:
        return Seats(None, taken)
    seats, own = row
    return Seats(seats if own is None else own, taken)


def next_reserve_no(event_id: int) -> int:
    """The place at the end of the reserve list. Ask inside `write()`, after the event's feed was taken."""
    last = db.session.scalar(
        select(func.max(Registration.reserve_no)).where(
            Registration.event_id == event_id, Registration.state == "reserve"
        )
    )
    return (last or 0) + 1
