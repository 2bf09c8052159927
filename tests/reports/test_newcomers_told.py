"""What pages and papers say of a day that was closed before somebody was registered."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from eventmgr.audit.actor import Actor
from eventmgr.checkin.closing_actions import close_day
from eventmgr.checkin.day_queries import days_with_places
from eventmgr.checkin.models import Absence
from eventmgr.events.models import Event
from eventmgr.people.private_links import private_path
from eventmgr.registration.models import Registration
from eventmgr.reports.attendance_paper import SheetWish, attendance_paper, attendance_pdf
from eventmgr.shared.db import db, write
from eventmgr.shared.keyring import keyring
from tests.builders import build_person, build_registration
from tests.cast import Cast
from tests.certificates.builders import build_present
from tests.checkin.matrix_days import NOON
from tests.conftest import TestClock
from tests.page_client import PageClient, words_of
from tests.reports.test_attendance_paper import words

Client = Callable[[], PageClient]
EVENT = "/kegiatan/sosialisasi-2024"


@pytest.fixture
def yulmaini(app: Flask, cast: Cast, clock: TestClock) -> tuple[str, str]:
    """Masrul came on the first day, Dedi did not; when it was closed, Yulmaini was registered: uid, link."""
    clock.moment = NOON + timedelta(hours=2)
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        build_present(event=event, days=1)
        close_day(Actor("command", None, "uji"), NOON, event=event, day=days_with_places(event)[0])
        person = build_person(name="Yulmaini Syafitri")
        uid = build_registration(event=event, person=person).uid
        with write() as session:
            row = session.query(Registration).filter_by(uid=uid).one()
            row.created_at = clock.moment
        return uid, private_path(keyring(), person.uid, person.key_id, person.link_version)


@pytest.fixture
def ani(cast: Cast, page_client: Client) -> PageClient:
    return page_client().sign_in(cast.ani)


def test_the_matrix_and_its_panel_say_it(ani: PageClient, yulmaini: tuple[str, str]) -> None:
    uid, _ = yulmaini
    assert "Hari pertama: 1 hadir, 1 tidak" in words_of(ani.get(f"{EVENT}/kehadiran?hari=1"))
    said = words_of(ani.get(f"{EVENT}/kehadiran?hari=1&saring=semua&pilih={uid}.1"))
    assert "Belum terdaftar" in said
    assert "Baru terdaftar sesudah hari ini ditutup, jadi tidak dihitung di hari ini." in said
    assert "Hari pertama menjadi 2 hadir, 1 tidak" in said


def test_the_list_the_persons_page_and_home_say_it(ani: PageClient, yulmaini: tuple[str, str]) -> None:
    uid, _ = yulmaini
    assert "Belum terdaftar" in words_of(ani.get(f"{EVENT}/peserta?cari=yulmaini"))
    assert "Yulmaini" not in words_of(ani.get(f"{EVENT}/peserta?hadir=belum"))
    assert "belum terdaftar" in words_of(ani.get(f"{EVENT}/peserta/{uid}"))
    said = words_of(ani.get(EVENT))
    assert "1 tidak hadir" in said, said


def test_a_note_about_them_stands_in_no_group_of_the_list(
    app: Flask, cast: Cast, ani: PageClient, yulmaini: tuple[str, str]
) -> None:
    with app.app_context():
        day_id = days_with_places(db.session.get_one(Event, cast.event.id))[0].id
        db.session.rollback()
        with write() as session:
            row = session.query(Registration).filter_by(uid=yulmaini[0]).one()
            session.add(Absence(registration_id=row.id, day_id=day_id, kind="izin", written_at=NOON))
    assert "Yulmaini" not in words_of(ani.get(f"{EVENT}/peserta?hadir=keterangan"))


def test_the_private_page_does_not_call_it_missed(page_client: Client, yulmaini: tuple[str, str]) -> None:
    said = words_of(page_client().get(yulmaini[1]))
    assert "belum terdaftar" in said
    assert "tidak hadir" not in said


def test_the_signed_paper_leaves_them_out_and_does_not_count_them(
    app: Flask, cast: Cast, yulmaini: tuple[str, str]
) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        wish = SheetWish(number=1, blank=False, by_district=True)
        paper = attendance_paper(event, days_with_places(event)[0], wish)
        assert paper.sum_words == ("2", "1", "1")
        assert [group.sum_words for group in paper.groups] == [("2", "1", "1")]
        read = words(attendance_pdf(paper))
    assert "Masrul Malayu" in read
    assert "Yulmaini" not in read
