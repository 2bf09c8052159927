"""The short code under the QR, typed or pasted, on the real server."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from eventmgr.checkin.models import Scan
from eventmgr.shared.db import db
from tests.browser.conftest import Site
from tests.browser.scan_screen import FakeServer, ScanScreen
from tests.cast import Cast

pytestmark = pytest.mark.browser
Opener = Callable[..., ScanScreen]
FIELD = "Kode di bawah QR"


def open_field(screen: ScanScreen) -> Page:
    screen.page.get_by_role("button", name="Ketik kode").click()
    expect(screen.page.get_by_label(FIELD)).to_be_focused()
    return screen.page


def test_the_eighth_character_checks_at_once(site: Site, cast: Cast, scan_page: Opener) -> None:
    screen = scan_page().begin()
    page = open_field(screen)
    page.keyboard.type(cast.dedi_ticket.typed_code.lower())
    assert "Hadir Dedi Kurniawan" in screen.told("ok")
    page.clock.run_for(1800)
    expect(page.locator(".tally .tally-count")).to_have_text("1 dari 1 hadir")
    expect(page.get_by_role("button", name="Ketik kode")).to_be_focused()
    with site.app.app_context():
        assert [scan.source for scan in db.session.scalars(select(Scan))] == ["typed"]


def test_a_pasted_code_with_hyphen_and_small_letters_is_read(cast: Cast, scan_page: Opener) -> None:
    screen = scan_page().begin()
    page = open_field(screen)
    code = cast.dedi_ticket.typed_code.lower()
    page.evaluate("(text) => document.execCommand('insertText', false, text)", f" {code[:4]}-{code[4:]} ")
    assert "Hadir Dedi Kurniawan" in screen.told("ok")


def test_misread_letters_are_set_right_before_they_are_sent(scan_page: Opener) -> None:
    server = FakeServer()
    page = open_field(scan_page(server).begin())
    page.keyboard.type("oil7-2m9d")
    expect(page.get_by_role("alert")).to_contain_text(
        ["Tidak ada kartu dengan kode ini. Cocokkan tiap huruf."]
    )
    assert [op["code"] for op in server.ops] == ["01172M9D"]


def test_an_unknown_code_stays_to_be_compared_letter_by_letter(scan_page: Opener) -> None:
    page = open_field(scan_page().begin())
    page.keyboard.type("K7QF2N9D")
    expect(page.locator("#pesan-ketik")).to_have_text("Tidak ada kartu dengan kode ini. Cocokkan tiap huruf.")
    expect(page.get_by_label(FIELD)).to_have_value("K7QF2N9D")
    expect(page.get_by_label(FIELD)).to_be_focused()
    expect(page).to_have_title(re.compile("^Keliru: Ketik kode · "))
    assert page.evaluate("window.tones") == [300]


def test_ten_wrong_codes_in_a_minute_make_a_pause_in_words(scan_page: Opener) -> None:
    server = FakeServer()
    page = open_field(scan_page(server).begin())
    for number in range(10):
        page.get_by_label(FIELD).fill(f"K7QF2N9{number}")
        expect(page.locator("#pesan-ketik")).not_to_be_empty()
        expect(page.get_by_role("button", name="Periksa lagi")).to_be_visible()
    expect(page.locator("#pesan-ketik")).to_contain_text("Terlalu banyak percobaan. Tunggu")
    page.get_by_label(FIELD).fill("K7QF2N9Z")
    assert len(server.ops) == 10
    page.clock.run_for(31_000)
    page.get_by_role("button", name="Periksa lagi").click()
    expect(page.locator("#pesan-ketik")).to_have_text("Tidak ada kartu dengan kode ini. Cocokkan tiap huruf.")
    assert len(server.ops) == 11


def test_a_short_code_is_asked_for_whole(scan_page: Opener) -> None:
    server = FakeServer()
    page = open_field(scan_page(server).begin())
    page.keyboard.type("K7Q")
    page.keyboard.press("Enter")
    expect(page.locator("#pesan-ketik")).to_have_text("Kodenya delapan huruf dan angka.")
    assert server.ops == []
