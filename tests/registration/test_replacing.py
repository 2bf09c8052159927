"""One person takes the seat of another: card, quota, history, races, the door."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select

from eventmgr.audit.models import AuditLog
from eventmgr.registration.models import Registration
from eventmgr.registration.register_actions import Entry, register
from eventmgr.registration.replace_actions import replace_participant
from eventmgr.registration.seat_actions import RegistrationChanged
from eventmgr.registration.seat_queries import seats_of
from eventmgr.shared.db import db
from eventmgr.shared.refusal import Refusal
from tests.builders import CREATED, KELURAHAN, build_category, build_person, build_registration, code_of
from tests.checkin.doors import MORNING, Door, build_door, is_present, scan
from tests.registration.people_steps import ACTOR, by_uid, entry, event_of, tickets


def replaced(door: Door, chosen: Entry | None = None, *, reason: str = "sakit") -> str:
    """Replace the guest of a door by somebody new; the new uid."""
    revision = by_uid(door.registration_uid).revision
    return replace_participant(
        ACTOR,
        MORNING,
        event=event_of(door.event_id),
        uid=door.registration_uid,
        revision=revision,
        entry=chosen or entry(),
        reason=reason,
    )


def test_the_seat_goes_over_with_a_card_of_its_own_and_the_quota_stays(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        before = seats_of(door.event_id, build_category().id, KELURAHAN).taken
        uid = replaced(door)
        old, new = by_uid(door.registration_uid), by_uid(uid)
        assert (old.state, new.state, new.replaces_id) == ("replaced", "registered", old.id)
        assert old.ended_at == MORNING
        assert (new.category_id, new.region_code) == (old.category_id, old.region_code)
        assert seats_of(door.event_id, build_category().id, KELURAHAN).taken == before
        (old_card,), (new_card,) = tickets(old.id), tickets(new.id)
        assert (old_card.state, old_card.void_reason) == ("void", "Digantikan orang lain")
        assert (new_card.state, new_card.version) == ("active", 1)
        assert new_card.typed_code != old_card.typed_code


def test_the_door_refuses_the_old_card_and_greets_the_new_one(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        uid = replaced(door)
        assert scan(door).verdict in ("cancelled", "old_card")
        (new_card,) = tickets(by_uid(uid).id)
        answer = scan(door, code=code_of(new_card))
        assert answer.verdict == "ok"
        assert answer.guest is not None
        assert answer.guest.name == "Yulmaini Syafitri"


def test_what_the_old_person_attended_stays_theirs(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        scan(door)
        replaced(door)
        assert is_present(door)


def test_both_have_a_line_in_the_trail(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        uid = replaced(door)
        told = {
            subject: action
            for subject, action in db.session.execute(
                select(AuditLog.subject_uid, AuditLog.action).where(
                    AuditLog.subject_uid.in_([door.registration_uid, uid])
                )
            )
        }
        assert told == {door.registration_uid: "registration.replaced", uid: "registration.took_over"}


def test_a_second_press_gives_the_outcome_of_the_first(any_app: Flask) -> None:
    with any_app.app_context():
        door, chosen = build_door(), entry()
        assert replaced(door, chosen) == replaced(door, chosen)


def test_somebody_who_takes_part_already_cannot_take_another_seat(any_app: Flask) -> None:
    with any_app.app_context():
        door, event_id = build_door(), 0
        event_id = door.event_id
        other = build_person(name="Nelly Herawati")
        build_registration(event=event_of(event_id), person=other)
        with pytest.raises(Refusal, match="sudah terdaftar"):
            replaced(door, entry(draft=None, person_id=other.id))
        assert by_uid(door.registration_uid).state == "registered"


def test_it_needs_a_reason_an_unchanged_registration_and_an_open_event(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        with pytest.raises(Refusal, match="alasan"):
            replaced(door, reason="  ")
        with pytest.raises(RegistrationChanged):
            replace_participant(
                ACTOR,
                MORNING,
                event=event_of(door.event_id),
                uid=door.registration_uid,
                revision=99,
                entry=entry(),
                reason="sakit",
            )
        assert db.session.scalar(select(func.count(Registration.id))) == 1


def test_of_several_who_replace_the_same_person_at_once_one_wins(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        entries = [entry(name=f"Pengganti {n}", nik=f"137101550683000{n}") for n in range(1, 5)]

    def try_it(chosen: Entry) -> str:
        with any_app.app_context():
            try:
                return replace_participant(
                    ACTOR,
                    MORNING,
                    event=event_of(door.event_id),
                    uid=door.registration_uid,
                    revision=1,
                    entry=chosen,
                    reason="sakit",
                )
            except RegistrationChanged:
                return "changed"

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(try_it, entries))
    assert answers.count("changed") == 3
    with any_app.app_context():
        states = db.session.scalars(select(Registration.state).order_by(Registration.id)).all()
        assert states == ["replaced", "registered"]


def test_replacing_and_scanning_at_once_leaves_one_truth(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        chosen = entry()

    def replace_it() -> str:
        with any_app.app_context():
            return replaced(door, chosen)

    def scan_it() -> str:
        with any_app.app_context():
            return scan(door).verdict

    with ThreadPoolExecutor(2) as pool:
        scanned, new_uid = pool.submit(scan_it), pool.submit(replace_it)
        verdict, uid = scanned.result(), new_uid.result()
    with any_app.app_context():
        assert by_uid(uid).state == "registered"
        assert is_present(door) == (verdict == "ok")


def test_two_who_add_the_same_person_at_once_make_one(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        entries = [entry(), entry()]

    def add(chosen: Entry) -> str:
        with any_app.app_context():
            try:
                register(ACTOR, CREATED, event=event_of(door.event_id), entry=chosen)
            except Refusal as refusal:
                return refusal.code
            return "added"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(add, entries))
    assert answers == ["added", "taken_meanwhile"]
