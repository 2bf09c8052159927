"""Closing a day on both databases: what arrives afterwards is stored and waits for a yes."""

import pytest
from flask import Flask

from eventmgr.audit.models import AuditLog
from eventmgr.checkin.closing_actions import close_day, reopen_day
from eventmgr.checkin.correction_actions import take_back
from eventmgr.checkin.late_actions import decide_late
from eventmgr.checkin.late_queries import late_scans
from eventmgr.events.models import EventDay
from eventmgr.shared.db import db
from eventmgr.shared.refusal import Refusal
from tests.builders import build_registration, build_ticket, code_of
from tests.checkin.doors import MORNING, Door, attendance, build_door, is_present, number_of_scans, scan
from tests.checkin.matrix_days import NOON, Hand, day_of, event_of, later
from tests.page_client import counted_statements
from tests.support.trail import acts


def close(door: Door) -> bool:
    return close_day(door.organizer, NOON, event=event_of(door), day=day_of(door))


def reopen(door: Door, reason: str) -> bool:
    return reopen_day(door.organizer, later(hours=1), event=event_of(door), day=day_of(door), reason=reason)


def row_of(door: Door) -> EventDay:
    db.session.rollback()
    return db.session.get_one(EventDay, day_of(door).id)


def late_uids(door: Door) -> list[str]:
    db.session.rollback()
    return [each.uid for each in late_scans(door.event_id)]


def decide(door: Door, uids: list[str], *, counts: bool) -> list[str]:
    return decide_late(door.organizer, later(hours=2), event_id=door.event_id, uids=uids, counts=counts)


def test_closing_keeps_who_when_and_what_the_papers_saw(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        scan(door)
        assert close(door)
        row = row_of(door)
        assert (row.closed_at, row.closed_by, row.closed_rev) == (NOON, door.organizer.id, 2)
        assert not close(door), "the second press changes nothing"
        assert row_of(door).closed_rev == 2


def test_it_opens_again_only_with_a_reason_and_the_trail_keeps_both(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        close(door)
        with pytest.raises(Refusal, match="alasan"):
            reopen(door, "  ")
        assert reopen(door, "Ada lembar yang tertinggal")
        assert not reopen(door, "sekali lagi")
        assert row_of(door).closed_at is None
        closings = AuditLog.action.startswith("attendance.day")
        assert acts(closings) == ["attendance.day_closed", "attendance.day_reopened"]


def test_a_day_that_has_not_begun_stays_open(app: Flask) -> None:
    with app.app_context():
        door = build_door()
        with pytest.raises(Refusal, match="belum dimulai"):
            close_day(door.organizer, NOON, event=event_of(door), day=day_of(door, 2))


def test_a_scan_that_comes_late_waits_and_counts_with_a_yes(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        close(door)
        answer = scan(door, now=later(hours=1))
        assert (answer.verdict, answer.reason) == ("closed", "day_closed")
        assert not is_present(door)
        (late,) = late_scans(door.event_id)
        assert (late.uid, late.at, late.is_inside) == (answer.uid, MORNING, True)
        (made,) = decide(door, [answer.uid], counts=True)
        found = attendance(door)
        assert found is not None
        assert (found.present, found.first_at, found.evidence) == (True, MORNING, "device")
        assert late_uids(door) == []
        assert decide(door, [answer.uid], counts=True) == [], "two presses are one effect"
        assert take_back(door.organizer, later(hours=3), event_id=door.event_id, uid=made)
        assert not is_present(door)
        assert late_uids(door) == [answer.uid], "it is offered again"


def test_a_scan_that_is_left_aside_is_not_offered_again(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        close(door)
        answer = scan(door)
        (made,) = decide(door, [answer.uid], counts=False)
        assert not is_present(door)
        assert late_uids(door) == []
        take_back(door.organizer, later(hours=3), event_id=door.event_id, uid=made)
        assert late_uids(door) == [answer.uid]


def test_two_scans_of_one_guest_are_offered_once(app: Flask) -> None:
    with app.app_context():
        door = build_door()
        close(door)
        first = scan(door)
        scan(door, at_device=MORNING.replace(minute=55))
        assert late_uids(door) == [first.uid]
        decide(door, [first.uid], counts=True)
        assert late_uids(door) == []


def test_what_was_undone_or_made_good_otherwise_is_not_offered(app: Flask) -> None:
    with app.app_context():
        door = build_door()
        close(door)
        answer = scan(door)
        Hand(door).correct()
        assert late_uids(door) == []
        assert decide(door, [answer.uid], counts=True) == []


def test_late_scans_of_another_event_are_left_alone(app: Flask) -> None:
    with app.app_context():
        door, other = build_door(), build_door()
        close(other)
        answer = scan(other)
        assert decide(door, [answer.uid], counts=True) == []
        assert not is_present(other)


def test_late_scans_stay_offered_when_the_day_is_open_again(app: Flask) -> None:
    with app.app_context():
        door = build_door()
        close(door)
        answer = scan(door)
        reopen(door, "lembar tertinggal")
        assert late_uids(door) == [answer.uid]
        assert scan(door, at_device=MORNING.replace(minute=50)).verdict == "ok", (
            "the next scan counts at once"
        )
        assert late_uids(door) == []


def test_many_late_scans_are_counted_in_a_handful_of_statements(app: Flask) -> None:
    with app.app_context():
        door = build_door()
        event = event_of(door)
        codes = [
            code_of(build_ticket(event=event, registration=build_registration(event=event))) for _ in range(9)
        ]
        close(door)
        answers = [scan(door, code=code) for code in codes]
        with counted_statements(app) as statements:
            decide(door, [answer.uid for answer in answers], counts=True)
        assert len(statements) <= 13
        assert number_of_scans() == 18
