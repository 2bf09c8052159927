"""The forms "Orang lain" and "Minta izin": from the verdict to the server and back to the camera."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from eventmgr.accounts.models import User
from eventmgr.accounts.passwords import hash_password
from eventmgr.checkin.models import Attendance, Scan
from eventmgr.shared.db import db, write
from tests.browser.conftest import Console, Site
from tests.browser.scan_screen import FakeServer, ScanScreen, person
from tests.cast import Cast
from tests.conftest import TestClock

pytestmark = pytest.mark.browser
Opener = Callable[..., ScanScreen]
CODE = "1" + "A" * 28
RAHMAT = person("Rahmat Hidayat Chaniago", "S.PdI", region="Tanjung Saba Pitameh Nan XX")
CLOSED = {"verdict": "closed", "closes_at": "10.00", "permittable": True, "person": RAHMAT}
ALREADY = {"verdict": "already", "first_at": "07.52", "first_place": "Meja 1", "person": RAHMAT}


def open_from_verdict(screen: ScanScreen, family: str, button: str) -> Page:
    screen.read(CODE)
    screen.told(family)
    screen.page.clock.run_for(300)
    screen.verdict.get_by_role("button", name=button).click()
    expect(screen.page.get_by_role("heading", name=button)).to_be_visible()
    return screen.page


def test_an_organizer_s_pin_turns_the_refusal_green(scan_page: Opener) -> None:
    server = FakeServer({CODE: CLOSED})
    server.answers["permit"] = {"verdict": "ok", "person": RAHMAT, "note": "Dengan izin Ani Rahmawati"}
    screen = scan_page(server).begin()
    page = open_from_verdict(screen, "stop", "Minta izin")
    expect(page.locator(".person-strip")).to_contain_text("Sudah ditutup pukul 10.00")
    page.get_by_label("Sakit atau urusan keluarga").check()
    page.get_by_label("PIN koordinator").fill("271828")
    screen.hold_time()
    page.get_by_role("button", name="Izinkan dan catat hadir").click()
    told = screen.told("ok")
    assert "Rahmat Hidayat Chaniago" in told
    assert "Dengan izin Ani Rahmawati" in told
    scan, permit = server.ops
    assert (permit["op"], permit["scan"], permit["reason"]) == ("permit", scan["uid"], "keluarga")
    assert "271828" not in page.evaluate("JSON.stringify(localStorage)")
    page.clock.run_for(5000)
    expect(page.get_by_role("button", name="Urungkan")).to_be_visible()


def test_a_wrong_pin_says_how_often_it_may_be_tried(scan_page: Opener) -> None:
    server = FakeServer({CODE: CLOSED})
    server.answers["permit"] = {"verdict": "refused", "reason": "pin_wrong", "tries_left": 3}
    page = open_from_verdict(scan_page(server).begin(), "stop", "Minta izin")
    page.get_by_label("PIN koordinator").fill("111222")
    page.keyboard.press("Enter")
    expect(page.locator("#pesan-pin")).to_have_text("PIN belum cocok. Masih bisa 3 kali.")
    expect(page.get_by_label("PIN koordinator")).to_have_value("")
    expect(page.get_by_label("PIN koordinator")).to_be_focused()
    server.answers["permit"] = {"verdict": "refused", "reason": "pin_locked", "retry_after": 300}
    page.keyboard.type("111223")
    page.keyboard.press("Enter")
    expect(page.locator("#pesan-pin")).to_have_text("Ditutup 5 menit. Panggil koordinator ke meja bantuan.")


def test_another_reason_is_written_out(scan_page: Opener) -> None:
    server = FakeServer({CODE: CLOSED})
    page = open_from_verdict(scan_page(server).begin(), "stop", "Minta izin")
    page.get_by_label("Alasan lain, ditulis").check()
    page.get_by_label("PIN koordinator").fill("271828")
    page.keyboard.press("Enter")
    expect(page.locator("#pesan-alasan")).to_contain_text("Tulis alasannya")
    expect(page.get_by_label("Alasannya")).to_be_focused()
    assert [op["op"] for op in server.ops] == ["scan"]


def test_a_lost_network_keeps_the_form_and_sends_the_same_again(scan_page: Opener, console: Console) -> None:
    console.allow("ERR_CONNECTION_FAILED")
    server = FakeServer({CODE: CLOSED})
    server.answers["permit"] = {"verdict": "ok", "person": RAHMAT}
    screen = scan_page(server).begin()
    page = open_from_verdict(screen, "stop", "Minta izin")
    server.mood = "cut"
    page.get_by_label("PIN koordinator").fill("271828")
    page.keyboard.press("Enter")
    page.clock.run_for(500)
    expect(page.locator("#pesan-pin")).to_have_text("Belum tercatat. Server belum menjawab, coba lagi.")
    server.mood = "ok"
    page.keyboard.type("271828")
    page.keyboard.press("Enter")
    screen.told("ok")
    assert [op["op"] for op in server.ops] == ["scan", "permit"]


def test_a_card_in_another_s_hand_is_noted_and_the_amber_stays(scan_page: Opener) -> None:
    server = FakeServer({CODE: ALREADY, "hold": {"verdict": "held"}})
    screen = scan_page(server).begin()
    page = open_from_verdict(screen, "warn", "Orang lain")
    expect(page.locator(".person-strip")).to_contain_text("Sudah hadir 07.52 di Meja 1")
    expect(page.get_by_label("Kartu ditahan")).to_be_checked()
    expect(page.locator(".gate .crew-foot")).to_contain_text("tetap pukul 07.52. Yang datang belum dicatat.")
    page.get_by_label("Catatan").fill("Yang datang Bapak Masrul.")
    page.get_by_role("button", name="Simpan, panggil koordinator").click()
    told = screen.told("warn")
    assert "Koordinator dipanggil 07.40" in told
    assert "Kartu ditahan Simpan untuk koordinator." in told
    scan, hold = server.ops
    assert (hold["op"], hold["scan"], hold["card_kept"]) == ("hold", scan["uid"], True)
    assert hold["note"] == "Yang datang Bapak Masrul."
    screen.go_on()
    expect(page.locator(".ready")).to_be_visible()


def test_the_way_back_of_the_browser_leaves_the_form(scan_page: Opener) -> None:
    page = open_from_verdict(scan_page(FakeServer({CODE: ALREADY})).begin(), "warn", "Orang lain")
    page.go_back()
    expect(page.locator(".ready")).to_be_visible()


def test_on_the_real_server_a_latecomer_is_let_in(
    site: Site, cast: Cast, clock: TestClock, scan_page: Opener
) -> None:
    with site.app.app_context(), write() as session:
        session.get_one(User, cast.ani.id).pin_hash = hash_password("271828")
    clock.moment += timedelta(hours=3)
    screen = scan_page().begin()
    page = screen.page
    page.get_by_role("button", name="Cari nama").click()
    page.keyboard.type("dedi")
    page.get_by_role("button", name="Catat hadir 1 orang").click()
    assert "Sudah ditutup" in screen.told("stop")
    page.clock.run_for(300)
    screen.verdict.get_by_role("button", name="Minta izin").click()
    page.get_by_label("PIN koordinator").fill("271828")
    page.keyboard.press("Enter")
    assert "Dengan izin Ani Rahmawati" in screen.told("ok")
    with site.app.app_context():
        assert [row.kind for row in db.session.scalars(select(Scan).order_by(Scan.id))] == ["in", "override"]
        assert [row.present for row in db.session.scalars(select(Attendance))] == [True]
