"""Who was written down at the door by mistake leaves neither seat nor card behind."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.events.models import Event
from eventmgr.people.models import Person
from eventmgr.registration.models import Registration, Ticket
from eventmgr.registration.seat_actions import cancel
from eventmgr.registration.seat_queries import seats_of
from eventmgr.shared.db import db, write
from tests.builders import KELURAHAN, build_category, build_quota, build_spare_card, code_of
from tests.checkin.doors import MORNING, Door, build_door, scan, take_back
from tests.checkin.matrix_days import event_of
from tests.checkin.test_walk_ins import came, count, made
from tests.support.trail import acts_on


def taken_seats(door: Door) -> int:
    db.session.rollback()
    return seats_of(door.event_id, build_category().id, KELURAHAN).taken


def test_the_seat_is_free_again_and_the_trail_says_why(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        build_quota(event=event_of(door), category=build_category(), seats=2)
        before, answer = taken_seats(door), came(door)
        registration, _ = made(answer)
        uid, number = registration.uid, registration.id
        undone = take_back(door, answer.uid)
        assert (undone.verdict, undone.reason) == ("undone", "")
        assert taken_seats(door) == before
        row = db.session.get_one(Registration, number)
        assert (row.state, row.ended_at, row.reserve_no) == ("cancelled", MORNING, None)
        (card,) = db.session.scalars(select(Ticket).where(Ticket.registration_id == number))
        assert card.state == "void"
        assert acts_on(uid) == ["registration.walk_in", "registration.cancelled"]
        assert count(door).present == 0
        assert take_back(door, answer.uid).reason == "already_undone"
        assert came(door).verdict == "ok", "the seat may be given to the right one"


def test_the_spare_card_is_nobody_s_again_and_may_become_another_s(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        spare = build_spare_card(event=event_of(door), number=14)
        code, number = code_of(spare), spare.id
        shown = scan(door, code=code)
        answer = came(door, scan=shown.uid)
        assert take_back(door, answer.uid).verdict == "undone"
        db.session.rollback()
        card = db.session.get_one(Ticket, number)
        assert (card.state, card.registration_id, card.given_at, card.given_where) == (
            "spare",
            None,
            None,
            None,
        )
        again = scan(door, code=code)
        assert (again.verdict, again.spare_number) == ("spare_card", 14)
        assert came(door, scan=again.uid, name="Olo").verdict == "ok"


def _changed_by_hand(door: Door, registration: Registration, person: Person) -> None:
    with write() as session:
        session.get_one(Person, person.id).phone = "+6281234567899"


def _note_for_crew(door: Door, registration: Registration, person: Person) -> None:
    with write() as session:
        session.get_one(Registration, registration.id).crew_note = "Kaus XL"


def _scanned_again(door: Door, registration: Registration, person: Person) -> None:
    scan(door, code=None, registration_uid=registration.uid, source="search")


@pytest.mark.parametrize("happens", [_changed_by_hand, _note_for_crew, _scanned_again])
def test_it_is_refused_once_something_else_happened(
    any_app: Flask, happens: Callable[[Door, Registration, Person], None]
) -> None:
    with any_app.app_context():
        door = build_door()
        answer = came(door)
        registration, person = made(answer)
        number = registration.id
        happens(door, registration, person)
        refused = take_back(door, answer.uid)
        assert (refused.verdict, refused.reason) == ("refused", "walk_in_used")
        db.session.rollback()
        assert db.session.get_one(Registration, number).state == "registered"
        assert count(door).present == 1


def test_an_organizer_who_comes_later_takes_the_arrival_back_and_not_the_person(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        answer = came(door)
        registration, _ = made(answer)
        number, later = registration.id, MORNING + timedelta(minutes=16)
        assert take_back(door, answer.uid, at_device=later).reason == "too_late"
        assert take_back(door, answer.uid, by_organizer=True, at_device=later).verdict == "undone"
        db.session.rollback()
        assert db.session.get_one(Registration, number).state == "registered"
        assert count(door).present == 0


def test_who_was_cancelled_meanwhile_is_only_taken_back(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        answer = came(door)
        registration, _ = made(answer)
        event = db.session.get_one(Event, door.event_id)
        cancel(door.organizer, MORNING, event=event, uids=[registration.uid], reason="ganda")
        assert take_back(door, answer.uid).verdict == "undone"


def test_an_undone_scan_of_somebody_else_ends_nothing(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        answer = scan(door)
        assert take_back(door, answer.uid).verdict == "undone"
        assert db.session.get_one(Registration, door.registration_id).state == "registered"
