"""The private page: one link, no account; card, agenda, attendance so far, certificate, help."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from eventmgr.events.models import Event
from eventmgr.registration.models import Registration
from eventmgr.shared.codes import show_short_code
from eventmgr.shared.db import db, write
from tests.builders import build_event, build_registration, build_ticket, code_of
from tests.cast import Cast
from tests.conftest import TestClock
from tests.page_client import PageClient, counted_statements, words_of
from tests.portal.conftest import Issue

Client = Callable[[], PageClient]
AFTER = datetime(2024, 11, 21, 3, 0, tzinfo=UTC)


def test_the_link_opens_without_an_account_and_greets(page_client: Client, cast: Cast) -> None:
    words = words_of(page_client().get(cast.dedi_link))
    assert "Selamat pagi, Bapak" in words
    assert "Dedi Kurniawan" in words
    assert "PSM · " in words


def test_the_link_may_be_typed_in_small_letters(page_client: Client, cast: Cast) -> None:
    page_client().get(cast.dedi_link.lower())


def test_it_shows_the_code_that_the_card_has(page_client: Client, cast: Cast, app: Flask) -> None:
    page = page_client().page(cast.dedi_link)
    assert show_short_code(cast.dedi_ticket.typed_code) in page.text_content()
    assert page.xpath("//path[@id='bentuk-qr']/@d")[0].startswith("M4 4h7")
    with app.app_context():
        assert code_of(cast.dedi_ticket) not in page.text_content()


def test_it_sets_no_cookie_and_is_not_kept(page_client: Client, cast: Cast) -> None:
    response = page_client().get(cast.dedi_link)
    assert "Set-Cookie" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert b'name="robots" content="noindex"' in response.data


def test_it_shows_neither_phone_nor_nik(page_client: Client, cast: Cast) -> None:
    html = page_client().get(cast.dedi_link).get_data(as_text=True)
    for secret in ("81234567878", "0812••••78", "1371", "NIK"):
        assert secret not in html


def test_today_s_sessions_say_which_is_next(page_client: Client, cast: Cast, clock: TestClock) -> None:
    assert "Senin 18 November" in words_of(page_client().get(cast.dedi_link))
    assert "Berikutnya" in words_of(page_client().get(cast.dedi_link))
    clock.moment = datetime(2024, 11, 18, 3, 30, tzinfo=UTC)
    assert "Sedang berlangsung" in words_of(page_client().get(cast.dedi_link))


def test_in_the_evening_the_next_day_is_shown(page_client: Client, cast: Cast, clock: TestClock) -> None:
    clock.moment = datetime(2024, 11, 18, 13, 0, tzinfo=UTC)
    page = page_client().page(cast.dedi_link)
    assert "Selasa 19 November" in [heading.text_content() for heading in page.xpath("//h2")]
    assert "Selamat malam" in page.text_content()


def test_attendance_is_woven_day_by_day(
    page_client: Client, cast: Cast, attend: Callable[[int], None], clock: TestClock
) -> None:
    attend(1)
    clock.moment = datetime(2024, 11, 19, 1, 0, tzinfo=UTC)
    page = page_client().page(cast.dedi_link)
    kinds = [piece.get("class") for piece in page.xpath("//span[starts-with(@class,'piece ')]")]
    assert kinds == ["piece woven", "piece today", "piece coming"]
    assert "1 dari 3 hari" in " ".join(page.text_content().split())
    assert "2 dari 6 JP" in " ".join(page.text_content().split())


def test_a_missed_day_says_so_and_a_full_cloth_is_sewn(
    page_client: Client, cast: Cast, attend: Callable[[int], None], clock: TestClock
) -> None:
    clock.moment = AFTER
    assert "tidak hadir" in words_of(page_client().get(cast.dedi_link))
    attend(3)
    page = page_client().page(cast.dedi_link)
    assert "Lengkap tiga hari." in page.text_content()
    assert page.xpath("//ul[contains(@class,'whole')]")


@pytest.mark.usefixtures("rule")
def test_a_certificate_to_come_names_its_conditions(
    page_client: Client, cast: Cast, attend: Callable[[int], None]
) -> None:
    words = words_of(page_client().get(cast.dedi_link))
    assert "Belum terbit. Yang masih perlu:" in words
    assert "Hadir paling sedikit dua hari" in words
    assert "Belum ada yang tercatat" in words
    attend(2)
    assert "Hadir paling sedikit dua hari (sudah)" in words_of(page_client().get(cast.dedi_link))


@pytest.mark.usefixtures("rule")
def test_too_few_days_are_told_with_the_reason(
    page_client: Client, cast: Cast, attend: Callable[[int], None], clock: TestClock
) -> None:
    attend(1)
    clock.moment = AFTER
    words = words_of(page_client().get(cast.dedi_link))
    assert "bila hadir paling sedikit dua hari; Anda tercatat hadir satu hari" in words
    assert "sudah selesai. Terima kasih." in words


def test_without_a_rule_nothing_is_said_of_certificates(page_client: Client, cast: Cast) -> None:
    assert "Sertifikat" not in words_of(page_client().get(cast.dedi_link))


def test_a_ready_certificate_stands_under_the_card(page_client: Client, cast: Cast, issue: Issue) -> None:
    issue()
    page = page_client().page(cast.dedi_link)
    headings = [heading.text_content() for heading in page.xpath("//h2")]
    assert headings[0] == "Sertifikat Anda sudah terbit"
    assert "Nomor 400.9.12.3/412/Dinsos/2024" in page.text_content()
    assert "Unduh PDF, 1 kB" in page.text_content()


def test_a_certificate_being_made_says_so(page_client: Client, cast: Cast, issue: Issue) -> None:
    issue(state="reserved")
    assert "Sedang diterbitkan dengan nomor" in words_of(page_client().get(cast.dedi_link))


def test_a_revoked_one_tells_the_reason(page_client: Client, cast: Cast, issue: Issue) -> None:
    issue(state="revoked", reason="Terbit dua kali")
    words = words_of(page_client().get(cast.dedi_link))
    assert "Sertifikat dicabut" in words
    assert "Alasannya: Terbit dua kali." in words


def test_a_wrong_name_is_told_to_the_organizer_by_whatsapp(page_client: Client, cast: Cast) -> None:
    page = page_client().page(cast.dedi_link)
    (link,) = page.xpath("//a[text()='Beri tahu panitia']/@href")
    assert link.startswith("https://wa.me/6281200000001?text=Nama%20saya%20di%20Sosialisasi")
    assert "Dedi%20Kurniawan" in link


def test_without_a_number_the_link_is_left_out(page_client: Client, cast: Cast, app: Flask) -> None:
    with app.app_context(), write() as session:
        session.get_one(Event, cast.event.id).contact_phone = None
    assert "Beri tahu panitia" not in words_of(page_client().get(cast.dedi_link))


def test_a_draft_event_has_no_page_yet(page_client: Client, cast: Cast, app: Flask) -> None:
    with app.app_context(), write() as session:
        session.get_one(Event, cast.event.id).state = "draft"
    assert "sedang tidak terdaftar" in words_of(page_client().get(cast.dedi_link))


def test_a_reserve_is_told_so_and_has_no_attendance(page_client: Client, cast: Cast, app: Flask) -> None:
    with app.app_context(), write() as session:
        session.get_one(Registration, cast.dedi_registration.id).state = "reserve"
    words = words_of(page_client().get(cast.dedi_link))
    assert "terdaftar sebagai cadangan" in words
    assert "Kehadiran" not in words


def test_other_events_are_one_link_away(page_client: Client, cast: Cast, app: Flask) -> None:
    with app.app_context():
        later = build_event(slug="bimtek-2025", name="Bimtek 2025", first_day=date(2025, 2, 11), days=2)
        registration = build_registration(event=later, person=cast.dedi)
        build_ticket(event=later, registration=registration)
    client = page_client()
    page = client.page(cast.dedi_link)
    (link,) = page.xpath("//a[text()='Bimtek 2025']/@href")
    assert "Selasa 11 Februari" in words_of(client.get(link))
    client.get(f"{cast.dedi_link}?kegiatan=tidak-ada", status=404)


def test_statements_do_not_grow_with_the_event(page_client: Client, cast: Cast, app: Flask) -> None:
    client = page_client()
    with counted_statements(app) as few:
        client.get(cast.dedi_link)
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        for _ in range(20):
            build_ticket(event=event, registration=build_registration(event=event))
    with counted_statements(app) as many:
        client.get(cast.dedi_link)
    assert len(many) == len(few) <= 16


def test_it_only_reads_the_main_database(page_client: Client, cast: Cast, app: Flask) -> None:
    with counted_statements(app) as statements:
        page_client().get(cast.dedi_link)
    assert all(statement.startswith("SELECT") for statement in statements)
