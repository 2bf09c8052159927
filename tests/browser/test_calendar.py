"""The calendar of a date field: by keyboard alone, and the words that say what was typed."""

from collections.abc import Callable
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from eventmgr.shared.dates import weekday_date
from eventmgr.shared.dates_typed import DateUnreadableError, read_date
from tests.browser.conftest import Site
from tests.browser.targets import too_small
from tests.cast import Cast

pytestmark = pytest.mark.browser
TODAY, LATEST = date(2024, 11, 18), date(2100, 12, 31)
TYPED = (
    *("19-11-2024", "19/11/24", "19 nov", "Selasa, 19 Nov.", "19/11", "5 jan", "19112024", "2024-11-19"),
    *("1 Sept 2025", "31 nov", "19 13", "19 foo 2024", "31/02/2024", "29.2.24", "1/1/00", "kemarin", ""),
    *("29/02", "20 mei", "7.8.1999", "5 Nop. 72"),
)


def _words(typed: str, *, past: bool) -> str:
    try:
        day = read_date(typed, latest=TODAY if past else LATEST, near=None if past else TODAY)
    except DateUnreadableError:
        day = None
    return weekday_date(day) if day else ""


def test_a_day_is_chosen_by_keyboard_and_the_words_are_the_servers(
    site: Site, cast: Cast, open_page: Callable[..., Page]
) -> None:
    page = open_page(size=(1366, 768))
    site.sign_in(page.context, cast.ani)
    page.goto(f"{site.address}/kegiatan/{cast.event.slug}/jadwal/hari")
    page.locator("html[data-modules=ready]").wait_for(state="attached")
    field = page.get_by_label("Tanggal", exact=True)
    opener = page.get_by_role("button", name="Buka kalender: Tanggal")
    calendar = page.get_by_role("dialog", name="Kalender")
    field.fill("19 nov")
    expect(page.locator("#date-terbaca")).to_have_text("Selasa, 19 November 2024")
    opener.press("Enter")
    focused = calendar.locator("td:focus")
    expect(focused).to_have_attribute("aria-label", "Selasa, 19 November 2024, hari kegiatan")
    expect(focused).to_have_attribute("aria-selected", "true")
    expect(calendar.locator("[aria-current=date]")).to_have_text("18")
    expect(calendar.locator("td.marked")).to_have_text(["18", "19", "20"])
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"]})
    assert [fault["id"] for fault in found.response["violations"]] == []
    for key, day in (
        *(
            ("ArrowRight", "2024-11-20"),
            ("ArrowDown", "2024-11-27"),
            ("Home", "2024-11-25"),
            ("End", "2024-12-01"),
        ),
        *(
            ("ArrowUp", "2024-11-24"),
            ("PageDown", "2024-12-24"),
            ("Shift+PageUp", "2023-12-24"),
            ("PageUp", "2023-11-24"),
        ),
    ):
        focused.press(key)
        expect(focused).to_have_attribute("data-day", day)
    focused.press("Escape")
    expect(calendar).to_have_count(0)
    expect(opener).to_be_focused()
    expect(field).to_have_value("19 nov")
    opener.press("Enter")
    focused.press("ArrowDown")
    focused.press("Enter")
    expect(field).to_have_value("26-11-2024")
    expect(opener).to_be_focused()
    page.set_viewport_size({"width": 360, "height": 740})
    opener.click()
    expect(calendar).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert too_small(page) == []
    read = """async ([typed, past]) => {
      const shapes = await import("/static/js/typed-day.js");
      const today = shapes.parseIso("2024-11-18");
      const days = typed.map((text) => shapes.readTyped(text, today, past));
      return days.map((day) => (day ? shapes.dayWords(day) : ""));
    }"""
    for past in (False, True):
        assert page.evaluate(read, [TYPED, past]) == [_words(typed, past=past) for typed in TYPED]
