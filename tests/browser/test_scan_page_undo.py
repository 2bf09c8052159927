"""Taking scans back: one on the real server, and those of people who came together."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from eventmgr.checkin.models import Attendance
from eventmgr.shared.db import db
from tests.browser.conftest import Site
from tests.browser.scan_screen import FakeServer, ScanScreen, listed
from tests.browser.test_scan_page_handling import faults_in
from tests.builders import code_of
from tests.cast import Cast
from tests.conftest import TestClock

pytestmark = pytest.mark.browser
Opener = Callable[..., ScanScreen]


def recorded(site: Site, cast: Cast, scan_page: Opener) -> ScanScreen:
    screen = scan_page().begin()
    screen.hold_time()
    with site.app.app_context():
        screen.read(code_of(cast.dedi_ticket))
    screen.told("ok")
    screen.page.clock.run_for(1700)
    expect(screen.page.locator(".tally .tally-count")).to_have_text("1 dari 1 hadir")
    return screen


def recorded_together(scan_page: Opener, *names: str) -> tuple[Page, FakeServer]:
    people = [listed(f"a{number}", name) for number, name in enumerate(names)]
    answers = {one["registration"]: {"verdict": "ok", "person": one} for one in people}
    screen = scan_page(server := FakeServer(answers, people=people)).begin()
    page = screen.page
    page.get_by_role("button", name="Cari nama").click()
    page.get_by_label("Kelurahan atau nama").fill("jati")
    for name in names:
        page.get_by_label(name).check()
    screen.hold_time()
    page.get_by_role("button", name=f"Catat hadir {len(names)} orang").click()
    screen.told("ok")
    page.clock.run_for(1800)
    return page, server


def is_present(site: Site) -> list[bool]:
    with site.app.app_context():
        return list(db.session.scalars(select(Attendance.present)))


def test_the_last_scan_is_taken_back_where_it_stands(site: Site, cast: Cast, scan_page: Opener) -> None:
    page = recorded(site, cast, scan_page).page
    page.get_by_role("button", name="Urungkan Dedi Kurniawan").click()
    page.get_by_role("button", name="Salah orang").click()
    expect(page.locator(".tally .tally-count")).to_have_text("0 dari 1 hadir")
    expect(page.locator(".last-name")).to_have_text("Dedi Kurniawan, diurungkan")
    assert is_present(site) == [False]


def test_after_ten_seconds_the_time_stands_in_place_of_undo(
    site: Site, cast: Cast, scan_page: Opener
) -> None:
    page = recorded(site, cast, scan_page).page
    page.clock.run_for(10_500)
    expect(page.locator(".last").get_by_role("button")).to_have_count(0)
    expect(page.locator(".last-time")).to_have_text("07.40")


def test_an_older_scan_is_taken_back_in_the_list(site: Site, cast: Cast, scan_page: Opener) -> None:
    page = recorded(site, cast, scan_page).page
    page.get_by_role("button", name="Terakhir").click()
    page.get_by_role("button", name="Urungkan Dedi Kurniawan").click()
    page.get_by_role("button", name="Batal").click()
    page.get_by_role("button", name="Urungkan Dedi Kurniawan").click()
    page.get_by_role("button", name="Salah ketuk").click()
    row = page.locator(".recent-row")
    expect(row).to_contain_text("Diurungkan")
    expect(row).to_contain_text("Salah ketuk, dicatat 07.40")
    expect(page.locator("[data-part=say-status]")).to_have_text("Diurungkan: Dedi Kurniawan")
    expect(page.locator(".crew-head")).to_contain_text("0 hadir")
    assert is_present(site) == [False]


def test_a_new_visit_knows_the_last_scans_and_what_was_taken_back(
    site: Site, cast: Cast, scan_page: Opener
) -> None:
    page = recorded(site, cast, scan_page).page
    page.get_by_role("button", name="Urungkan Dedi Kurniawan").click()
    page.get_by_role("button", name="Salah orang").click()
    expect(page.locator(".last-name")).to_contain_text("diurungkan")
    page.reload()
    ScanScreen(page).begin()
    page.get_by_role("button", name="Terakhir").click()
    expect(page.locator(".recent-row")).to_contain_text("Salah orang, dicatat 07.40")


def test_a_quarter_of_an_hour_later_only_the_organizer_may(
    site: Site, cast: Cast, scan_page: Opener, clock: TestClock
) -> None:
    page = recorded(site, cast, scan_page).page
    page.get_by_role("button", name="Terakhir").click()
    page.get_by_role("button", name="Urungkan Dedi Kurniawan").click()
    clock.moment += timedelta(minutes=16)
    page.clock.run_for(16 * 60_000)
    page.get_by_role("button", name="Salah orang").click()
    expect(page.get_by_role("alert")).to_contain_text(
        ["Sudah lewat 15 menit. Minta panitia mengurungkannya."]
    )
    assert is_present(site) == [True]


def test_people_who_came_together_are_named_and_taken_back_together(scan_page: Opener) -> None:
    three = [listed(f"a{number}", name) for number, name in enumerate(("Febri Yanti", "Masrul", "Upik"))]
    server = FakeServer(
        {one["registration"]: {"verdict": "ok", "person": one} for one in three}, people=three
    )
    screen = scan_page(server).begin()
    page = screen.page
    page.get_by_role("button", name="Cari nama").click()
    page.get_by_label("Kelurahan atau nama").fill("jati")
    for one in three:
        page.get_by_label(one["name"]).check()
    page.get_by_role("button", name="Catat hadir 3 orang").click()
    screen.told("ok")
    page.clock.run_for(1800)
    expect(page.locator(".last-name")).to_have_text("Febri Yanti dan 2 orang lain")
    page.get_by_role("button", name="Urungkan Febri Yanti dan 2 orang lain").click()
    expect(page.locator(".undo-names")).to_have_text("Urungkan 3 orang? Febri Yanti, Masrul, Upik")
    assert faults_in(page) == []
    page.get_by_role("button", name="Salah orang").click()
    expect(page.locator(".last-name")).to_have_text("Febri Yanti dan 2 orang lain, diurungkan")
    assert server.deliveries == [3, 3]
    scans, undos = server.ops[:3], server.ops[3:]
    assert [op["undoes"] for op in undos] == [op["uid"] for op in scans]


def test_the_others_are_still_named_when_the_time_to_undo_is_over(scan_page: Opener) -> None:
    page, _ = recorded_together(scan_page, "Febri Yanti", "Masrul", "Upik")
    page.clock.run_for(10_500)
    expect(page.locator(".last").get_by_role("button")).to_have_count(0)
    expect(page.locator(".last-name")).to_have_text("Febri Yanti dan 2 orang lain")


def test_one_of_them_is_taken_back_alone_in_the_list(scan_page: Opener) -> None:
    page, _ = recorded_together(scan_page, "Febri Yanti", "Masrul")
    page.get_by_role("button", name="Terakhir").click()
    page.get_by_role("button", name="Urungkan Masrul").click()
    page.get_by_role("button", name="Salah orang").click()
    expect(page.locator(".recent-row").filter(has_text="Masrul")).to_contain_text("Diurungkan")
    page.get_by_role("button", name="Tutup").click()
    expect(page.locator(".last-name")).to_have_text("Febri Yanti")
    page.get_by_role("button", name="Urungkan Febri Yanti").click()
    expect(page.locator(".undo-names")).to_have_count(0)
