"""No page is wider than its window, no target too small, and an accessibility checker is content."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page

from eventmgr.events.models import Event
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db
from tests.browser.conftest import Console, Site
from tests.browser.targets import too_small
from tests.cast import Cast
from tests.certificates.builders import mark_present
from tests.portal.papers import build_certificate

pytestmark = pytest.mark.browser
SIZES = ((360, 740), (768, 1024), (1366, 768))
HOME = "/kegiatan/sosialisasi-2024"
SIGNED_IN = (
    *(HOME, f"{HOME}/jadwal", f"{HOME}/peserta", f"{HOME}/peserta/impor", f"{HOME}/kartu"),
    *(f"{HOME}/kehadiran", f"{HOME}/sertifikat", f"{HOME}/sertifikat/terbit", f"{HOME}/sertifikat/syarat"),
    *("/kegiatan", "/kata-sandi", "/panduan-tampilan", "/tidak-ada"),
)
PUBLIC = ("/masuk", "/v", "/v/CONTOH", "/v/00000000", "{code}", "{link}", "{link}/sertifikat")


@pytest.fixture
def addresses(app: Flask, cast: Cast) -> dict[str, str]:
    """What stands for {code} and {link}: Dedi's certificate and private page."""
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        registration = db.session.get_one(Registration, cast.dedi_registration.id)
        mark_present(event=event, registration=registration, days=2)
        code = build_certificate(event=event, registration=registration).short_code
    return {"code": f"/v/{code}", "link": cast.dedi_link}


@pytest.mark.parametrize("path", [*SIGNED_IN, *PUBLIC])
def test_a_page_fits_its_window_and_passes_the_checker(
    site: Site,
    cast: Cast,
    console: Console,
    open_page: Callable[..., Page],
    addresses: dict[str, str],
    path: str,
) -> None:
    console.allow("404")
    page = open_page()
    if path in SIGNED_IN:
        site.sign_in(page.context, cast.aminah)
    page.goto(site.address + path.format(**addresses))
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{path} at {width}"
    page.set_viewport_size({"width": 360, "height": 740})
    assert too_small(page) == []
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]})
    faults = [
        f"{fault['id']}: {node['html'][:120]}"
        for fault in found.response["violations"]
        for node in fault["nodes"]
    ]
    assert faults == []
