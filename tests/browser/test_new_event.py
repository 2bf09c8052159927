"""The page of a new event shows what it would become, and takes nothing back that was chosen meanwhile."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Site
from tests.cast import Cast
from tests.conftest import FIRST_MORNING

pytestmark = pytest.mark.browser
PREVIEW = "**/kegiatan/baru?**"


def test_an_answer_that_was_overtaken_takes_nothing_back(
    site: Site, cast: Cast, open_page: Callable[..., Page]
) -> None:
    page = open_page(size=(1366, 768))
    site.sign_in(page.context, cast.aminah)
    page.goto(f"{site.address}/kegiatan/baru")
    page.locator("html[data-modules=ready]").wait_for(state="attached")
    held: list[Route] = []
    page.route(PREVIEW, lambda route: held.append(route))
    with page.expect_request(PREVIEW):
        page.get_by_label("Hari pertama", exact=True).fill("20-11-2023")
        page.get_by_label("Nama kegiatan").focus()
    page.clock.pause_at(FIRST_MORNING.replace(hour=12))
    page.get_by_label("Lamanya").select_option("2")
    for question in held:
        question.continue_()
    page.unroute(PREVIEW)
    result = page.locator("#jadinya")
    expect(result).to_contain_text("20 November 2023")
    expect(page.get_by_label("Lamanya")).to_have_value("2")
    page.clock.resume()
    expect(result).to_contain_text("20 s.d. 21 November 2023")
