"""`check_in()` on both databases: verdicts, what is stored, retries, and how many statements it takes."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.checkin.models import Scan
from eventmgr.events.models import Checkpoint, CheckpointAudience, Event, EventDay
from eventmgr.shared.codes import new_long_token, normalize_code, show_short_code
from eventmgr.shared.db import db, write
from eventmgr.shared.refusal import Refusal
from tests.builders import build_category, build_event, build_registration, build_ticket, code_of
from tests.checkin.doors import (
    MORNING,
    Door,
    attendance,
    build_door,
    is_present,
    number_of_scans,
    registration_of,
    scan,
    scan_op,
    stored,
    take_back,
    ticket_of,
)
from tests.page_client import counted_statements


def test_a_card_is_ok_and_becomes_attendance(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        answer = scan(door)
        assert (answer.verdict, answer.reason) == ("ok", "")
        assert answer.guest is not None
        assert answer.guest.name == "Masrul Malayu"
        found = attendance(door)
        assert found is not None
        assert (found.present, found.first_at, found.scan_uid) == (True, MORNING, answer.uid)
        assert found.evidence == "device"
        row = stored(answer.uid)
        assert (row.user_id, row.operator, row.rev) == (door.crew.id, "Rina Oktavia", found.rev)


def test_typed_codes_and_names_open_the_same_door(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        typed = show_short_code(door.typed_code).lower()
        assert scan(door, code=typed, source="typed").verdict == "ok"
        assert (
            scan(door, code=None, registration_uid=door.registration_uid, source="search").verdict
            == "already"
        )
        assert scan(door, code=f"  {door.code.lower()} ").verdict == "already"


def test_the_second_scan_says_since_when(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        scan(door)
        again = scan(door, at_device=MORNING + timedelta(minutes=9))
        assert (again.verdict, again.first_at) == ("already", MORNING)
        earlier = scan(door, at_device=MORNING - timedelta(minutes=9))
        assert earlier.verdict == "already"
        found = attendance(door)
        assert found is not None
        assert found.first_at == MORNING - timedelta(minutes=9)


def _cancel(door: Door) -> None:
    registration_of(door).state = "cancelled"


def _void(door: Door) -> None:
    ticket_of(door).state = "void"


def _close_event(door: Door) -> None:
    db.session.get_one(Event, door.event_id).state = "closed"


def _close_day(door: Door) -> None:
    day = db.session.scalars(
        select(EventDay).where(EventDay.event_id == door.event_id).order_by(EventDay.date)
    ).first()
    assert day is not None
    day.closed_at = MORNING


def _for_tksk(door: Door) -> None:
    gates = db.session.scalars(select(Checkpoint.id).where(Checkpoint.event_id == door.event_id)).all()
    category = build_category(code="TKSK")
    db.session.flush()
    db.session.add_all(CheckpointAudience(checkpoint_id=gate, category_id=category.id) for gate in gates)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_cancel, ("cancelled", "")),
        (_void, ("old_card", "")),
        (_close_event, ("closed", "event_closed")),
        (_close_day, ("closed", "day_closed")),
        (_for_tksk, ("not_here", "")),
    ],
)
def test_a_refused_scan_is_stored_and_is_no_attendance(
    any_app: Flask, change: Callable[[Door], None], expected: tuple[str, str]
) -> None:
    with any_app.app_context():
        door = build_door()
        with write():
            change(door)
        answer = scan(door)
        assert (answer.verdict, answer.reason) == expected
        assert stored(answer.uid).registration_id == door.registration_id
        assert attendance(door) is None


def test_another_day_and_another_hour_are_refused(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        assert scan(door, checkpoint="hari-2").verdict == "wrong_day"
        assert scan(door, at_device=MORNING - timedelta(hours=2)).verdict == "not_open"
        assert scan(door, at_device=MORNING + timedelta(hours=3)).verdict == "closed"
        assert not is_present(door)


def test_a_spare_card_and_the_card_of_another_event_are_told(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        other = build_event(name="Bimtek TKSK", first_day=date(2024, 12, 5), days=1)
        spare = build_ticket(event=db.session.get_one(Event, door.event_id), state="spare")
        foreign = build_ticket(event=other, registration=build_registration(event=other))
        codes = code_of(spare), code_of(foreign), foreign.typed_code, foreign.id
        assert scan(door, code=codes[0]).verdict == "spare_card"
        answer = scan(door, code=codes[1])
        assert answer.verdict == "wrong_event"
        assert (stored(answer.uid).ticket_id, stored(answer.uid).registration_id) == (codes[3], None)
        assert scan(door, code=codes[2], source="typed").verdict == "wrong_event"


def test_an_unknown_code_is_never_kept_in_clear(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        link, nik = new_long_token(), "1371061506809003"
        for text in (link, nik, "https://hotel.example/wifi?\x00#✂", "xyz9"):
            answer = scan(door, code=text)
            row = stored(answer.uid)
            assert (answer.verdict, answer.reason) == ("unknown", "")
            assert row.unknown_hash is not None
            values = [str(getattr(row, column.key)) for column in Scan.__table__.columns]
            assert not any(text in value or normalize_code(text) in value for value in values)
        assert stored(scan(door, code=link).uid).unknown_tail == link[-4:]
        assert stored(scan(door, code="xyz9").uid).unknown_tail is None


def test_right_check_characters_without_a_ticket_are_told_apart(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        with write() as session:
            session.delete(ticket_of(door))
        answer = scan(door)
        assert (answer.verdict, answer.reason) == ("unknown", "no_ticket")


def test_a_retry_gets_the_stored_verdict_refusals_included(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        too_early = scan_op(door, at_device=MORNING - timedelta(hours=2))
        in_time = scan_op(door)
        first = [scan(door, too_early), scan(door, in_time)]
        with write():
            _void(door)
        later = MORNING + timedelta(hours=5)
        again = [scan(door, too_early, now=later), scan(door, in_time, now=later)]
        assert [answer.verdict for answer in first] == ["not_open", "ok"]
        assert [answer.verdict for answer in again] == ["not_open", "ok"]
        assert all(answer.is_replay for answer in again)
        assert number_of_scans() == 2


def test_the_same_uid_with_other_content_is_a_conflict(any_app: Flask) -> None:
    with any_app.app_context():
        door, other = build_door(), build_door()
        op = scan_op(door)
        scan(door, op)
        assert scan(door, uid=op.uid, offset_ms=5).verdict == "conflict"
        assert scan(other, op).verdict == "conflict"
        assert number_of_scans() == 1
        assert not is_present(other)


def test_a_clock_is_set_right_by_its_offset_and_reported(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        ahead = timedelta(minutes=47)
        answer = scan(door, at_device=MORNING + ahead, offset_ms=-int(ahead.total_seconds() * 1000))
        assert answer.at_corrected == MORNING
        assert answer.is_clock_suspect
        assert stored(answer.uid).at_device == MORNING + ahead
        assert not scan(door).is_clock_suspect


def test_a_rehearsal_is_marked_and_never_becomes_attendance(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        long_before = datetime(2024, 11, 10, 3, 0, tzinfo=UTC)
        first = scan(door, rehearsal=True, at_device=long_before)
        second = scan(door, rehearsal=True, at_device=long_before + timedelta(minutes=1))
        assert (first.verdict, second.verdict, second.first_at) == ("ok", "already", long_before)
        assert scan(door, rehearsal=True, at_device=long_before + timedelta(hours=1)).verdict == "ok"
        assert stored(first.uid).rehearsal
        assert attendance(door) is None
        assert scan(door).verdict == "ok"


def test_an_unknown_checkpoint_is_refused_and_stores_nothing(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        with pytest.raises(Refusal, match="hari-9"):
            scan(door, checkpoint="hari-9")
        assert number_of_scans() == 0


def test_no_question_at_the_door_walks_through_all_scans_of_the_event(app: Flask) -> None:
    with app.app_context():
        door = build_door()
        first = scan(door)
        with counted_statements(app) as statements:
            scan(door)
            take_back(door, first.uid)
        asked = [text for text in statements if text.startswith("SELECT") and "FROM scan" in text]
        assert len(asked) == 7
        for text in asked:
            plan = db.session.connection().exec_driver_sql(
                f"EXPLAIN QUERY PLAN {text}", (1,) * text.count("?")
            )
            steps = [row[3] for row in plan]
            assert not [step for step in steps if step.startswith("SCAN scan") or "event_id" in step], steps


def test_a_scan_takes_a_handful_of_statements(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        op = scan_op(door)
        costs = []
        for each in (
            op,
            scan_op(door),
            op,
            scan_op(door, at_device=MORNING + timedelta(hours=3)),
            scan_op(door, code="poster"),
        ):
            with counted_statements(any_app) as statements:
                answer = scan(door, each)
            costs.append((answer.verdict, len(statements)))
        replayed = ("ok", 3)
        assert costs == [("ok", 8), ("already", 8), replayed, ("already", 6), ("unknown", 5)]
