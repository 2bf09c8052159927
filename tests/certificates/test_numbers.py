"""Numbers of an event: held before the issue, used first by it, released, and read in the book."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from eventmgr.audit.models import AuditLog
from eventmgr.certificates import jobs, number_actions
from eventmgr.certificates.actions import start_issue
from eventmgr.certificates.models import CertificateRule
from eventmgr.certificates.number_actions import hold_for_event, release_for_event
from eventmgr.certificates.number_page import BookPage, book_page
from eventmgr.certificates.rule_actions import RuleContent, save_rule
from eventmgr.certificates.running import issue_now
from eventmgr.events.models import Event
from eventmgr.office.models import NumberRegister, RegisterEntry
from eventmgr.office.reservation_actions import Range, reserve_numbers
from eventmgr.shared.db import db, new_uid, write
from eventmgr.shared.refusal import Refusal
from tests.builders import build_event
from tests.cast import Cast
from tests.certificates.builders import AT, COMMAND, build_present, build_rule
from tests.certificates.test_ending import stand_in
from tests.conftest import TestClock
from tests.page_client import PageClient, counted_statements, words_of
from tests.portal.papers import build_certificate

Client = Callable[[], PageClient]


@pytest.fixture
def event_id(any_app: Flask, monkeypatch: pytest.MonkeyPatch) -> int:
    """An event with a rule and two eligible people; its papers are drawn by a stand-in."""
    monkeypatch.setattr(jobs, "draw_all", stand_in)
    monkeypatch.setattr(jobs, "ensure_merged", lambda _event_id: None)
    with any_app.app_context():
        event = build_event()
        build_rule(event=event)
        for name in ("Nelfia", "Masrul"):
            build_present(event=event, days=2, name=name)
        return event.id


def event_of(event_id: int) -> Event:
    return db.session.get_one(Event, event_id)


def hold(event_id: int, upto: int, register_id: int = 0) -> int:
    rule = db.session.get_one(CertificateRule, (event_id, "peserta"))
    register_id = register_id or rule.register_id
    return hold_for_event(
        COMMAND,
        AT,
        event=event_of(event_id),
        register_id=register_id,
        dated_on=AT.date(),
        upto=upto,
    )


def keep_for_paper(event_id: int, first: int, last: int) -> None:
    rule = db.session.get_one(CertificateRule, (event_id, "peserta"))
    reserve_numbers(
        COMMAND,
        AT,
        register=db.session.get_one(NumberRegister, rule.register_id),
        zone="Asia/Jakarta",
        wanted=Range(first, last),
        reason="Bagian Umum: undangan",
        request_uid=new_uid(),
    )


def lines(page: BookPage) -> list[tuple[str, str, str]]:
    return [(line.number.split("/")[1], line.what, line.word) for line in page.lines]


def test_the_issue_uses_what_is_held_and_goes_on_for_the_late(any_app: Flask, event_id: int) -> None:
    with any_app.app_context():
        assert (hold(event_id, 2), hold(event_id, 2)) == (2, 0)
        keep_for_paper(event_id, 3, 4)
        build_present(event=event_of(event_id), days=3, name="Yusneli")
        issue_now(event_of(event_id))
        page = book_page(event_of(event_id), typed="", state="", number=1)
        assert lines(page) == [
            ("1", "Masrul, S.Sos", "Terpakai"),
            ("2", "Nelfia, S.Sos", "Terpakai"),
            ("3", "Bagian Umum: undangan", "Dipesan untuk surat kertas"),
            ("4", "Bagian Umum: undangan", "Dipesan untuk surat kertas"),
            ("5", "Yusneli, S.Sos", "Terpakai"),
        ]
        assert page.title == "5 nomor, urut tanpa lompatan"


def test_holding_and_releasing_wait_for_a_running_issue(any_app: Flask, event_id: int) -> None:
    with any_app.app_context():
        start_issue(COMMAND, AT, event=event_of(event_id))
        with pytest.raises(Refusal, match="sedang berjalan"):
            hold(event_id, 2)
        with pytest.raises(Refusal, match="sedang berjalan"):
            release_for_event(COMMAND, AT, event=event_of(event_id))


def test_two_presses_at_once_hold_once(any_app: Flask, event_id: int) -> None:
    added: list[int] = []
    ready = threading.Barrier(2)

    def press() -> None:
        with any_app.app_context():
            ready.wait()
            added.append(hold(event_id, 2))
            db.session.remove()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with any_app.app_context():
        assert sorted(added) == [0, 2]
        assert db.session.scalars(select(RegisterEntry.seq).order_by(RegisterEntry.seq)).all() == [1, 2]
        trail = select(func.count(AuditLog.id)).where(AuditLog.action == "certificates.numbers_held")
        assert db.session.scalar(trail) == 1


def test_more_than_one_press_may_hold_are_held_by_the_next(
    any_app: Flask, event_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(number_actions, "MOST_AT_ONCE", 2)
    with any_app.app_context():
        assert [hold(event_id, 3) for _ in range(3)] == [2, 1, 0]


def test_a_rule_that_another_has_saved_meanwhile_holds_nothing(any_app: Flask, event_id: int) -> None:
    with any_app.app_context():
        with write() as session:
            rule = session.get_one(CertificateRule, (event_id, "peserta"))
            seen = rule.register_id
            other = NumberRegister(
                office_id=session.get_one(Event, event_id).office_id, name="Lain", pattern="L/{nomor}/{tahun}"
            )
            session.add(other)
            session.flush()
            rule.register_id = other.id
        with pytest.raises(Refusal, match="baru saja diubah"):
            hold(event_id, 2, register_id=seen)
        assert db.session.scalar(select(func.count(RegisterEntry.id))) == 0


def test_another_register_or_year_waits_until_the_held_ones_are_released(
    any_app: Flask, event_id: int
) -> None:
    with any_app.app_context():
        hold(event_id, 2)
        with write() as session:
            office_id = session.get_one(Event, event_id).office_id
            other = NumberRegister(office_id=office_id, name="Lain", pattern="L/{nomor}/{tahun}")
            session.add(other)
            session.flush()
            other_id = other.id
        content = RuleContent(2, "Heriza", "Kepala Dinas", register_id=other_id, without_public_url=True)
        with pytest.raises(Refusal, match="Lepaskan dulu"):
            save_rule(COMMAND, AT, event=event_of(event_id), content=content)
        release_for_event(COMMAND, AT, event=event_of(event_id))
        save_rule(COMMAND, AT, event=event_of(event_id), content=content)


def test_the_book_finds_a_number_a_name_and_a_letter(any_app: Flask, event_id: int) -> None:
    with any_app.app_context():
        hold(event_id, 2)
        keep_for_paper(event_id, 3, 3)
        issue_now(event_of(event_id))
        other = build_event()
        build_rule(event=other)
        build_certificate(
            event=other, registration=build_present(event=other, days=3, name="Rahasia"), number=4
        )
        build_certificate(
            event=event_of(event_id),
            registration=build_present(event=event_of(event_id), days=3, name="Yusneli"),
            number=5,
        )

        def found(typed: str, state: str = "") -> list[str]:
            page = book_page(event_of(event_id), typed=typed, state=state, number=1)
            return [line.number.split("/")[1] for line in page.lines]

        assert found("") == ["1", "2", "3", "4", "5"]
        assert found("3") == ["3"]
        assert found("nelf") == ["2"]
        assert found("undangan") == ["3"]
        assert found("rahasia") == [], "names of other events are not told"
        assert found("", "outside") == ["3"]
        every = book_page(event_of(event_id), typed="", state="", number=9)
        assert "Rahasia" not in str(every)
        assert lines(every)[3] == ("4", "Sertifikat kegiatan lain", "Terpakai")


@pytest.fixture
def path(app: Flask, cast: Cast, clock: TestClock) -> str:
    """The certificates of the cast's event when it is over: one person may get one."""
    clock.moment = AT
    with app.app_context():
        event = event_of(cast.event.id)
        build_rule(event=event)
        build_present(event=event, days=2, name="Yusneli")
    return f"/kegiatan/{cast.slug}/sertifikat"


def test_the_page_holds_and_releases_with_one_press_each(
    app: Flask, page_client: Client, cast: Cast, path: str
) -> None:
    client = page_client().sign_in(cast.ani)
    words = words_of(client.get(path))
    assert "1 nomor berikutnya, belum ada yang terpakai" in words
    assert "Pesan 1 nomor" in words
    for _ in range(2):
        client.post(f"{path}/nomor/pesan", status=303)
    words = words_of(client.get(path))
    assert "1 nomor dipesan, belum ada yang terpakai" in words
    assert "dipesan Ani Rahmawati, pukul 09.00 Lepaskan" in words
    assert "Dipesan" in words_of(client.get(f"{path}/nomor"))
    with app.app_context():
        build_present(event=event_of(cast.event.id), days=3, name="Efrizal")
    assert "Pesan 1 lagi" in words_of(client.get(path))
    admin = words_of(page_client().sign_in(cast.aminah).get("/pengaturan/kantor"))
    assert "dipesan untuk 1 sertifikat Sosialisasi" in admin
    for _ in range(2):
        client.get(path)
        client.post(f"{path}/nomor/lepaskan", status=303)
    assert "2 nomor berikutnya" in words_of(client.get(path))
    assert "Belum ada nomor" in words_of(client.get(f"{path}/nomor"))


def test_who_only_looks_on_reads_the_book_and_holds_nothing(
    page_client: Client, cast: Cast, path: str
) -> None:
    viewer = page_client().sign_in(cast.vina)
    viewer.get(f"{path}/nomor")
    assert "Pesan 1 nomor" not in words_of(viewer.get(path))
    viewer.post(f"{path}/nomor/pesan", status=403)
    page_client().sign_in(cast.citra).get(f"{path}/nomor", status=404)


def test_statements_of_the_book_do_not_grow_with_the_numbers(
    app: Flask, page_client: Client, cast: Cast, path: str
) -> None:
    client = page_client().sign_in(cast.ani)
    client.get(path)
    client.post(f"{path}/nomor/pesan", status=303)
    client.get(f"{path}/nomor")
    with counted_statements(app) as few:
        client.get(f"{path}/nomor")
    with app.app_context():
        for number in range(2, 60):
            registration = build_present(event=event_of(cast.event.id), days=1, name=f"Orang {number}")
            build_certificate(event=event_of(cast.event.id), registration=registration, number=number)
    with counted_statements(app) as many:
        words = words_of(client.get(f"{path}/nomor"))
    assert "1–50 dari 59 nomor" in words
    assert len(many) == len(few) <= 12
