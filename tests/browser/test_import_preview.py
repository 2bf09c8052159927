"""Repairing rows in the preview, in a real browser and without script."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.cast import Cast
from tests.page_client import PageClient
from tests.roster.import_steps import open_preview
from tests.roster.roster_files import make_file, person

pytestmark = pytest.mark.browser
DESK = (1366, 768)


def preview_of(app: Flask, cast: Cast) -> str:
    """A preview with one sound row, one damaged NIK, one name of two kelurahan."""
    client = PageClient(app).sign_in(cast.ani)
    rows = (
        person(1),
        person(2, NIK=1371015606949000),
        person(3, Kelurahan="Gurun Laweh", Kecamatan=""),
    )
    return open_preview(client, make_file(*rows))


def test_the_button_counts_what_is_repaired(site: Site, cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_page(size=DESK)
    site.sign_in(page.context, cast.ani)
    address = f"{site.address}{preview_of(site.app, cast)}"
    page.goto(address)
    expect(page.get_by_role("button", name="Simpan 1 peserta")).to_be_visible()
    field = page.get_by_label("Rusak oleh Excel")
    field.fill("13710221026")
    expect(page.get_by_text("11 dari 16")).to_be_visible()
    field.fill("1371015606941111")
    page.keyboard.press("Tab")
    expect(page.locator(".bar-words b")).to_have_text("1 baris bermasalah tidak ikut disimpan.")
    page.get_by_label("Gurun Laweh, Nanggalo").check()
    expect(page.get_by_text("Diperbaiki", exact=True)).to_have_count(2)
    expect(page.get_by_role("button", name="Simpan 3 peserta")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Diperbaiki", exact=True)).to_have_count(2)
    page.get_by_role("button", name="Simpan 3 peserta").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("4 peserta")


def test_a_repair_moves_neither_the_page_nor_the_cursor(
    site: Site, cast: Cast, open_page: Callable[..., Page]
) -> None:
    rows = [person(number, NIK="12") for number in range(1, 15)]
    address = open_preview(PageClient(site.app).sign_in(cast.ani), make_file(*rows))
    page = open_page(size=DESK)
    site.sign_in(page.context, cast.ani)
    page.goto(f"{site.address}{address}")
    page.locator("#nik-0-13").fill("1371015606941111")
    page.locator("#nik-0-14").focus()
    expect(page.get_by_text("Diperbaiki", exact=True)).to_have_count(1)
    expect(page.locator("#nik-0-14")).to_be_focused()
    assert page.evaluate("scrollY") > 0


def test_a_row_is_left_out_and_taken_in_again(site: Site, cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_page(size=DESK)
    site.sign_in(page.context, cast.ani)
    page.goto(f"{site.address}{preview_of(site.app, cast)}")
    page.get_by_role("button", name="Tinggalkan PSM 5").click()
    expect(page.get_by_text("Ditinggalkan", exact=True)).to_be_visible()
    page.get_by_role("button", name="Ikutkan lagi PSM 5").click()
    expect(page.locator(".bar-words b")).to_have_text("2 baris bermasalah tidak ikut disimpan.")
    page.get_by_role("link", name="Semua 3").click()
    page.wait_for_url("**tampil=semua**")
    page.wait_for_selector("html[data-modules=ready]")
    page.get_by_label("Simpan Baru, Orang Ke 1").click()
    expect(page.get_by_role("link", name="Ditinggalkan 1")).to_be_visible()


def test_enter_in_a_field_checks_and_never_saves(
    site: Site, cast: Cast, open_page: Callable[..., Page]
) -> None:
    page = open_page(size=DESK)
    site.sign_in(page.context, cast.ani)
    page.goto(f"{site.address}{preview_of(site.app, cast)}")
    page.get_by_label("Rusak oleh Excel").fill("1371015606941111")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Simpan 2 peserta")).to_be_visible()


def test_it_all_works_without_script(site: Site, cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_page(size=DESK, java_script_enabled=False)
    site.sign_in(page.context, cast.ani)
    page.goto(f"{site.address}{preview_of(site.app, cast)}")
    page.get_by_label("Rusak oleh Excel").fill("1371015606941111")
    page.get_by_label("Yang lain, PSM 6").fill("Gurun Laweh, Nanggalo")
    page.locator(".bar-acts").get_by_role("button", name="Periksa ulang").click()
    expect(page.get_by_text("3 baris dibaca: 3 baru.")).to_be_visible()
    page.get_by_role("button", name="Simpan 3 peserta").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("4 peserta")


def test_a_search_keeps_the_cursor(site: Site, cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_page()
    site.sign_in(page.context, cast.ani)
    page.goto(f"{site.address}/kegiatan/{cast.slug}/peserta")
    page.wait_for_selector("html[data-modules=ready]")
    page.get_by_label("Cari nama").press_sequentially("dedi")
    page.clock.run_for(1000)
    expect(page.locator("mark")).to_have_text("Dedi")
    expect(page.get_by_label("Cari nama")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
