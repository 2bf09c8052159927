"""Corrections by hand, on both databases: they decide, they can be taken back, and nothing is overwritten."""

from datetime import timedelta

import pytest
from flask import Flask

from eventmgr.checkin.closing_actions import close_day
from eventmgr.checkin.correction_actions import Changed, take_back
from eventmgr.checkin.correction_queries import corrections
from eventmgr.shared.db import db, new_uid, write
from eventmgr.shared.refusal import Refusal
from tests.checkin.doors import MORNING, attendance, build_door, is_present, number_of_scans, scan, stored
from tests.checkin.matrix_days import EIGHT, NOON, Hand, day_of, event_of, later


def test_somebody_was_there_after_all(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        uid = Hand(door).correct()
        found = attendance(door)
        assert found is not None
        assert (found.present, found.first_at, found.evidence) == (True, EIGHT, "correction")
        row = stored(uid)
        assert (row.kind, row.reason, row.user_id) == ("correct", "present", door.organizer.id)
        assert b"Kartu" not in (row.note_cipher or b""), "the reason is kept encrypted"


def test_somebody_was_not_there(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        scan(door)
        Hand(door).correct(present=False, arrived_at=None, reason="Kartunya dipindai orang lain")
        assert not is_present(door)


def test_without_an_hour_presence_has_none(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        Hand(door).correct(arrived_at=None)
        found = attendance(door)
        assert found is not None
        assert (found.present, found.first_at) == (True, None)


def test_the_same_request_twice_is_one_correction(any_app: Flask) -> None:
    with any_app.app_context():
        door, request_uid = build_door(), new_uid()
        hand = Hand(door)
        seen = hand.seen()
        assert hand.correct(request_uid=request_uid, seen=seen) == hand.correct(
            request_uid=request_uid, seen=seen
        )
        assert number_of_scans() == 1


def test_a_correction_taken_back_gives_what_the_door_says(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        scan(door)
        uid = Hand(door).correct(present=False, arrived_at=None)
        assert take_back(door.organizer, later(days=9), event_id=door.event_id, uid=uid)
        found = attendance(door)
        assert found is not None
        assert (found.present, found.first_at, found.evidence) == (True, MORNING, "device")
        assert not take_back(door.organizer, later(days=9), event_id=door.event_id, uid=uid)


def test_the_organizer_takes_a_scan_back_long_after_fifteen_minutes(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        answer = scan(door)
        assert take_back(door.organizer, later(days=2), event_id=door.event_id, uid=answer.uid)
        assert not is_present(door)


def test_a_form_that_saw_something_else_overwrites_nothing(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        hand = Hand(door)
        old = hand.seen()
        scan(door)
        with pytest.raises(Changed):
            hand.correct(present=False, arrived_at=None, seen=old)
        assert is_present(door)


@pytest.mark.parametrize(
    ("number", "changes", "code"),
    [
        (2, {}, "not_begun"),
        (1, {"present": False, "arrived_at": None}, "not_present"),
        (1, {"arrived_at": NOON + timedelta(hours=1)}, "future"),
    ],
)
def test_what_cannot_be_is_refused(app: Flask, number: int, changes: dict[str, object], code: str) -> None:
    with app.app_context():
        door = build_door()
        with pytest.raises(Refusal) as refused:
            Hand(door).correct(number=number, **changes)
        assert refused.value.code == code
        assert number_of_scans() == 0


def test_who_is_there_already_needs_no_correction(app: Flask) -> None:
    with app.app_context():
        door = build_door()
        scan(door)
        with pytest.raises(Refusal, match="sudah tercatat hadir"):
            Hand(door).correct()


def test_a_closed_day_is_corrected_and_that_is_taken_back(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        answer = scan(door)
        close_day(door.organizer, NOON, event=event_of(door), day=day_of(door))
        uid = Hand(door).correct(present=False, arrived_at=None)
        assert not is_present(door)
        assert take_back(door.organizer, later(hours=1), event_id=door.event_id, uid=uid)
        assert is_present(door)
        with pytest.raises(Refusal, match="Pakai koreksi"):
            take_back(door.organizer, later(hours=1), event_id=door.event_id, uid=answer.uid)


def test_a_closed_event_takes_corrections_and_an_archived_one_none(app: Flask) -> None:
    with app.app_context():
        door = build_door()
        with write():
            event_of(door).state = "closed"
        Hand(door).correct()
        assert is_present(door)
        with write():
            event_of(door).state = "archived"
        with pytest.raises(Refusal, match="diarsipkan"):
            Hand(door).correct(present=False, arrived_at=None)


def test_another_events_scan_is_not_found(app: Flask) -> None:
    with app.app_context():
        door, other = build_door(), build_door()
        answer = scan(other)
        with pytest.raises(Refusal, match="tidak ada di kegiatan ini"):
            take_back(door.organizer, NOON, event_id=door.event_id, uid=answer.uid)
        assert is_present(other)


def test_the_list_tells_old_and_new_reason_who_and_the_way_back(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        scan(door)
        first = Hand(door).correct(present=False, arrived_at=None, reason="Salah kartu")
        take_back(door.organizer, later(minutes=5), event_id=door.event_id, uid=first)
        Hand(door, later(minutes=9)).correct(present=False, arrived_at=None, reason="Memang tidak ada")
        db.session.rollback()
        (newest, oldest), total = corrections(door.event_id)
        assert total == 2
        assert (oldest.before.present, oldest.before.first_at, oldest.present) == (True, MORNING, False)
        assert (oldest.reason, oldest.by, oldest.undone_by) == (
            "Salah kartu",
            "Ani Rahmawati",
            "Ani Rahmawati",
        )
        assert (newest.before.present, newest.undone_at) == (True, None)
        assert corrections(build_door().event_id) == ([], 0)
