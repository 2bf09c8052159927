"""Certificates as PDF: pure functions from content to bytes, no database and no application."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from eventmgr.certificates.back_pages import BackPage, lay_out
from eventmgr.certificates.content import CertificateContent, Mark
from eventmgr.certificates.engraving import watermark_svg
from eventmgr.certificates.name_fitting import FittedName, fit_name
from eventmgr.certificates.songket import border_svg
from eventmgr.shared.codes import show_short_code
from eventmgr.shared.paper import paper_html, points
from eventmgr.shared.pdf import Layers, Part, render_pdf, split_pdf, underlay_pdf
from eventmgr.shared.qr import qr_matrix, qr_png_data_uri
from eventmgr.shared.type_fitting import GARAMOND, GARAMOND_600, text_width

#: Certificates in one WeasyPrint document; larger ones cost more than their share.
DOCUMENT_SIZE = 50
SHEET = "#fbf8f1"
#: Pages of `backgrounds()`: these three on the warm sheet, then the same on white.
PLAIN_FRONT, MARKED_FRONT, BACK, BACKGROUNDS_A_GROUND = 0, 1, 2, 3
QR_VERSION = 4
#: The sentence: width in mm, type size in pt and its lines before it is set smaller.
SENTENCE_WIDTH, SENTENCE_SIZE, SENTENCE_LINES = 228.0, 13.5, 3
MARK_WORDS = {
    Mark.NONE: "",
    Mark.DEMO: "Dibuat dari data contoh. Tidak berlaku sebagai sertifikat.",
    Mark.PREVIEW: "Belum diterbitkan. Tidak berlaku sebagai sertifikat.",
}


@dataclass(frozen=True)
class Table:
    """The subjects of one back page and the JP of all pages, equal for all who attended the same."""

    page: BackPage
    jp: int


@dataclass(frozen=True)
class Sheet:
    """One certificate as the template draws it."""

    content: CertificateContent
    fitted: FittedName
    back_pages: tuple[BackPage, ...]
    short_code: str
    qr: str
    mark_words: str
    is_wordy: bool

    @property
    def tables(self) -> tuple[Table, ...]:
        """The table of each back page."""
        return tuple(Table(page, self.content.jp) for page in self.back_pages)

    @property
    def pages(self) -> int:
        """Front and back pages."""
        return 1 + len(self.back_pages)


def sheet_of(content: CertificateContent) -> Sheet:
    """Everything about a certificate that is computed before it is drawn."""
    light = SHEET if content.is_tinted else "#ffffff"
    qr = ""
    if content.verify_url:
        matrix = qr_matrix(content.verify_url, version=QR_VERSION, level="M", may_grow=True)
        qr = qr_png_data_uri(matrix, light=light)
    return Sheet(
        content=content,
        fitted=fit_name(content.name, content.front_title, content.back_title),
        back_pages=lay_out(content.days),
        short_code=show_short_code(content.short_code) if content.short_code else "",
        qr=qr,
        mark_words=MARK_WORDS[content.mark],
        is_wordy=_sentence_lines(content) > SENTENCE_LINES,
    )


def certificates_html(sheets: Sequence[Sheet]) -> str:
    """One HTML document of what differs from person to person, front and back in turn.

    After them stand the tables of the back, each once: most people attended the same sessions.
    """
    return paper_html("certificates/paper.html", sheets=sheets, tables=distinct_tables(sheets))


def distinct_tables(sheets: Sequence[Sheet]) -> list[Table]:
    """The tables of all backs without repeats, in the order in which they are first needed."""
    return list(dict.fromkeys(table for sheet in sheets for table in sheet.tables))


@cache
def backgrounds() -> bytes:
    """What is the same on every paper, drawn once a process: a page for each Background."""
    grounds = [(SHEET, "paper"), ("#ffffff", "white")]
    return render_pdf(
        paper_html(
            "certificates/paper_backgrounds.html",
            grounds=grounds,
            front_border=_data_uri(border_svg(full=True)),
            back_border=_data_uri(border_svg(full=False)),
            watermark=_data_uri(watermark_svg()),
        )
    )


def layers_of(sheet: Sheet, tables: Sequence[Table]) -> list[Layers]:
    """What lies behind each page of a sheet: the border, and on the back its table."""
    first = 0 if sheet.content.is_tinted else BACKGROUNDS_A_GROUND
    front = first + (MARKED_FRONT if sheet.mark_words else PLAIN_FRONT)
    return [Layers(front), *(Layers(first + BACK, tables.index(table)) for table in sheet.tables)]


def render_certificates(contents: Sequence[CertificateContent]) -> list[bytes]:
    """A PDF file for each content, in order, drawn in one document; give at most DOCUMENT_SIZE.

    About 0.05 s of one core for each. Raises Refusal "pdf_library" without Pango.
    """
    if not contents:
        return []
    sheets = [sheet_of(content) for content in contents]
    tables = distinct_tables(sheets)
    layers = [layer for sheet in sheets for layer in layers_of(sheet, tables)]
    document = underlay_pdf(render_pdf(certificates_html(sheets)), backgrounds(), layers)
    parts = [Part(sheet.pages, f"Sertifikat {_title(sheet.content)}") for sheet in sheets]
    return split_pdf(document, parts)


def _title(content: CertificateContent) -> str:
    return f"{content.full_name} – {content.event_name}"


def _data_uri(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def _sentence_lines(content: CertificateContent) -> int:
    """Lines that the three phrases of the sentence take at the usual size, estimated by advances."""
    room = points(SENTENCE_WIDTH) / SENTENCE_SIZE
    opening = text_width(f"atas keikutsertaannya sebagai {content.capacity} ", GARAMOND)
    host = f"yang diselenggarakan oleh {content.organizer} pada tanggal {content.date_range}"
    phrases = (
        opening + text_width(content.event_name, GARAMOND_600),
        text_width(host, GARAMOND),
        text_width(f"di {content.venue}, dengan jumlah 24 jam pelajaran (24 JP).", GARAMOND),
    )
    return sum(1 + int(phrase / room) for phrase in phrases)
