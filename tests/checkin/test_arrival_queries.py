"""What the boards ask about arrivals, on both databases."""

from flask import Flask
from sqlalchemy import select

from eventmgr.checkin.arrival_queries import (
    arrivals_by_district,
    arrivals_by_seat,
    arrivals_over_time,
    awaited_at,
    rehearsals_at,
)
from eventmgr.checkin.missing_queries import missing_at
from eventmgr.events.models import Checkpoint, Event
from eventmgr.reports.queries import excused_by_day
from eventmgr.shared.db import db
from tests.builders import KECAMATAN, KELURAHAN, build_category, build_event, build_person, build_registration
from tests.reports.quota_scenes import arrive, excuse, minute


def build_scene() -> tuple[Event, Checkpoint]:
    """Adi and Budi of a kelurahan, Citra of its kecamatan; Budi and Citra have come."""
    event = build_event()
    for name, region, code in (
        ("Adi", KELURAHAN, "PSM"),
        ("Budi", KELURAHAN, "PSM"),
        ("Citra", KECAMATAN, "TKSK"),
    ):
        build_registration(
            event=event,
            person=build_person(name=name, back_title=None, phone="+6281234567801"),
            category=build_category(code=code),
            region_code=region,
        )
    arrive(event.id, "Citra", minute(7, 50))
    arrive(event.id, "Budi", minute(7, 10))
    door = db.session.scalars(
        select(Checkpoint).where(Checkpoint.event_id == event.id, Checkpoint.slug == "hari-1")
    ).one()
    return event, door


def test_a_kecamatan_counts_its_kelurahan_and_its_own_people(any_app: Flask) -> None:
    with any_app.app_context():
        event, door = build_scene()
        build_registration(event=event, state="reserve")
        found = arrivals_by_district(event.id, door.id)
        assert [(row.code, row.present, row.registered, row.missing) for row in found] == [
            (KECAMATAN, 2, 3, 1)
        ]


def test_hours_come_in_order(any_app: Flask) -> None:
    with any_app.app_context():
        event, door = build_scene()
        assert arrivals_over_time(event.id, door.id) == [minute(7, 10), minute(7, 50)]


def test_who_has_not_come_is_told_with_place_and_number(any_app: Flask) -> None:
    with any_app.app_context():
        event, door = build_scene()
        (adi,) = awaited_at(event.id, door.id)
        assert (adi.name, adi.district_code, adi.phone) == ("Adi", KECAMATAN, "+6281234567801")


def test_who_has_said_why_is_apart_and_the_sums_add_up(any_app: Flask) -> None:
    with any_app.app_context():
        event, door = build_scene()
        (adi,) = awaited_at(event.id, door.id)
        assert adi.excuse == ""
        for name, kind in (("Adi", "izin"), ("Budi", "sakit")):
            excuse(event.id, name, kind)
        (adi,) = awaited_at(event.id, door.id)
        assert adi.excuse == "izin"
        (row,) = arrivals_by_district(event.id, door.id)
        assert (row.present, row.excused, row.missing, row.registered) == (2, 1, 0, 3)
        assert [one.excuse for one in missing_at(event.id, door.id)] == ["izin"]
        assert excused_by_day(event.id) == {door.day_id: 1}
        excuse(event.id, "Adi", "alpa")
        assert [one.excuse for one in awaited_at(event.id, door.id)] == [""]
        assert [one.missing for one in arrivals_by_district(event.id, door.id)] == [1]


def test_seats_are_filled_by_who_came_on_the_day(any_app: Flask) -> None:
    with any_app.app_context():
        event, door = build_scene()
        psm, tksk = build_category(code="PSM").id, build_category(code="TKSK").id
        assert arrivals_by_seat(event.id, door.day_id) == {(psm, KELURAHAN): 1, (tksk, KECAMATAN): 1}
        assert rehearsals_at(door.id) == 0
