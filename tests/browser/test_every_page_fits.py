"""Every page of the URL map, with real data: an accessibility checker finds nothing on a phone and on a desk,
nothing is wider than the window, no target is too small, and the console stays silent.
"""

from collections.abc import Callable

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from playwright.sync_api import Page

from tests.browser.conftest import Console, Site
from tests.browser.targets import too_small
from tests.cast import Cast
from tests.furnished import Furnished, furnish
from tests.page_client import PageClient
from tests.web.doors import every_door, state_paths

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(180)]
PHONE, TABLET, DESK = (360, 740), (768, 1024), (1366, 768)
#: pages that a signed-in person is led away from, and those of people without an account
OUTSIDE = ("/masuk", "/v/CONTOH", "/v/00000000", "/p/" + "0" * 26)
PARTS = 4
#: answers after the page has settled: its modules run, its fonts are there
SETTLED = """
async () => {
  await document.fonts.ready;
  const failed = (await axe.run({ resultTypes: ["violations"] })).violations;
  return failed.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
}
"""


def _addresses(app: Flask, furnished: Furnished) -> list[tuple[str, bool]]:
    """Addresses of pages, and whether one is signed in there; answers that are no page are left out."""
    admin = PageClient(app).sign_in(furnished.cast.aminah)
    found = []
    for door in every_door(app, furnished):
        if not door.can_be_read or "." in door.path.rpartition("/")[2]:
            continue
        with admin.http.get(door.path) as answer:
            if answer.status_code == 200 and answer.mimetype == "text/html" and b"<html" in answer.data:
                found.append((door.path, not door.roles & {"participant"}))
    found += [(path, True) for path in state_paths(furnished)]
    return found + [(path, False) for path in OUTSIDE]


def _faults(page: Page) -> list[str]:
    """What is wrong with an open page at the widths of a phone, a tablet and a desk."""
    found = []
    for width, height in (PHONE, TABLET, DESK):
        page.set_viewport_size({"width": width, "height": height})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found.append(f"{width}: {wide} px wide")
        if width == PHONE[0]:
            found += [f"{width}: {one}" for one in too_small(page)]
        if width != TABLET[0]:
            found += [f"{width}: {one}" for one in page.evaluate(SETTLED)]
    return found


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_fits_and_passes_the_checker(
    app: Flask, site: Site, cast: Cast, console: Console, open_page: Callable[..., Page], part: int
) -> None:
    console.allow("status of 404")
    with app.app_context():
        furnished = furnish(cast, 40)
    desk, outside = open_page(size=PHONE), open_page(size=PHONE)
    site.sign_in(desk.context, cast.aminah)
    checker = AXE_SCRIPT
    for page in (desk, outside):
        page.context.add_init_script(checker)
    faults, said = [], 0
    for path, is_signed_in in _addresses(app, furnished)[part::PARTS]:
        page = desk if is_signed_in else outside
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        page.goto(site.address + path, wait_until="domcontentloaded")  # a preview is drawn for seconds
        if page.locator("script[type=module]").count():
            page.locator("html[data-modules=ready]").wait_for(state="attached")
        faults += [f"{path} {one}" for one in _faults(page)]
        faults += [f"{path} says {one}" for one in console.unexpected[said:]]
        said = len(console.unexpected)
    assert not faults, "\n".join(faults)
