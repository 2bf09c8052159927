"""Cancelling and taking it back, a lost card, moving, crew notes: actions on both databases."""

from datetime import timedelta

import pytest
from flask import Flask

from eventmgr.events.models import Event
from eventmgr.people.models import Person
from eventmgr.registration.models import Registration
from eventmgr.registration.move_actions import Move, move_registration
from eventmgr.registration.seat_actions import RegistrationChanged, cancel, restore
from eventmgr.registration.selection_actions import set_crew_note
from eventmgr.registration.ticket_actions import give_new_card
from eventmgr.shared.db import db, write
from eventmgr.shared.refusal import Refusal
from tests.builders import (
    build_category,
    build_person,
    build_quota,
    build_registration,
    build_ticket,
    code_of,
)
from tests.checkin.doors import MORNING, Door, build_door, scan
from tests.registration.people_steps import ACTOR, by_uid, event_of, tickets


def cancelled(door: Door) -> int:
    return cancel(ACTOR, MORNING, event=event_of(door.event_id), uids=[door.registration_uid], reason="sakit")


def restored(door: Door) -> str:
    return restore(ACTOR, MORNING, event=event_of(door.event_id), uid=door.registration_uid, reason="sembuh")


def test_a_cancelled_card_stops_at_the_door_with_since(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        assert cancelled(door) == 1
        row = by_uid(door.registration_uid)
        assert (row.state, row.ended_at) == ("cancelled", MORNING)
        answer = scan(door)
        assert answer.verdict in ("cancelled", "old_card")
        assert cancelled(door) == 0


def test_taking_it_back_makes_the_same_card_valid_again(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        cancelled(door)
        assert restored(door) == "registered"
        assert restored(door) == "registered"
        assert [card.state for card in tickets(door.registration_id)] == ["active"]
        assert scan(door).verdict == "ok"


def test_it_becomes_a_reserve_when_the_seat_is_taken_meanwhile(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        event = event_of(door.event_id)
        build_quota(event=event, category=build_category(), seats=1)
        cancelled(door)
        build_registration(event=event_of(door.event_id))
        assert restored(door) == "reserve"
        assert by_uid(door.registration_uid).reserve_no == 1


def test_a_reserve_taken_back_to_a_free_seat_takes_part_from_then_on(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        uid = build_registration(
            event=event_of(door.event_id), person=build_person(name="Upik"), state="reserve"
        ).uid
        later = MORNING + timedelta(days=1)
        for person, since in ((uid, later), (door.registration_uid, None)):
            cancel(ACTOR, MORNING, event=event_of(door.event_id), uids=[person], reason="sakit")
            restore(ACTOR, later, event=event_of(door.event_id), uid=person, reason="sembuh")
            row = by_uid(person)
            assert (row.state, row.promoted_at) == ("registered", since)


def test_a_lost_card_is_void_and_its_successor_says_that_it_is_one(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()

        def renew() -> bool:
            return give_new_card(
                ACTOR,
                MORNING,
                event=event_of(door.event_id),
                uid=door.registration_uid,
                seen_code=door.typed_code,
                reason="hilang",
            )

        assert renew()
        assert not renew()
        old, new = tickets(door.registration_id)
        assert (old.state, new.state, new.version) == ("void", "active", 2)
        assert scan(door).verdict == "old_card"
        assert scan(door, code=code_of(new)).verdict == "ok"


def test_a_card_lost_before_a_cancellation_does_not_come_back_with_it(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        event = event_of(door.event_id)
        give_new_card(
            ACTOR,
            MORNING,
            event=event,
            uid=door.registration_uid,
            seen_code=door.typed_code,
            reason="hilang",
        )
        cancelled(door)
        restored(door)
        assert [card.state for card in tickets(door.registration_id)] == ["void", "active"]


def test_moving_changes_the_copy_and_imports_leave_it_alone(any_app: Flask) -> None:
    with any_app.app_context():
        door, category = build_door(), build_category()
        move = Move(category.id, "13.71.06.1004", "400/1", "pindah rumah")
        move_registration(
            ACTOR,
            MORNING,
            event=event_of(door.event_id),
            uid=door.registration_uid,
            revision=by_uid(door.registration_uid).revision,
            move=move,
        )
        row = by_uid(door.registration_uid)
        assert row.region_code == "13.71.06.1004"
        assert "region_code" in db.session.get_one(Person, row.person_id).hand_fields
        with pytest.raises(RegistrationChanged):
            move_registration(
                ACTOR,
                MORNING,
                event=event_of(door.event_id),
                uid=door.registration_uid,
                revision=1,
                move=move,
            )


def test_a_crew_note_is_set_for_all_and_told_at_the_door(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        event = event_of(door.event_id)
        other = build_registration(event=event)
        build_ticket(event=event_of(door.event_id), registration=other)
        uids = [door.registration_uid, other.uid, "0" * 32]

        def note(text: str) -> int:
            return set_crew_note(ACTOR, MORNING, event=event_of(door.event_id), uids=uids, note=text)

        assert note("Serahkan kaus") == 2
        assert note("Serahkan kaus") == 0
        guest = scan(door).guest
        assert guest is not None
        assert guest.crew_note == "Serahkan kaus"
        assert note("") == 2


@pytest.mark.parametrize("state", ["closed", "archived"])
def test_a_closed_event_changes_no_registration(any_app: Flask, state: str) -> None:
    with any_app.app_context():
        door = build_door()
        with write() as session:
            session.get_one(Event, door.event_id).state = state
        with pytest.raises(Refusal, match="Kegiatan ini sudah"):
            cancelled(door)
        assert db.session.get_one(Registration, door.registration_id).state == "registered"
