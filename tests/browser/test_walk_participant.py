"""The participant's year, on a small phone and by one link: before, at the door, after, and the link anew."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import Page, expect

from eventmgr.certificates.running import issue_now
from eventmgr.events.models import Event
from eventmgr.office.models import Office
from eventmgr.office.queries import real_office
from eventmgr.registration.models import Ticket
from eventmgr.shared.db import db, new_uid, write
from tests.browser.conftest import Console, Site
from tests.browser.paper_eyes import page_count, page_picture
from tests.browser.step_counts import COUNTS
from tests.browser.walker import Walker
from tests.builders import code_of
from tests.cast import Cast
from tests.certificates.builders import build_rule
from tests.checkin.doors import with_token
from tests.conftest import TestClock
from tests.materials import files
from tests.page_client import PageClient
from tests.support.qr_reading import qr_codes_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(180)]
SMALL_PHONE = (360, 640)
PUBLIC_URL = "https://dinsos.contoh.go.id"
WEEK_BEFORE = datetime(2024, 11, 11, 2, 0, tzinfo=UTC)
AFTERWARDS = datetime(2024, 11, 21, 2, 0, tzinfo=UTC)


@pytest.fixture
def ani(app: Flask, cast: Cast) -> PageClient:
    """The organizer, who put up a material for those present and said who earns a certificate."""
    with app.app_context():
        with write() as session:
            office = session.get_one(Office, real_office().id)
            office.name, office.public_url = "Dinas Sosial Kota Padang", PUBLIC_URL
        event = db.session.get_one(Event, cast.event.id)
        build_rule(event=event, least=1, without_public_url=False)
    client, page = PageClient(app).sign_in(cast.ani), f"/kegiatan/{cast.slug}/materi"
    material = {
        "request_uid": new_uid(),
        "revision": "0",
        "title": "Kartu kasus keluarga",
        "place": "umum",
        "gate": "present",
        "opens": "now",
        "file": (io.BytesIO(files.pdf()), "kasus.pdf"),
    }
    client.post(page, material, status=303, form_page=page)
    return client


@pytest.fixture
def walker(open_page: Callable[..., Page]) -> Walker:
    return Walker(open_page(size=SMALL_PHONE, accept_downloads=True), "jalan-peserta", whole_page=True)


def _arrive(app: Flask, cast: Cast, code: str) -> None:
    """Budi scans the card at the door."""
    scan = {
        "op": "scan",
        "uid": new_uid(),
        "seq": 1,
        "checkpoint": "hari-1",
        "source": "camera",
        "code": code,
        "at_device": "2024-11-18T07:40:01.123+07:00",
        "offset_ms": 0,
        "rehearsal": False,
        "operator": "Rina Oktavia",
        "shown_verdict": None,
    }
    body = {"event": cast.slug, "device_time": "2024-11-18T07:40:02+07:00", "feed_rev": 0, "ops": [scan]}
    answer = with_token(PageClient(app).sign_in(cast.budi)).post_json("/api/scan/sync", body)
    assert answer.get_json()["results"][0]["verdict"] == "ok"


def _before_and_at_the_door(walker: Walker, link: str, code: str) -> None:
    """The material is locked; the QR fills the screen and can be read off it."""
    page = walker.page
    page.goto(link)
    walker.reads("Dedi Kurniawan")
    assert page.evaluate("document.documentElement.scrollWidth") == SMALL_PHONE[0]
    expect(page.get_by_text("Kartu kasus keluarga")).to_be_visible()
    expect(page.get_by_role("link", name="Kartu kasus keluarga")).to_have_count(0)
    page.locator("#qr").click()
    shown = page.locator("#qr-besar")
    expect(shown).to_be_visible()
    screen = Image.open(io.BytesIO(page.screenshot()))
    assert qr_codes_in(screen) == [code]
    walker.picture()
    shown.get_by_role("button", name="Tutup").click()


def _certificate(walker: Walker, link: str, folder: Path) -> str:
    """The path of the verify page that the certificate's QR names."""
    walker.page.goto(link)
    walker.reads("Dedi Kurniawan")
    with walker.counting("peserta sampai pada sertifikatnya"):
        certificate = walker.download("Unduh PDF", folder / "sertifikat.pdf")
    (address,) = qr_codes_in(page_picture(certificate))
    assert address.startswith(f"{PUBLIC_URL}/v/")
    return address.removeprefix(PUBLIC_URL)


def _print(walker: Walker, folder: Path, code: str) -> None:
    """The private page on A4, its QR still readable."""
    paper = folder / "halaman.pdf"
    walker.page.pdf(path=paper, format="A4")
    assert page_count(paper) <= 2
    assert code in qr_codes_in(page_picture(paper))


def _renew_link(desk: Walker, address: str, cast: Cast) -> str:
    """Ani gives Dedi a new link; its address."""
    desk.page.goto(f"{address}/kegiatan/{cast.slug}/peserta")
    desk.follow("Dedi Kurniawan")
    desk.follow("Perbarui tautan")
    desk.fill("Alasan", "Ponselnya hilang")
    desk.press("Buat tautan baru")
    desk.reads("Dedi Kurniawan")
    return str(desk.page.get_by_role("link", name="Buka halamannya").get_attribute("href"))


def test_a_year_with_one_link(
    site: Site,
    cast: Cast,
    ani: PageClient,
    walker: Walker,
    open_page: Callable[..., Page],
    console: Console,
    clock: TestClock,
    tmp_path: Path,
) -> None:
    morning, link = clock.moment, site.address + cast.dedi_link
    with site.app.app_context():
        code = code_of(db.session.get_one(Ticket, cast.dedi_ticket.id))
    clock.moment = WEEK_BEFORE
    _before_and_at_the_door(walker, link, code)

    clock.moment = morning
    _arrive(site.app, cast, code)
    walker.page.reload()
    expect(walker.page.get_by_role("link", name="Kartu kasus keluarga")).to_be_visible()
    walker.picture()
    _print(walker, tmp_path, code)

    clock.moment = AFTERWARDS
    with site.app.app_context():
        issue_now(db.session.get_one(Event, cast.event.id))
    verify = _certificate(walker, link, tmp_path)
    stranger = open_page(size=SMALL_PHONE)
    stranger.goto(site.address + verify)
    expect(stranger.get_by_text("Dedi Kurniawan").first).to_be_visible()

    desk = Walker(open_page(size=(1366, 768)), "jalan-peserta-panitia")
    site.sign_in(desk.page.context, cast.ani)
    new_link = _renew_link(desk, site.address, cast)
    console.allow("status of 410")
    walker.page.goto(link)
    walker.reads("Tautan ini sudah diganti")
    walker.page.goto(site.address + new_link.removeprefix(PUBLIC_URL))
    walker.reads("Dedi Kurniawan")
    assert walker.costs == {task: COUNTS[task] for task in walker.costs}
    assert walker.costs
