"""What rooms above ask about attendance, on both databases."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from eventmgr.checkin import queries
from eventmgr.checkin.missing_queries import missing_at
from eventmgr.events.models import Checkpoint, CheckpointAudience, Event, EventDay
from eventmgr.people.models import Category
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db, write
from tests.builders import KECAMATAN, KELURAHAN, build_category, build_person, build_registration
from tests.checkin.doors import MORNING, Door, build_door, scan, take_back
from tests.checkin.matrix_days import Hand

DAY = timedelta(days=1)


def _places(door: Door) -> list[queries.CheckpointRow]:
    return queries.checkpoints_of(door.event_id)


def _come_on_days(door: Door, *numbers: int) -> None:
    for number in numbers:
        at = MORNING + DAY * (number - 1)
        assert scan(door, checkpoint=f"hari-{number}", at_device=at).verdict == "ok"


def test_days_and_checkpoints_by_registration(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        _come_on_days(door, 1, 3)
        places = _places(door)
        assert queries.days_present_by_registration(door.event_id) == {
            door.registration_id: frozenset({places[0].day_id, places[2].day_id})
        }
        assert queries.present_checkpoints_by_registration(door.event_id) == {
            door.registration_id: frozenset({places[0].id, places[2].id})
        }


def test_a_checkpoint_that_does_not_count_makes_no_day(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        with write() as session:
            session.get_one(Checkpoint, _places(door)[0].id).counts_for_day = False
        _come_on_days(door, 1)
        assert queries.days_present_by_registration(door.event_id) == {}
        assert len(queries.present_checkpoints_by_registration(door.event_id)) == 1
        assert not any(day.present for day in queries.attendance_of(door.registration_id, door.event_id))


def test_one_participants_days_with_their_hours(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        _come_on_days(door, 1, 2)
        undone = scan(door, checkpoint="hari-3", at_device=MORNING + 2 * DAY)
        take_back(door, undone.uid, by_organizer=True)
        with write():
            day = db.session.scalars(select(EventDay).order_by(EventDay.date)).first()
            assert day is not None
            day.closed_at = MORNING
        days = queries.attendance_of(door.registration_id, door.event_id)
        assert [(each.present, each.first_at, each.is_closed) for each in days] == [
            (True, MORNING, True),
            (True, MORNING + DAY, False),
            (False, None, False),
        ]


def test_the_count_leaves_out_who_is_no_participant_or_not_registered(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        event = db.session.get_one(Event, door.event_id)
        build_registration(event=event, state="reserve")
        build_registration(event=event, state="cancelled")
        speaker = build_category(code="NARASUMBER")
        with write() as session:
            session.get_one(Category, speaker.id).kind = "narasumber"
        build_registration(event=event, category=speaker)
        place = _places(door)[0]
        assert queries.count_at(door.event_id, place.id) == queries.Count(0, 1)
        _come_on_days(door, 1)
        count = queries.count_at(door.event_id, place.id)
        assert (count.present, count.registered, count.missing) == (1, 1, 0)
        assert queries.present_by_checkpoint(door.event_id) == {place.id: 1}


def test_an_audience_counts_its_own_people_only(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        event = db.session.get_one(Event, door.event_id)
        tksk = build_category(code="TKSK")
        build_registration(event=event, category=tksk, region_code=KECAMATAN)
        place = _places(door)[0]
        with write() as session:
            session.add(CheckpointAudience(checkpoint_id=place.id, category_id=tksk.id))
        assert queries.count_at(door.event_id, place.id).registered == 1
        assert queries.count_at(door.event_id, _places(door)[1].id).registered == 2
        assert queries.audience_words(place.id) == "TKSK"


def test_arrivals_and_missing_add_up(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        event = db.session.get_one(Event, door.event_id)
        tksk = build_category(code="TKSK")
        build_registration(event=event, category=tksk, region_code=KECAMATAN)
        guest = build_registration(event=event, person=build_person(name="Tamu Provinsi"))
        with write() as session:
            session.get_one(Registration, guest.id).region_code = None
        _come_on_days(door, 1)
        place = _places(door)[0]
        arrivals = queries.arrivals_by_region(door.event_id, place.id)
        assert [(row.code, row.level, row.present, row.registered) for row in arrivals] == [
            ("", "", 0, 1),
            (KECAMATAN, "kecamatan", 0, 1),
            (KELURAHAN, "kelurahan", 1, 1),
        ]
        assert {row.district_code for row in arrivals[1:]} == {KECAMATAN}
        missing = missing_at(door.event_id, place.id)
        assert sorted(person.region_code for person in missing) == ["", KECAMATAN]
        count = queries.count_at(door.event_id, place.id)
        assert count.missing == len(missing)


def test_the_feed_counts_every_write_of_the_event(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        before = queries.feed_rev(door.event_id)
        first = scan(door)
        scan(door, code="poster")
        take_back(door, first.uid)
        assert queries.feed_rev(door.event_id) == before + 3


def test_a_note_stands_beside_the_day_and_presence_keeps_both(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        Hand(door).note("izin", "ujian anak", numbers=(1, 2))
        Hand(door).correct()
        days = queries.attendance_of(door.registration_id, door.event_id)
        noted = [(day.present, day.absence) for day in days]
        assert noted == [(True, "izin"), (False, "izin"), (False, None)]
