"""Who is not on the list is written down at the door: registered, reserve or guest, and is in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from eventmgr.checkin.actions import Answer
from eventmgr.checkin.deliveries import WalkInOp
from eventmgr.checkin.models import Attendance
from eventmgr.checkin.queries import Count, checkpoints_of, count_at
from eventmgr.checkin.walk_in_actions import write_down
from eventmgr.events.models import CheckpointAudience, Event, EventDay
from eventmgr.people.models import Category, Person
from eventmgr.registration.models import Registration, Ticket
from eventmgr.registration.reserve_actions import take_from_reserve
from eventmgr.shared.db import db, new_uid, write
from tests.builders import KECAMATAN, KELURAHAN, build_category, build_quota, build_spare_card, code_of
from tests.checkin.doors import MORNING, Door, build_door, number_of_scans, scan
from tests.support.trail import acts_on

NAME = "Drs. Yulmaini Syafitri, S.Pd"


def came(door: Door, **changes: Any) -> Answer:
    fields: dict[str, Any] = {
        "uid": new_uid(),
        "checkpoint": "hari-1",
        "name": NAME,
        "category": "PSM",
        "region": KELURAHAN,
        "at_device": MORNING,
    } | changes
    op = WalkInOp(**fields)
    return write_down(door.event_id, op, actor=door.crew, now=MORNING)


def count(door: Door) -> Count:
    db.session.rollback()
    return count_at(door.event_id, checkpoints_of(door.event_id)[0].id)


def people() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(Person.id))) or 0


def made(answer: Answer) -> tuple[Registration, Person]:
    db.session.rollback()
    assert answer.guest is not None
    row = db.session.execute(
        select(Registration, Person)
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.id == answer.guest.registration_id)
    ).one()
    return row[0], row[1]


def test_a_free_seat_makes_them_registered_and_they_are_in(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        build_quota(event=db.session.get_one(Event, door.event_id), category=build_category(), seats=2)
        answer = came(door)
        registration, person = made(answer)
        assert (answer.verdict, answer.reason, answer.first_at) == ("ok", "", MORNING)
        assert (registration.state, registration.is_walk_in, registration.region_code) == (
            "registered",
            True,
            KELURAHAN,
        )
        assert (person.front_title, person.name, person.back_title) == ("Drs.", "Yulmaini Syafitri", "S.Pd")
        assert (person.nik_cipher, person.nik_hash, person.phone) == (None, None, None)
        assert person.search_text == "drs yulmaini syafitri spd"
        assert count(door) == Count(present=1, registered=2)
        ticket = db.session.scalars(select(Ticket).where(Ticket.registration_id == registration.id)).one()
        assert (ticket.state, ticket.spare_no) == ("active", None)
        assert acts_on(registration.uid) == ["registration.walk_in"]


@pytest.mark.parametrize("name", ["Dr. " * 30 + "Ali", "Budi, " + ", ".join(["S.E."] * 25)])
def test_a_name_with_more_titles_than_fit_is_no_fault(any_app: Flask, name: str) -> None:
    with any_app.app_context():
        _, person = made(came(build_door(), name=name))
        assert (person.front_title, person.name, person.back_title) == (None, name, None)


def test_without_a_seat_they_are_a_reserve_whose_arrival_counts_once_they_are_moved_up(
    any_app: Flask,
) -> None:
    with any_app.app_context():
        door = build_door()
        quota = build_quota(
            event=db.session.get_one(Event, door.event_id), category=build_category(), seats=1
        )
        answer = came(door)
        registration, _ = made(answer)
        assert (answer.verdict, answer.reason) == ("ok", "as_reserve")
        assert (registration.state, registration.reserve_no) == ("reserve", 1)
        assert count(door) == Count(present=0, registered=1)
        uid = registration.uid
        with write():
            quota.seats = 2
        event = db.session.get_one(Event, door.event_id)
        take_from_reserve(door.organizer, MORNING, event=event, registration_uid=uid)
        assert count(door) == Count(present=1, registered=2)


def test_a_guest_stands_outside_quotas_and_totals_and_the_office_gets_its_category_once(
    any_app: Flask,
) -> None:
    with any_app.app_context():
        door = build_door()
        answers = [came(door, category="TAMU", region=None, name=name) for name in ("Jati", "Olo")]
        assert [(one.verdict, one.reason) for one in answers] == [("ok", "as_guest")] * 2
        assert count(door) == Count(present=0, registered=1)
        kinds = db.session.execute(select(Category.code, Category.kind).where(Category.kind == "mitra"))
        assert [tuple(row) for row in kinds] == [("TAMU", "mitra")]
        assert {made(one)[0].state for one in answers} == {"registered"}
        assert db.session.scalar(select(func.count(Attendance.id)).where(Attendance.present)) == 2


def test_a_retry_is_told_the_same_and_makes_nobody_again(any_app: Flask) -> None:
    with any_app.app_context():
        door, uid = build_door(), new_uid()
        first, again = (came(door, uid=uid) for _ in range(2))
        assert first.guest is not None
        assert again.guest is not None
        assert (again.verdict, again.guest.registration_uid) == ("ok", first.guest.registration_uid)
        assert (again.is_replay, people(), number_of_scans()) == (True, 2, 1)
        assert came(door, uid=uid, name="Yulmaini").verdict == "conflict"


def test_a_listed_name_of_the_place_is_asked_about_and_is_new_when_the_crew_says_so(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        answer = came(door, name="masrul  MALAYU")
        assert (answer.verdict, answer.reason) == ("refused", "same_name")
        assert answer.guest is not None
        assert answer.guest.registration_uid == door.registration_uid
        assert people() == 1
        assert came(door, name="Masrul Malayu", region="13.71.01.1001").verdict == "ok"
        assert came(door, name="Masrul Malayu", category="TAMU", region=None).reason == "same_name"
        assert came(door, name="Masrul Malayu", is_new=True).verdict == "ok"


@pytest.mark.parametrize(
    ("category", "region", "reason"),
    [
        ("LURAH", KELURAHAN, "unknown_category"),
        ("NARA", None, "unknown_category"),
        ("PSM", None, "region_missing"),
        ("PSM", KECAMATAN, "region_missing"),
        ("PSM", "32.73.01.1001", "region_missing"),
    ],
)
def test_role_and_place_must_be_known(app: Flask, category: str, region: str | None, reason: str) -> None:
    with app.app_context():
        door = build_door()
        with write() as session:
            office_id = session.get_one(Event, door.event_id).office_id
            session.add(Category(office_id=office_id, code="NARA", name="Narasumber", kind="narasumber"))
        answer = came(door, category=category, region=region)
        assert (answer.verdict, answer.reason, people()) == ("refused", reason, 1)


@pytest.mark.parametrize(
    ("state", "verdict", "reason"),
    [
        ("draft", "not_open", "event_draft"),
        ("closed", "closed", "event_closed"),
        ("archived", "closed", "event_closed"),
    ],
)
def test_before_and_after_the_event_nobody_is_made(app: Flask, state: str, verdict: str, reason: str) -> None:
    with app.app_context():
        door = build_door()
        with write() as session:
            session.get_one(Event, door.event_id).state = state
        answer = came(door)
        assert (answer.verdict, answer.reason, people(), number_of_scans()) == (verdict, reason, 1, 0)


def test_a_closed_day_an_early_hour_and_a_checkpoint_for_others_make_nobody(app: Flask) -> None:
    with app.app_context():
        door = build_door()
        assert came(door, at_device=MORNING - timedelta(hours=2)).verdict == "not_open"
        assert came(door, at_device=MORNING - timedelta(days=1)).verdict == "wrong_day"
        place_id, tksk_id = checkpoints_of(door.event_id)[0].id, build_category(code="TKSK").id
        with write() as session:
            session.add(CheckpointAudience(checkpoint_id=place_id, category_id=tksk_id))
        assert came(door).verdict == "not_here"
        assert came(door, category="TAMU", region=None).verdict == "not_here"
        with write() as session:
            for day in session.scalars(select(EventDay).where(EventDay.event_id == door.event_id)):
                day.closed_at = MORNING
        answer = came(door, category="TKSK", region=KECAMATAN)
        assert (answer.verdict, answer.reason, people()) == ("closed", "day_closed", 1)


def test_a_rehearsal_tells_what_would_come_of_it_and_makes_nobody(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        build_quota(event=db.session.get_one(Event, door.event_id), category=build_category(), seats=1)
        answer = came(door, rehearsal=True)
        assert (answer.verdict, answer.reason, answer.guest) == ("ok", "as_reserve", None)
        assert (people(), count(door).present) == (1, 0)
        again = came(door, rehearsal=True, uid=answer.uid)
        assert (again.verdict, again.reason, again.is_replay) == ("ok", "as_reserve", True)


def test_a_spare_card_becomes_theirs_in_the_place_of_an_ordinary_one(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        card = build_spare_card(event=db.session.get_one(Event, door.event_id), number=7)
        code = code_of(card)
        shown = scan(door, code=code, at_device=MORNING - timedelta(minutes=5))
        answer = came(door, scan=shown.uid)
        registration, _ = made(answer)
        held = db.session.scalars(select(Ticket).where(Ticket.registration_id == registration.id)).one()
        assert (held.spare_no, held.state, answer.spare_number) == (7, "active", 7)
        assert answer.first_at == MORNING - timedelta(minutes=5)
        second = came(door, name="Jati", scan=shown.uid)
        assert (second.verdict, second.reason) == ("refused", "spare_taken")
        assert second.guest is not None
        assert second.guest.registration_uid == registration.uid
        assert came(door, name="Jati", scan=new_uid()).reason == "no_such_scan"


def test_of_two_phones_that_write_down_for_the_last_seat_one_is_told_of_a_reserve(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        build_quota(event=db.session.get_one(Event, door.event_id), category=build_category(), seats=2)
        db.session.remove()
    start = Barrier(2)

    def on_a_phone(name: str) -> str:
        with any_app.app_context():
            start.wait(20)
            return came(door, name=name).reason

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(on_a_phone, ("Jati", "Olo"))) == ["", "as_reserve"]
    with any_app.app_context():
        assert count(door) == Count(present=1, registered=2)


def test_two_first_guests_at_once_make_one_category(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        db.session.remove()
    start = Barrier(2)

    def on_a_phone(name: str) -> str:
        with any_app.app_context():
            start.wait(20)
            return came(door, name=name, category="TAMU", region=None).verdict

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(on_a_phone, ("Jati", "Olo"))) == ["ok", "ok"]
    with any_app.app_context():
        assert db.session.scalar(select(func.count(Category.id)).where(Category.code == "TAMU")) == 1
