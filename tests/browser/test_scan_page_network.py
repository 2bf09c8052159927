"""Nothing scanned is lost silently: what happens when no answer comes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import APIResponse, Route, expect
from sqlalchemy import func, select

from eventmgr.accounts.models import SignIn
from eventmgr.checkin.models import Attendance, Scan
from eventmgr.shared.db import db, write
from tests.browser.conftest import Console, Site
from tests.browser.scan_screen import FakeServer, ScanScreen, person
from tests.builders import code_of
from tests.cast import Cast

pytestmark = pytest.mark.browser
Opener = Callable[..., ScanScreen]
CODE = "1AAAABBBBCCCCDDDDEEEEFFFFGGGG"
OLO = {"verdict": "ok", "person": person("Olo")}


def test_a_scan_without_network_is_amber_not_counted_and_sent_again_with_its_uid(
    scan_page: Opener, console: Console
) -> None:
    console.allow("Failed to load resource")
    server = FakeServer({CODE: OLO})
    screen = scan_page(server).begin()
    expect(screen.page.locator(".tally .tally-count")).to_have_text("148 dari 323 hadir")
    server.mood = "cut"
    screen.read(CODE)
    screen.page.clock.run_for(500)
    told = screen.told("warn")
    assert "Belum tercatat Jaringan terputus" in told
    assert "Bila jaringan sudah kembali Ketuk Coba lagi." in told
    assert "Lanjutkan, pindaian ini disimpan." in told
    server.mood = "ok"
    screen.page.clock.run_for(300)
    screen.page.get_by_role("button", name="Coba lagi").click()
    assert "Hadir Olo" in screen.told("ok")
    assert len({op["uid"] for op in server.ops}) == 1


def test_an_answer_lost_on_its_way_and_asked_again_is_one_effect(
    site: Site, cast: Cast, scan_page: Opener, console: Console
) -> None:
    console.allow("Failed to load resource")
    screen = scan_page().begin()
    lost: list[int] = []

    def lose_first(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)  # the server has it; the phone never hears of it
        route.abort("connectionreset")

    screen.page.route("**/api/scan/sync", lose_first)
    with site.app.app_context():
        code = code_of(cast.dedi_ticket)
    screen.read(code)
    screen.page.clock.run_for(500)
    assert "Hadir Dedi Kurniawan" in screen.told("ok")
    assert lost == [200]
    with site.app.app_context():
        assert db.session.scalar(select(func.count(Scan.id))) == 1
        assert db.session.scalar(select(func.count(Attendance.id))) == 1


def test_a_scan_left_without_answer_survives_a_reload_and_goes_by_itself(
    scan_page: Opener, console: Console
) -> None:
    console.allow("Failed to load resource")
    server = FakeServer({CODE: OLO}, mood="cut")
    screen = scan_page(server).begin()
    screen.read(CODE)
    screen.page.clock.run_for(500)
    screen.told("warn")
    screen.go_on()
    expect(screen.page.locator(".readiness")).to_contain_text("1 belum tercatat")
    screen.page.get_by_role("button", name="Terakhir").click()
    expect(screen.page.locator(".recent-row")).to_contain_text("Belum tercatat")
    server.mood = "ok"
    screen.page.reload()
    ScanScreen(screen.page).begin()
    expect(screen.page.locator(".last-name")).to_have_text("Olo")
    expect(screen.page.locator(".readiness")).not_to_contain_text("belum tercatat")
    assert [op["code"] for op in server.ops] == [CODE]


@pytest.mark.parametrize(
    ("mood", "line", "action"),
    [
        ("portal", "Wifi minta masuk lebih dahulu", "Coba lagi"),
        ("broken", "Server belum menjawab", "Coba lagi"),
        ("signed_out", "Anda sudah keluar", "Masuk lagi"),
        ("stale", "Halaman perlu dimuat ulang", "Muat ulang"),
        ("dismissed", "Anda tidak bertugas di sini", "Coba lagi"),
    ],
)
def test_the_reason_for_no_answer_is_said(
    scan_page: Opener, console: Console, mood: str, line: str, action: str
) -> None:
    console.allow("Failed to load resource")
    server = FakeServer({CODE: OLO})
    screen = scan_page(server).begin()
    server.mood = mood
    screen.read(CODE)
    screen.page.clock.run_for(500)
    told = screen.told("warn")
    assert f"Belum tercatat {line}" in told
    assert action in told


def test_who_was_signed_out_comes_back_to_this_page(
    site: Site, cast: Cast, scan_page: Opener, console: Console
) -> None:
    console.allow("Failed to load resource: the server responded with a status of 401")
    screen = scan_page().begin()
    expect(screen.page.locator(".tally .tally-count")).to_have_text("0 dari 1 hadir")
    with site.app.app_context(), write() as session:
        for sign_in in session.scalars(select(SignIn)):
            session.delete(sign_in)
    with site.app.app_context():
        screen.read(code_of(cast.dedi_ticket))
    assert "Anda sudah keluar" in screen.told("warn")
    screen.page.clock.run_for(300)
    screen.page.get_by_role("link", name="Masuk lagi").click()
    screen.page.wait_for_url(f"**/masuk?lanjut=/kegiatan/{cast.slug}/pindai")


def test_a_scan_that_the_server_refuses_is_not_sent_again(scan_page: Opener, console: Console) -> None:
    console.allow("Failed to load resource")
    server = FakeServer({CODE: OLO})
    screen = scan_page(server).begin()
    server.mood = "refused"
    screen.read(CODE)
    assert "Belum tercatat Pindaian ini tidak diterima" in screen.told("warn")
    screen.go_on()
    server.mood = "ok"
    screen.page.clock.run_for(30_000)
    expect(screen.page.locator(".readiness")).not_to_contain_text("belum tercatat")
    screen.page.get_by_role("button", name="Terakhir").click()
    expect(screen.page.locator(".recent-row")).to_contain_text("Tidak diterima, pindai sekali lagi")
    assert server.ops == []


def test_a_count_that_was_overtaken_by_a_scan_changes_nothing(
    site: Site, cast: Cast, scan_page: Opener
) -> None:
    screen = scan_page()
    held: list[tuple[Route, APIResponse]] = []
    screen.page.route("**/api/scan/state**", lambda route: held.append((route, route.fetch())))
    screen.begin()
    with site.app.app_context():
        screen.read(code_of(cast.dedi_ticket))
    screen.told("ok")
    assert held, "the count is asked for at the beginning"
    for route, response in held:
        assert response.json()["count"]["present"] == 0
        with screen.page.expect_response("**/api/scan/roster**"):  # asked once the count has been read
            route.fulfill(response=response)
    screen.page.clock.run_for(1700)
    expect(screen.page.locator(".tally .tally-count")).to_have_text("1 dari 1 hadir")
