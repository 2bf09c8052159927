"""Certificates in a real browser: a sample comes by itself once it is drawn, a tap marks who was told."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from eventmgr.certificates import preview
from eventmgr.certificates.preview import Preview, preview_files
from eventmgr.events.models import Event
from eventmgr.office.models import Office
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db, write
from tests.browser.conftest import Site
from tests.browser.walker import work
from tests.cast import Cast
from tests.certificates.builders import build_rule
from tests.materials import files
from tests.portal.papers import build_certificate

pytestmark = pytest.mark.browser
Opener = Callable[..., Page]


def test_a_sample_is_asked_for_and_appears_without_a_press(
    app: Flask, site: Site, cast: Cast, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = Preview(files.pdf(2), files.picture(), files.picture())
    monkeypatch.setattr(preview, "draw_preview", lambda _sample: drawn)
    with app.app_context():
        build_rule(event=db.session.get_one(Event, cast.event.id))
        for kept in preview_files(cast.event.id):
            kept.unlink()
    page = open_page()
    site.sign_in(page.context, cast.ani)
    page.goto(f"{site.address}/kegiatan/{cast.slug}/sertifikat/syarat")
    expect(page.get_by_text("Contoh sedang digambar…")).to_have_count(2)
    work(app)
    expect(page.locator("img.design")).to_have_count(2)
    expect(page.locator("img.design").first).to_be_visible()


def test_a_tap_on_whatsapp_marks_that_somebody_was_told(
    app: Flask, site: Site, cast: Cast, open_page: Opener
) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        registration = db.session.get_one(Registration, cast.dedi_registration.id)
        build_certificate(event=event, registration=registration)
        with write() as session:
            session.get_one(Office, event.office_id).public_url = "https://acara.contoh.go.id"
    page = open_page()
    site.sign_in(page.context, cast.ani)
    page.context.route("https://wa.me/**", lambda route: route.fulfill(body="WhatsApp"))
    page.goto(f"{site.address}/kegiatan/{cast.slug}/sertifikat/kirim")
    page.locator("html[data-modules=ready]").wait_for(state="attached")
    page.get_by_role("link", name="WhatsApp Dedi Kurniawan").click()
    expect(page.locator("td .state", has_text="Dikirim")).to_be_visible()
    page.get_by_role("button", name="Urungkan").click()
    expect(page.get_by_role("link", name="WhatsApp Dedi Kurniawan")).to_be_visible()
