"""Every page of the URL map and every form sent back, with real data: an accessibility checker finds nothing
on a phone and on a desk, nothing is wider than the window, no target is too small, the console stays silent.
"""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from playwright.sync_api import Page

from tests.browser.answers import (
    SHOWN_AT,
    Answers,
    ended_pages,
    error_pages,
    is_shown_again,
    outdated_form,
    refused_form,
)
from tests.browser.conftest import Console, Site
from tests.browser.targets import too_small
from tests.cast import Cast
from tests.furnished import Furnished, furnish
from tests.page_client import PageClient
from tests.web.doors import every_door, state_paths
from tests.web.page_forms import FoundForm, add_forms

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]
PHONE, TABLET, DESK = (360, 740), (768, 1024), (1366, 768)
#: pages that a signed-in person is led away from, and those of people without an account
OUTSIDE = ("/masuk", "/v/CONTOH", "/v/00000000", "/p/" + "0" * 26)
PARTS = 6
#: answers after the page has settled: its modules run, its fonts are there
SETTLED = """
async () => {
  await document.fonts.ready;
  const failed = (await axe.run({ resultTypes: ["violations"] })).violations;
  return failed.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
}
"""


def _pages(app: Flask, furnished: Furnished, answers: Answers, part: int) -> Iterator[tuple[str, bool]]:
    """This share's addresses of pages, and whether one is signed in there; what is no page is left out.

    Their forms are sent when everything else has been seen, as some of them change what they stand for.
    """
    admin = PageClient(app).sign_in(furnished.cast.aminah)
    with app.app_context():
        outside, inside = ended_pages(furnished)
    doors = [door for door in every_door(app, furnished) if door.can_be_read and not door.is_file]
    office = [(door.path, not door.roles & {"participant"}) for door in doors]
    office += [(path, True) for path in (*state_paths(furnished), *inside)]
    strangers = [*OUTSIDE, *outside, *error_pages(app, answers)]
    forms: dict[str, FoundForm] = {}
    for path, is_signed_in in office[part::PARTS]:
        if _note_forms(admin, path, forms):
            yield path, is_signed_in
    yield from ((path, False) for path in strangers[part::PARTS])
    admin.get("/kata-sandi")
    for target in sorted(target for target, form in forms.items() if form.is_typed):
        yield from _sent_back(admin, answers, target, forms[target])


def _note_forms(admin: PageClient, path: str, forms: dict[str, FoundForm]) -> bool:
    """Note the forms of a page; False when the address leads elsewhere or to a piece of a page."""
    with admin.http.get(path) as answer:
        if (
            answer.mimetype != "text/html"
            or answer.status_code not in (200, 404)
            or b"<html" not in answer.data
        ):
            return False
        add_forms(forms, path, answer.get_data(as_text=True))
    return True


def _sent_back(
    admin: PageClient, answers: Answers, target: str, form: FoundForm
) -> Iterator[tuple[str, bool]]:
    """A form overtaken by somebody else, and one with nothing in it, as they come back."""
    for word, send in (("bentrok", outdated_form), ("galat", refused_form)):
        answer = send(admin, target, form)
        if answer is not None and is_shown_again(answer):
            yield answers.keep(f"{word}{target}", answer), True


def _faults(page: Page, checked: tuple[int, ...]) -> list[str]:
    """What is wrong with an open page on a phone, a tablet and a desk; the checker runs at some widths."""
    found = []
    for width, height in (PHONE, TABLET, DESK):
        page.set_viewport_size({"width": width, "height": height})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found.append(f"{width}: {wide} px wide")
        if width == PHONE[0]:
            found += [f"{width}: {one}" for one in too_small(page)]
        if width in checked:
            found += [f"{width}: {one}" for one in page.evaluate(SETTLED)]
    return found


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_fits_and_passes_the_checker(
    app: Flask, site: Site, cast: Cast, console: Console, open_page: Callable[..., Page], part: int
) -> None:
    console.allow(r"status of (400|403|404|409|410|413|422|429|500)")
    with app.app_context():
        furnished = furnish(cast, 40)
    desk, outside = open_page(size=PHONE), open_page(size=PHONE)
    site.sign_in(desk.context, cast.aminah)
    checker = AXE_SCRIPT
    answers = Answers()
    for page in (desk, outside):
        page.context.add_init_script(checker)
        answers.serve(page)
    faults, said = [], 0
    for path, is_signed_in in _pages(app, furnished, answers, part):
        page = desk if is_signed_in else outside
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        page.goto(site.address + path, wait_until="domcontentloaded")  # a preview is drawn for seconds
        if page.locator("script[type=module]").count():
            page.locator("html[data-modules=ready]").wait_for(state="attached")
        checked = (PHONE[0],) if path.startswith(SHOWN_AT) else (PHONE[0], DESK[0])
        faults += [f"{path} {one}" for one in _faults(page, checked)]
        faults += [f"{path} says {one}" for one in console.unexpected[said:]]
        said = len(console.unexpected)
    assert not faults, "\n".join(faults)
