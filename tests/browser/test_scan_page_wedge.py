"""A USB or Bluetooth scanner, wherever the focus is: nowhere, on a button, in a field, in a tool."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.scan_screen import FakeServer, ScanScreen, person

pytestmark = pytest.mark.browser
Opener = Callable[..., ScanScreen]
CARD = "1" + "A" * 28


def welcome() -> FakeServer:
    return FakeServer({CARD: {"verdict": "ok", "person": person("Olo")}})


def type_fast(page: Page, code: str) -> None:
    """What the scanner does to a field: real keys, then Enter."""
    page.keyboard.type(code)
    page.keyboard.press("Enter")


def test_without_focus_the_code_is_read(scan_page: Opener) -> None:
    server = welcome()
    screen = scan_page(server).begin()
    screen.page.evaluate("document.activeElement.blur()")
    type_fast(screen.page, CARD)
    assert "Olo" in screen.told("ok")
    assert [(op["source"], op["code"]) for op in server.ops] == [("wedge", CARD)]


@pytest.mark.parametrize("name", ["Ketik kode", "Cari nama", "Terakhir"])
def test_a_button_with_the_focus_is_not_pressed(scan_page: Opener, name: str) -> None:
    screen = scan_page(welcome()).begin()
    screen.page.get_by_role("button", name=name).focus()
    type_fast(screen.page, CARD)
    assert "Olo" in screen.told("ok")
    screen.page.clock.run_for(1800)
    expect(screen.page.locator(".ready")).to_be_visible()
    expect(screen.page.get_by_role("button", name=name)).to_be_focused()


@pytest.mark.parametrize("tool", ["Ketik kode", "Cari nama", "Terakhir"])
def test_on_a_tool_s_screen_the_card_is_read_and_the_camera_comes_back(scan_page: Opener, tool: str) -> None:
    server = welcome()
    screen = scan_page(server).begin()
    screen.page.get_by_role("button", name=tool).click()
    expect(screen.page.get_by_role("heading", name=tool)).to_be_attached()
    type_fast(screen.page, CARD)
    assert "Olo" in screen.told("ok")
    assert [(op["source"], op["code"]) for op in server.ops] == [("wedge", CARD)]


def test_a_form_that_is_being_written_stays_and_the_code_is_taken_out(scan_page: Opener) -> None:
    already = {"verdict": "already", "person": person("Olo"), "first_at": "07.52"}
    server = FakeServer({CARD: already})
    screen = scan_page(server).begin()
    screen.read(CARD)
    screen.told("warn")
    screen.page.clock.run_for(300)
    screen.verdict.get_by_role("button", name="Orang lain").click()
    note = screen.page.get_by_label("Catatan")
    note.fill("Kartu tertukar.")
    note.press("End")
    screen.page.clock.run_for(300)
    type_fast(screen.page, CARD.replace("A", "B"))
    expect(note).to_have_value("Kartu tertukar.")
    assert [op["op"] for op in server.ops] == ["scan"]


def test_on_a_busy_phone_a_card_that_comes_in_jerks_is_read_whole(scan_page: Opener) -> None:
    server = welcome()
    screen = scan_page(server).begin()
    screen.page.evaluate("document.activeElement.blur()")
    screen.page.keyboard.type("x" + CARD, delay=150)
    screen.page.keyboard.press("Enter")
    assert "Olo" in screen.told("ok")
    assert [(op["source"], op["code"]) for op in server.ops] == [("wedge", CARD)]
