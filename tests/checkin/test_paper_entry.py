"""A signed sheet, entered: judged as at the door, one write, the same request twice is one entry."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from eventmgr.checkin.closing_actions import close_day
from eventmgr.checkin.late_actions import decide_late
from eventmgr.checkin.late_queries import late_scans
from eventmgr.checkin.paper_actions import Line, enter_sheet
from eventmgr.checkin.paper_queries import EnteredRow, entered_rows
from eventmgr.shared.db import db, new_uid, write
from eventmgr.shared.refusal import Refusal
from tests.builders import build_person, build_registration, build_ticket
from tests.checkin.doors import (
    MORNING,
    Door,
    attendance,
    build_door,
    is_present,
    number_of_scans,
    registration_of,
    scan,
    ticket_of,
)
from tests.checkin.matrix_days import EIGHT, NOON, day_of, event_of
from tests.page_client import counted_statements


def enter(door: Door, *lines: Line, request_uid: str = "", **changes: Any) -> int:
    return enter_sheet(
        door.organizer,
        NOON,
        event_id=door.event_id,
        checkpoint=changes.get("checkpoint", "hari-1"),
        lines=lines,
        request_uid=request_uid or new_uid(),
    )


def told(door: Door, rev: int) -> list[EnteredRow]:
    db.session.rollback()
    return entered_rows(door.event_id, rev)


def ticked(door: Door, **changes: Any) -> Line:
    return Line(registration_uid=door.registration_uid, **changes)


def test_a_signature_is_presence_without_an_hour(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        (row,) = told(door, enter(door, ticked(door)))
        assert (row.name, row.verdict) == ("Masrul Malayu", "ok")
        found = attendance(door)
        assert found is not None
        assert (found.present, found.first_at, found.evidence) == (True, None, "paper")


def test_an_hour_on_the_sheet_is_kept_and_judged(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        (late,) = told(door, enter(door, ticked(door, arrived_at=EIGHT + timedelta(hours=4))))
        assert late.verdict == "closed"
        assert not is_present(door)
        (row,) = told(door, enter(door, ticked(door, arrived_at=EIGHT)))
        assert (row.verdict, row.arrived_at) == ("ok", EIGHT)
        found = attendance(door)
        assert found is not None
        assert found.first_at == EIGHT


def test_a_scan_at_the_door_outweighs_the_sheet(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        enter(door, ticked(door, arrived_at=EIGHT - timedelta(minutes=50)))
        scan(door)
        found = attendance(door)
        assert found is not None
        assert (found.first_at, found.evidence) == (MORNING, "device")
        (row,) = told(door, enter(door, ticked(door)))
        assert row.verdict == "already"


def test_the_same_request_twice_is_one_entry(any_app: Flask) -> None:
    with any_app.app_context():
        door, request_uid = build_door(), new_uid()
        first = enter(door, ticked(door), request_uid=request_uid)
        assert enter(door, ticked(door), request_uid=request_uid) == first
        assert number_of_scans() == 1
        other = build_registration(event=event_of(door))
        again = enter(door, ticked(door), Line(registration_uid=other.uid), request_uid=request_uid)
        assert len(told(door, again)) == 1, "after the back button only what is new is written"


def test_codes_are_typed_from_cards_and_strange_ones_are_told(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        rev = enter(door, Line(code=door.typed_code), Line(code="ZZZZZZZZ"), Line(code="APA"))
        rows = {row.verdict: row for row in told(door, rev)}
        assert rows["ok"].name == "Masrul Malayu"
        assert rows["unknown"].name == ""
        assert {row.tail for row in told(door, rev)} == {None, "ZZZZ"}
        assert is_present(door)


def test_one_person_ticked_and_typed_is_counted_once(app: Flask) -> None:
    with app.app_context():
        door = build_door()
        rows = told(door, enter(door, ticked(door), Line(code=door.typed_code)))
        assert [row.verdict for row in rows] == ["ok", "already"]


def test_cards_and_people_that_do_not_count_are_refused(app: Flask) -> None:
    with app.app_context():
        door = build_door()
        with write():
            registration_of(door).state = "cancelled"
        (row,) = told(door, enter(door, ticked(door)))
        assert row.verdict == "cancelled"
        with write():
            registration_of(door).state = "registered"
            ticket_of(door).state = "void"
        (row,) = told(door, enter(door, Line(code=door.typed_code)))
        assert row.verdict == "old_card"
        assert not is_present(door)


def test_another_events_people_and_cards_are_strangers(app: Flask) -> None:
    with app.app_context():
        door, other = build_door(), build_door()
        rows = told(door, enter(door, ticked(other), Line(code=other.typed_code)))
        assert [(row.verdict, row.name) for row in rows] == [("unknown", ""), ("unknown", "")]
        assert not is_present(other)


def test_a_sheet_of_a_closed_day_waits_for_a_yes(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        close_day(door.organizer, NOON, event=event_of(door), day=day_of(door))
        (row,) = told(door, enter(door, ticked(door, arrived_at=EIGHT)))
        assert (row.verdict, row.reason) == ("closed", "day_closed")
        (late,) = late_scans(door.event_id)
        decide_late(door.organizer, NOON, event_id=door.event_id, uids=[late.uid], counts=True)
        found = attendance(door)
        assert found is not None
        assert (found.present, found.first_at, found.evidence) == (True, EIGHT, "paper")


@pytest.mark.parametrize("state", ["closed", "archived"])
def test_an_event_that_is_over_takes_no_sheet(app: Flask, state: str) -> None:
    with app.app_context():
        door = build_door()
        with write():
            event_of(door).state = state
        with pytest.raises(Refusal):
            enter(door, ticked(door))
        assert number_of_scans() == 0


def test_an_empty_and_an_endless_sheet_are_refused(app: Flask) -> None:
    with app.app_context():
        door = build_door()
        with pytest.raises(Refusal, match="Centang nama"):
            enter(door, Line())
        with pytest.raises(Refusal, match="Paling banyak"):
            enter(door, *[Line(code=f"K{number:07d}") for number in range(501)])


def test_a_hundred_people_are_one_write_of_few_statements(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        event, costs = event_of(door), []
        for number in (2, 60):
            people = [build_registration(event=event, person=build_person()) for _ in range(number)]
            build_ticket(event=event, registration=people[0])
            lines = [Line(registration_uid=each.uid) for each in people]
            with counted_statements(any_app) as statements:
                rev = enter(door, *lines)
            costs.append(len(statements))
            assert {row.verdict for row in told(door, rev)} == {"ok"}
        assert costs[0] == costs[1] <= 12
