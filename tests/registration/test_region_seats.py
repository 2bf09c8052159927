"""Seats of all regions at once, on both databases."""

from flask import Flask
from sqlalchemy import select

from eventmgr.events.models import QuotaException, QuotaRule
from eventmgr.office.regions import regions_under
from eventmgr.registration.region_seat_queries import SeatPlan, seat_rules, seats_by_region
from eventmgr.shared.db import db, write
from tests.builders import KELURAHAN, build_category, build_event, build_quota, build_registration
from tests.page_client import counted_statements


def plan_of(event_id: int) -> SeatPlan:
    return seats_by_region(event_id, seat_rules(event_id), regions_under("13.71"))


def test_every_region_of_the_level_has_its_seats_and_its_people(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_event()
        build_quota(event=event, category=build_category(), seats=3)
        build_quota(event=event, category=build_category(code="TKSK"), seats=1)
        for state in ("registered", "registered", "reserve", "cancelled"):
            build_registration(event=event, state=state)
        build_registration(event=event, region_code="13.71.06")
        plan = plan_of(event.id)
        by_place = {(place.rule.code, place.region.code): place for place in plan.places}
        assert len(plan.places) == 104 + 11
        assert (by_place["PSM", KELURAHAN].taken, by_place["PSM", KELURAHAN].seats) == (2, 3)
        assert by_place["TKSK", "13.71.06"].taken == 0
        assert plan.outside == 1


def test_a_region_may_have_its_own_number_of_seats(app: Flask) -> None:
    with app.app_context():
        event = build_event()
        build_quota(event=event, category=build_category(), seats=3)
        with write() as session:
            rule_id = session.scalars(select(QuotaRule.id)).one()
            session.add(QuotaException(rule_id=rule_id, region_code=KELURAHAN, seats=5, reason="luas"))
        seats = {place.region.code: place.seats for place in plan_of(event.id).places}
        assert seats[KELURAHAN] == 5
        assert sorted(set(seats.values())) == [3, 5]


def test_it_costs_the_same_however_many_people_there_are(app: Flask) -> None:
    with app.app_context():
        event = build_event()
        build_quota(event=event, category=build_category(), seats=3)
        for _ in range(5):
            build_registration(event=event)
        event_id = event.id
        db.session.rollback()
        with counted_statements(app) as statements:
            plan_of(event_id)
    assert len(statements) == 4
