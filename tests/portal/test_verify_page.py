"""The public page: what a stranger learns from a code, and what nobody learns."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from eventmgr.certificates.models import Certificate
from eventmgr.office.models import Office
from eventmgr.office.queries import real_office
from eventmgr.shared.codes import new_short_code, show_short_code
from eventmgr.shared.db import write
from tests.cast import Cast
from tests.conftest import TestClock
from tests.page_client import PageClient, counted_statements, words_of
from tests.portal.conftest import Issue

Client = Callable[[], PageClient]


def heading_of(client: PageClient, path: str, status: int = 200) -> str:
    page = client.page(path, status=status)
    return str(page.findtext(".//h1"))


def test_a_valid_one_is_shown_as_printed(page_client: Client, issue: Issue) -> None:
    certificate = issue()
    client = page_client()
    path = f"/v/{show_short_code(certificate.short_code)}"
    assert heading_of(client, path) == "Sah"
    words = words_of(client.get(path))
    for part in (
        "Terdaftar dan berlaku",
        "Diperiksa 18 November 2024, 07.40 WIB",
        "Masrul Malayu, S.Sos",
        "400.9.12.3/412/Dinsos/2024",
        "Pekerja Sosial Masyarakat (PSM)",
        "18 s.d. 20 November 2024",
        "6 jam pelajaran (JP)",
        "Heriza Syafani, Kepala Dinas Sosial Kota Padang",
        "dinsos.contoh.go.id",
    ):
        assert part in words


def test_the_printed_date_is_called_so_where_the_paper_was_issued_on_another_day(
    page_client: Client, issue: Issue, app: Flask
) -> None:
    certificate = issue()
    path = f"/v/{certificate.short_code}"
    assert "Diterbitkan20 November 2024" in words_of(page_client().get(path))
    with app.app_context(), write() as session:
        session.get_one(Certificate, certificate.id).issued_at = datetime(2024, 11, 19, 9, 0, tzinfo=UTC)
    words = words_of(page_client().get(path))
    assert "Tertanggal20 November 2024" in words
    assert "Diterbitkan" not in words


def test_the_long_token_and_every_way_of_typing_open_the_same(page_client: Client, issue: Issue) -> None:
    certificate = issue()
    code = certificate.short_code
    misread = code.replace("1", "l").replace("0", "o")
    for path in (
        certificate.token,
        certificate.token.lower(),
        code,
        code.lower(),
        f"{code[:4]}-{code[4:]}",
        misread,
    ):
        assert heading_of(page_client(), f"/v/{path}") == "Sah"


def test_a_reserved_one_shows_no_name(page_client: Client, issue: Issue) -> None:
    code = issue(state="reserved").short_code
    assert heading_of(page_client(), f"/v/{code}") == "Sedang diterbitkan"
    words = words_of(page_client().get(f"/v/{code}"))
    assert "Masrul" not in words
    assert "400.9.12.3/412/Dinsos/2024" in words


def test_a_revoked_one_says_since_when_and_why(page_client: Client, issue: Issue) -> None:
    code = issue(state="revoked", reason="Terbit dua kali untuk orang yang sama.").short_code
    assert heading_of(page_client(), f"/v/{code}") == "Dicabut"
    words = words_of(page_client().get(f"/v/{code}"))
    assert "Tidak berlaku sejak 2 Des 2024" in words
    assert "Terbit dua kali untuk orang yang sama." in words
    assert "Bandingkan dengan berkas PDF" not in words


def test_a_replaced_one_leads_to_the_last_of_the_chain(page_client: Client, issue: Issue) -> None:
    first = issue(state="replaced", reason="penulisan gelar")
    second = issue(state="replaced", number=500, replaces=first)
    last = issue(number=731, replaces=second)
    client = page_client()
    page = client.page(f"/v/{first.short_code}")
    assert page.findtext(".//h1") == "Sudah diganti"
    assert "400.9.12.3/731/Dinsos/2024" in page.text_content()
    (link,) = page.xpath("//a[contains(., 'Lihat yang berlaku')]/@href")
    assert link == f"/v/{show_short_code(last.short_code)}"
    assert heading_of(client, link) == "Sah"


def test_a_preview_and_an_unknown_code(page_client: Client) -> None:
    assert heading_of(page_client(), "/v/contoh") == "Contoh"
    code = new_short_code()
    page = page_client().page(f"/v/{code}", status=404)
    assert page.findtext(".//h1") == "Tidak dikenal"
    assert page.xpath("//input[@name='kode']/@value") == [show_short_code(code)]
    for odd in ("x" * 300, "%3Cscript%3E", "'; drop table", "\u202e"):
        heading_of(page_client(), f"/v/{odd}", 404)


def test_a_demo_paper_is_never_shown_as_a_real_one(page_client: Client, issue: Issue, app: Flask) -> None:
    code = issue().short_code
    with app.app_context(), write() as session:
        session.get_one(Office, real_office().id).is_demo = True
    page = page_client().page(f"/v/{code}")
    assert page.findtext(".//h1") == "Contoh: sah"
    assert page.xpath("//div[@class='stamp sample']")
    assert "Bukan sertifikat sungguhan" in page.text_content()


@pytest.mark.parametrize("state", ["valid", "reserved", "replaced", "revoked"])
def test_never_a_nik_a_phone_or_a_birth_date(
    page_client: Client, issue: Issue, cast: Cast, state: str
) -> None:
    code = issue(state=state, changes={"nik": "1371061506800001", "phone": "+6281234567878"}).short_code
    html = page_client().get(f"/v/{code}").get_data(as_text=True)
    for secret in ("1371061506800001", "1371••", "81234567878", "0812••", "+6281234567878", cast.dedi_link):
        assert secret not in html


def test_the_file_can_be_compared_with_the_digest_that_was_frozen(page_client: Client, issue: Issue) -> None:
    certificate = issue()
    page = page_client().page(f"/v/{certificate.short_code}")
    assert page.xpath("//div[@data-module='compare-file']/@data-sha256") == [certificate.sha256]


def test_too_many_checks_get_a_pause_and_keep_the_code(page_client: Client, clock: TestClock) -> None:
    client, code = page_client(), new_short_code()
    for _ in range(60):
        client.http.get(f"/v/{code}")
    response = client.get(f"/v/{code}", status=429)
    assert 0 < int(response.headers["Retry-After"]) <= 61
    assert show_short_code(code) in response.get_data(as_text=True)
    assert "Belum berarti apa-apa tentang sertifikatnya." in words_of(response)
    clock.moment += timedelta(seconds=62)
    client.get(f"/v/{code}", status=404)


def test_a_check_only_reads_the_main_database(page_client: Client, issue: Issue, app: Flask) -> None:
    code = issue().short_code
    with counted_statements(app) as statements:
        page_client().get(f"/v/{code}")
    assert all(statement.startswith("SELECT") for statement in statements)
    assert len(statements) <= 5


def test_the_form_takes_a_code_or_a_whole_address(page_client: Client) -> None:
    client = page_client()
    assert heading_of(client, "/v") == "Periksa sertifikat"
    for typed in ("k7qf2m9d", "K7QF-2M9D", "https://dinsos.contoh.go.id/v/K7QF-2M9D"):
        response = client.get("/v", query_string={"kode": typed}, status=302)
        assert response.headers["Location"] == "/v/K7QF-2M9D"
    assert "Ketik kode" in words_of(client.get("/v?kode=", status=422))
