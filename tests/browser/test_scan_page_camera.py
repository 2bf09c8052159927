"""A card before a camera is a guest who is present."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect
from sqlalchemy import select

from eventmgr.checkin.models import Attendance, Scan
from eventmgr.shared.db import db
from tests.browser.camera import browser_with_camera, card_video
from tests.browser.conftest import Console, Site
from tests.browser.scan_screen import ScanScreen
from tests.builders import code_of
from tests.cast import Cast
from tests.conftest import FIRST_MORNING

pytestmark = pytest.mark.browser


SEEN = """
async () => {
  const { SeenCodes } = await import("/static/js/scan/seen_codes.js");
  const seen = new SeenCodes();
  const fresh = (codes, at) => seen.fresh(codes, at).join();
  const said = [fresh(["A"], 0)];
  seen.handled("A", 0);
  for (let at = 100; at <= 9000; at += 100) said.push(fresh(["A"], at));
  said.push(fresh(["A", "B"], 9100), fresh(["A"], 13000));
  said.push(String(seen.goneFor("A", 15500)), fresh(["A"], 17000));
  return said.filter(Boolean);
}
"""


def test_a_code_is_new_again_four_seconds_after_it_left_the_view(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    page.goto(f"{site.address}/masuk")
    assert page.evaluate(SEEN) == ["A", "B", "2500", "A"]


def test_a_card_before_the_camera_is_recorded_once_while_it_stays_in_view(
    site: Site, cast: Cast, tmp_path: Path, console: Console, driver: Playwright
) -> None:
    with site.app.app_context():
        code = code_of(cast.dedi_ticket)
    with browser_with_camera(driver, card_video(tmp_path / "card.mjpeg", code)) as browser:
        context = browser.new_context(viewport={"width": 360, "height": 740}, locale="id-ID")
        site.sign_in(context, cast.budi)
        page = context.new_page()
        console.watch(page)
        page.clock.install(time=FIRST_MORNING)
        page.goto(f"{site.address}/kegiatan/{cast.slug}/pindai")
        screen = ScanScreen(page).begin()
        assert "Hadir Dedi Kurniawan" in screen.told("ok")
        screen.verdict.wait_for(state="detached")
        expect(page.locator(".tally .tally-count")).to_have_text("1 dari 1 hadir")
        expect(page.locator(".last-name")).to_have_text("Dedi Kurniawan")
        page.get_by_role("button", name="Terakhir").click()
        expect(page.locator(".recent-row")).to_have_count(1)
    with site.app.app_context():
        scans = db.session.scalars(select(Scan)).all()
        assert [(scan.source, scan.verdict, scan.operator) for scan in scans] == [
            ("camera", "ok", "Rina Oktavia")
        ]
        assert db.session.scalars(select(Attendance.present)).all() == [True]
