"""The attendance grid in a real browser: keys, the panel in its place, a correction, and without script."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.targets import too_small
from tests.builders import build_person, build_registration
from tests.cast import Cast

pytestmark = pytest.mark.browser
DESK = (1366, 768)


@pytest.fixture
def matrix(site: Site, cast: Cast, open_page: Callable[..., Page]) -> Page:
    """The page with two people who are not there."""
    with site.app.app_context():
        build_registration(event=cast.event, person=build_person(name="Zainal Jambak"))
    page = open_page(size=DESK)
    site.sign_in(page.context, cast.ani)
    page.goto(f"{site.address}/kegiatan/{cast.slug}/kehadiran")
    page.wait_for_selector("html[data-modules=ready]")
    return page


def test_arrow_keys_move_and_enter_opens_the_panel_in_its_place(matrix: Page) -> None:
    cells = matrix.locator(".cell")
    cells.nth(0).focus()
    matrix.keyboard.press("ArrowDown")
    expect(cells.nth(3)).to_be_focused()
    matrix.keyboard.press("ArrowRight")
    expect(cells.nth(4)).to_be_focused()
    matrix.keyboard.press("ArrowLeft")
    matrix.keyboard.press("ArrowUp")
    matrix.keyboard.press("ArrowUp")
    expect(cells.nth(0)).to_be_focused()
    matrix.keyboard.press("Enter")
    expect(matrix.get_by_role("heading", name="Dedi Kurniawan")).to_be_focused()
    assert "pilih=" in matrix.url
    expect(matrix.locator(".cell[aria-current]")).to_have_count(1)


def test_the_fifth_choice_turns_the_form_into_a_correction(matrix: Page) -> None:
    matrix.locator(".cell").nth(0).click()
    expect(matrix.get_by_role("button", name="Simpan keterangan")).to_be_visible()
    expect(matrix.get_by_label("Alasan koreksi")).to_be_hidden()
    matrix.get_by_label("Sebenarnya hadir (koreksi)").check()
    expect(matrix.get_by_label("Catatan", exact=True)).to_be_hidden()
    matrix.get_by_label("Pukul tiba").fill("07.35")
    matrix.get_by_label("Alasan koreksi").fill("Disaksikan TKSK")
    matrix.get_by_role("button", name="Simpan koreksi").click()
    expect(
        matrix.get_by_role("status").filter(has_text="Koreksi disimpan untuk Dedi Kurniawan")
    ).to_be_visible()
    expect(matrix.get_by_role("heading", level=1)).to_have_text("Hari pertama: 1 hadir, 1 belum")


def test_without_script_a_cell_is_a_link_to_its_panel(
    site: Site, cast: Cast, open_page: Callable[..., Page]
) -> None:
    page = open_page(java_script_enabled=False)
    site.sign_in(page.context, cast.ani)
    page.goto(f"{site.address}/kegiatan/{cast.slug}/kehadiran")
    page.locator(".cell").nth(0).click()
    expect(page.get_by_role("heading", name="Dedi Kurniawan")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_sheet_counts_what_is_ticked(site: Site, cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_page(size=DESK)
    site.sign_in(page.context, cast.ani)
    page.goto(f"{site.address}/kegiatan/{cast.slug}/kehadiran/kertas")
    page.wait_for_selector("html[data-modules=ready]")
    page.get_by_label("Pukul tiba Dedi Kurniawan").fill("07.52")
    expect(page.get_by_label("Dedi Kurniawan", exact=True)).to_be_checked()
    page.get_by_role("button", name="Simpan 1 orang dari kertas").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 orang dicatat dari kertas")


@pytest.mark.parametrize("path", ["?saring=semua", "?pilih={uid}.1", "/koreksi", "/kertas", "/wilayah"])
def test_each_page_fits_its_window_and_passes_the_checker(
    site: Site, cast: Cast, open_page: Callable[..., Page], path: str
) -> None:
    page = open_page()
    site.sign_in(page.context, cast.ani)
    page.goto(f"{site.address}/kegiatan/{cast.slug}/kehadiran{path.format(uid=cast.dedi_registration.uid)}")
    page.wait_for_selector("html[data-modules=ready]")
    for width, height in ((768, 1024), DESK, (360, 740)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]})
        assert found.violations_count == 0, found.generate_report()
    assert too_small(page) == []
