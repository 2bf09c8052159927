"""An answer that comes later, by itself: whoever it did not let in is not passed over."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Console
from tests.browser.scan_screen import NOTHING, FakeServer, ScanScreen, person
from tests.browser.test_scan_page_handling import faults_in
from tests.browser.test_scan_page_overtaken import Held
from tests.browser.test_scan_page_spare import CODE, FEBRI, hall

pytestmark = pytest.mark.browser
Opener = Callable[..., ScanScreen]
SPARE_ROW = "Nomor 1407.40 Kartu cadanganBelum ada namanya, perlu dilihat"


def scan_without_network(screen: ScanScreen, server: FakeServer, code: str = CODE) -> Page:
    """A scan that got no answer; its verdict is closed, and the network is back unnoticed."""
    server.mood = "cut"
    screen.read(code)
    screen.page.clock.run_for(500)
    screen.told("warn")
    screen.go_on()
    server.mood = "ok"
    return screen.page


def open_recent(page: Page, note: str) -> None:
    expect(page.locator(".readiness b")).to_have_text(["Siap memindai", note])
    page.get_by_role("button", name="Terakhir").click()
    expect(page.locator(".crew-head p")).to_have_text(f"148 hadir, {note}")


def test_a_spare_card_that_went_by_itself_waits_until_it_is_somebody_s(
    scan_page: Opener, console: Console
) -> None:
    console.allow("ERR_CONNECTION_FAILED")
    server = hall(bind={"verdict": "ok", "person": FEBRI, "spare_number": 14})
    screen = scan_page(server).begin()
    page = scan_without_network(screen, server)
    screen.network_is_back()
    open_recent(page, "1 perlu dilihat")
    expect(page.locator("[data-part=say-status]")).to_have_text("1 perlu dilihat. Buka Terakhir.")
    expect(page.locator(".recent-row .row-words")).to_have_text(SPARE_ROW)
    assert faults_in(page) == []
    page.get_by_role("button", name="Buka lagi Nomor 14").click()
    assert "Kartu cadangan Nomor 14, belum ada namanya" in screen.told("warn")
    page.clock.run_for(300)
    page.get_by_role("button", name="Pilih orang").click()
    page.keyboard.press("Escape")
    expect(page.locator(".recent-row .row-words")).to_have_text(SPARE_ROW)  # nobody has decided yet
    page.get_by_role("button", name="Buka lagi Nomor 14").click()
    screen.told("warn")
    page.clock.run_for(300)
    page.get_by_role("button", name="Pilih orang").click()
    page.get_by_label("Dari kelurahan mana?").fill("febri")
    page.get_by_label("Febri Yanti Bendang").check()
    page.get_by_role("button", name="Jadikan kartunya, catat hadir").click()
    assert "Kartu 14 kini miliknya" in screen.told("ok")
    expect(page.locator(".readiness")).not_to_contain_text("perlu dilihat")


@pytest.mark.parametrize(
    ("result", "word"),
    [
        ({"verdict": "unknown"}, "Bukan kartu peserta"),
        ({"verdict": "not_here", "person": person("Olo")}, "Tidak terdaftar"),
    ],
)
def test_a_refusal_that_nobody_saw_outlasts_a_reload_until_it_is_closed_by_hand(
    scan_page: Opener, console: Console, result: dict[str, Any], word: str
) -> None:
    console.allow("ERR_CONNECTION_FAILED")
    server = FakeServer({CODE: result})
    screen = scan_page(server).begin()
    page = scan_without_network(screen, server)
    screen.network_is_back()
    expect(page.locator(".readiness")).to_contain_text("1 perlu dilihat")
    uid = server.ops[0]["uid"]
    server.recent = [NOTHING | {"uid": uid, "at": "2024-11-18T00:40:00Z", "undone": None, **result}]
    page.reload()
    screen.begin()
    open_recent(page, "1 perlu dilihat")
    page.get_by_role("button", name="Buka lagi").click()
    assert word in screen.told("stop")
    page.clock.run_for(5000)  # a poster in view closes by itself, this does not
    screen.verdict.get_by_role("button", name="Tutup").click()
    expect(page.locator(".crew-head p")).to_have_text("148 hadir")
    expect(page.get_by_role("button", name="Buka lagi")).to_have_count(0)
    expect(page.locator(".crew-head-action")).to_be_focused()


def test_who_closes_a_verdict_that_is_asked_again_finds_its_answer(
    scan_page: Opener, console: Console
) -> None:
    console.allow("ERR_CONNECTION_FAILED")
    server = FakeServer({CODE: {"verdict": "old_card", "person": person("Olo")}}, mood="cut")
    screen = scan_page(server).begin()
    page = screen.page
    screen.read(CODE)
    page.clock.run_for(500)
    screen.told("warn")
    server.mood = "ok"
    held = Held(page, "**/api/scan/sync")
    page.clock.run_for(300)
    page.get_by_role("button", name="Coba lagi").click()
    again = held.next()
    page.get_by_role("button", name="Lanjut memindai").click()
    again.fallback()
    expect(page.locator(".readiness")).to_contain_text("1 perlu dilihat")


def test_the_network_that_is_back_is_noticed_at_once(scan_page: Opener, console: Console) -> None:
    console.allow("ERR_CONNECTION_FAILED")
    server = FakeServer({CODE: {"verdict": "ok", "person": person("Olo")}})
    screen = scan_page(server).begin()
    page = scan_without_network(screen, server)
    held = Held(page, "**/api/scan/state**")
    page.clock.run_for(20_000)
    too_early = held.next()
    screen.hold_time()
    screen.network_is_back()
    held.release()
    too_early.abort("connectionfailed")  # the question that began without network
    expect(page.locator(".last-name")).to_have_text("Olo")
    expect(page.locator(".readiness")).not_to_contain_text("belum tercatat")
