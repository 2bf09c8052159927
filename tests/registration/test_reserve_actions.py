"""Moving between seats and the reserve list, also when two organizers press at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.audit.actor import Actor
from eventmgr.events.models import Event
from eventmgr.registration.models import Registration
from eventmgr.registration.reserve_actions import reserve_surplus, take_from_reserve
from eventmgr.registration.seat_actions import RegistrationChanged
from eventmgr.shared.db import db, write
from eventmgr.shared.refusal import Refusal
from tests.builders import CREATED, build_category, build_event, build_quota, build_registration

ACTOR = Actor("command", None, "uji coba")


def build_people(*states: str, seats: int = 1) -> tuple[int, list[str]]:
    """An event with one quota and people of one kelurahan; its id and their uids."""
    event = build_event()
    build_quota(event=event, category=build_category(), seats=seats)
    people = [build_registration(event=event, state=state) for state in states]
    return event.id, [person.uid for person in people]


def event_of(event_id: int) -> Event:
    return db.session.get_one(Event, event_id)


def standing_of(uid: str) -> tuple[str, int | None]:
    row = db.session.execute(
        select(Registration.state, Registration.reserve_no).where(Registration.uid == uid)
    ).one()
    return row[0], row[1]


def try_reserve(app: Flask, event_id: int, uid: str) -> str:
    with app.app_context():
        try:
            number = reserve_surplus(ACTOR, CREATED, event=event_of(event_id), registration_uid=uid)
        except Refusal as refusal:
            return refusal.code
        return f"reserve {number}"


def test_a_surplus_person_goes_to_the_end_of_the_list(any_app: Flask) -> None:
    with any_app.app_context():
        event_id, uids = build_people("registered", "registered", "registered")
        assert reserve_surplus(ACTOR, CREATED, event=event_of(event_id), registration_uid=uids[2]) == 1
        assert reserve_surplus(ACTOR, CREATED, event=event_of(event_id), registration_uid=uids[1]) == 2
        assert [standing_of(uid) for uid in uids] == [("registered", None), ("reserve", 2), ("reserve", 1)]


def test_a_second_press_is_the_same_place(any_app: Flask) -> None:
    with any_app.app_context():
        event_id, uids = build_people("registered", "registered")
    answers = [try_reserve(any_app, event_id, uids[1]) for _ in range(2)]
    assert answers == ["reserve 1", "reserve 1"]


def test_two_organizers_never_leave_the_region_one_short(any_app: Flask) -> None:
    with any_app.app_context():
        event_id, uids = build_people("registered", "registered")
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda uid: try_reserve(any_app, event_id, uid), uids))
    assert sorted(answers) == ["no_surplus", "reserve 1"]


def test_without_a_quota_nobody_is_too_many(app: Flask) -> None:
    with app.app_context():
        event = build_event()
        uid = build_registration(event=event).uid
        event_id = event.id
    assert try_reserve(app, event_id, uid) == "no_surplus"


def test_a_closed_event_moves_nobody(app: Flask) -> None:
    with app.app_context():
        event_id, uids = build_people("registered", "registered")
        with write() as session:
            session.get_one(Event, event_id).state = "closed"
    assert try_reserve(app, event_id, uids[0]) == "event_closed"


def test_who_has_left_is_not_moved(app: Flask) -> None:
    with app.app_context():
        event_id, uids = build_people("registered", "registered", "cancelled")
        for act in (reserve_surplus, take_from_reserve):
            with pytest.raises(RegistrationChanged):
                act(ACTOR, CREATED, event=event_of(event_id), registration_uid=uids[2])


def test_a_reserve_takes_a_free_seat_and_no_other(any_app: Flask) -> None:
    with any_app.app_context():
        event_id, uids = build_people("reserve", "reserve")
        take_from_reserve(ACTOR, CREATED, event=event_of(event_id), registration_uid=uids[0])
        take_from_reserve(ACTOR, CREATED, event=event_of(event_id), registration_uid=uids[0])
        with pytest.raises(Refusal, match="sudah penuh"):
            take_from_reserve(ACTOR, CREATED, event=event_of(event_id), registration_uid=uids[1])
        assert [standing_of(uid)[0] for uid in uids] == ["registered", "reserve"]
