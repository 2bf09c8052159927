"""Answers overtake each other on a slow network: an older one takes nothing back, no verdict is missed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Console
from tests.browser.scan_screen import FakeServer, ScanScreen, listed, person
from tests.browser.test_scan_page_spare import TAKEN, choose_person
from tests.browser.test_scan_page_spare import hall as spare_hall

pytestmark = pytest.mark.browser
Opener = Callable[..., ScanScreen]
FEBRI, UPIK = listed("a1", "Febri Yanti"), listed("a2", "Upik", "Jati Baru")
OLO, RED = "1" + "A" * 28, "1" + "B" * 28
SYNC = "**/api/scan/sync"


def hall() -> FakeServer:
    server = FakeServer(people=[FEBRI, UPIK])
    server.answers = {one["registration"]: {"verdict": "ok", "person": one} for one in (FEBRI, UPIK)}
    server.answers[OLO] = {"verdict": "ok", "person": person("Olo", registration="b" * 32)}
    server.answers[RED] = {"verdict": "old_card", "person": person("Masrul"), "since": "17 Nov"}
    return server


class Held:
    """Routes of one address that wait until the test lets them go."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.routes: list[Route] = []
        self.hold: Callable[[Route], None] = lambda route: self.routes.append(route)
        page.route(address, self.hold)

    def next(self) -> Route:
        """The first one that waits, as soon as it is there."""
        while not self.routes:
            self.page.wait_for_timeout(10)  # the route is told to this thread while it waits
        return self.routes.pop(0)

    def release(self) -> None:
        """Whatever is asked from now on is answered at once."""
        self.page.unroute(self.address, self.hold)


def search(page: Page, words: str) -> None:
    page.get_by_role("button", name="Cari nama").click()
    page.get_by_label("Kelurahan atau nama").fill(words)


def told(route: Route, rev: int, *, febri_is_there: bool) -> None:
    """Answer a question about arrivals."""
    rows = [{"registration": FEBRI["registration"], "present": febri_is_there, "first_at": "07.52"}]
    with route.request.frame.page.expect_response("**/api/scan/arrivals**"):
        route.fulfill(json={"rev": rev, "arrivals": rows}, headers={"X-Eventmgr": "sync-1"})


def test_an_older_list_of_arrivals_takes_no_tick_away(scan_page: Opener) -> None:
    screen = scan_page(hall()).begin()
    page = screen.page
    held = Held(page, "**/api/scan/arrivals**")
    search(page, "febri")
    older = held.next()
    page.get_by_role("button", name="Tutup").click()
    search(page, "febri")
    told(held.next(), 9, febri_is_there=True)
    expect(page.locator(".is-there")).to_have_text("Febri Yantihadir 07.52")
    told(older, 5, febri_is_there=False)
    page.get_by_label("Kelurahan atau nama").fill("febri y")
    expect(page.locator(".is-there")).to_have_text("Febri Yantihadir 07.52")


def test_a_list_of_arrivals_from_before_a_scan_does_not_hide_it(scan_page: Opener) -> None:
    server = hall()
    screen = scan_page(server).begin()
    page = screen.page
    held = Held(page, "**/api/scan/arrivals**")
    search(page, "febri")
    older = held.next()
    page.get_by_role("button", name="Catat hadir 1 orang").click()
    screen.told("ok")
    told(older, 0, febri_is_there=False)
    page.clock.run_for(1800)
    search(page, "febri")
    expect(page.locator(".is-there")).to_have_count(1)


def test_a_verdict_that_was_not_read_yet_stays_until_it_is_tapped(scan_page: Opener) -> None:
    screen = scan_page(hall()).begin()
    page = screen.page
    held = Held(page, SYNC)
    screen.read(RED)
    scanned = held.next()
    search(page, "febri")
    page.get_by_role("button", name="Catat hadir 1 orang").click()
    searched = held.next()
    scanned.fallback()
    assert "Masrul" in screen.told("stop")
    with page.expect_response(SYNC):
        searched.fallback()
    expect(page.locator(".ready")).to_be_attached()
    page.clock.run_for(300)
    expect(screen.verdict).to_have_attribute("data-verdict", "stop")
    page.get_by_role("button", name="Lanjut memindai").click()
    assert "Hadir Febri Yanti" in screen.told("ok")


def test_an_undo_that_is_answered_late_leaves_the_next_question_open(scan_page: Opener) -> None:
    server = hall()
    screen = scan_page(server).begin()
    page = screen.page
    screen.hold_time()
    screen.read(OLO)
    screen.told("ok")
    page.clock.run_for(1700)
    held = Held(page, SYNC)
    page.get_by_role("button", name="Urungkan Olo").click()
    page.get_by_role("button", name="Salah orang").click()
    undo = held.next()
    held.release()
    search(page, "febri")
    page.get_by_role("button", name="Catat hadir 1 orang").click()
    screen.told("ok")
    page.clock.run_for(1800)
    page.get_by_role("button", name="Urungkan Febri Yanti").click()
    expect(page.get_by_role("button", name="Salah ketuk")).to_be_visible()
    with page.expect_response(SYNC):
        undo.fallback()
    page.get_by_role("button", name="Salah ketuk").click()
    expect(page.locator(".last-name")).to_have_text("Febri Yanti, diurungkan")
    assert [op["op"] for op in server.ops] == ["scan", "scan", "undo", "undo"]


def test_a_second_delivery_that_fails_does_not_make_an_answered_scan_unanswered(
    scan_page: Opener, console: Console
) -> None:
    console.allow("Failed to load resource")
    server = hall()
    server.mood = "cut"
    screen = scan_page(server).begin()
    page = screen.page
    screen.read(OLO)
    page.clock.run_for(500)
    screen.told("warn")
    screen.go_on()
    page.get_by_role("button", name="Terakhir").click()
    server.mood = "ok"
    held = Held(page, SYNC)
    page.clock.run_for(20_000)
    by_itself = held.next()
    page.get_by_role("button", name="Coba lagi").click()
    by_hand = held.next()
    held.release()
    by_hand.fallback()
    expect(page.locator(".recent-row")).to_contain_text("Hadir")
    server.mood = "cut"
    with page.expect_event("requestfailed"):
        by_itself.abort("connectionfailed")
    with page.expect_event("requestfailed"):  # it is tried twice
        page.clock.run_for(500)
    expect(page.locator(".readiness, .crew-head")).not_to_contain_text("belum tercatat")
    assert page.evaluate("localStorage.getItem('eventmgr-pindai.belum.sosialisasi-2024')") == "[]"


def test_a_scan_that_outlived_its_turn_of_duty_is_sent_by_the_next_one(
    scan_page: Opener, console: Console
) -> None:
    console.allow("Failed to load resource")
    server = hall()
    screen = scan_page(server).begin()
    page = screen.page
    held = Held(page, SYNC)
    screen.read(OLO)
    scanned = held.next()
    page.get_by_role("button", name="Ganti titik presensi").click()
    screen.begin_again()
    page.locator(".ready").wait_for()
    held.release()
    server.mood = "cut"
    with page.expect_event("requestfailed"):
        scanned.abort("connectionfailed")
    page.clock.run_for(500)  # it is tried twice
    expect(page.locator(".readiness")).to_contain_text("1 belum tercatat")  # taken over, not only failed
    server.mood = "ok"
    screen.network_is_back()
    expect(page.locator(".last-name")).to_have_text("Olo")
    assert [op["code"] for op in server.ops] == [OLO]


def test_a_code_that_was_corrected_meanwhile_is_checked_and_not_scolded(scan_page: Opener) -> None:
    server = hall()
    server.answers["K7QF2M9D"] = {"verdict": "ok", "person": person("Olo")}
    screen = scan_page(server).begin()
    page = screen.page
    held = Held(page, SYNC)
    page.get_by_role("button", name="Ketik kode").click()
    field = page.get_by_label("Kode di bawah QR")
    field.fill("K7QF2M9X")
    page.clock.run_for(200)
    wrong = held.next()
    field.fill("K7QF2M9D")
    page.clock.run_for(200)
    held.release()
    with page.expect_response(SYNC):
        wrong.fallback()
    expect(page.get_by_role("button", name="Periksa lagi")).to_be_visible()
    expect(page.locator("#pesan-ketik")).to_be_hidden()
    page.clock.run_for(200)
    assert "Hadir Olo" in screen.told("ok")


def test_a_form_that_was_left_is_refused_in_words_and_not_in_another_screen(scan_page: Opener) -> None:
    screen = scan_page(spare_hall(bind=TAKEN)).begin()
    page = choose_person(screen, "parak law")
    page.get_by_label("Febri Yanti Bendang").check()
    held = Held(page, SYNC)
    page.get_by_role("button", name="Jadikan kartunya").click()
    bind = held.next()
    page.keyboard.press("Escape")
    expect(page.locator(".ready")).to_be_visible()
    bind.fallback()
    assert "Belum tercatat Kartu 14 sudah menjadi milik Upik." in screen.told("warn")
    screen.go_on()
    assert page.title().startswith("Presensi Hari\u00a01")


def test_two_taps_open_one_form(scan_page: Opener) -> None:
    screen = scan_page(hall()).begin()
    page = screen.page
    search(page, "zulkarnain")
    page.get_by_role("button", name="Tambah orang").evaluate("(add) => { add.click(); add.click(); }")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tambah orang")
    page.keyboard.press("Escape")
    expect(page.locator(".ready")).to_be_visible()
