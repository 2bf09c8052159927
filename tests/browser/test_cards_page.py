"""The cards page in a real browser: a sheet's picture comes by itself once it is drawn."""

import shutil
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.walker import work
from tests.cast import Cast

pytestmark = pytest.mark.browser


def test_a_sheet_is_asked_for_and_appears_without_a_press(
    app: Flask, site: Site, cast: Cast, open_page: Callable[..., Page]
) -> None:
    shutil.rmtree(app.config["DATA_FOLDER"] / "samples", ignore_errors=True)
    page = open_page()
    site.sign_in(page.context, cast.ani)
    page.goto(f"{site.address}/kegiatan/{cast.slug}/kartu")
    expect(page.get_by_text("Contoh sedang digambar…")).to_be_visible()
    expect(page.get_by_role("button", name="Gambar contohnya")).to_have_count(0)
    work(app)
    expect(page.locator("img.card-sample")).to_be_visible()
    page.wait_for_function("document.querySelector('img.card-sample').naturalWidth > 0")
