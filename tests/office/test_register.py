"""Numbers of a register are gap-free and unique, whoever takes them at the same time."""

import threading
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.office.actions import Subject, mark_used, save_official, save_register, start_year, take_numbers
from eventmgr.office.models import NumberRegister, RegisterEntry
from eventmgr.office.queries import real_office
from eventmgr.office.register_queries import next_number
from eventmgr.shared.db import db, new_uid, write
from eventmgr.shared.refusal import Refusal

PATTERN = "400.9.12.3/{nomor}/Dinsos/{tahun}"
PRINTED = date(2024, 11, 20)


def make_register() -> int:
    with write() as session:
        return save_register(session, real_office().id, "Sertifikat", PATTERN).id


def take(register_id: int, count: int, dated_on: date = PRINTED) -> list[str]:
    with write() as session:
        register = session.get_one(NumberRegister, register_id)
        subjects = [Subject("certificate", new_uid()) for _ in range(count)]
        return [
            number.text for number in take_numbers(session, register, dated_on=dated_on, subjects=subjects)
        ]


def sequence_numbers(register_id: int, year: int = 2024) -> list[int]:
    return list(
        db.session.scalars(
            select(RegisterEntry.seq)
            .where(RegisterEntry.register_id == register_id, RegisterEntry.year == year)
            .order_by(RegisterEntry.seq)
        )
    )


class TakenBackError(Exception):
    """Raised in a test to roll a `write()` back."""


def test_eight_at_once_with_rollbacks_leave_no_gap_and_no_double(any_app: Flask) -> None:
    with any_app.app_context():
        register_id = make_register()
    errors: list[BaseException] = []

    def work(worker: int) -> None:
        with any_app.app_context():
            try:
                for turn in range(10):
                    if (worker + turn) % 5 == 0:
                        with pytest.raises(TakenBackError):
                            take_and_fail(register_id)
                    take(register_id, 1 + turn % 3)
            except BaseException as error:
                errors.append(error)
                raise
            finally:
                db.session.remove()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with any_app.app_context():
        taken = sequence_numbers(register_id)
        assert taken == list(range(1, len(taken) + 1))
        assert len(taken) == 8 * sum(1 + turn % 3 for turn in range(10))
        assert next_number(register_id, 2024) == len(taken) + 1


def take_and_fail(register_id: int) -> None:
    """Take numbers in a transaction that does not commit."""
    with write() as session:
        register = session.get_one(NumberRegister, register_id)
        take_numbers(session, register, dated_on=PRINTED, subjects=[Subject("letter", new_uid())])
        raise TakenBackError


def test_the_year_follows_the_printed_date(any_app: Flask) -> None:
    with any_app.app_context():
        register_id = make_register()
        assert take(register_id, 1, date(2024, 12, 31)) == ["400.9.12.3/1/Dinsos/2024"]
        assert take(register_id, 2, date(2025, 1, 1)) == [
            "400.9.12.3/1/Dinsos/2025",
            "400.9.12.3/2/Dinsos/2025",
        ]
        assert take(register_id, 1, date(2024, 11, 20)) == ["400.9.12.3/2/Dinsos/2024"]


def test_a_year_may_begin_at_any_number_but_never_goes_back(any_app: Flask) -> None:
    with any_app.app_context():
        register_id = make_register()
        with write() as session:
            start_year(session, register_id, 2024, 412)
        assert take(register_id, 1) == ["400.9.12.3/412/Dinsos/2024"]
        with pytest.raises(Refusal, match="413"), write() as session:
            start_year(session, register_id, 2024, 412)


def test_numbers_entered_by_hand_are_passed_over(any_app: Flask) -> None:
    with any_app.app_context():
        register_id = make_register()
        with write() as session:
            session.add(
                RegisterEntry(
                    register_id=register_id,
                    year=2024,
                    seq=2,
                    text="400.9.12.3/2/Dinsos/2024",
                    dated_on=PRINTED,
                    state="outside",
                    subject_kind="letter",
                    subject_uid=new_uid(),
                )
            )
        assert [text.split("/")[1] for text in take(register_id, 3)] == ["1", "3", "4"]


def test_used_numbers_say_so(any_app: Flask) -> None:
    with any_app.app_context():
        register_id = make_register()
        take(register_id, 2)
        first = db.session.scalars(select(RegisterEntry.id).order_by(RegisterEntry.seq)).first()
        assert first is not None
        with write() as session:
            mark_used(session, [first])
        states = db.session.scalars(select(RegisterEntry.state).order_by(RegisterEntry.seq)).all()
        assert states == ["used", "reserved"]


def test_a_bad_pattern_is_refused_and_an_official_is_not_doubled(app: Flask) -> None:
    with app.app_context():
        office_id = real_office().id
        with pytest.raises(Refusal, match="nomor"), write() as session:
            save_register(session, office_id, "Sertifikat", "tanpa angka")
        with write() as session:
            first = save_official(session, office_id, "Heriza Syafani", "Kepala Dinas").id
        with write() as session:
            assert save_official(session, office_id, "Heriza Syafani", "Kepala Dinas").id == first
