"""Who takes part since a day was closed does not miss it: sums, lists, sheets, certificates."""

import importlib
import io
from datetime import timedelta

import pytest
import python_calamine
from flask import Flask
from sqlalchemy import text, update

from eventmgr.certificates.page_content import groups_of
from eventmgr.certificates.queries import participants
from eventmgr.certificates.rules import Condition, Tally, tally
from eventmgr.certificates.standing_queries import standings
from eventmgr.checkin.arrival_queries import arrivals_by_district, awaited_at
from eventmgr.checkin.attendance_sheet import attendance_xlsx
from eventmgr.checkin.closing_actions import close_day, reopen_day
from eventmgr.checkin.matrix_page import MatrixPage, matrix_page, read_wanted
from eventmgr.checkin.missing_queries import missing_at
from eventmgr.checkin.models import Absence, Attendance
from eventmgr.checkin.queries import attendance_of, checkpoints_of, count_at
from eventmgr.registration.models import Registration
from eventmgr.registration.replace_actions import replace_participant
from eventmgr.registration.reserve_actions import take_from_reserve
from eventmgr.shared.db import db, write
from tests.builders import build_person, build_registration
from tests.certificates.builders import mark_present
from tests.checkin.doors import MORNING, Door, build_door
from tests.checkin.matrix_days import NOON, day_of, event_of
from tests.registration.people_steps import by_uid, entry

promotion = importlib.import_module("eventmgr.migrations.versions.0019_promoted_at")
LATER = NOON + timedelta(hours=2)
EVENING = NOON + timedelta(hours=4)


def closed_door() -> Door:
    """The first day was closed at noon; of two people nobody came."""
    door = build_door()
    build_registration(event=event_of(door), person=build_person(name="Masrul Malayu"))
    close_day(door.organizer, NOON, event=event_of(door), day=day_of(door))
    return door


def take_over(door: Door) -> int:
    """Yulmaini takes the seat of the door's guest two hours after noon; her registration's id."""
    uid = door.registration_uid
    seen = by_uid(uid).revision
    made = replace_participant(
        door.organizer,
        LATER,
        event=event_of(door),
        uid=uid,
        revision=seen,
        entry=entry(),
        reason="sakit",
    )
    return by_uid(made).id


def open_again(door: Door) -> None:
    reopen_day(door.organizer, EVENING, event=event_of(door), day=day_of(door), reason="satu pindai susulan")


def page(door: Door, **query: str) -> MatrixPage:
    found = matrix_page(event_of(door), read_wanted({"hari": "1", **query}), EVENING, may_change=True)
    assert found is not None
    return found


def cell(door: Door) -> str:
    (line,) = page(door, cari="yulmaini").lines
    return line.cells[0][1].word


def missed(door: Door) -> list[str]:
    return [line.person.name for line in page(door).lines]


def test_a_closed_day_is_not_missed_by_who_came_after_however_often_it_is_opened(any_app: Flask) -> None:
    with any_app.app_context():
        door = closed_door()
        take_over(door)
        for step in ("closed", "opened", "closed again"):
            assert cell(door) == "Belum terdaftar", step
            total = page(door).focus_sum
            assert (total.awaited, total.absent, total.unknown_once_closed()) == (2, 2, 2), step
            assert missed(door) == ["Masrul Malayu"] * 2, step
            if step == "closed":
                open_again(door)
            elif step == "opened":
                close_day(door.organizer, EVENING, event=event_of(door), day=day_of(door))


def test_a_day_that_was_closed_by_a_slip_at_the_open_door_awaits_those_who_are_added(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        close_day(door.organizer, MORNING, event=event_of(door), day=day_of(door))
        slip = MORNING + timedelta(minutes=2)
        reopen_day(door.organizer, slip, event=event_of(door), day=day_of(door), reason="keliru hari")
        take_over(door)
        assert cell(door) == "Belum ada kabar"


def test_a_reserve_takes_part_from_the_moment_of_the_seat(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        upik = build_person(name="Upik")
        reserve = build_registration(event=event_of(door), person=upik, state="reserve").uid
        close_day(door.organizer, NOON, event=event_of(door), day=day_of(door))
        take_from_reserve(door.organizer, LATER, event=event_of(door), registration_uid=reserve)
        (line,) = page(door, cari="upik").lines
        assert line.cells[0][1].word == "Belum terdaftar"
        assert page(door).focus_sum.awaited == 1


def test_the_update_learns_from_the_trail_who_got_a_seat_before(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        upik = build_person(name="Upik")
        reserve = build_registration(event=event_of(door), person=upik, state="reserve").uid
        take_from_reserve(door.organizer, LATER, event=event_of(door), registration_uid=reserve)
        with write() as session:
            session.execute(update(Registration).values(promoted_at=None))
            session.execute(text(promotion.FROM_TRAIL))
        assert (by_uid(reserve).promoted_at, by_uid(door.registration_uid).promoted_at) == (LATER, None)


def test_who_was_there_all_the_same_counts(any_app: Flask) -> None:
    with any_app.app_context():
        door = closed_door()
        new = take_over(door)
        mark_present(event=event_of(door), registration=by_uid(_uid(new)), days=1)
        total = page(door).focus_sum
        assert (total.awaited, total.present) == (3, 1)
        (place,) = [row for row in checkpoints_of(door.event_id) if row.slug == "hari-1"]
        count = count_at(door.event_id, place.id)
        assert (count.present, count.registered) == (1, 3)


def test_the_boards_and_reminders_of_that_day_leave_them_out(any_app: Flask) -> None:
    with any_app.app_context():
        door = closed_door()
        take_over(door)
        first, second = checkpoints_of(door.event_id)[:2]
        for place, names in (
            (first, ["Masrul Malayu"] * 2),
            (second, ["Masrul Malayu", "Yulmaini Syafitri"]),
        ):
            assert sorted(one.name for one in awaited_at(door.event_id, place.id)) == names
            assert sorted(one.name for one in missing_at(door.event_id, place.id)) == names
            assert count_at(door.event_id, place.id).registered == len(names)
            districts = arrivals_by_district(door.event_id, place.id)
            assert sum(one.registered for one in districts) == len(names)


def test_the_excel_file_marks_them_and_leaves_them_out_of_its_sums(any_app: Flask) -> None:
    with any_app.app_context():
        door = closed_door()
        take_over(door)
        data = attendance_xlsx(event_of(door), EVENING).data
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = {str(row[1])[:13]: row[5] for row in book.get_sheet_by_name("Kehadiran").to_python()}
        assert (rows["Masrul Malayu"], rows["Yulmaini Syaf"]) == ("A", "B")
        assert rows["Semua peserta"] == 2


def test_a_note_about_a_newcomer_does_not_bring_them_into_the_sums(any_app: Flask) -> None:
    with any_app.app_context():
        door = closed_door()
        new, day_id = take_over(door), day_of(door).id
        db.session.rollback()
        with write() as session:
            session.add(Absence(registration_id=new, day_id=day_id, kind="izin", written_at=EVENING))
        assert (page(door).focus_sum.absent, page(door).focus_sum.noted) == (2, 0)
        data = attendance_xlsx(event_of(door), EVENING).data
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = {str(row[1])[:13]: row[5] for row in book.get_sheet_by_name("Kehadiran").to_python()}
        assert (rows["Yulmaini Syaf"], rows["Izin (I)"], rows["Semua peserta"]) == ("B", 0, 2)


def test_their_own_days_know_it(any_app: Flask) -> None:
    with any_app.app_context():
        door = closed_door()
        new = take_over(door)
        days = attendance_of(new, door.event_id)
        assert [(day.is_closed, day.is_before) for day in days] == [
            (True, True),
            (False, False),
            (False, False),
        ]


@pytest.mark.parametrize(("least", "newcomers"), [(3, True), (2, False)])
def test_who_lacks_only_earlier_days_stands_apart_for_certificates(
    any_app: Flask, least: int, newcomers: bool
) -> None:
    with any_app.app_context():
        door = closed_door()
        new = take_over(door)
        mark_present(event=event_of(door), registration=by_uid(_uid(new)), days=3)
        forget_first_day(door, new)
        counted = tally_of(door, least)
        assert counted.newcomers == ([new] if newcomers else [])
        assert (new in counted.eligible) is not newcomers
        _, _, reasons, _ = groups_of(counted, Condition(least))
        apart = "hadir dua hari sejak terdaftar, hari sebelumnya sudah ditutup"
        assert (apart in [group.words for group in reasons]) is newcomers


def tally_of(door: Door, least: int) -> Tally:
    condition = Condition(least)
    return tally(standings(door.event_id, participants(door.event_id), condition), condition)


def forget_first_day(door: Door, registration_id: int) -> None:
    first = checkpoints_of(door.event_id)[0].id
    with write() as session:
        session.execute(
            update(Attendance)
            .where(Attendance.registration_id == registration_id, Attendance.checkpoint_id == first)
            .values(present=False)
        )


def _uid(registration_id: int) -> str:
    return db.session.get_one(Registration, registration_id).uid
