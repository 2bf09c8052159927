"""A certificate ends with a reason; what replaces it takes its number or the next, and nothing is lost."""

from collections.abc import Sequence

import pytest
from flask import Flask
from sqlalchemy import func, select

from eventmgr.certificates import jobs
from eventmgr.certificates.ending_actions import finish_again, replace_certificate, revoke
from eventmgr.certificates.issuing import standing_of
from eventmgr.certificates.models import Certificate
from eventmgr.certificates.printing import Drawn, Order
from eventmgr.certificates.queries import find_certificate_by_code_or_none
from eventmgr.certificates.replacing import plan_of
from eventmgr.certificates.rules import Condition
from eventmgr.certificates.running import issue_now
from eventmgr.events.models import Event
from eventmgr.office.models import RegisterEntry
from eventmgr.people.models import Person
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db, write
from eventmgr.shared.file_models import StoredFile
from eventmgr.shared.files import read_bytes
from eventmgr.shared.jobs import claim_next, run_claimed
from eventmgr.shared.refusal import Refusal
from tests.builders import build_event
from tests.certificates.builders import AT, COMMAND, build_present, build_rule
from tests.support.trail import acts_on


def stand_in(orders: Sequence[Order]) -> list[list[Drawn]]:
    """Papers of their name and number, without the cost of drawing."""
    return [
        [
            Drawn(order.certificate_id, f"{order.record['name']} {order.record['number']}".encode(), b"png")
            for order in orders
        ]
    ]


@pytest.fixture
def issued(any_app: Flask, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """An event with two valid certificates: its id, and the uid of the first."""
    monkeypatch.setattr(jobs, "draw_all", stand_in)
    monkeypatch.setattr(jobs, "ensure_merged", lambda _event_id: None)
    with any_app.app_context():
        event = build_event()
        build_rule(event=event)
        build_present(event=event, days=2, name="Asnimar Rosmanidar")
        build_present(event=event, days=2, name="Nelfia")
        issue_now(db.session.get_one(Event, event.id))
        uid = db.session.scalars(select(Certificate.uid).order_by(Certificate.id)).first()
        assert uid is not None
        return event.id, uid


def certificate(uid: str) -> Certificate:
    return db.session.scalars(select(Certificate).where(Certificate.uid == uid)).one()


def rename(uid: str, name: str) -> None:
    """Correct the name of the person behind a certificate."""
    registration_id = certificate(uid).registration_id
    with write() as session:
        person_id = session.get_one(Registration, registration_id).person_id
        session.get_one(Person, person_id).name = name


def replace(event_id: int, uid: str, *, takes_new_number: bool = False) -> str:
    """Replace with today's name; the uid of the new one."""
    event = db.session.get_one(Event, event_id)
    plan = plan_of(event, certificate(uid))
    replace_certificate(
        COMMAND,
        AT,
        event=event,
        uid=uid,
        fresh=plan.fresh,
        reason="gelar keliru",
        takes_new_number=takes_new_number,
    )
    return plan.fresh.uid


def run_job() -> str:
    context = claim_next("uji", AT)
    assert context is not None
    return run_claimed(context)


def test_revoking_keeps_the_number_used_and_gives_no_other_by_itself(
    any_app: Flask, issued: tuple[int, str]
) -> None:
    event_id, uid = issued
    with any_app.app_context():
        revoke(
            COMMAND, AT, event=db.session.get_one(Event, event_id), uid=uid, reason=" untuk orang yang salah "
        )
        ended = certificate(uid)
        assert (ended.state, ended.reason, ended.ended_at) == ("revoked", "untuk orang yang salah", AT)
        assert db.session.get_one(RegisterEntry, ended.entry_id).state == "used"
        assert standing_of(event_id, Condition(2)).to_issue == []
        assert standing_of(event_id, Condition(2)).tally.denied == [ended.registration_id]
        found = find_certificate_by_code_or_none(ended.short_code)
        assert found is not None
        assert (found.state, found.reason) == ("revoked", "untuk orang yang salah")
        assert "certificate.revoked" in acts_on(uid)


def test_a_certificate_ends_once_and_never_without_a_reason(any_app: Flask, issued: tuple[int, str]) -> None:
    event_id, uid = issued
    with any_app.app_context():
        event = db.session.get_one(Event, event_id)
        with pytest.raises(Refusal, match="alasan"):
            revoke(COMMAND, AT, event=event, uid=uid, reason="  ")
        revoke(COMMAND, AT, event=event, uid=uid, reason="salah orang")
        with pytest.raises(Refusal, match="sudah dicabut"):
            revoke(COMMAND, AT, event=event, uid=uid, reason="lagi")
        with pytest.raises(Refusal, match="sudah dicabut"):
            replace(event_id, uid)


def test_an_archived_event_ends_nothing(any_app: Flask, issued: tuple[int, str]) -> None:
    event_id, uid = issued
    with any_app.app_context():
        with write() as session:
            session.get_one(Event, event_id).state = "archived"
        with pytest.raises(Refusal, match="diarsipkan"):
            revoke(COMMAND, AT, event=db.session.get_one(Event, event_id), uid=uid, reason="salah orang")
        assert certificate(uid).state == "valid"


def test_a_replacement_keeps_the_number_and_the_old_bytes(any_app: Flask, issued: tuple[int, str]) -> None:
    event_id, uid = issued
    with any_app.app_context():
        before = certificate(uid)
        entry_id, file_id = before.entry_id, before.file_id
        rename(uid, "Asnimar Rosmanidah")
        fresh = replace(event_id, uid)
        old, new = certificate(uid), certificate(fresh)
        assert (old.state, new.state, new.entry_id) == ("replaced", "reserved", entry_id)
        assert new.snapshot["number"] == old.snapshot["number"]
        assert run_job() == "done"
        new = certificate(fresh)
        assert (new.state, new.replaces_id, new.snapshot["name"]) == ("valid", old.id, "Asnimar Rosmanidah")
        assert new.short_code != old.short_code
        old_file, new_file = (
            db.session.get_one(StoredFile, number) for number in (file_id, new.file_id) if number
        )
        assert read_bytes(old_file) == b"Asnimar Rosmanidar 400.9.12.3/1/Dinsos/2024"
        assert read_bytes(new_file) == b"Asnimar Rosmanidah 400.9.12.3/1/Dinsos/2024"
        found = find_certificate_by_code_or_none(old.short_code)
        assert found is not None
        assert found.replaced_by_code == new.short_code
        assert db.session.scalar(select(func.count(RegisterEntry.id))) == 2


def test_a_replacement_may_take_the_next_number_of_the_same_year(
    any_app: Flask, issued: tuple[int, str]
) -> None:
    event_id, uid = issued
    with any_app.app_context():
        rename(uid, "Nama Benar")
        fresh = replace(event_id, uid, takes_new_number=True)
        assert run_job() == "done"
        assert certificate(fresh).snapshot["number"] == "400.9.12.3/3/Dinsos/2024"
        states = db.session.execute(
            select(RegisterEntry.seq, RegisterEntry.state).order_by(RegisterEntry.seq)
        )
        assert [tuple(row) for row in states] == [(1, "used"), (2, "used"), (3, "used")]


def test_two_presses_are_one_replacement(any_app: Flask, issued: tuple[int, str]) -> None:
    event_id, uid = issued
    with any_app.app_context():
        rename(uid, "Nama Benar")
        replace(event_id, uid, takes_new_number=True)
        with pytest.raises(Refusal, match="sudah diganti"):
            replace(event_id, uid, takes_new_number=True)
        assert db.session.scalar(select(func.count(RegisterEntry.id))) == 3


def test_a_replacement_killed_between_number_and_file_goes_on(
    any_app: Flask, issued: tuple[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    event_id, uid = issued

    def die(*_: object) -> int:
        raise KeyboardInterrupt

    with any_app.app_context():
        rename(uid, "Nama Benar")
        fresh = replace(event_id, uid, takes_new_number=True)
        with monkeypatch.context() as patch:
            patch.setattr(jobs, "finish_certificates", die)
            context = claim_next("uji", AT)
            assert context is not None
            with pytest.raises(KeyboardInterrupt):
                run_claimed(context)
        assert certificate(fresh).state == "reserved"
        assert issue_now(db.session.get_one(Event, event_id)) == ("done", {"issued": 1, "failed": 0})
        assert certificate(fresh).state == "valid"
        entries = db.session.scalars(select(RegisterEntry.seq).order_by(RegisterEntry.seq)).all()
        assert list(entries) == [1, 2, 3]


def test_a_replacement_issues_nobody_else(any_app: Flask, issued: tuple[int, str]) -> None:
    event_id, uid = issued
    with any_app.app_context():
        build_present(event=db.session.get_one(Event, event_id), days=3, name="Menyusul")
        rename(uid, "Nama Benar")
        replace(event_id, uid)
        run_job()
        assert len(standing_of(event_id, Condition(2)).to_issue) == 1


def test_a_number_whose_file_never_came_becomes_void(
    any_app: Flask, issued: tuple[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    event_id, uid = issued
    monkeypatch.setattr(jobs, "draw_all", lambda orders: [[Drawn(orders[0].certificate_id, b"", b"")]])
    with any_app.app_context():
        rename(uid, "Nama Benar")
        fresh = replace(event_id, uid, takes_new_number=True)
        run_job()
        event = db.session.get_one(Event, event_id)
        finish_again(COMMAND, AT, event=event, uid=fresh)
        run_job()
        assert certificate(fresh).state == "reserved"
        revoke(COMMAND, AT, event=event, uid=fresh, reason="berkas tidak dapat dibuat")
        assert db.session.get_one(RegisterEntry, certificate(fresh).entry_id).state == "void"
        with pytest.raises(Refusal, match="sudah dicabut"):
            finish_again(COMMAND, AT, event=event, uid=fresh)
