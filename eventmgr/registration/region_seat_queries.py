"""The seats of every region of an event at once, for the quota board."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from eventmgr.events.models import QuotaException, QuotaRule
from eventmgr.office.regions import RegionRow
from eventmgr.people.models import Category
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db


@dataclass(frozen=True, slots=True)
class SeatRule:
    """So many seats of a category in every region of a level, unless a region has its own number."""

    id: int
    category_id: int
    code: str
    level: str
    seats: int


@dataclass(frozen=True, slots=True)
class RegionSeats:
    """The seats of one rule in one region, and how many registered people hold them."""

    rule: SeatRule
    region: RegionRow
    seats: int
    taken: int


@dataclass(frozen=True, slots=True)
class SeatPlan:
    """Every place in the order of rules, then regions.

    `outside` counts registered people of a category with seats whose region is no place of the rule.
    """

    rules: tuple[SeatRule, ...]
    places: tuple[RegionSeats, ...]
    outside: int


def seat_rules(event_id: int) -> list[SeatRule]:
    """The rules of an event, in the order in which they were made; one statement."""
    rows = db.session.execute(
        select(QuotaRule.id, QuotaRule.category_id, Category.code, QuotaRule.region_level, QuotaRule.seats)
        .join(Category, Category.id == QuotaRule.category_id)
        .where(QuotaRule.event_id == event_id)
        .order_by(QuotaRule.id)
    )
    return [SeatRule(*row) for row in rows]


def seats_by_region(event_id: int, rules: Sequence[SeatRule], regions: Sequence[RegionRow]) -> SeatPlan:
    """Seats and registered people of each region; `regions` are those of the event's office.

    Two statements, however many people and regions there are. Reserves and cancelled people hold no seat.
    """
    own = _own_seats(event_id)
    taken = _taken(event_id)
    places = tuple(
        RegionSeats(
            rule,
            region,
            own.get((rule.id, region.code), rule.seats),
            taken.get((rule.category_id, region.code), 0),
        )
        for rule in rules
        for region in regions
        if region.level == rule.level
    )
    ruled = {rule.category_id for rule in rules}
    registered = sum(number for (category_id, _), number in taken.items() if category_id in ruled)
    return SeatPlan(tuple(rules), places, registered - sum(place.taken for place in places))


def _own_seats(event_id: int) -> Mapping[tuple[int, str], int]:
    rows = db.session.execute(
        select(QuotaException.rule_id, QuotaException.region_code, QuotaException.seats)
        .join(QuotaRule, QuotaRule.id == QuotaException.rule_id)
        .where(QuotaRule.event_id == event_id)
    )
    return {(rule_id, region_code): seats for rule_id, region_code, seats in rows}


def _taken(event_id: int) -> Mapping[tuple[int, str | None], int]:
    rows = db.session.execute(
        select(Registration.category_id, Registration.region_code, func.count())
        .where(Registration.event_id == event_id, Registration.state == "registered")
        .group_by(Registration.category_id, Registration.region_code)
    )
    found: dict[tuple[int, str | None], int] = defaultdict(int)
    for category_id, region_code, number in rows:
        found[category_id, region_code] = number
    return found
