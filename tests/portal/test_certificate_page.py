"""The participant's certificate: seen, downloaded, shared, checked."""

from collections.abc import Callable
from urllib.parse import unquote

import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.certificates.models import Certificate
from eventmgr.registration.models import Registration
from eventmgr.shared.codes import show_short_code
from eventmgr.shared.db import write
from tests.cast import Cast
from tests.page_client import PageClient, words_of
from tests.portal.conftest import Issue
from tests.portal.papers import PDF, PNG

Client = Callable[[], PageClient]


def test_it_shows_number_jp_date_and_the_address_to_check(
    page_client: Client, cast: Cast, issue: Issue
) -> None:
    certificate = issue()
    words = words_of(page_client().get(cast.dedi_link + "/sertifikat"))
    for part in (
        "400.9.12.3/412/Dinsos/2024",
        "6 JP, tiga hari",
        "20 November 2024",
        "dinsos.contoh.go.id/v/",
    ):
        assert part in words
    assert show_short_code(certificate.short_code) in words


def test_whatsapp_shares_the_verify_address_and_never_the_private_link(
    page_client: Client, cast: Cast, issue: Issue
) -> None:
    certificate = issue()
    page = page_client().page(cast.dedi_link + "/sertifikat")
    (link,) = page.xpath("//a[contains(., 'Kirim lewat WhatsApp')]/@href")
    assert f"https://dinsos.contoh.go.id/v/{show_short_code(certificate.short_code)}" in unquote(link)
    assert "/p/" not in unquote(link)


def test_the_kept_bytes_are_downloaded(page_client: Client, cast: Cast, issue: Issue) -> None:
    certificate = issue()
    response = page_client().get(cast.dedi_link + "/sertifikat.pdf")
    assert response.data == PDF
    assert response.mimetype == "application/pdf"
    code = show_short_code(certificate.short_code)
    assert response.headers["Content-Disposition"] == f'attachment; filename="Sertifikat {code}.pdf"'
    picture = page_client().get(cast.dedi_link + "/sertifikat.png")
    assert (picture.data, picture.mimetype) == (PNG, "image/png")


def test_a_paper_without_an_address_is_checked_on_this_server(
    page_client: Client, cast: Cast, issue: Issue
) -> None:
    issue(changes={"verify_url": "", "verify_place": ""})
    assert "localhost/v/" in words_of(page_client().get(cast.dedi_link + "/sertifikat"))


def test_before_it_is_issued_there_is_nothing_to_open(page_client: Client, cast: Cast, issue: Issue) -> None:
    client = page_client()
    for page in ("/sertifikat", "/sertifikat.pdf", "/sertifikat.png"):
        client.get(cast.dedi_link + page, status=404)
    issue(state="reserved")
    assert cast.dedi_link in client.get(cast.dedi_link + "/sertifikat", status=302).headers["Location"]
    client.get(cast.dedi_link + "/sertifikat.pdf", status=404)


def test_a_revoked_one_keeps_its_page_but_not_its_file(page_client: Client, cast: Cast, issue: Issue) -> None:
    issue(state="revoked", reason="Terbit dua kali")
    words = words_of(page_client().get(cast.dedi_link + "/sertifikat"))
    assert "Sertifikat tidak berlaku lagi" in words
    assert "Terbit dua kali" in words
    page_client().get(cast.dedi_link + "/sertifikat.pdf", status=404)


@pytest.mark.parametrize("state", ["cancelled", "replaced"])
def test_a_valid_one_is_fetched_by_its_person_whatever_became_of_the_registration(
    page_client: Client, cast: Cast, issue: Issue, app: Flask, state: str
) -> None:
    issue()
    with app.app_context(), write() as session:
        session.get_one(Registration, cast.dedi_registration.id).state = state
    client = page_client()
    words = words_of(client.get(cast.dedi_link))
    assert "Sertifikat Anda tetap berlaku." in words
    assert show_short_code(cast.dedi_ticket.typed_code) not in words, "the card opens no door any more"
    assert client.get(cast.dedi_link + "/sertifikat.pdf").data == PDF
    client.get(cast.dedi_link + "/kartu", status=404)
    with app.app_context(), write() as session:
        session.scalars(select(Certificate)).one().state = "revoked"
    assert "sedang tidak terdaftar" in words_of(client.get(cast.dedi_link))


def test_after_a_replacement_the_newer_one_is_shown(page_client: Client, cast: Cast, issue: Issue) -> None:
    old = issue(state="replaced", reason="Penulisan gelar")
    issue(number=713, replaces=old)
    words = words_of(page_client().get(cast.dedi_link + "/sertifikat"))
    assert "400.9.12.3/713/Dinsos/2024" in words
