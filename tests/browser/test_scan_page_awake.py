"""The screen stays on while the crew scans, and is given back when they do not."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.scan_screen import FakeServer, ScanScreen

pytestmark = pytest.mark.browser
Opener = Callable[..., ScanScreen]
LOCKS = """
window.locks = [];
Object.defineProperty(navigator, "wakeLock", { value: { request: async (kind) => {
  const lock = { kind, released: false, release: async () => { lock.released = true; } };
  window.locks.push(lock);
  return lock;
} } });
"""
HELD = "window.locks.filter((lock) => !lock.released).length"


def test_the_screen_is_kept_on_at_the_camera_only(scan_page: Opener) -> None:
    screen = scan_page(FakeServer(), scripts=[LOCKS])
    assert screen.page.evaluate(HELD) == 0
    screen.begin()
    screen.page.wait_for_function(f"{HELD} === 1")
    screen.page.get_by_role("button", name="Ganti titik presensi").click()
    expect(screen.page.get_by_role("heading", name="Mulai bertugas")).to_be_visible()
    screen.page.wait_for_function(f"{HELD} === 0")


def test_a_phone_that_refuses_the_lock_scans_all_the_same(scan_page: Opener) -> None:
    refusing = LOCKS.replace(
        "window.locks.push(lock);", "throw new DOMException('low battery', 'NotAllowedError');"
    )
    screen = scan_page(FakeServer(), scripts=[refusing]).begin()
    screen.read("K7QF2M9D")
    assert "Bukan kartu peserta" in screen.told("stop")
