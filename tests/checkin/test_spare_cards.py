"""A spare card becomes somebody's at the door, once, and they are in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.cards.spare_actions import release_spare
from eventmgr.checkin.actions import Answer
from eventmgr.checkin.deliveries import BindOp
from eventmgr.checkin.late_queries import late_scans
from eventmgr.checkin.models import Attendance
from eventmgr.checkin.spare_actions import bind
from eventmgr.events.models import Event, EventDay
from eventmgr.registration.models import Registration, Ticket
from eventmgr.registration.seat_actions import cancel, restore
from eventmgr.shared.db import db, new_uid, write
from tests.builders import (
    build_category,
    build_event,
    build_registration,
    build_spare_card,
    build_ticket,
    code_of,
)
from tests.checkin.doors import (
    MORNING,
    Door,
    attendance,
    build_door,
    is_present,
    number_of_scans,
    scan,
    stored,
    take_back,
    ticket_of,
)


def build_spare(door: Door, *, number: int = 14) -> str:
    """The code of a spare card of the door's event."""
    return code_of(build_spare_card(event=db.session.get_one(Event, door.event_id), number=number))


def bound(door: Door, shown: str, **changes: Any) -> Answer:
    fields: dict[str, Any] = {
        "uid": new_uid(),
        "checkpoint": "hari-1",
        "scan": shown,
        "registration_uid": door.registration_uid,
        "at_device": MORNING + timedelta(minutes=1),
    } | changes
    op = BindOp(**fields)
    return bind(door.event_id, op, actor=door.crew, now=op.at_device)


def spare_card(number: int = 14) -> Ticket:
    db.session.rollback()
    return db.session.scalars(select(Ticket).where(Ticket.spare_no == number)).one()


def test_the_card_becomes_theirs_the_former_one_is_void_and_they_came_when_it_was_shown(
    any_app: Flask,
) -> None:
    with any_app.app_context():
        door = build_door()
        code = build_spare(door)
        shown = scan(door, code=code)
        assert (shown.verdict, shown.spare_number) == ("spare_card", 14)
        answer = bound(door, shown.uid)
        assert (answer.verdict, answer.spare_number, answer.first_at) == ("ok", 14, MORNING)
        card, former, found = spare_card(), ticket_of(door), attendance(door)
        assert (card.state, card.registration_id) == ("active", door.registration_id)
        assert (former.state, former.void_reason) == ("void", "Diganti kartu cadangan 14")
        assert found is not None
        assert (found.present, found.first_at, found.scan_uid) == (True, MORNING, answer.uid)
        assert (stored(answer.uid).kind, stored(answer.uid).replaces_uid) == ("in", shown.uid)
        assert scan(door).verdict == "old_card"
        assert scan(door, code=code).verdict == "already"


def test_a_retry_is_told_the_same_and_another_content_is_a_conflict(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        other = build_registration(event=db.session.get_one(Event, door.event_id)).uid
        shown, uid = scan(door, code=build_spare(door)), new_uid()
        first, again = (bound(door, shown.uid, uid=uid) for _ in range(2))
        assert (again.verdict, again.first_at, again.spare_number) == (first.verdict, first.first_at, 14)
        assert (again.is_replay, number_of_scans()) == (True, 2)
        assert bound(door, shown.uid, uid=uid, registration_uid=other).verdict == "conflict"


def test_a_card_that_is_somebody_s_meanwhile_says_whose(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        other = build_registration(event=db.session.get_one(Event, door.event_id)).uid
        code = build_spare(door)
        mine, theirs = scan(door, code=code), scan(door, code=code)
        bound(door, mine.uid)
        answer = bound(door, theirs.uid, registration_uid=other)
        assert (answer.verdict, answer.reason) == ("refused", "spare_taken")
        assert answer.guest is not None
        assert answer.guest.registration_uid == door.registration_uid
        assert bound(door, theirs.uid).verdict == "already"
        assert spare_card().registration_id == door.registration_id


def test_a_phone_without_network_that_saw_the_card_unbound_is_told_whose_it_is(app: Flask) -> None:
    with app.app_context():
        door = build_door()
        other = build_registration(event=db.session.get_one(Event, door.event_id)).uid
        code = build_spare(door)
        bound(door, scan(door, code=code).uid)
        late = scan(door, code=code, shown_verdict="spare_card")
        assert late.verdict == "already"
        answer = bound(door, late.uid, registration_uid=other)
        assert (answer.verdict, answer.reason, answer.spare_number) == ("refused", "spare_taken", 14)


def test_who_is_in_already_keeps_the_first_hour_and_has_the_card(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        scan(door)
        shown = scan(door, code=build_spare(door), at_device=MORNING + timedelta(minutes=9))
        answer = bound(door, shown.uid)
        assert (answer.verdict, answer.first_at) == ("already", MORNING)
        assert spare_card().registration_id == door.registration_id


def test_before_the_gate_opens_the_card_is_theirs_and_nobody_is_in(app: Flask) -> None:
    with app.app_context():
        door = build_door()
        shown = scan(door, code=build_spare(door), at_device=MORNING - timedelta(hours=2))
        assert bound(door, shown.uid).verdict == "not_open"
        assert (spare_card().state, is_present(door)) == ("active", False)


def test_on_a_closed_day_the_arrival_waits_for_the_organizer(app: Flask) -> None:
    with app.app_context():
        door = build_door()
        code = build_spare(door)
        with write() as session:
            for day in session.scalars(select(EventDay).where(EventDay.event_id == door.event_id)):
                day.closed_at = MORNING
        answer = bound(door, scan(door, code=code).uid)
        assert (answer.verdict, answer.reason) == ("closed", "day_closed")
        assert (spare_card().state, is_present(door)) == ("active", False)
        (late,) = late_scans(door.event_id)
        assert (late.registration_id, late.at, late.arrived_at) == (door.registration_id, MORNING, MORNING)


@pytest.mark.parametrize("state", ["closed", "archived"])
def test_after_the_event_no_card_changes_hands(app: Flask, state: str) -> None:
    with app.app_context():
        door = build_door()
        code = build_spare(door)
        with write() as session:
            session.get_one(Event, door.event_id).state = state
        answer = bound(door, scan(door, code=code).uid)
        assert (answer.verdict, answer.reason) == ("closed", "event_closed")
        assert (spare_card().state, ticket_of(door).state) == ("spare", "active")


def test_a_rehearsal_binds_nothing_and_tells_the_verdict(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        shown = scan(door, code=build_spare(door), rehearsal=True)
        assert bound(door, shown.uid).reason == "no_such_scan"
        answer = bound(door, shown.uid, rehearsal=True)
        assert (answer.verdict, answer.spare_number, is_present(door)) == ("ok", 14, False)
        assert (spare_card().state, ticket_of(door).state) == ("spare", "active")
        again = bound(door, shown.uid, rehearsal=True, uid=answer.uid)
        assert again.guest is not None
        assert (again.verdict, again.guest.registration_uid) == ("ok", door.registration_uid)


def test_only_a_spare_card_s_scan_of_this_event_counts(app: Flask) -> None:
    with app.app_context():
        door, elsewhere = build_door(), build_door()
        foreign = scan(elsewhere, code=build_spare(elsewhere))
        for named in (foreign.uid, scan(door).uid, new_uid()):
            assert (bound(door, named).verdict, bound(door, named).reason) == ("refused", "no_such_scan")
        assert spare_card().state == "spare"


@pytest.mark.parametrize("state", ["cancelled", "replaced"])
def test_only_a_live_registration_of_this_event_gets_a_card(app: Flask, state: str) -> None:
    with app.app_context():
        door = build_door()
        event = db.session.get_one(Event, door.event_id)
        ended, foreign = build_registration(event=event, state=state), build_registration(event=build_event())
        shown = scan(door, code=build_spare(door))
        for uid in (ended.uid, foreign.uid, new_uid()):
            answer = bound(door, shown.uid, registration_uid=uid)
            assert (answer.verdict, answer.reason) == ("refused", "not_bindable")
        assert spare_card().state == "spare"


def test_undoing_takes_the_arrival_back_and_leaves_the_card(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        answer = bound(door, scan(door, code=build_spare(door)).uid)
        back = take_back(door, answer.uid, at_device=MORNING + timedelta(minutes=3))
        assert (back.verdict, is_present(door)) == ("undone", False)
        assert spare_card().registration_id == door.registration_id


def test_a_card_that_went_on_to_another_leaves_the_first_one_s_scans_their_own(app: Flask) -> None:
    with app.app_context():
        door = build_door()
        event = db.session.get_one(Event, door.event_id)
        second = build_registration(event=event).uid
        code = build_spare(door)
        first_arrival = bound(door, scan(door, code=code).uid)
        event = db.session.get_one(Event, door.event_id)
        assert release_spare(
            door.organizer, MORNING, event=event, number=14, seen_registration=door.registration_uid
        )
        assert bound(door, scan(door, code=code).uid, registration_uid=second).verdict == "ok"
        back = take_back(door, first_arrival.uid, at_device=MORNING + timedelta(minutes=5))
        assert back.guest is not None
        assert (back.verdict, back.guest.registration_uid) == ("undone", door.registration_uid)
        present = db.session.scalars(select(Attendance.registration_id).where(Attendance.present)).all()
        assert present == [spare_card().registration_id]


def test_a_reserve_gets_the_card_and_still_is_a_reserve(app: Flask) -> None:
    with app.app_context():
        door = build_door(state="reserve")
        answer = bound(door, scan(door, code=build_spare(door)).uid)
        assert (answer.verdict, spare_card().registration_id) == ("reserve", door.registration_id)
        assert db.session.scalar(select(Attendance.id)) is None


def test_a_cancellation_taken_back_wakes_the_spare_card_though_it_is_the_older_one(any_app: Flask) -> None:
    with any_app.app_context():
        door, later = build_door(), MORNING + timedelta(hours=1)
        code, event = build_spare(door), db.session.get_one(Event, door.event_id)
        late = build_registration(event=event)
        build_ticket(event=event, registration=late)
        uid = late.uid
        bound(door, scan(door, code=code).uid, registration_uid=uid)
        cancel(door.organizer, later, event=event, uids=[uid], reason="salah orang")
        restore(door.organizer, later, event=event, uid=uid, reason="ternyata ikut")
        assert spare_card().state == "active"


def test_a_person_without_any_card_gets_one(app: Flask) -> None:
    with app.app_context():
        door = build_door()
        registration = build_registration(
            event=db.session.get_one(Event, door.event_id), category=build_category(code="TKSK")
        )
        answer = bound(door, scan(door, code=build_spare(door)).uid, registration_uid=registration.uid)
        assert (answer.verdict, spare_card().registration_id) == ("ok", registration.id)
        assert db.session.get_one(Registration, registration.id).state == "registered"


def test_of_two_phones_that_bind_one_card_at_once_one_is_told_that_it_is_taken(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        other = build_registration(event=db.session.get_one(Event, door.event_id)).uid
        code = build_spare(door)
        named = [(scan(door, code=code).uid, uid) for uid in (door.registration_uid, other)]
        db.session.remove()
    start = Barrier(2)

    def on_a_phone(shown: str, uid: str) -> str:
        with any_app.app_context():
            start.wait(20)
            answer = bound(door, shown, registration_uid=uid)
            return answer.reason or answer.verdict

    with ThreadPoolExecutor(2) as pool:
        told = sorted(pool.map(lambda pair: on_a_phone(*pair), named))
    assert told == ["ok", "spare_taken"]
    with any_app.app_context():
        assert len(db.session.scalars(select(Attendance.id)).all()) == 1


def test_a_delivery_that_was_cut_off_and_comes_twice_at_once_binds_once(any_app: Flask) -> None:
    with any_app.app_context():
        door, uid = build_door(), new_uid()
        shown = scan(door, code=build_spare(door)).uid
        db.session.remove()
    start = Barrier(3)

    def again(_: int) -> str:
        with any_app.app_context():
            start.wait(20)
            return bound(door, shown, uid=uid).verdict

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(again, range(3))) == ["ok"] * 3
    with any_app.app_context():
        assert number_of_scans() == 2
