"""The one road to a PDF reaches nothing but our own files, and splits and merges page by page."""

import io
from unittest.mock import Mock

import pikepdf
import pytest
from fontTools.ttLib import woff2
from PIL import Image

from eventmgr.shared import pdf_engine
from eventmgr.shared.pdf import Part, first_page_png, merge_pdfs, page_count, render_pdf, split_pdf
from eventmgr.shared.pdf_engine import ForbiddenAddressError, html_to_pdf

PAGES = "".join(f'<section style="break-after: page">halaman {number}</section>' for number in range(3))


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://example.org/x.png",
        "https://example.org/x.png",
        "static:../app.py",
        "static:/etc/passwd",
        "/etc/passwd",
        "ftp://example.org/x",
    ],
)
@pytest.mark.parametrize(
    "html",
    [
        '<img src="{}">',
        '<link rel="attachment" href="{}">',
        '<link rel="stylesheet" href="{}">',
        '<p style="background: url({})">x</p>',
    ],
)
def test_a_paper_that_reaches_outside_is_refused(html: str, address: str) -> None:
    with pytest.raises(ForbiddenAddressError):
        render_pdf(html.format(address))


def test_a_paper_may_use_our_own_fonts_and_data_addresses() -> None:
    face = "static:vendor/eb-garamond-5.3.0/eb-garamond-400-normal.woff2"
    html = f'<style>@font-face {{ font-family: G; src: url({face}) }}</style><p style="font-family: G">x</p>'
    with pikepdf.open(io.BytesIO(render_pdf(html))) as pdf:
        fonts = [str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()]
    assert len(fonts) == 1
    assert fonts[0].endswith("+G")


def test_a_font_is_unpacked_once_however_many_papers_use_it(monkeypatch: pytest.MonkeyPatch) -> None:
    unpack = Mock(wraps=woff2.decompress)
    monkeypatch.setattr(woff2, "decompress", unpack)
    pdf_engine._unpacked_font.cache_clear()
    face = "static:vendor/eb-garamond-5.3.0/eb-garamond-400-normal.woff2"
    html = f'<style>@font-face {{ font-family: G; src: url({face}) }}</style><p style="font-family: G">x</p>'
    for _ in range(2):
        render_pdf(html)
    assert unpack.call_count == 1


def test_a_long_paper_tells_how_far_it_is_page_by_page(caplog: pytest.LogCaptureFixture) -> None:
    shares: list[float] = []
    page = "<p style='break-after: page'>x</p>"
    document = render_pdf(page * 3, tell=shares.append, pages=4)
    assert page_count(document) == 3
    assert shares == pytest.approx([0.4, 0.45, 0.555, 0.66, 0.87, 0.97])
    assert not caplog.records, "WeasyPrint's own notes stay inside"
    render_pdf(page)
    assert len(shares) == 6


def test_splitting_keeps_order_and_names_each_file() -> None:
    first, second = split_pdf(render_pdf(PAGES), [Part(1, "Satu"), Part(2, "Dua, S.PdI")])
    with pikepdf.open(io.BytesIO(first)) as one, pikepdf.open(io.BytesIO(second)) as two:
        assert [len(one.pages), len(two.pages)] == [1, 2]
        assert str(two.docinfo["/Title"]) == "Dua, S.PdI"
        assert str(two.Root.Lang) == "id"


def test_pages_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="3 pages"):
        split_pdf(render_pdf(PAGES), [Part(1, "Satu")])


def test_merging_holds_all_pages() -> None:
    one = render_pdf("<p>satu</p>")
    with pikepdf.open(io.BytesIO(merge_pdfs([one, render_pdf(PAGES)], "Gabungan"))) as merged:
        assert len(merged.pages) == 4


def test_the_picture_of_the_first_page_has_the_asked_width() -> None:
    assert Image.open(io.BytesIO(first_page_png(render_pdf(PAGES), width=320))).width == 320


def test_papers_do_not_let_half_pictures_in_elsewhere() -> None:
    assert html_to_pdf("<p>kertas</p>").startswith(b"%PDF-")
    whole = io.BytesIO()
    Image.new("RGB", (64, 64), "red").save(whole, "PNG")
    with Image.open(io.BytesIO(whole.getvalue()[:60])) as half, pytest.raises(OSError, match="truncated"):
        half.load()
