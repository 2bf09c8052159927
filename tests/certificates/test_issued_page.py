"""The list after issuing: states with their reasons, who may follow, and whose presence changed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete

from eventmgr.certificates.ending_actions import finish_again
from eventmgr.certificates.models import Certificate, CertificateRule
from eventmgr.checkin.models import Attendance
from eventmgr.events.models import Event
from eventmgr.office.actions import lock_year, set_next
from eventmgr.office.models import RegisterEntry
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db, write
from tests.cast import Cast
from tests.certificates.builders import AT, COMMAND, build_present, build_rule
from tests.conftest import TestClock
from tests.page_client import PageClient, counted_statements, words_of
from tests.portal.papers import build_certificate

Client = Callable[[], PageClient]
Issue = Callable[..., Certificate]


@pytest.fixture
def path(app: Flask, cast: Cast) -> str:
    with app.app_context():
        build_rule(event=db.session.get_one(Event, cast.event.id))
    return f"/kegiatan/{cast.slug}/sertifikat/terbit"


@pytest.fixture
def issue(app: Flask, cast: Cast) -> Issue:
    """`issue(name="Nelfia", number=412)`: somebody present on two days, with a certificate."""

    def make(*, name: str, replaces: Certificate | None = None, **facts: Any) -> Certificate:
        with app.app_context():
            event = db.session.get_one(Event, cast.event.id)
            if replaces is None:
                registration = build_present(event=event, days=2, name=name)
            else:
                registration = db.session.get_one(Registration, replaces.registration_id)
            changes = {"name": name, "back_title": ""}
            made = build_certificate(
                event=event,
                registration=registration,
                replaces=replaces,
                changes=changes,
                **facts,
            )
            db.session.refresh(made)
            return made

    return make


def test_each_state_has_its_word_its_reason_and_its_successor(
    page_client: Client, cast: Cast, path: str, issue: Issue
) -> None:
    issue(name="Nelfia", number=412)
    issue(name="Syahrul Firdaus", number=413, state="revoked", reason="terbit untuk orang yang salah")
    old = issue(name="Asnimar", number=414, state="replaced", reason="gelar keliru")
    new = issue(name="Asnimar", number=415, replaces=old)
    page = page_client().sign_in(cast.ani).page(path)
    words = " ".join(page.text_content().split())
    assert page.findtext(".//h1") == "3 sertifikat terbit"
    assert "Dua berlaku, satu dicabut, satu diganti." in words
    assert "terbit untuk orang yang salah" in words
    assert "oleh nomor 415, gelar keliru" in words
    assert page.xpath(f"//small/a[contains(@href, '{new.uid}')]")
    assert len(page.xpath("//a[text()='Arsip']")) == 2
    only = page_client().sign_in(cast.ani).page(f"{path}?keadaan=revoked")
    assert len(only.xpath("//table//tbody/tr")) == 1
    assert (
        page_client()
        .sign_in(cast.ani)
        .page(f"{path}?keadaan=ngawur&cari=x")
        .xpath("//a[text()='Tampilkan semua']")
    )


def test_who_becomes_eligible_later_gets_the_next_number_with_one_press(
    app: Flask, page_client: Client, cast: Cast, path: str, issue: Issue
) -> None:
    issue(name="Nelfia", number=1)
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        build_present(event=event, days=2, name="Yusneli Guci")
        build_present(event=event, days=3, name="Efrizal Chaniago")
    client = page_client().sign_in(cast.ani)
    words = words_of(client.get(path))
    assert "2 orang berhak menyusul." in words
    assert "Terbitkan 2 susulan" in words
    assert "hadir dua hari" in words
    assert "Masih belum: 1 belum berhak." in words
    assert "Yusneli Guci" in words_of(client.get(path.replace("terbit", "nama/menyusul")))
    assert "Terbitkan" not in words_of(page_client().sign_in(cast.vina).get(path)).replace(
        "Terbitkan Sudah", ""
    )


def test_late_ones_before_the_last_day_is_over_take_the_same_tick(
    app: Flask, page_client: Client, cast: Cast, clock: TestClock, path: str, issue: Issue
) -> None:
    issue(name="Nelfia", number=412)
    with app.app_context():
        build_present(event=db.session.get_one(Event, cast.event.id), days=2, name="Yusneli Guci")
    client = page_client().sign_in(cast.ani)
    page = client.page(path)
    (press,) = page.xpath("//form[.//button[contains(., 'Terbitkan 1 susulan')]]")
    assert press.xpath(".//input[@type='checkbox' and @name='despite_days']")
    refused = words_of(client.post(press.get("action"), status=422))
    assert "Centang dahulu bahwa sertifikat terbit walau" in refused
    assert "1 sertifikat terbit" in refused, "the list is still the page"
    client.post(press.get("action"), {"despite_days": "y"}, status=303)
    clock.moment = AT
    assert not client.page(path).xpath("//input[@name='despite_days']")


def test_lost_presence_is_listed_and_nothing_is_revoked(
    app: Flask, page_client: Client, cast: Cast, path: str, issue: Issue
) -> None:
    made = issue(name="Nelfia", number=412)
    with app.app_context(), write() as session:
        session.execute(delete(Attendance).where(Attendance.registration_id == made.registration_id))
    page = page_client().sign_in(cast.ani).page(path)
    words = " ".join(page.text_content().split())
    assert "Kehadiran berubah" in words
    assert "nomor 412, tidak pernah hadir" in words
    assert page.xpath(f"//a[text()='Tinjau'][contains(@href, '{made.uid}/tinjau')]")
    assert "1 sertifikat terbit" in words


def test_a_piece_that_failed_is_told_with_its_number(
    page_client: Client, cast: Cast, path: str, issue: Issue
) -> None:
    issue(name="Nelfia", number=597)
    issue(name="Masrul", number=598, state="reserved")
    words = words_of(page_client().sign_in(cast.ani).get(path))
    assert "1 belum jadi, nomor 598 ditahan." in words
    assert "Coba lagi 1 sertifikat" in words


def test_a_replacement_that_is_being_drawn_is_no_failure(
    app: Flask, page_client: Client, cast: Cast, path: str, issue: Issue
) -> None:
    old = issue(name="Nelfia", number=597, state="replaced", reason="gelar keliru")
    new = issue(name="Nelfia", number=598, state="reserved", replaces=old)
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        finish_again(COMMAND, AT, event=event, uid=new.uid)
    client = page_client().sign_in(cast.ani)
    for page in (path, path.removesuffix("/terbit")):
        words = words_of(client.get(page))
        assert "ditahan. Tidak ada nomor yang hilang" not in words
        assert "Coba lagi" not in words


def test_statements_do_not_grow_with_the_certificates(
    app: Flask, page_client: Client, cast: Cast, path: str, issue: Issue
) -> None:
    client = page_client().sign_in(cast.ani)
    issue(name="Satu", number=1)
    with counted_statements(app) as few:
        client.get(path)
    for number in range(2, 12):
        issue(name=f"Orang {number}", number=number)
    with counted_statements(app) as many:
        client.get(path)
    assert len(many) == len(few)
    assert len(many) < 30


def test_the_numbers_to_come_step_over_what_paper_letters_hold(
    app: Flask, page_client: Client, cast: Cast, path: str, issue: Issue
) -> None:
    issue(name="Nelfia", number=900)
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        rule = db.session.get_one(CertificateRule, (event.id, "peserta"))
        for name in ("Yusneli", "Efrizal", "Marlina"):
            build_present(event=event, days=2, name=name)
        with write() as session:
            lock_year(session, rule.register_id, 2024)
            set_next(session, rule.register_id, 2024, 711)
        kept = dict(register_id=rule.register_id, year=2024, state="outside", subject_kind="paper")
        with write() as session:
            session.add_all(
                RegisterEntry(
                    seq=seq, text=f"surat {seq}", dated_on=date(2024, 11, 1), subject_uid="a" * 32, **kept
                )
                for seq in (712, 713)
            )
    words = words_of(page_client().sign_in(cast.ani).get(path))
    assert "Akan bernomor 711 sampai 715, melewati 712–713 yang sudah dipesan." in words


def test_the_tab_opens_the_list_once_more_is_out_than_still_to_come(
    app: Flask, page_client: Client, cast: Cast, path: str, issue: Issue
) -> None:
    client = page_client().sign_in(cast.ani)
    home = path.removesuffix("/terbit")
    (tab,) = client.page(path).xpath("//nav[contains(@class, 'tabs')]//a[text()='Sertifikat']/@href")
    assert client.get(tab, status=302).headers["Location"] == home
    for number in (412, 413):
        issue(name="Nelfia", number=number)
    with app.app_context():
        build_present(event=db.session.get_one(Event, cast.event.id), days=2, name="Yusneli Guci")
    assert client.get(tab, status=302).headers["Location"] == path
    with app.app_context():
        build_present(event=db.session.get_one(Event, cast.event.id), days=2, name="Efrizal")
    assert client.get(tab, status=302).headers["Location"] == home


def test_the_files_are_told_with_their_size_and_kecamatan(
    page_client: Client, cast: Cast, path: str, issue: Issue
) -> None:
    for number in (412, 413):
        issue(name="Nelfia", number=number)
    words = words_of(page_client().sign_in(cast.vina).get(path))
    assert "Satu berkas untuk dicetak2 lembar bolak-balik, urut nomor PDF, 1 MB" in words
    assert "Satu per kecamatan1 kecamatan, PDF atau ZIP ZIP, 1 MB" in words
    assert "0 dari 2 sudah dikirim" in words
