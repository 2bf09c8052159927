"""A mouse moves a session on the agenda's picture; a list has no hours to drop it on."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from eventmgr.events.models import AgendaSession
from eventmgr.shared.dates import clock_time
from eventmgr.shared.db import db
from tests.browser.conftest import Site
from tests.cast import Cast

pytestmark = pytest.mark.browser
#: an hour on the picture, px
HOUR = 62


def _dragged(page: Page, by: int) -> None:
    """The first session is taken so far down."""
    block = page.locator("[data-move]").first
    box = block.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + 12
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + by / 2)
    page.mouse.move(x, y + by)
    page.mouse.up()


@pytest.mark.parametrize(("width", "is_moved"), [(1366, True), (640, False)])
def test_a_session_is_dragged_where_there_are_hours(
    app: Flask, site: Site, cast: Cast, open_page: Callable[..., Page], width: int, is_moved: bool
) -> None:
    page = open_page(size=(width, 1200))
    site.sign_in(page.context, cast.ani)
    page.goto(f"{site.address}/kegiatan/{cast.slug}/jadwal")
    page.locator("html[data-modules=ready]").wait_for(state="attached")
    _dragged(page, HOUR)
    if is_moved:
        expect(page.get_by_text("dipindahkan ke pukul 11.15")).to_be_visible()
    else:
        assert page.locator("#pindah-sesi [name=starts]").input_value() == ""
    with app.app_context():
        starts = db.session.get_one(AgendaSession, 1).starts_at
    assert clock_time(starts, "Asia/Jakarta") == ("11.15" if is_moved else "10.15")
