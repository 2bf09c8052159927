"""Settings pages fit each window, pass the checker, and their pattern of numbers works by keyboard alone."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page, expect

from eventmgr.office.models import NumberRegister
from eventmgr.office.queries import real_office
from eventmgr.shared.db import write
from tests.browser.conftest import Site
from tests.browser.targets import too_small
from tests.builders import build_official
from tests.cast import Cast

pytestmark = pytest.mark.browser
SIZES = ((360, 740), (768, 1024), (1366, 768))
OFFICE = "/pengaturan/kantor"
PATHS = (
    *(OFFICE, f"{OFFICE}/lambang", f"{OFFICE}/nomor", f"{OFFICE}/pejabat/baru"),
    f"{OFFICE}/pejabat/{{official}}",
    *("/pengaturan/pengguna", "/pengaturan/pengguna/{user}", "/pengaturan/pengguna/{user}/sesi"),
    *("/pengaturan/pengguna/{user}/serahkan", "/pengaturan/pengguna/baru", "/pengaturan/unsur"),
    *("/pengaturan/unsur/baru", "/pengaturan/wilayah", "/pengaturan/jejak", "/pengaturan/contoh"),
    *("/pengaturan/mulai/nama", "/pengaturan/mulai/nomor", "/sesi-masuk"),
)


@pytest.fixture
def ids(app: Flask, cast: Cast) -> dict[str, int]:
    """An official, a user, and a register to look at."""
    with app.app_context():
        official_id = build_official().id
        with write() as session:
            session.add(
                NumberRegister(
                    office_id=real_office().id, name="Sertifikat", pattern="{nomor}/Dinsos/{tahun}"
                )
            )
    return {"official": official_id, "user": cast.budi.id}


@pytest.mark.parametrize("path", PATHS)
def test_a_settings_page_fits_its_window_and_passes_the_checker(
    site: Site, cast: Cast, open_page: Callable[..., Page], ids: dict[str, int], path: str
) -> None:
    page = open_page()
    site.sign_in(page.context, cast.aminah)
    page.goto(site.address + path.format(**ids))
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{path} at {width}"
    page.set_viewport_size({"width": 360, "height": 740})
    assert too_small(page) == []
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]})
    assert [fault["id"] for fault in found.response["violations"]] == []


def test_the_pattern_is_built_by_keyboard_and_the_bar_counts_and_saves(
    site: Site, cast: Cast, open_page: Callable[..., Page], ids: dict[str, int]
) -> None:
    page = open_page()
    site.sign_in(page.context, cast.aminah)
    page.goto(site.address + OFFICE)
    page.locator("html[data-modules=ready]").wait_for()
    bar = page.locator("#bilah")
    expect(bar).to_be_hidden()
    page.get_by_role("button", name="+ bulan romawi").press("Enter")
    expect(page.locator("[data-pattern-example]")).to_have_text("1/Dinsos/2024/XI")
    page.locator(".piece", has_text="bulan romawi").press("ArrowLeft")
    expect(page.locator("input[name=pattern]")).to_have_value("{nomor}/Dinsos/{bulan_romawi}/{tahun}")
    expect(bar).to_contain_text("1 isian berubah")
    page.locator("input[name=name]").fill("Dinas Sosial Kota Padang")
    expect(bar).to_contain_text("2 isian berubah")
    bar.get_by_role("button", name="Simpan pengaturan").press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Pengaturan disimpan.")
    expect(page.locator("[data-pattern-example]")).to_have_text("1/Dinsos/XI/2024")


def test_in_the_first_steps_letterhead_and_next_number_follow_what_is_typed(
    site: Site, cast: Cast, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    site.sign_in(page.context, cast.aminah)
    page.goto(f"{site.address}/pengaturan/mulai/nama")
    page.locator("html[data-modules=ready]").wait_for()
    page.locator("#name").fill("Dinas Sosial  Kota Padang")
    page.locator("#government").fill("Pemerintah Kota Padang")
    page.locator("#address").fill("Jl. Delima\nTelepon (0751) 1, surel@contoh.go.id")
    sheet = page.locator(".sheet-preview")
    expect(sheet.locator("p")).to_have_text(
        [
            *("PEMERINTAH KOTA PADANG", "DINAS SOSIAL", "Jl. Delima", "Telepon (0751) 1"),
            *("surel@contoh.go.id", "Padang, 18 November 2024"),
        ]
    )
    page.goto(f"{site.address}/pengaturan/mulai/nomor")
    page.locator("html[data-modules=ready]").wait_for()
    page.locator("#klas").fill("400.9")
    page.locator("#unit").fill("Dinsos")
    page.locator("#first").fill("118")
    expect(page.locator("[data-pattern-example]")).to_have_text("400.9/118/Dinsos/2024")
