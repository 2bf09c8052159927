"""Each error page keeps the house rules and names one next step."""

from collections.abc import Callable

import lxml.html
import pytest
from flask import Flask, render_template

from eventmgr.config import ROOT
from tests.page_client import PageClient
from tests.page_rules import faults_of_page

HEADINGS = {
    400: "Halaman tadi sudah terlalu lama terbuka",
    403: "Halaman ini untuk peran lain",
    404: "Halaman ini tidak ada",
    410: "Halaman ini sudah ditutup",
    413: "Berkas terlalu besar",
    422: "Belum bisa dilakukan",
    429: "Terlalu sering dicoba",
}


@pytest.mark.parametrize("code", list(HEADINGS))
def test_an_error_page_says_what_happened_and_offers_one_step(app: Flask, code: int) -> None:
    with app.test_request_context("/kegiatan"):
        html = render_template(f"errors/{code}.html")
    assert faults_of_page(html) == []
    page = lxml.html.fromstring(html)
    assert page.findtext(".//h1") == HEADINGS[code]
    assert len(page.xpath("//a[contains(@class, 'button')]")) == 1
    assert f"Kode {code}" in page.text_content()


def test_a_form_s_error_page_leads_back_to_it_but_never_to_another_host(app: Flask) -> None:
    for referrer, target in (
        ("http://localhost/kegiatan/a/peserta/impor", "http://localhost/kegiatan/a/peserta/impor"),
        ("https://jahat.example/kegiatan", "/"),
    ):
        with app.test_request_context("/kegiatan", headers={"Referer": referrer}):
            page = lxml.html.fromstring(render_template("errors/413.html"))
        assert page.xpath("//a[contains(@class, 'button')]/@href") == [target]


def test_the_fault_page_is_whole_by_itself() -> None:
    html = (ROOT / "templates" / "errors" / "500.html").read_text(encoding="utf-8")
    page = lxml.html.fromstring(html)
    assert not page.xpath("//link|//script|//img|//@style")
    assert html.count("KODE-GALAT") == 2  # on the page, and in the text for the organizers
    assert page.xpath("//a[text()='Beri tahu panitia']/@href")[0].startswith("https://wa.me/?text=")
    assert "{{" not in html
    assert html.count("<style>") == 1


def test_a_stranger_sees_the_missing_page_and_the_way_to_check_papers(
    page_client: Callable[[], PageClient],
) -> None:
    page = page_client().page("/tidak-ada", status=404)
    assert page.xpath("//a[text()='Periksa sertifikat']/@href") == ["/v"]
