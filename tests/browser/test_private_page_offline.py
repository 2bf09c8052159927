"""The private page without network: the QR opens after one visit; a renewed link takes the copy with it."""

import io
from collections.abc import Callable

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import Error, Page, expect
from werkzeug.wrappers import Response

from tests.browser.conftest import Console, Site
from tests.builders import code_of
from tests.cast import Cast
from tests.portal.test_links import renew
from tests.support.qr_reading import qr_codes_in

pytestmark = pytest.mark.browser
Opener = Callable[..., Page]
KEPT_PATHS = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
  }
  return found;
}"""


def _code_on_screen(page: Page) -> list[str]:
    return qr_codes_in(Image.open(io.BytesIO(page.screenshot())))


def test_the_qr_opens_without_network_after_one_visit_until_the_link_is_renewed(
    app: Flask,
    site: Site,
    cast: Cast,
    open_page: Opener,
    console: Console,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    console.allow("ERR_INTERNET_DISCONNECTED|status of 410|ERR_FAILED")
    page, link = open_page(), site.address + cast.dedi_link
    with app.app_context():
        code = code_of(cast.dedi_ticket)
    page.goto(link)
    page.get_by_text("Tanpa internet pun bisa.").wait_for()
    expect(page.locator(".kept-note")).to_be_hidden()
    kept = page.evaluate(KEPT_PATHS)
    assert [path for path in kept if not path.startswith("/static/")] == [cast.dedi_link]

    page.context.set_offline(True)
    page.reload()
    page.get_by_text(
        "Belum tersambung. Halaman ini seperti terakhir dibuka, 18 November pukul 07.40."
    ).wait_for()
    expect(page.get_by_text("Tanpa internet pun bisa.")).to_be_visible()
    page.wait_for_function("document.fonts.check('700 28px \"Plus Jakarta Sans\"')")
    page.locator("html[data-modules=ready]").wait_for(state="attached")
    page.locator("#qr").click()
    page.locator("#qr-besar .qr").wait_for()
    assert _code_on_screen(page) == [code]
    page.locator("#qr-besar [data-close]").click()

    page.context.set_offline(False)
    with monkeypatch.context() as cut:
        cut.setattr(app, "wsgi_app", Response("<h1>Selamat datang di Wi-Fi hotel</h1>", mimetype="text/html"))
        page.reload()
        page.get_by_text("Belum tersambung.").wait_for()
        expect(page.get_by_role("heading", name="Dedi Kurniawan")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Belum tersambung.")).to_be_hidden()

    renew(app, cast.dedi)
    page.reload()
    page.get_by_role("heading", name="Tautan ini sudah diganti").wait_for()
    assert not [path for path in page.evaluate(KEPT_PATHS) if not path.startswith("/static/")]
    page.context.set_offline(True)
    with pytest.raises(Error, match="ERR_"):
        page.reload()
