"""The search ("Cari nama"): kelurahan and names, people who come together, and the ways that lead there."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select

from eventmgr.checkin.models import Scan
from eventmgr.shared.db import db
from tests.browser.conftest import Console, Site
from tests.browser.scan_screen import FakeServer, ScanScreen, listed
from tests.cast import Cast

pytestmark = pytest.mark.browser
Opener = Callable[..., ScanScreen]
PARAK = "Parak Laweh Pulau Aia Nan XX"
FEBRI = listed("a1", "Febri Yanti Bendang", PARAK, back_title="S.H")
MASRUL = listed("a2", "Masrul Malayu", PARAK, back_title="S.Sos")
SYAFRIZAL = listed("a3", "Syafrizal Firdaus", PARAK, back_title="S.H")
KOTO = listed("a4", "Febri Yanti Koto", "Jati Baru")
UPIK = listed("a5", "Upik", "Jati", state="reserve")


def hall(**answers: str) -> FakeServer:
    """A server with five people, of whom Syafrizal is there; all who are scanned are welcome unless said."""
    people = [UPIK, KOTO, FEBRI, MASRUL, SYAFRIZAL]
    server = FakeServer(people=people)
    server.arrivals = [{"registration": SYAFRIZAL["registration"], "present": True, "first_at": "07.52"}]
    for one in people:
        verdict = answers.get(one["name"].split()[0], "ok")
        server.answers[one["registration"]] = {"verdict": verdict, "person": one, "first_at": "07.40"}
    return server


def search(screen: ScanScreen, words: str) -> Page:
    page = screen.page
    page.get_by_role("button", name="Cari nama").click()
    expect(page.get_by_label("Kelurahan atau nama")).to_be_focused()
    expect(page.get_by_text("orang ada di daftar")).to_be_visible()
    page.keyboard.type(words)
    return page


@pytest.mark.parametrize(
    "words", ["febri yanti bendang", "BENDANG febri", "bendang s.h", "nan xx febri", "ndang"]
)
def test_parts_in_any_order_open_the_kelurahan_with_the_person_ticked(scan_page: Opener, words: str) -> None:
    page = search(scan_page(hall()).begin(), words)
    expect(page.locator(".search-group h2")).to_have_text(PARAK.replace("Nan XX", "Nan\u00a0XX"))
    expect(page.get_by_label("Febri Yanti Bendang, S.H")).to_be_checked()
    expect(page.get_by_label("Masrul Malayu, S.Sos")).not_to_be_checked()
    expect(page.locator(".is-there")).to_have_text("Syafrizal Firdaus, S.Hhadir 07.52")


def test_a_kelurahan_opens_with_nobody_ticked(scan_page: Opener) -> None:
    page = search(scan_page(hall()).begin(), "parak lawe")
    expect(page.locator(".group-row")).to_have_count(3)
    button = page.get_by_role("button", name="Centang dulu orangnya")
    expect(button).to_have_attribute("aria-disabled", "true")
    page.get_by_label("Masrul Malayu").check()
    expect(page.get_by_role("button", name="Catat hadir 1 orang")).to_be_visible()


def test_two_who_come_together_are_one_delivery_and_one_green_screen(scan_page: Opener) -> None:
    server = hall()
    screen = scan_page(server).begin()
    page = search(screen, "febri yanti bendang")
    page.get_by_label("Masrul Malayu").check()
    page.get_by_role("button", name="Catat hadir 2 orang").click()
    told = screen.told("ok")
    assert "Hadir, 2 orang Febri Yanti Bendang, S.H Masrul Malayu, S.Sos PSM · Parak Laweh" in told
    assert server.deliveries == [2]
    assert [op["source"] for op in server.ops] == ["search", "search"]
    assert page.evaluate("window.tones") == [880, 1319]
    page.clock.run_for(1800)
    expect(page.get_by_role("button", name="Cari nama")).to_be_focused()
    search(screen, "parak")
    expect(page.locator(".is-there")).to_have_count(3)


def test_who_is_not_welcome_is_told_after_the_green_screen(scan_page: Opener) -> None:
    screen = scan_page(hall(Masrul="reserve")).begin()
    page = search(screen, "febri yanti bendang")
    page.get_by_label("Masrul Malayu").check()
    page.get_by_role("button", name="Catat hadir 2 orang").click()
    assert "Hadir Febri Yanti Bendang" in screen.told("ok")
    page.clock.run_for(1800)
    assert "Masih cadangan" in screen.told("warn")


def test_who_types_before_the_list_is_here_finds_the_person_ticked_too(scan_page: Opener) -> None:
    screen, held = scan_page(hall()), list[Route]()
    page = screen.page
    page.route("**/api/scan/roster*", lambda route: held.append(route))
    screen.begin()
    page.get_by_role("button", name="Cari nama").click()
    expect(page.get_by_label("Kelurahan atau nama")).to_be_focused()
    page.keyboard.type("bendang")
    expect(page.get_by_text("Memuat daftar")).to_be_visible()
    for route in held:
        route.fallback()
    expect(page.get_by_role("button", name="Catat hadir 1 orang")).to_be_visible()


def test_another_hit_takes_the_place_of_the_first(scan_page: Opener) -> None:
    page = search(scan_page(hall()).begin(), "febri")
    expect(page.locator(".search-count")).to_have_text("1 nama lain")
    page.get_by_role("button", name="Febri Yanti Koto").click()
    expect(page.get_by_label("Febri Yanti Koto")).to_be_checked()
    expect(page.get_by_label("Febri Yanti Koto")).to_be_focused()


def test_nobody_of_that_name_is_said(scan_page: Opener) -> None:
    page = search(scan_page(hall()).begin(), "zulkarnain")
    expect(page.locator(".search-empty")).to_contain_text("Tidak ada nama seperti itu di 5 peserta.")
    expect(page.get_by_role("button", name="Centang dulu")).to_be_hidden()
    page.get_by_role("button", name="Hapus tulisan").click()
    expect(page.get_by_label("Kelurahan atau nama")).to_have_value("")


def test_a_lost_network_keeps_the_person_and_the_name(scan_page: Opener, console: Console) -> None:
    console.allow("ERR_CONNECTION_FAILED")
    server = hall()
    screen = scan_page(server).begin()
    page = search(screen, "upik")
    server.mood = "cut"
    page.get_by_role("button", name="Catat hadir 1 orang").click()
    page.clock.run_for(500)
    assert "Belum tercatat" in screen.told("warn")
    screen.go_on()
    page.get_by_role("button", name="Terakhir").click()
    expect(page.locator(".row-name")).to_have_text("Upik")


@pytest.mark.parametrize("verdict", ["wrong_event", "unknown", "old_card"])
def test_a_card_that_does_not_help_leads_to_the_name(scan_page: Opener, verdict: str) -> None:
    server = hall()
    server.answers["K7QF2M9D"] = {"verdict": verdict}
    screen = scan_page(server).begin()
    screen.read("K7QF2M9D")
    assert "cocokkan KTP" in screen.told("stop")
    screen.page.clock.run_for(300)
    screen.verdict.get_by_role("button", name="Cari nama").click()
    expect(screen.page.get_by_label("Kelurahan atau nama")).to_be_focused()


def test_the_real_list_is_searched_and_the_scan_is_stored(site: Site, cast: Cast, scan_page: Opener) -> None:
    screen = scan_page().begin()
    page = search(screen, "kurniawan")
    page.get_by_role("button", name="Catat hadir 1 orang").click()
    assert "Hadir Dedi Kurniawan" in screen.told("ok")
    with site.app.app_context():
        assert [(row.source, row.verdict) for row in db.session.scalars(select(Scan))] == [("search", "ok")]


def test_a_rehearsal_knows_its_own_arrivals_only(scan_page: Opener) -> None:
    server = hall()
    screen = scan_page(server).begin(rehearsal=True)
    page = search(screen, "parak")
    expect(page.locator(".is-there")).to_have_count(0)
    page.get_by_label("Syafrizal Firdaus").check()
    page.get_by_role("button", name="Catat hadir 1 orang").click()
    assert "Latihan: hadir Syafrizal" in screen.told("ok")
    assert server.ops[0]["rehearsal"] is True
