"""Ranges kept for paper letters: certificates pass them over, and no number is lost or doubled."""

from datetime import date

import pytest
from flask import Flask

from eventmgr.audit.actor import Actor
from eventmgr.office.actions import Subject, start_year, take_numbers
from eventmgr.office.models import NumberRegister, RegisterEntry
from eventmgr.office.queries import real_office
from eventmgr.office.reservation_actions import Range, give_back, note_used, reserve_numbers
from eventmgr.office.settings_queries import reservations_of
from eventmgr.shared.clock import now
from eventmgr.shared.db import db, new_uid, write
from eventmgr.shared.refusal import Refusal

ACTOR = Actor("command", None, "uji")
ZONE = "Asia/Jakarta"


def _register(first: int = 1) -> NumberRegister:
    register = NumberRegister(
        office_id=real_office().id,
        name="Sertifikat",
        pattern="{klas}/{nomor}/{unit}/{tahun}",
        klas="400",
        unit="Dinsos",
    )
    with write() as session:
        session.add(register)
        session.flush()
        start_year(session, register.id, 2024, first)
    return register


def _reserve(register: NumberRegister, first: int, last: int, uid: str = "") -> str:
    uid = uid or new_uid()
    reserve_numbers(
        ACTOR,
        now(),
        register=register,
        zone=ZONE,
        wanted=Range(first, last),
        reason="Bagian Umum: undangan",
        request_uid=uid,
    )
    return uid


def _take(register: NumberRegister, count: int) -> list[int]:
    with write() as session:
        subjects = [Subject("certificate", new_uid()) for _ in range(count)]
        taken = take_numbers(session, register, dated_on=date(2024, 11, 20), subjects=subjects)
    return [number.seq for number in taken]


def test_certificates_pass_over_a_kept_range_and_use_the_words_of_the_office(any_app: Flask) -> None:
    with any_app.app_context():
        register = _register(412)
        _reserve(register, 412, 415)
        _reserve(register, 418, 419)
        assert _take(register, 4) == [416, 417, 420, 421]
        texts = set(db.session.scalars(db.select(RegisterEntry.text)))
        assert {"400/413/Dinsos/2024", "400/416/Dinsos/2024"} <= texts


def test_two_clicks_keep_one_range(any_app: Flask) -> None:
    with any_app.app_context():
        register, uid = _register(), new_uid()
        _reserve(register, 1, 3, uid)
        _reserve(register, 1, 3, uid)
        assert [kept.count for kept in reservations_of(register.id, 2024)] == [3]


def test_what_is_taken_passed_or_too_much_is_refused(any_app: Flask) -> None:
    with any_app.app_context():
        register = _register(10)
        _take(register, 2)
        _reserve(register, 20, 25)
        for first, last, words in (
            (9, 12, "Nomor 11 sudah dipakai"),
            (24, 30, "Nomor 24 sudah dipesan"),
            (15, 14, "mendahului"),
            (30, 600, "paling banyak 500"),
        ):
            with pytest.raises(Refusal, match=words):
                _reserve(register, first, last)


def test_a_range_at_the_end_is_free_again_once_given_back(any_app: Flask) -> None:
    with any_app.app_context():
        register = _register(5)
        uid = _reserve(register, 5, 9)
        give_back(ACTOR, now(), register=register, uid=uid)
        give_back(ACTOR, now(), register=register, uid=uid)
        assert _take(register, 2) == [5, 6]


def test_a_range_before_younger_numbers_stays_as_void_and_nobody_gets_it_twice(any_app: Flask) -> None:
    with any_app.app_context():
        register = _register(5)
        uid = _reserve(register, 5, 6)
        assert _take(register, 1) == [7]
        give_back(ACTOR, now(), register=register, uid=uid)
        assert _take(register, 1) == [8]
        states = db.session.execute(
            db.select(RegisterEntry.seq, RegisterEntry.state).order_by(RegisterEntry.seq)
        )
        assert [tuple(row) for row in states] == [(5, "void"), (6, "void"), (7, "reserved"), (8, "reserved")]


def test_a_range_of_which_one_is_used_is_not_given_back(any_app: Flask) -> None:
    with any_app.app_context():
        register = _register()
        uid = _reserve(register, 1, 3)
        note_used(ACTOR, now(), register=register, uid=uid, seq=2)
        note_used(ACTOR, now(), register=register, uid=uid, seq=2)
        with pytest.raises(Refusal, match="sudah dipakai"):
            give_back(ACTOR, now(), register=register, uid=uid)
        with pytest.raises(Refusal, match="Nomor 4 tidak ada"):
            note_used(ACTOR, now(), register=register, uid=uid, seq=4)
        assert [(kept.used, kept.count) for kept in reservations_of(register.id, 2024)] == [(1, 3)]
