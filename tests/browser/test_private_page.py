"""The private page in a real browser: light, sharp on paper, its QR beside the words when laid down."""

import io
from collections.abc import Callable

import pypdfium2
import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import Page, Response, expect
from sqlalchemy import select

from eventmgr.events.models import Event
from eventmgr.materials.models import Material, MaterialVersion
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db, write
from tests.browser.conftest import Site
from tests.builders import code_of
from tests.cast import Cast
from tests.page_client import PageClient
from tests.portal.papers import build_certificate
from tests.portal.test_materials import put_up
from tests.support.qr_reading import qr_codes_in

pytestmark = pytest.mark.browser
Opener = Callable[..., Page]
#: bytes of everything that the first page fetches, headers not counted
MOST_BYTES = 60_000


def _visit(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("html[data-modules=ready]").wait_for(state="attached")
    page.evaluate("document.fonts.ready")


def _issue(app: Flask, cast: Cast) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        registration = db.session.get_one(Registration, cast.dedi_registration.id)
        build_certificate(event=event, registration=registration)


@pytest.mark.parametrize("has_certificate", [False, True])
def test_the_first_page_weighs_less_than_60_kb(
    app: Flask, site: Site, cast: Cast, open_page: Opener, has_certificate: bool
) -> None:
    if has_certificate:
        _issue(app, cast)
    page = open_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    _visit(page, site.address + cast.dedi_link)
    page.wait_for_load_state("networkidle")
    weights = {one.url.removeprefix(site.address): one.request.sizes()["responseBodySize"] for one in answers}
    assert sum(weights.values()) < MOST_BYTES, weights
    assert any(url.endswith("-wght-normal.woff2") for url in weights)
    assert any(url.endswith("portal.css") for url in weights)


def test_on_paper_there_is_no_button_and_the_qr_reads(
    app: Flask, site: Site, cast: Cast, open_page: Opener
) -> None:
    _issue(app, cast)
    page = open_page()
    _visit(page, site.address + cast.dedi_link)
    paper = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    picture = paper[0].render(scale=60 / 72).to_pil()
    with app.app_context():
        assert qr_codes_in(picture) == [code_of(cast.dedi_ticket)]
    words = " ".join(paper[0].get_textpage().get_text_bounded().split())
    assert "Dedi Kurniawan" in words
    assert "Unduh PDF" not in words
    assert "Kartu sebagai gambar" not in words


def test_laid_down_the_qr_stands_left_and_the_words_right(
    app: Flask, site: Site, cast: Cast, open_page: Opener
) -> None:
    page = open_page(size=(740, 360))
    _visit(page, site.address + cast.dedi_link)
    page.locator("#qr").click()
    dialog = page.locator("#qr-besar")
    qr, name = dialog.locator(".qr").bounding_box(), dialog.locator(".qr-name").bounding_box()
    assert qr is not None
    assert name is not None
    assert qr["x"] + qr["width"] <= name["x"]
    assert qr["y"] >= 0
    assert qr["height"] <= 360
    with app.app_context():
        found = qr_codes_in(Image.open(io.BytesIO(page.screenshot())))
        assert found == [code_of(cast.dedi_ticket)]


def test_a_material_is_marked_once_it_was_fetched_and_again_when_it_was_replaced(
    app: Flask, site: Site, cast: Cast, open_page: Opener
) -> None:
    ani = PageClient(app).sign_in(cast.ani)
    put_up(ani, title="Denah")
    uid = put_up(ani, title="Bahan hari pertama")
    page = open_page(accept_downloads=True)
    _visit(page, site.address + cast.dedi_link)
    line = page.get_by_role("link", name="Bahan hari pertama")
    with page.expect_download() as fetched:
        line.click()
    assert fetched.value.suggested_filename == "tugas.pdf"
    line.get_by_text("tersimpan").wait_for()
    expect(page.get_by_text("tersimpan")).to_have_count(1)
    with app.app_context(), write() as session:
        material = session.scalars(select(Material).where(Material.uid == uid)).one()
        newest = session.scalars(
            select(MaterialVersion).where(MaterialVersion.material_id == material.id)
        ).one()
        session.add(MaterialVersion(material_id=material.id, number=2, file_id=newest.file_id, at=newest.at))
        material.version = 2
    _visit(page, site.address + cast.dedi_link)
    line.get_by_text("baru diganti").wait_for()
    with page.expect_download():
        page.get_by_role("link", name="Unduh semua").click()
    line.get_by_text("tersimpan").wait_for()
    expect(page.get_by_text("tersimpan")).to_have_count(2)
