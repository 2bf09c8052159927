"""Certificates, the state of the server and the office's settings say the same of the public address."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from eventmgr.events.models import Event
from eventmgr.office.models import AddressCheck, Office
from eventmgr.office.queries import real_office
from eventmgr.shared.db import db, write
from tests.builders import build_registration
from tests.cast import Cast
from tests.certificates.builders import build_rule
from tests.conftest import FIRST_MORNING
from tests.page_client import PageClient

ADDRESS = "https://kegiatan.contoh.go.id"
STATUS = (
    "/pengaturan/status",
    "//ul[contains(@class, 'findings')]/li[h3='Alamat publik' or .//h3='Alamat publik']",
)
CHECKS = ("/kegiatan/sosialisasi-2024/sertifikat", "//li[contains(., 'QR menuju')]")
LINK = ".//a[@href='/pengaturan/kantor#alamat']"


@pytest.fixture
def admin(app: Flask, cast: Cast, page_client: Callable[[], PageClient]) -> PageClient:
    with app.app_context():
        build_rule(event=db.session.get_one(Event, cast.event.id))
        build_registration(event=db.session.get_one(Event, cast.event.id))
        with write() as session:
            session.get_one(Office, real_office().id).public_url = ADDRESS
    return page_client().sign_in(cast.aminah)


def _check(app: Flask, state: str, *, address: str, minutes_ago: int) -> None:
    at = FIRST_MORNING - timedelta(minutes=minutes_ago)
    with app.app_context(), write() as session:
        office_id = real_office().id
        session.merge(AddressCheck(office_id=office_id, address=address, state=state, at=at, note="Kabar."))


def _told(admin: PageClient, place: tuple[str, str]) -> tuple[str, bool, bool]:
    """The words, whether a tick stands before them, whether a link leads to the check."""
    path, row = place
    (line,) = admin.page(path).xpath(row)
    ticked = bool(line.xpath(".//*[contains(@class, 'mark-ok')]"))
    return " ".join(line.text_content().split()), ticked, bool(line.xpath(LINK))


@pytest.mark.parametrize("place", [STATUS, CHECKS], ids=["status", "certificates"])
def test_only_an_address_that_answered_has_a_tick(
    app: Flask, admin: PageClient, place: tuple[str, str]
) -> None:
    stored = (
        (None, ADDRESS, 1, "belum diperiksa", False),
        ("open", "https://lama.contoh.go.id", 1, "belum diperiksa", False),
        ("checking", ADDRESS, 10, "belum diperiksa", False),
        ("closed", ADDRESS, 1, "tidak terbuka dari luar kantor, diperiksa 18 Nov. pukul", False),
        ("open", ADDRESS, 1, "terbuka dari luar kantor, diperiksa 18 Nov. pukul", True),
    )
    for state, address, minutes_ago, words, is_good in stored:
        if state is not None:
            _check(app, state, address=address, minutes_ago=minutes_ago)
        told, has_tick, has_link = _told(admin, place)
        assert words in told
        assert (has_tick, has_link) == (is_good, not is_good), told
