"""Import and check-in by keyboard alone, as without a mouse or with a switch."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from eventmgr.shared.db import db
from tests.browser.conftest import Site
from tests.browser.keyboard import tab_to
from tests.browser.scan_screen import ScanScreen
from tests.builders import build_registration, build_ticket, code_of
from tests.cast import Cast
from tests.roster.roster_files import make_file, person

pytestmark = pytest.mark.browser
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DESK = (1366, 768)


def test_a_roster_is_uploaded_repaired_and_saved(
    site: Site, cast: Cast, open_page: Callable[..., Page]
) -> None:
    page = open_page(size=DESK)
    site.sign_in(page.context, cast.ani)
    page.goto(f"{site.address}/kegiatan/{cast.slug}/peserta")
    tab_to(page, "Impor")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Impor daftar peserta")
    tab_to(page, "Pilih berkas")
    rows = make_file(person(1), person(2, NIK=1371015606949000))
    with page.expect_file_chooser() as waiting:
        page.keyboard.press("Space")
    waiting.value.set_files({"name": "daftar.xlsx", "mimeType": XLSX, "buffer": rows})
    tab_to(page, "Periksa berkas")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Periksa dulu, lalu simpan")
    tab_to(page, "Rusak oleh Excel")
    page.keyboard.press("Control+A")
    page.keyboard.type("1371015606941111")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Simpan 2 peserta")).to_be_visible()
    tab_to(page, "Simpan 2 peserta")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("3 peserta")


def test_people_are_checked_in_found_and_taken_back(
    site: Site, cast: Cast, open_page: Callable[..., Page]
) -> None:
    with site.app.app_context():
        event = db.session.merge(cast.event)
        code = code_of(build_ticket(event=event, registration=build_registration(event=event)))
    page = open_page(size=DESK)
    site.sign_in(page.context, cast.budi)
    page.goto(f"{site.address}/kegiatan/{cast.slug}/pindai")
    screen = ScanScreen(page)
    screen.keep()
    tab_to(page, "Nama petugas")
    page.keyboard.type("Rina Oktavia")
    tab_to(page, "Mulai memindai")
    page.keyboard.press("Enter")
    page.locator(".ready").wait_for()
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    assert "Masrul Malayu" in screen.told("ok")
    page.clock.run_for(1800)
    tab_to(page, "Ketik kode")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Kode di bawah QR")).to_be_focused()
    page.keyboard.type(cast.dedi_ticket.typed_code)
    assert "Dedi Kurniawan" in screen.told("ok")
    page.clock.run_for(1800)
    _take_back(page)
    _find_again(page, screen)


def _take_back(page: Page) -> None:
    """Dedi was somebody else."""
    expect(page.locator(".tally .tally-count")).to_have_text("2 dari 2 hadir")
    tab_to(page, "Terakhir")
    page.keyboard.press("Enter")
    tab_to(page, "Urungkan Dedi Kurniawan")
    page.keyboard.press("Enter")
    tab_to(page, "Salah orang")
    page.keyboard.press("Enter")
    expect(page.locator(".crew-head")).to_contain_text("1 hadir")
    page.keyboard.press("Escape")
    page.locator(".ready").wait_for()


def _find_again(page: Page, screen: ScanScreen) -> None:
    """Dedi comes without a card."""
    tab_to(page, "Cari nama")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Kelurahan atau nama")).to_be_focused()
    page.keyboard.type("dedi")
    expect(page.get_by_role("button", name="Catat hadir 1 orang")).to_be_visible()
    tab_to(page, "Catat hadir 1 orang")
    page.keyboard.press("Enter")
    assert "Dedi Kurniawan" in screen.told("ok")
