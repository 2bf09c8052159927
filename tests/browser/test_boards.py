"""The quota board, the live board and the hall screen in a real browser: keys, fragments, a lost network."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page, Route, expect

from eventmgr.events.actions import advance_feed
from eventmgr.shared.db import write
from tests.browser.conftest import Console, Site
from tests.cast import Cast
from tests.reports.quota_scenes import (
    PADANG_BARAT,
    SHORT,
    SURPLUS,
    arrive,
    build_seats,
    event_of,
    fill,
    minute,
)

pytestmark = pytest.mark.browser
HOME = "/kegiatan/sosialisasi-2024"
DESK = (1366, 768)
Visit = Callable[..., Page]
SIZES = ((360, 740), (768, 1024), DESK)


@pytest.fixture
def people(app: Flask, cast: Cast) -> int:
    """Flamboyan Baru is short, Purus has one too many; Gusti has come. The event's id."""
    with app.app_context():
        event = event_of(cast.slug)
        build_seats(event)
        fill(event, SHORT, "Febri")
        fill(event, SURPLUS, "Gusti Hendri Ilham")
        fill(event, PADANG_BARAT, "Kurnia", category="TKSK")
        arrive(event.id, "Gusti", minute(7, 12))
        return event.id


@pytest.fixture
def visit(site: Site, cast: Cast, people: int, open_page: Callable[..., Page]) -> Visit:
    """Ani opens a page and waits until its modules listen."""

    def open_at(path: str, size: tuple[int, int] = DESK) -> Page:
        page = open_page(size=size)
        site.sign_in(page.context, cast.ani)
        page.goto(f"{site.address}{HOME}{path}")
        page.locator("html[data-modules=ready]").wait_for(state="attached")
        return page

    return open_at


def come(app: Flask, event_id: int, name: str) -> None:
    with app.app_context():
        arrive(event_id, name, minute(7, 39))
        with write() as session:
            advance_feed(session, event_id)


@pytest.mark.parametrize("path", ["/kuota", f"/kuota?wilayah={SURPLUS}", "/presensi", "/presensi/layar"])
@pytest.mark.parametrize("size", SIZES)
def test_the_boards_fit_every_window_and_pass_the_checker(
    visit: Visit, path: str, size: tuple[int, int]
) -> None:
    page = visit(path, size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    found = Axe().run(page)
    assert found.violations_count == 0, f"{path} at {size[0]}\n{found.generate_report()}"


def test_arrow_keys_move_in_the_picture_and_each_row_is_one_stop(visit: Visit) -> None:
    page = visit("/kuota")
    cell = page.locator(f".cell[data-code='{SHORT}']")
    cell.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.code") == "13.71.03.1002"
    page.keyboard.press("End")
    page.keyboard.press("Home")
    expect(cell).to_be_focused()
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.dataset.code.slice(0, 8)") == "13.71.02"
    assert page.locator(".cell[tabindex='0']").count() == page.locator(".quota-row").count() == 11


def test_a_picked_place_comes_without_a_new_page(visit: Visit) -> None:
    page = visit("/kuota")
    page.evaluate("window.stayed = true")
    page.locator(f".cell[data-code='{SHORT}']").click()
    expect(page.locator("#panel h2")).to_have_text("Flamboyan Baru")
    expect(page.locator("#panel h2")).to_be_focused()
    expect(page.locator(f".cell[data-code='{SHORT}']")).to_have_attribute("aria-current", "true")
    expect(page).to_have_url(re.compile(rf"\?wilayah={SHORT}$"))
    page.locator(".row-name", has_text="Padang Barat").click()
    expect(page.locator("#panel")).to_contain_text("Kurnia")
    expect(page.locator("[data-code][aria-current]")).to_have_count(1)
    assert page.evaluate("window.stayed")


def test_a_search_goes_on_while_one_types(visit: Visit) -> None:
    page = visit("/kuota")
    page.get_by_label("Cari kelurahan").press_sequentially("purus")
    page.clock.run_for(400)
    expect(page.locator("#panel h2")).to_have_text("Purus")
    expect(page.get_by_label("Cari kelurahan")).to_be_focused()


def test_on_a_phone_the_row_opens_its_kecamatan(visit: Visit) -> None:
    page = visit("/kuota", (360, 740))
    row = page.locator(".quota-row", has_text="Padang Barat").first
    row.locator(".cells").click(force=True)
    expect(page.locator("#panel h2")).to_have_text("Padang Barat")
    page.locator(".row-exceptions a", has_text="Purus").click()
    expect(page.locator("#panel h2")).to_have_text("Purus")


def test_without_script_a_link_shows_the_same(
    site: Site, cast: Cast, people: int, open_page: Callable[..., Page]
) -> None:
    page = open_page(size=DESK, java_script_enabled=False)
    site.sign_in(page.context, cast.ani)
    page.goto(f"{site.address}{HOME}/kuota")
    page.locator(f".cell[data-code='{SHORT}']").click()
    expect(page.locator("#panel h2")).to_have_text("Flamboyan Baru")


def test_the_live_board_grows_by_itself(visit: Visit, app: Flask, people: int) -> None:
    page = visit("/presensi")
    expect(page.locator("h1")).to_have_text("1 dari 6 sudah hadir")
    page.locator("#tabel-kedatangan summary").click()
    page.locator("a[data-remind]", has_text="WhatsApp").last.focus()
    focused = page.evaluate("document.activeElement.id")
    come(app, people, "Febri")
    page.clock.run_for(10_500)
    expect(page.locator("h1")).to_have_text("2 dari 6 sudah hadir")
    expect(page).to_have_title(re.compile("^2 dari 6 sudah hadir"))
    expect(page.locator("#tabel-kedatangan")).to_have_attribute("open", "")
    assert page.evaluate("document.activeElement.id") == focused


def test_a_lost_network_is_told_in_words_and_healed(
    visit: Visit, app: Flask, people: int, console: Console
) -> None:
    console.allow("ERR_FAILED|ERR_INTERNET_DISCONNECTED")
    page = visit("/presensi")
    page.route("**/presensi/langsung**", lambda route: route.abort())
    page.clock.run_for(10_500)
    lost = page.locator("[data-live-lost]")
    expect(lost).to_have_text("Sambungan terputus. Angka di bawah dari pukul 07.40, dicoba lagi sendiri.")
    page.unroute("**/presensi/langsung**")
    come(app, people, "Febri")
    page.clock.run_for(10_500)
    expect(page.locator("h1")).to_have_text("2 dari 6 sudah hadir")
    expect(lost).to_be_hidden()


def test_the_answer_of_a_captive_portal_is_none(visit: Visit) -> None:
    page = visit("/presensi")
    portal = "<html><body><h1>Selamat datang di Wi-Fi hotel</h1></body></html>"
    page.route("**/presensi/langsung**", lambda route: route.fulfill(status=200, body=portal))
    page.clock.run_for(10_500)
    expect(page.locator("[data-live-lost]")).to_contain_text("Sambungan terputus")
    expect(page.locator("h1")).to_have_text("1 dari 6 sudah hadir")


def test_a_hidden_page_asks_nothing(visit: Visit) -> None:
    page = visit("/presensi")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate(
        "Object.defineProperty(document, 'hidden', { get: () => window.isAway, configurable: true })"
    )
    page.evaluate("window.isAway = true")
    page.clock.run_for(45_000)
    assert not [url for url in asked if "langsung" in url]
    with page.expect_request("**/presensi/langsung**"):
        page.evaluate("window.isAway = false; document.dispatchEvent(new Event('visibilitychange'))")


def test_a_tapped_reminder_is_noted(visit: Visit) -> None:
    page = visit("/presensi")

    def answer(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html", body="<title>WhatsApp</title>")

    page.context.route("https://wa.me/**", answer)
    link = page.locator("a[data-remind]").first
    with page.context.expect_page():
        link.click()
    expect(link).to_have_text("Sudah diingatkan 07.40")
    page.reload()
    expect(page.locator("a.done")).to_have_text("Sudah diingatkan 07.40")


def test_the_hall_keeps_its_numbers_when_the_net_is_lost(
    visit: Visit, app: Flask, people: int, console: Console
) -> None:
    console.allow("ERR_FAILED")
    page = visit("/presensi/layar", (1920, 1080))
    assert page.evaluate("document.documentElement.scrollHeight") == 1080
    page.route("**/layar/langsung**", lambda route: route.abort())
    page.clock.run_for(130_000)
    expect(page.locator(".hall-when")).to_contain_text("07.42 WIB, angka pukul 07.40")
    expect(page.locator("h1 b")).to_have_text("1")
    page.unroute("**/layar/langsung**")
    come(app, people, "Febri")
    page.clock.run_for(10_500)
    expect(page.locator("h1 b")).to_have_text("2")
