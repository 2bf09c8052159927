"""Undo names a scan's uid, may come before it, and never deletes."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.checkin.deliveries import ScanOp, UndoOp
from eventmgr.events.models import EventDay
from eventmgr.shared.db import db, new_uid, write
from tests.checkin.doors import (
    MORNING,
    attendance,
    build_door,
    is_present,
    number_of_scans,
    scan,
    scan_op,
    stored,
    take_back,
    undo_op,
)
from tests.page_client import counted_statements


def test_an_undone_scan_is_no_attendance_and_stays_in_the_log(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        first = scan(door)
        answer = take_back(door, first.uid)
        assert (answer.verdict, answer.reason) == ("undone", "")
        assert not is_present(door)
        assert stored(first.uid).verdict == "ok"
        assert stored(answer.uid).reason == "salah_orang"
        again = scan(door, at_device=MORNING + timedelta(minutes=1))
        assert again.verdict == "ok"
        found = attendance(door)
        assert found is not None
        assert found.scan_uid == again.uid


def test_an_undo_may_arrive_before_its_scan(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        op = scan_op(door)
        assert take_back(door, op.uid).verdict == "undone"
        assert scan(door, op).verdict == "ok"
        assert attendance(door) is None


def test_the_crew_is_bound_to_their_own_scans_and_to_fifteen_minutes(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        first = scan(door)
        late = take_back(door, first.uid, at_device=MORNING + timedelta(minutes=16))
        assert (late.verdict, late.reason) == ("refused", "too_late")
        assert is_present(door)
        other = build_door()
        foreign = take_back(replace(door, crew=other.crew), first.uid)
        assert (foreign.verdict, foreign.reason) == ("refused", "not_yours")
        assert is_present(door)


def test_a_forbidden_undo_before_its_scan_has_no_effect(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        op = scan_op(door)
        take_back(door, op.uid, at_device=MORNING + timedelta(hours=1))
        scan(door, op)
        assert is_present(door)


def test_the_organizer_may_undo_later(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        first = scan(door)
        answer = take_back(door, first.uid, by_organizer=True, at_device=MORNING + timedelta(days=2))
        assert answer.verdict == "undone"
        assert not is_present(door)
        twice = take_back(door, first.uid, by_organizer=True)
        assert (twice.verdict, twice.reason) == ("refused", "already_undone")


def test_a_closed_day_keeps_what_it_has(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        first = scan(door)
        with write():
            day = db.session.scalars(
                select(EventDay).where(EventDay.event_id == door.event_id).order_by(EventDay.date)
            ).first()
            assert day is not None
            day.closed_at = MORNING
        answer = take_back(door, first.uid, by_organizer=True)
        assert (answer.verdict, answer.reason) == ("refused", "day_closed")
        assert is_present(door)


def test_a_retried_undo_gets_the_same_answer_and_another_one_is_a_conflict(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        first, uid = scan(door), new_uid()
        answers = [take_back(door, first.uid, uid=uid) for _ in range(2)]
        assert [answer.verdict for answer in answers] == ["undone", "undone"]
        assert answers[1].reason == ""
        assert take_back(door, first.uid, uid=uid, reason="salah_ketuk").verdict == "conflict"
        assert number_of_scans() == 2


def test_an_undo_reaches_no_scan_of_another_event(any_app: Flask) -> None:
    with any_app.app_context():
        door, other = build_door(), build_door()
        first = scan(door)
        take_back(other, first.uid, by_organizer=True)
        scan(door)
        assert is_present(door)


@pytest.mark.parametrize("order", ["scan_undo_scan", "undo_scan_scan", "scan_scan_undo"])
def test_attendance_is_the_same_in_any_order_of_arrival(any_app: Flask, order: str) -> None:
    with any_app.app_context():
        door = build_door()
        wrong = scan_op(door, at_device=MORNING)
        right = scan_op(door, at_device=MORNING + timedelta(minutes=5))
        back = undo_op(wrong.uid, at_device=MORNING + timedelta(minutes=1))
        orders: dict[str, list[ScanOp | UndoOp]] = {
            "scan_undo_scan": [wrong, back, right],
            "undo_scan_scan": [back, right, wrong],
            "scan_scan_undo": [right, wrong, back],
        }
        for op in orders[order]:
            if isinstance(op, UndoOp):
                take_back(door, wrong.uid, uid=op.uid, at_device=op.at_device)
            else:
                scan(door, op)
        found = attendance(door)
        assert found is not None
        assert (found.present, found.scan_uid) == (True, right.uid)


def test_a_rehearsed_undo_takes_back_rehearsals_only(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        real, rehearsed = scan(door), scan(door, rehearsal=True)
        assert take_back(door, real.uid, rehearsal=True).reason == "not_undoable"
        assert take_back(door, rehearsed.uid).reason == "not_undoable"
        assert take_back(door, rehearsed.uid, rehearsal=True).verdict == "undone"
        assert scan(door, rehearsal=True).verdict == "ok"
        assert is_present(door)


def test_an_undo_takes_a_handful_of_statements(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        first = scan(door)
        with counted_statements(any_app) as statements:
            take_back(door, first.uid)
        assert len(statements) == 9
