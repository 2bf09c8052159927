"""A card in another's hand, and whom an organizer lets in with a PIN: rows of their own."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from eventmgr.accounts.models import User
from eventmgr.accounts.passwords import hash_password
from eventmgr.checkin.absence_queries import opened
from eventmgr.checkin.actions import Answer
from eventmgr.checkin.correction_queries import corrections
from eventmgr.checkin.deliveries import HoldOp, PermitOp
from eventmgr.checkin.gate_keeping import hold, permit
from eventmgr.events.models import Event
from eventmgr.shared.db import db, new_uid, write
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
)

PIN = "271828"
LATE = MORNING + timedelta(hours=3)


def with_pin(door: Door) -> Door:
    with write() as session:
        session.get_one(User, door.organizer.id).pin_hash = hash_password(PIN)
    return door


def let_in(door: Door, refused: str, **changes: Any) -> Answer:
    fields: dict[str, Any] = {
        "uid": new_uid(),
        "checkpoint": "hari-1",
        "scan": refused,
        "reason": "perjalanan",
        "pin": PIN,
        "at_device": LATE + timedelta(minutes=2),
    } | changes
    op = PermitOp(**fields)
    return permit(door.event_id, op, actor=door.crew, now=op.at_device)


def held(door: Door, named: str, **changes: Any) -> Answer:
    fields: dict[str, Any] = {
        "uid": new_uid(),
        "checkpoint": "hari-1",
        "scan": named,
        "card_kept": True,
        "note": "Yang datang Bapak Masrul.",
        "at_device": MORNING,
    } | changes
    return hold(door.event_id, HoldOp(**fields), actor=door.crew, now=MORNING)


def test_an_organizer_lets_in_who_came_late(any_app: Flask) -> None:
    with any_app.app_context():
        door = with_pin(build_door())
        refused = scan(door, at_device=LATE)
        assert (refused.verdict, is_present(door)) == ("closed", False)
        answer = let_in(door, refused.uid)
        assert (answer.verdict, answer.approved_by) == ("ok", door.organizer.id)
        row, found = stored(answer.uid), attendance(door)
        assert (row.kind, row.reason, row.replaces_uid) == ("override", "perjalanan", refused.uid)
        assert (row.user_id, row.approved_by) == (door.crew.id, door.organizer.id)
        assert found is not None
        assert (found.present, found.first_at, found.scan_uid) == (True, LATE, answer.uid)


def test_the_pin_is_stored_nowhere_and_a_retry_needs_none(any_app: Flask) -> None:
    with any_app.app_context():
        door = with_pin(build_door())
        refused, uid = scan(door, at_device=LATE), new_uid()
        let_in(door, refused.uid, uid=uid)
        again = let_in(door, refused.uid, uid=uid, pin="000000")
        assert (again.verdict, again.is_replay, again.approved_by) == ("ok", True, door.organizer.id)
        assert number_of_scans() == 2
        assert let_in(door, refused.uid, uid=uid, reason="keluarga").verdict == "conflict"


def test_five_wrong_pins_close_the_way_for_five_minutes(app: Flask) -> None:
    with app.app_context():
        door = with_pin(build_door())
        refused = scan(door, at_device=LATE)
        answers = [let_in(door, refused.uid, pin=f"11111{number}") for number in range(5)]
        assert [one.tries_left for one in answers] == [4, 3, 2, 1, 0]
        assert [one.reason for one in answers] == ["pin_wrong"] * 4 + ["pin_locked"]
        assert let_in(door, refused.uid).reason == "pin_locked"
        later = LATE + timedelta(minutes=7, seconds=5)
        assert let_in(door, refused.uid, at_device=later).verdict == "ok"
        assert number_of_scans() == 2


def test_without_any_pin_the_crew_is_told_so(app: Flask) -> None:
    with app.app_context():
        door = build_door()
        refused = scan(door, at_device=LATE)
        assert let_in(door, refused.uid).reason == "pin_missing"


def test_a_crew_s_own_pin_permits_nothing(app: Flask) -> None:
    with app.app_context():
        door = with_pin(build_door())
        with write() as session:
            session.get_one(User, door.crew.id).pin_hash = hash_password("314159")
        assert let_in(door, scan(door, at_device=LATE).uid, pin="314159").reason == "pin_wrong"


@pytest.mark.parametrize(("state", "verdict"), [("reserve", "ok"), ("cancelled", "refused")])
def test_a_reserve_may_be_let_in_and_a_cancelled_guest_may_not(app: Flask, state: str, verdict: str) -> None:
    with app.app_context():
        door = with_pin(build_door(state=state))
        assert let_in(door, scan(door).uid, at_device=MORNING).verdict == verdict
        assert is_present(door) is (verdict == "ok")


@pytest.mark.parametrize("event_state", ["draft", "closed"])
def test_before_and_after_the_event_nobody_is_let_in(app: Flask, event_state: str) -> None:
    with app.app_context():
        door = with_pin(build_door())
        with write() as session:
            session.get_one(Event, door.event_id).state = event_state
        answer = let_in(door, scan(door).uid, at_device=MORNING)
        assert (answer.verdict, answer.reason) == ("refused", "not_permittable")
        assert not is_present(door)


def test_another_day_s_checkpoint_is_no_matter_of_permission(app: Flask) -> None:
    with app.app_context():
        door = with_pin(build_door())
        refused = scan(door, at_device=MORNING - timedelta(days=1))
        assert refused.verdict == "wrong_day"
        assert let_in(door, refused.uid, at_device=MORNING - timedelta(days=1)).verdict == "refused"


def test_who_is_in_meanwhile_is_told_so_and_not_written_twice(app: Flask) -> None:
    with app.app_context():
        door = with_pin(build_door())
        refused = scan(door, at_device=LATE)
        let_in(door, refused.uid)
        again = let_in(door, refused.uid)
        assert (again.verdict, again.first_at) == ("already", LATE)
        assert number_of_scans() == 2


def test_the_crew_may_take_a_permission_back_at_once_and_no_longer_later(any_app: Flask) -> None:
    with any_app.app_context():
        door = with_pin(build_door())
        permitted = let_in(door, scan(door, at_device=LATE).uid)
        late = take_back(door, permitted.uid, at_device=LATE + timedelta(minutes=20))
        assert (late.verdict, late.reason, is_present(door)) == ("refused", "too_late", True)
        back = take_back(door, permitted.uid, at_device=LATE + timedelta(minutes=5))
        assert (back.verdict, is_present(door)) == ("undone", False)


def test_a_rehearsed_permission_is_never_attendance(app: Flask) -> None:
    with app.app_context():
        door = with_pin(build_door(state="reserve"))
        refused = scan(door, rehearsal=True)
        assert let_in(door, refused.uid, at_device=MORNING).reason == "no_such_scan"
        answer = let_in(door, refused.uid, rehearsal=True, at_device=MORNING)
        assert (answer.verdict, is_present(door)) == ("ok", False)
        assert corrections(door.event_id) == ([], 0)


def test_a_card_in_another_s_hand_is_noted_and_the_attendance_stands(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        first, second = scan(door), scan(door, at_device=MORNING + timedelta(minutes=9))
        assert second.verdict == "already"
        answer = held(door, second.uid)
        row, found = stored(answer.uid), attendance(door)
        assert (answer.verdict, row.kind, row.reason) == ("held", "hold", "card_kept")
        assert opened(row.note_key_id, row.note_cipher) == "Yang datang Bapak Masrul."
        assert found is not None
        assert (found.present, found.scan_uid) == (True, first.uid)
        assert held(door, second.uid, uid=answer.uid).is_replay


def test_only_a_guest_who_is_in_can_be_somebody_else(app: Flask) -> None:
    with app.app_context():
        door = build_door()
        first = scan(door)
        for named in (first.uid, new_uid()):
            assert (held(door, named).verdict, held(door, named).reason) == ("refused", "no_such_scan")
        assert number_of_scans() == 1


def test_organizers_see_both_among_what_was_decided_by_hand(app: Flask) -> None:
    with app.app_context():
        door = with_pin(build_door())
        let_in(door, scan(door, at_device=LATE).uid, reason="lain", note="Mobil mogok di Lubuk Alung")
        held(door, scan(door, at_device=LATE + timedelta(minutes=4)).uid)
        rows, total = corrections(door.event_id)
        assert ([row.kind for row in rows], total) == (["held", "permit"], 2)
        assert rows[1].reason == "Mobil mogok di Lubuk Alung"
        assert rows[1].by == "Ani Rahmawati"
        db.session.rollback()
