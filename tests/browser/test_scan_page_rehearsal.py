"""Mode latihan: the same page, nothing is recorded."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from eventmgr.checkin.models import Attendance, Scan
from eventmgr.shared.db import db
from tests.browser.conftest import Site
from tests.browser.scan_screen import FakeServer, ScanScreen, person
from tests.builders import code_of
from tests.cast import Cast
from tests.conftest import TestClock

pytestmark = pytest.mark.browser
Opener = Callable[..., ScanScreen]
CODE = "1AAAABBBBCCCCDDDDEEEEFFFFGGGG"


def test_on_another_day_only_a_rehearsal_is_offered_and_nothing_is_recorded(
    site: Site, cast: Cast, scan_page: Opener, clock: TestClock
) -> None:
    clock.moment = datetime(2024, 11, 11, 2, 0, tzinfo=UTC)
    screen = scan_page()
    screen.page.clock.set_system_time(clock.moment)
    expect(screen.page.get_by_role("button", name="Mulai memindai")).to_have_count(0)
    expect(screen.page.locator(".crew-foot")).to_contain_text("Hari ini bukan hari kegiatan.")
    screen.begin(rehearsal=True)
    with site.app.app_context():
        screen.read(code_of(cast.dedi_ticket))
    told = screen.told("ok")
    assert "Mode latihan tidak dicatat" in told
    assert "Latihan: hadir Dedi Kurniawan" in told
    screen.page.clock.run_for(1700)
    expect(screen.page.locator(".practice .tally-count")).to_have_text("1 pindaian latihan")
    with site.app.app_context():
        assert [scan.rehearsal for scan in db.session.scalars(select(Scan))] == [True]
        assert db.session.scalars(select(Attendance)).all() == []


def test_a_rehearsal_scan_can_be_taken_back_too(site: Site, cast: Cast, scan_page: Opener) -> None:
    screen = scan_page().begin(rehearsal=True)
    page = screen.page
    with site.app.app_context():
        screen.read(code_of(cast.dedi_ticket))
    screen.told("ok")
    page.clock.run_for(1700)
    page.get_by_role("button", name="Terakhir").click()
    page.get_by_role("button", name="Urungkan Dedi Kurniawan").click()
    page.get_by_role("button", name="Salah ketuk").click()
    expect(page.locator(".recent-row")).to_contain_text("Diurungkan")


def test_the_three_families_are_ticked_off_one_by_one(scan_page: Opener) -> None:
    server = FakeServer(
        {
            CODE: {"verdict": "ok", "person": person("Olo")},
            "AMBERCARD": {"verdict": "already", "first_at": "07.52"},
        }
    )
    screen = scan_page(server).begin(rehearsal=True)
    families = screen.page.locator(".families")
    expect(families).to_have_text("Hijau belumKuning belumMerah belum")
    screen.read(CODE)
    screen.told("ok")
    screen.page.clock.run_for(1700)
    screen.read("AMBERCARD")
    assert "Latihan: sudah hadir" in screen.told("warn")
    screen.go_on()
    screen.read("STRAYCODE")
    assert "Latihan: bukan kartu peserta" in screen.told("stop")
    screen.page.clock.run_for(3000)
    expect(families).to_have_text("HijauKuningMerah")
    assert all(op["rehearsal"] for op in server.ops)


def test_it_begins_with_the_word_in_head_and_title_and_ends_by_its_button(scan_page: Opener) -> None:
    page = scan_page(FakeServer()).begin(rehearsal=True).page
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mode latihan")
    assert page.title().startswith("Mode latihan")
    page.get_by_role("button", name="Akhiri latihan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mulai bertugas")


def test_it_ends_after_half_an_hour_without_a_scan(scan_page: Opener) -> None:
    page = scan_page(FakeServer()).begin(rehearsal=True).page
    page.clock.run_for(31 * 60_000)
    expect(page.locator(".crew-news")).to_have_text("Latihan selesai: 30 menit tanpa pindaian.")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mulai bertugas")


def test_it_ends_in_the_minute_in_which_the_door_opens(scan_page: Opener, clock: TestClock) -> None:
    clock.moment = datetime(2024, 11, 17, 23, 20, tzinfo=UTC)  # 06.20 in Padang, ten minutes early
    screen = scan_page(FakeServer())
    screen.page.clock.set_system_time(clock.moment)
    screen.begin(rehearsal=True)
    expect(screen.page.locator(".practice")).to_be_visible()
    screen.page.clock.run_for(11 * 60_000)
    expect(screen.page.locator(".crew-news")).to_have_text("Presensi dibuka 06.30. Latihan selesai.")
