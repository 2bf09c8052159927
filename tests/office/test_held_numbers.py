"""Numbers held for papers to come: used first and in order, released without an unexplained gap."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.audit.actor import Actor
from eventmgr.office.actions import Subject, mark_used, start_year, take_numbers
from eventmgr.office.hold_actions import Released, hold_numbers, release_numbers
from eventmgr.office.models import NumberRegister, RegisterEntry
from eventmgr.office.queries import real_office
from eventmgr.office.register_queries import next_number
from eventmgr.office.reservation_actions import Range, note_used, reserve_numbers
from eventmgr.shared.db import db, new_uid, write
from tests.conftest import FIRST_MORNING

ACTOR = Actor("command", None, "uji")
PRINTED = date(2024, 11, 20)
EVENT, OTHER = Subject("certificates", "a" * 32), Subject("certificates", "b" * 32)


@pytest.fixture
def register_id(any_app: Flask) -> int:
    """A register that goes on at 412."""
    with any_app.app_context(), write() as session:
        register = NumberRegister(office_id=real_office().id, name="Sertifikat", pattern="4/{nomor}/{tahun}")
        session.add(register)
        session.flush()
        start_year(session, register.id, 2024, 412)
        return register.id


def hold(register_id: int, upto: int, held_for: Subject = EVENT) -> list[int]:
    with write() as session:
        register = session.get_one(NumberRegister, register_id)
        return hold_numbers(session, register, dated_on=PRINTED, held_for=held_for, upto=upto, most=99)


def take(register_id: int, count: int, held_for: Subject | None = EVENT) -> list[int]:
    with write() as session:
        register = session.get_one(NumberRegister, register_id)
        subjects = [Subject("certificate", new_uid()) for _ in range(count)]
        taken = take_numbers(session, register, dated_on=PRINTED, subjects=subjects, held_for=held_for)
        mark_used(session, [number.entry_id for number in taken])
    return [number.seq for number in taken]


def release(held_for: Subject = EVENT) -> Released:
    with write() as session:
        return release_numbers(session, held_for, reason="dilepas")


def keep_for_paper(register_id: int, first: int, last: int) -> str:
    register, uid = db.session.get_one(NumberRegister, register_id), new_uid()
    wanted = Range(first, last)
    reserve_numbers(
        ACTOR,
        FIRST_MORNING,
        register=register,
        zone="Asia/Jakarta",
        wanted=wanted,
        reason="Umum",
        request_uid=uid,
    )
    return uid


def states(register_id: int) -> dict[int, str]:
    rows = db.session.execute(select(RegisterEntry.seq, RegisterEntry.state).order_by(RegisterEntry.seq))
    return dict(rows.tuples().all())


def test_letters_do_not_fall_between_and_the_issue_goes_on_behind(any_app: Flask, register_id: int) -> None:
    with any_app.app_context():
        assert hold(register_id, 3) == [412, 413, 414]
        assert hold(register_id, 3) == [], "a second press"
        assert take(register_id, 1, None) == [415], "another letter of the office"
        assert hold(register_id, 4) == [416], "one more is eligible now"
        assert take(register_id, 2) == [412, 413]
        assert take(register_id, 4) == [414, 416, 417, 418]
        assert release() == Released((), ())


def test_a_held_number_is_written_as_the_register_writes_it_when_it_is_used(
    any_app: Flask, register_id: int
) -> None:
    with any_app.app_context():
        hold(register_id, 1)
        with write() as session:
            session.get_one(NumberRegister, register_id).pattern = "5/{nomor}/{tahun}"
        take(register_id, 1)
        assert db.session.scalars(select(RegisterEntry.text)).all() == ["5/412/2024"]


def test_unused_numbers_at_the_end_go_back_and_are_the_next_again(any_app: Flask, register_id: int) -> None:
    with any_app.app_context():
        hold(register_id, 5)
        take(register_id, 2)
        assert release() == Released((414, 415, 416), ())
        assert release() == Released((), ()), "a second press"
        assert next_number(register_id, 2024) == 414
        assert take(register_id, 1, None) == [414]
        assert states(register_id) == {412: "used", 413: "used", 414: "used"}


def test_what_stands_in_front_of_a_number_given_out_becomes_void(any_app: Flask, register_id: int) -> None:
    with any_app.app_context():
        hold(register_id, 2)
        hold(register_id, 2, OTHER)
        take(register_id, 1, OTHER)
        hold(register_id, 4)
        assert release() == Released((416, 417), (412, 413))
        assert states(register_id) == {412: "void", 413: "void", 414: "used", 415: "reserved"}
        assert take(register_id, 2, None) == [416, 417]


def test_paper_letters_that_are_not_written_are_stepped_over_and_written_ones_are_not(
    any_app: Flask, register_id: int
) -> None:
    with any_app.app_context():
        hold(register_id, 2)
        uid = keep_for_paper(register_id, 414, 415)
        assert release() == Released((412, 413), ())
        assert take(register_id, 3, None) == [412, 413, 416]
        hold(register_id, 1)
        uid = keep_for_paper(register_id, 418, 418)
        register = db.session.get_one(NumberRegister, register_id)
        note_used(ACTOR, FIRST_MORNING, register=register, uid=uid, seq=418)
        assert release() == Released((), (417,))


def test_a_row_that_was_continued_further_on_is_never_taken_back_over_the_leap(
    any_app: Flask, register_id: int
) -> None:
    with any_app.app_context():
        hold(register_id, 2)
        with write() as session:
            start_year(session, register_id, 2024, 900)
        assert release() == Released((), (412, 413))
        assert take(register_id, 1, None) == [900]
