"""Keyboard, screen reader, back key, refused camera: the page in every hand."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.scan_screen import FakeServer, ScanScreen, listed, person

pytestmark = pytest.mark.browser
Opener = Callable[..., ScanScreen]
CODE = "1AAAABBBBCCCCDDDDEEEEFFFFGGGG"
REFUSE = (
    "(name) => { navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', name); }; }"
)
ANSWERS = {
    CODE: {"verdict": "ok", "person": person("Masrul Malayu", "S.Sos"), "table": "Meja 3", "note": "Kaus XL"},
    "AMBERCARD": {"verdict": "already", "person": person("Olo"), "first_at": "07.52"},
    "REDCARD01": {"verdict": "old_card", "person": person("Upik"), "since": "17 Nov"},
}


def faults_in(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{fault['id']}: {node['html'][:120]}" for fault in found for node in fault["nodes"]]


def test_no_screen_has_a_fault_that_axe_finds(scan_page: Opener) -> None:
    screen = scan_page(FakeServer(ANSWERS))
    page = screen.page
    assert faults_in(page) == []
    screen.begin()
    assert faults_in(page) == []
    for code, family in ((CODE, "ok"), ("AMBERCARD", "warn"), ("REDCARD01", "stop")):
        screen.read(code)
        screen.told(family)
        assert faults_in(page) == [], family
        if family == "ok":
            page.clock.run_for(4500)
        else:
            screen.go_on()
    page.get_by_role("button", name="Terakhir").click()
    assert faults_in(page) == []
    page.get_by_role("button", name="Tutup").click()
    page.get_by_role("button", name="Ketik kode").click()
    page.keyboard.type("K7QF2N9D")
    expect(page.locator("#pesan-ketik")).to_be_visible()
    assert faults_in(page) == []
    page.get_by_role("button", name="Batal").click()
    page.get_by_role("button", name="Ganti titik presensi").click()
    page.get_by_role("button", name="Mode latihan").click()
    expect(page.locator(".practice")).to_be_visible()
    assert faults_in(page) == []
    for code, family in ((CODE, "ok"), ("AMBERCARD", "warn"), ("REDCARD01", "stop")):
        screen.read(code)
        screen.told(family)
        assert faults_in(page) == [], family
        if family == "ok":
            page.clock.run_for(4500)
        else:
            screen.go_on()


def test_the_tools_above_the_camera_have_no_fault_either(scan_page: Opener) -> None:
    closed = {"verdict": "closed", "closes_at": "10.00", "permittable": True, "person": person("Olo")}
    screen = scan_page(FakeServer(ANSWERS | {CODE: closed}, people=[listed("a1", "Upik")])).begin()
    page = screen.page
    page.get_by_role("button", name="Cari nama").click()
    expect(page.get_by_text("orang ada di daftar")).to_be_visible()
    for words, button in (("upik", "Catat hadir 1 orang"), ("zulkarnain", "Catat sebagai tamu")):
        page.get_by_label("Kelurahan atau nama").fill(words)
        expect(page.get_by_role("button", name=button)).to_be_visible()
        assert faults_in(page) == [], words
    page.get_by_role("button", name="Tutup").click()
    for code, family, tool in (("AMBERCARD", "warn", "Orang lain"), (CODE, "stop", "Minta izin")):
        screen.read(code)
        screen.told(family)
        page.clock.run_for(300)
        screen.verdict.get_by_role("button", name=tool).click()
        expect(page.get_by_role("heading", name=tool)).to_be_visible()
        assert faults_in(page) == [], tool
        page.keyboard.press("Escape")
        expect(page.locator(".ready")).to_be_visible()


def test_on_its_side_a_phone_shows_the_name_and_the_way_on_together(scan_page: Opener) -> None:
    screen = scan_page(FakeServer(ANSWERS), size=(640, 360)).begin()
    screen.read("AMBERCARD")
    screen.told("warn")
    expect(screen.verdict.get_by_text("Olo")).to_be_in_viewport(ratio=1)
    expect(screen.page.get_by_role("button", name="Lanjut memindai")).to_be_in_viewport(ratio=1)


def test_everything_can_be_done_from_the_keyboard(scan_page: Opener) -> None:
    screen = scan_page(FakeServer(ANSWERS))
    page = screen.page
    expect(page.get_by_role("button", name="Mulai memindai")).to_be_enabled()
    screen.keep()
    page.get_by_label("Nama petugas").focus()
    page.keyboard.type("Rina Oktavia")
    page.keyboard.press("Enter")
    page.locator(".ready").wait_for()
    screen.read("AMBERCARD")
    screen.told("warn")
    expect(page.get_by_role("button", name="Lanjut memindai")).to_be_focused()
    page.clock.run_for(300)
    page.keyboard.press("Enter")
    expect(screen.verdict).to_have_count(0)
    screen.read("REDCARD01")
    screen.told("stop")
    page.clock.run_for(300)
    page.keyboard.press("Escape")
    expect(screen.verdict).to_have_count(0)
    screen.read(CODE)
    screen.told("ok")
    page.keyboard.press("Escape")
    page.clock.run_for(200)
    expect(screen.verdict).to_have_count(0)


def test_the_enter_of_a_usb_scanner_presses_no_button(scan_page: Opener) -> None:
    screen = scan_page(FakeServer(ANSWERS)).begin()
    screen.read("REDCARD01")
    screen.told("stop")
    screen.page.clock.run_for(300)
    screen.read(CODE)
    expect(screen.verdict).to_have_attribute("data-verdict", "stop")


def test_the_back_key_closes_a_verdict_then_a_tool_then_the_camera(scan_page: Opener) -> None:
    screen = scan_page(FakeServer(ANSWERS)).begin()
    page, heading = screen.page, screen.page.get_by_role("heading", level=1)
    page.get_by_role("button", name="Terakhir").click()
    expect(heading).to_have_text("Terakhir")
    page.go_back()
    expect(heading).to_contain_text("Presensi Hari 1 · Senin 18 Nov")
    assert "Presensi Hari\u00a01" in (heading.text_content() or "")
    expect(page.get_by_role("button", name="Terakhir")).to_be_focused()
    screen.read("REDCARD01")
    screen.told("stop")
    page.go_back()
    expect(screen.verdict).to_have_count(0)
    expect(heading).to_contain_text("Presensi Hari 1 · Senin 18 Nov")
    page.go_back()
    expect(heading).to_have_text("Mulai bertugas")
    expect(page.get_by_label("Nama petugas")).to_have_value("Rina Oktavia")


def test_the_skip_link_stays_on_its_screen(scan_page: Opener) -> None:
    page = scan_page(FakeServer(ANSWERS)).begin().page
    page.get_by_role("link", name="Langsung ke isi").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.get_by_role("button", name="Terakhir").click()
    page.get_by_role("button", name="Tutup").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Presensi Hari 1 · Senin 18 Nov")


def test_two_taps_on_close_close_one_screen(scan_page: Opener) -> None:
    page = scan_page(FakeServer(ANSWERS)).begin().page
    page.get_by_role("button", name="Terakhir").click()
    page.evaluate(
        "() => { const close = document.querySelector('.crew-head-action'); close.click(); close.click(); }"
    )
    expect(page.get_by_role("heading", level=1)).to_contain_text("Presensi Hari 1 · Senin 18 Nov")
    expect(page.get_by_role("button", name="Terakhir")).to_be_focused()


def test_the_operators_name_is_the_accounts_or_the_one_of_today(scan_page: Opener) -> None:
    screen = scan_page(FakeServer())
    page = screen.page
    expect(page.get_by_label("Nama petugas")).to_have_value("Budi Hartono")
    page.get_by_label("Nama petugas").fill("")
    page.get_by_role("button", name="Mulai memindai").click()
    expect(page.locator("#pesan-petugas")).to_have_text("Tulis nama petugas dulu.")
    expect(page.get_by_label("Nama petugas")).to_be_focused()
    screen.begin()
    page.reload()
    expect(page.get_by_label("Nama petugas")).to_have_value("Rina Oktavia")
    page.clock.set_system_time("2024-11-18T17:05:00Z")
    page.reload()
    expect(page.get_by_role("button", name="Mulai memindai")).to_be_enabled()
    expect(page.get_by_label("Nama petugas")).to_have_value("Budi Hartono")


@pytest.mark.parametrize(
    ("error", "title", "button", "readiness"),
    [
        ("NotAllowedError", "Kamera belum diizinkan", "Coba kamera lagi", "Belum bisa memindai"),
        ("NotFoundError", "Komputer ini tanpa kamera", "Ketik kode", "Siap tanpa kamera"),
        (
            *("NotReadableError", "Kamera sedang dipakai aplikasi lain"),
            *("Coba kamera lagi", "Belum bisa memindai"),
        ),
    ],
)
def test_a_camera_that_does_not_open_is_explained_and_typing_goes_on(
    scan_page: Opener, error: str, title: str, button: str, readiness: str
) -> None:
    screen = scan_page(FakeServer(ANSWERS))
    page = screen.page
    page.evaluate(REFUSE, error)
    screen.begin()
    trouble = page.locator(".ready-trouble")
    expect(trouble.get_by_role("heading")).to_have_text(title)
    expect(trouble.get_by_role("button", name=button)).to_be_focused()
    expect(page.locator(".readiness")).to_contain_text(readiness)
    assert faults_in(page) == []
    page.locator(".tools").get_by_role("button", name="Ketik kode").click()
    expect(page.get_by_label("Kode di bawah QR")).to_be_focused()


def test_without_motion_seconds_stand_for_the_line(scan_page: Opener) -> None:
    screen = scan_page(FakeServer(ANSWERS), reduced_motion="reduce").begin()
    screen.hold_time()
    screen.read(CODE)
    screen.told("ok")
    expect(screen.page.locator(".verdict-seconds")).to_have_text("4 dtk")
    screen.page.clock.run_for(1100)
    expect(screen.page.locator(".verdict-seconds")).to_have_text("3 dtk")


def test_the_switch_silences_sound_and_vibration(scan_page: Opener) -> None:
    screen = scan_page(FakeServer(ANSWERS))
    screen.page.get_by_label("Suara dan getar").uncheck()
    screen.begin().read("REDCARD01")
    screen.told("stop")
    assert screen.page.evaluate("[window.tones, window.vibrations]") == [[], []]
