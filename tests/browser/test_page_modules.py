"""The small modules of pages in a real browser: menus, passwords, buttons, summaries, QR, comparing."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import FilePayload, Page, Route, expect

from eventmgr.cards.actions import order_cards
from eventmgr.events.models import Event
from eventmgr.registration.models import Registration
from eventmgr.shared.codes import show_short_code
from eventmgr.shared.db import db
from tests.browser.conftest import Console, Site
from tests.builders import build_registration
from tests.cast import Cast
from tests.certificates.builders import COMMAND
from tests.conftest import FIRST_MORNING
from tests.portal.papers import PDF, build_certificate

pytestmark = pytest.mark.browser
Opener = Callable[..., Page]


def _visit(page: Page, address: str) -> None:
    """Open a page and wait until its modules listen."""
    page.goto(address)
    page.locator("html[data-modules=ready]").wait_for(state="attached")


@pytest.fixture
def verify_code(app: Flask, cast: Cast) -> str:
    """The short code of a valid certificate of Dedi."""
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        registration = db.session.get_one(Registration, cast.dedi_registration.id)
        return build_certificate(event=event, registration=registration).short_code


def test_a_password_can_be_read_and_is_hidden_again_before_it_is_sent(
    site: Site, cast: Cast, open_page: Opener, console: Console
) -> None:
    console.allow("422")
    page = open_page()
    _visit(page, f"{site.address}/masuk")
    page.get_by_label("Kata sandi", exact=True).fill("rahasia sekali")
    page.get_by_role("button", name="Lihat kata sandi").click()
    assert page.locator("#password").get_attribute("type") == "text"
    page.get_by_role("button", name="Masuk").click()
    expect(page.locator(".error-summary")).to_be_focused()
    page.get_by_role("link", name="Isi surel.").click()
    expect(page.locator("#email")).to_be_focused()


def test_a_whole_sheet_of_paper_is_ticked_at_once(
    site: Site, app: Flask, cast: Cast, open_page: Opener
) -> None:
    with app.app_context():
        build_registration(event=db.session.get_one(Event, cast.event.id))
    page = open_page()
    site.sign_in(page.context, cast.ani)
    _visit(page, f"{site.address}/kegiatan/{cast.slug}/kehadiran/kertas")
    page.get_by_role("button", name="Centang semua yang tampil").click()
    expect(page.locator("input[name=hadir]:checked")).to_have_count(2)
    expect(page.get_by_role("button", name="Simpan 2 orang dari kertas")).to_be_visible()
    page.get_by_role("button", name="Kosongkan centang").click()
    expect(page.locator("input[name=hadir]:checked")).to_have_count(0)


def test_a_second_press_of_a_button_sends_nothing(site: Site, cast: Cast, open_page: Opener) -> None:
    page = open_page()
    _visit(page, f"{site.address}/masuk")
    sent: list[str] = []

    def note(route: Route) -> None:
        sent.append(route.request.method)
        route.fulfill(status=204)  # "no content" leaves the page as it is

    page.route("**/masuk", note)
    page.locator("#email").fill("ani@contoh.go.id")
    page.locator("#password").fill("rahasia sekali")
    button = page.locator("form .button")
    width = button.bounding_box()
    button.click()
    expect(button).to_have_attribute("aria-busy", "true")
    expect(page.locator("#kabar-halaman")).to_have_text("Memeriksa…")
    button.click(force=True)
    assert sent == ["POST"]
    assert button.bounding_box() == width
    page.clock.run_for(16_000)
    expect(button).to_have_text(re.compile("Masuk"))
    expect(button).not_to_have_attribute("aria-busy", "true")


def test_a_menu_closes_by_escape_and_gives_the_focus_back(site: Site, cast: Cast, open_page: Opener) -> None:
    page = open_page(size=(1366, 768))
    site.sign_in(page.context, cast.ani)
    _visit(page, f"{site.address}/kegiatan/{cast.slug}")
    summary = page.locator(".user summary")
    summary.click()
    expect(page.get_by_role("link", name="Ganti kata sandi")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Ganti kata sandi")).to_be_hidden()
    expect(summary).to_be_focused()
    summary.click()
    page.locator("h1").click()
    expect(page.get_by_role("link", name="Ganti kata sandi")).to_be_hidden()


def test_the_active_tab_is_in_view_on_a_phone(site: Site, cast: Cast, open_page: Opener) -> None:
    page = open_page()
    site.sign_in(page.context, cast.ani)
    _visit(page, f"{site.address}/kegiatan/{cast.slug}/sertifikat")
    expect(page.locator(".tabs [aria-current]")).to_be_in_viewport(ratio=1)


def test_the_qr_fills_the_screen_and_gives_the_focus_back(site: Site, cast: Cast, open_page: Opener) -> None:
    page = open_page()
    _visit(page, site.address + cast.dedi_link)
    card = page.locator("#qr")
    card.click()
    dialog = page.locator("#qr-besar")
    expect(dialog).to_be_visible()
    expect(page.get_by_role("button", name="Tutup")).to_be_focused()
    box = dialog.locator("svg.qr").bounding_box()
    assert box is not None
    assert box["width"] == 330, "33 modules of 10 px, the quiet zone included"
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(card).to_be_focused()


def test_a_bar_brings_the_qr_back_once_it_is_scrolled_away(site: Site, cast: Cast, open_page: Opener) -> None:
    page = open_page()
    _visit(page, site.address + cast.dedi_link)
    bar = page.get_by_role("link", name="Kode QR saya")
    expect(bar).to_be_hidden()
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    expect(bar).to_be_visible()
    bar.click()
    expect(page.locator("#qr-besar")).to_be_visible()


def test_a_file_is_compared_without_leaving_the_browser(
    site: Site, open_page: Opener, verify_code: str
) -> None:
    page = open_page()
    _visit(page, f"{site.address}/v/{verify_code}")
    chooser = page.locator("#berkas")
    chooser.set_input_files({"name": "asli.pdf", "mimeType": "application/pdf", "buffer": PDF})
    expect(page.locator(".compare")).to_have_text("Berkas ini sama persis dengan yang kami terbitkan.")
    chooser.set_input_files({"name": "lain.pdf", "mimeType": "application/pdf", "buffer": PDF + b" "})
    expect(page.locator(".compare")).to_contain_text("Berkas ini berbeda")


def test_a_pause_counts_down_and_then_lets_one_check_again(
    site: Site, open_page: Opener, console: Console
) -> None:
    console.allow("429|404")
    for _ in range(60):
        site.app.test_client().get("/v/00000000")
    page = open_page()
    _visit(page, f"{site.address}/v/7F3KQ9MB")
    button = page.locator("form .button")
    expect(button).to_have_attribute("aria-disabled", "true")
    page.clock.run_for(70_000)
    expect(page.locator("h1")).to_have_text("Sekarang bisa")
    expect(button).not_to_have_attribute("aria-disabled", "true")
    assert page.locator("#kode").input_value() == "7F3K-Q9MB"


def test_a_page_asks_seldom_while_nothing_moves_and_at_once_when_it_is_seen_again(
    site: Site, cast: Cast, open_page: Opener
) -> None:
    page = open_page(size=(1366, 768))
    site.sign_in(page.context, cast.ani)
    with site.app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        order_cards(COMMAND, FIRST_MORNING, event=event, scope="all")
    _visit(page, f"{site.address}/kegiatan/{cast.slug}/kartu")
    page.route("**/kartu/contoh?*", lambda route: route.fulfill(status=204))  # the sample is not meant
    band, asked = page.locator(".cards-progress"), "**/kartu/kemajuan"
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url) if "/kemajuan" in request.url else None)

    def see(*, hidden: bool) -> None:
        page.evaluate(
            "hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });"
            " document.dispatchEvent(new Event('visibilitychange')); }",
            hidden,
        )

    for _ in range(8):
        with page.expect_response(asked):
            page.clock.run_for(10_000)
        expect(band).to_have_attribute("data-started-ask-again", "1")
    so_far = len(seen)
    page.clock.run_for(5_000)
    assert len(seen) == so_far, "by now ten seconds lie between two questions"
    see(hidden=True)
    page.clock.run_for(60_000)
    assert len(seen) == so_far
    with page.expect_response(asked):
        see(hidden=False)


def test_a_filter_sends_itself_when_a_choice_changes(site: Site, cast: Cast, open_page: Opener) -> None:
    page = open_page(size=(1366, 768))
    site.sign_in(page.context, cast.ani)
    _visit(page, f"{site.address}/kegiatan/{cast.slug}/peserta")
    expect(page.get_by_role("button", name="Cari")).to_be_hidden()
    page.get_by_label("Kehadiran").select_option("belum")
    page.wait_for_url("**/peserta?hadir=belum")
    expect(page.get_by_label("Kehadiran")).to_have_value("belum")


def test_a_chosen_file_is_named_with_its_size(site: Site, cast: Cast, open_page: Opener) -> None:
    page = open_page()
    site.sign_in(page.context, cast.ani)
    _visit(page, f"{site.address}/kegiatan/{cast.slug}/peserta/impor")
    sheet = FilePayload(name="peserta.xlsx", mimeType="application/octet-stream", buffer=b"x" * 45_000)
    page.locator("input[type=file]").set_input_files(sheet)
    expect(page.locator(".file-name")).to_have_text("peserta.xlsx, 45 kB")


def test_the_address_to_check_is_copied(site: Site, cast: Cast, open_page: Opener, verify_code: str) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    _visit(page, f"{site.address}{cast.dedi_link}/sertifikat")
    page.locator(".address").click()
    expect(page.locator("#kabar-halaman")).to_have_text("Tersalin")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"https://dinsos.contoh.go.id/v/{show_short_code(verify_code)}"
