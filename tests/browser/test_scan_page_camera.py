"""A card before a camera is a guest who is present."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect
from sqlalchemy import select

from eventmgr.checkin.models import Attendance, Scan
from eventmgr.shared.db import db
from tests.browser.camera import (
    HELD_CAMERA,
    SEVERAL_CAMERAS,
    browser_with_camera,
    card_video,
    picture_address,
)
from tests.browser.conftest import Console, Site
from tests.browser.scan_screen import RECORDER, FakeServer, ScanScreen, person
from tests.builders import code_of
from tests.cast import Cast
from tests.conftest import FIRST_MORNING

pytestmark = pytest.mark.browser


#: keeps what stood above the camera for a moment
HINTS = """
() => {
  window.hints = [];
  const hint = document.querySelector(".hint");
  new MutationObserver(() => window.hints.push(hint.textContent)).observe(hint, { childList: true });
}
"""
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
        page.add_init_script(RECORDER)
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


def held_camera(scan_page: Callable[..., ScanScreen], server: FakeServer) -> ScanScreen:
    return scan_page(server, scripts=[HELD_CAMERA]).begin()


def test_a_poster_does_not_block_the_door(scan_page: Callable[..., ScanScreen]) -> None:
    server = FakeServer({"1CARD": {"verdict": "ok", "person": person("Olo")}})
    screen = held_camera(scan_page, server)
    page = screen.page
    page.evaluate("(address) => show(address)", picture_address("POSTER"))
    assert "Bukan kartu peserta" in screen.told("stop")
    page.clock.run_for(1000)
    expect(screen.verdict).to_be_visible()
    page.evaluate("() => show(null)")
    screen.verdict.wait_for(state="detached")
    page.evaluate("(address) => show(address)", picture_address("1CARD"))
    assert "Hadir Olo" in screen.told("ok")
    assert [op["code"] for op in server.ops] == ["POSTER", "1CARD"]


def test_two_codes_in_view_are_told_one_after_the_other(scan_page: Callable[..., ScanScreen]) -> None:
    server = FakeServer({code: {"verdict": "ok", "person": person(code)} for code in ("1FIRST", "1SECOND")})
    screen = held_camera(scan_page, server)
    screen.page.evaluate("(address) => show(address)", picture_address("1FIRST"))
    assert "Hadir 1FIRST" in screen.told("ok")
    screen.page.evaluate("(address) => show(address)", picture_address("1SECOND"))
    assert "Hadir 1SECOND" in screen.told("ok")
    assert [op["code"] for op in server.ops] == ["1FIRST", "1SECOND"]


def test_the_torch_is_offered_where_the_camera_has_one(scan_page: Callable[..., ScanScreen]) -> None:
    screen = held_camera(scan_page, FakeServer())
    torch = screen.page.get_by_role("button", name="Senter")
    torch.click()
    expect(torch).to_have_attribute("aria-pressed", "true")
    torch.click()
    expect(torch).to_have_attribute("aria-pressed", "false")
    assert screen.page.evaluate("window.torch") == [True, False]
    expect(screen.page.locator(".tools").get_by_role("button")).to_have_count(4)


def test_the_camera_is_given_back_while_a_tool_is_open(scan_page: Callable[..., ScanScreen]) -> None:
    screen = held_camera(scan_page, FakeServer())
    page = screen.page
    expect(page.get_by_role("button", name="Senter")).to_be_visible()
    live = "document.querySelector('video').srcObject !== null"
    assert page.evaluate(live)
    page.get_by_role("button", name="Terakhir").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Terakhir")
    assert not page.evaluate(live)
    page.get_by_role("button", name="Tutup").click()
    expect(page.locator(".ready")).to_be_visible()
    page.evaluate("(address) => show(address)", picture_address("POSTER"))
    screen.told("stop")


def test_a_card_comes_before_a_poster_behind_the_guest(scan_page: Callable[..., ScanScreen]) -> None:
    card = "1" + "A" * 28
    server = FakeServer({card: {"verdict": "ok", "person": person("Olo")}})
    screen = held_camera(scan_page, server)
    screen.page.evaluate("(address) => show(address)", picture_address("POSTER", card))
    assert "Hadir Olo" in screen.told("ok")
    screen.verdict.wait_for(state="detached")
    assert [op["code"] for op in server.ops] == [card]


def test_another_camera_is_chosen_and_remembered_on_this_phone(scan_page: Callable[..., ScanScreen]) -> None:
    screen = scan_page(FakeServer(), scripts=[SEVERAL_CAMERAS]).begin()
    page, torch = screen.page, screen.page.get_by_role("button", name="Senter")
    turn = page.get_by_role("button", name="Ganti kamera")
    expect(turn).to_have_accessible_name("Ganti kamera, sekarang Kamera belakang 1")
    expect(torch).to_be_visible()
    page.evaluate(HINTS)
    turn.click()
    expect(turn).to_have_accessible_name("Ganti kamera, sekarang Kamera belakang 2")
    expect(torch).to_be_hidden()
    turn.click()
    expect(turn).to_have_accessible_name("Ganti kamera, sekarang Kamera depan")
    expect(page.locator("video")).to_have_class("is-mirror")
    page.wait_for_function("window.hints.includes('Kamera depan')")
    assert [said for said in page.evaluate("window.hints") if said.startswith("Kamera")] == [
        "Kamera belakang 2",
        "Kamera depan",
    ]
    page.reload()
    screen.begin()
    expect(turn).to_have_accessible_name("Ganti kamera, sekarang Kamera depan")
    assert page.evaluate("window.opened") == ["self"]
    page.evaluate("() => delete cameras.self")
    page.get_by_role("button", name="Terakhir").click()
    page.get_by_role("button", name="Tutup").click()
    expect(turn).to_have_accessible_name("Ganti kamera, sekarang Kamera belakang 1")


def test_a_single_camera_has_no_other_to_change_to(scan_page: Callable[..., ScanScreen]) -> None:
    screen = held_camera(scan_page, FakeServer())
    expect(screen.page.get_by_role("button", name="Senter")).to_be_visible()
    expect(screen.page.get_by_role("button", name="Ganti kamera")).to_be_hidden()
