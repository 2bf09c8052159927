"""Certificates as PDF: pure functions from content to bytes, no database and no application."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from types import MappingProxyType

from eventmgr.certificates.back_pages import BackPage, lay_out
from eventmgr.certificates.content import SAMPLE_LOGO, CertificateContent, Mark
from eventmgr.certificates.designs import STYLES, Design
from eventmgr.certificates.engraving import PLAIN_PLACE, watermark_svg
from eventmgr.certificates.name_fitting import FittedName, fit_name
from eventmgr.certificates.songket import border_svg
from eventmgr.shared.codes import show_short_code
from eventmgr.shared.paper import paper_html, points
from eventmgr.shared.pdf import Layers, Part, render_pdf, split_pdf, underlay_pdf
from eventmgr.shared.qr import qr_matrix, qr_png_data_uri
from eventmgr.shared.type_fitting import line_count, text_width

#: Certificates in one WeasyPrint document; larger ones cost more than their share.
DOCUMENT_SIZE = 50
SHEET = "#fbf8f1"
#: Pages of `backgrounds()`: each side of each design, on the warm sheet and on white.
FRONT, MARKED_FRONT, BACK = "front", "marked", "back"
BACKGROUNDS = tuple(product(Design, (SHEET, "#ffffff"), (FRONT, MARKED_FRONT, BACK)))
QR_VERSION = 4
MARK_WORDS = {
    Mark.NONE: "",
    Mark.DEMO: "Dibuat dari data contoh. Tidak berlaku sebagai sertifikat.",
    Mark.PREVIEW: "Belum diterbitkan. Tidak berlaku sebagai sertifikat.",
}


@dataclass(frozen=True)
class Table:
    """The subjects of one back page and the JP of all pages, equal for all who attended the same."""

    design: Design
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
    has_long_post: bool
    #: `data:` address of the coat of arms, SAMPLE_LOGO for the drawn shield, or ""
    logo: str

    @property
    def tables(self) -> tuple[Table, ...]:
        """The table of each back page."""
        return tuple(Table(self.content.design, page, self.content.jp) for page in self.back_pages)

    @property
    def pages(self) -> int:
        """Front and back pages."""
        return 1 + len(self.back_pages)


def sheet_of(content: CertificateContent, logo: str = "") -> Sheet:
    """Everything about a certificate that is computed before it is drawn; `logo` is a `data:` address."""
    light, style = _ground(content), STYLES[content.design]
    qr = ""
    if content.verify_url:
        matrix = qr_matrix(content.verify_url, version=QR_VERSION, level="M", may_grow=True)
        qr = qr_png_data_uri(matrix, light=light)
    return Sheet(
        content=content,
        fitted=fit_name(content.name, content.front_title, content.back_title, style.name),
        back_pages=lay_out(content.days, style.back),
        short_code=show_short_code(content.short_code) if content.short_code else "",
        qr=qr,
        mark_words=MARK_WORDS[content.mark],
        is_wordy=_sentence_lines(content) > style.sentence.lines,
        has_long_post=_post_lines(content) > 1,
        logo=logo or (SAMPLE_LOGO if content.logo == SAMPLE_LOGO else ""),
    )


def _ground(content: CertificateContent) -> str:
    return SHEET if content.is_tinted else "#ffffff"


def certificates_html(sheets: Sequence[Sheet]) -> str:
    """One HTML document of what differs from person to person, front and back in turn.

    After them stand the tables of the back, each once: most people attended the same sessions.
    """
    return paper_html(
        "certificates/paper.html",
        sheets=sheets,
        tables=distinct_tables(sheets),
        has_plain=any(sheet.content.design is Design.PLAIN for sheet in sheets),
    )


def distinct_tables(sheets: Sequence[Sheet]) -> list[Table]:
    """The tables of all backs without repeats, in the order in which they are first needed."""
    return list(dict.fromkeys(table for sheet in sheets for table in sheet.tables))


@cache
def backgrounds() -> bytes:
    """What is the same on every paper, drawn once a process: a page for each of BACKGROUNDS."""
    pictures = {
        (Design.SONGKET, FRONT): [border_svg(full=True)],
        (Design.SONGKET, MARKED_FRONT): [border_svg(full=True), watermark_svg()],
        (Design.SONGKET, BACK): [border_svg(full=False)],
        (Design.PLAIN, FRONT): [bar_svg()],
        (Design.PLAIN, MARKED_FRONT): [bar_svg(), watermark_svg(place=PLAIN_PLACE)],
        (Design.PLAIN, BACK): [bar_svg()],
    }
    pages = [
        (ground, [_data_uri(svg) for svg in pictures[design, side]]) for design, ground, side in BACKGROUNDS
    ]
    return render_pdf(paper_html("certificates/paper_backgrounds.html", pages=pages))


def layers_of(sheet: Sheet, tables: Sequence[Table]) -> list[Layers]:
    """What lies behind each page of a sheet: the ornament, and on the back its table."""
    design, ground = sheet.content.design, _ground(sheet.content)
    front = BACKGROUNDS.index((design, ground, MARKED_FRONT if sheet.mark_words else FRONT))
    back = BACKGROUNDS.index((design, ground, BACK))
    return [Layers(front), *(Layers(back, tables.index(table)) for table in sheet.tables)]


def render_certificates(
    contents: Sequence[CertificateContent], logos: Mapping[str, str] = MappingProxyType({})
) -> list[bytes]:
    """A PDF file for each content, in order, drawn in one document; give at most DOCUMENT_SIZE.

    `logos` holds the `data:` address of each coat of arms by its uid; one that is missing is left out.
    About 0.05 s of one core for each. Raises Refusal "pdf_library" without Pango.
    """
    if not contents:
        return []
    sheets = [sheet_of(content, logos.get(content.logo, "")) for content in contents]
    tables = distinct_tables(sheets)
    layers = [layer for sheet in sheets for layer in layers_of(sheet, tables)]
    document = underlay_pdf(render_pdf(certificates_html(sheets)), backgrounds(), layers)
    parts = [Part(sheet.pages, f"Sertifikat {_title(sheet.content)}") for sheet in sheets]
    return split_pdf(document, parts)


def bar_svg() -> str:
    """The plain design's one ornament: a bar of 1.2 mm at x = 78, from 22 to 188."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="297mm" height="210mm" viewBox="0 0 297 210">'
        '<rect x="78" y="22" width="1.2" height="166" fill="#7b1e28"/></svg>'
    )


def _title(content: CertificateContent) -> str:
    return f"{content.full_name} – {content.event_name}"


def _data_uri(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def _sentence_lines(content: CertificateContent) -> int:
    """Lines that the phrases of the sentence take at the usual size, estimated by advances."""
    style = STYLES[content.design].sentence
    room = points(style.width)
    event = text_width(content.event_name, style.event_face) * style.event_size
    opening = text_width(f"atas keikutsertaannya sebagai {content.capacity} ", style.face) * style.size
    host = f"yang diselenggarakan oleh {content.organizer} pada tanggal {content.date_range}"
    place = f"di {content.venue}, dengan jumlah 24 jam pelajaran (24 JP)."
    first = (opening, event) if content.design is Design.PLAIN else (opening + event,)
    phrases = (*first, *(text_width(phrase, style.face) * style.size for phrase in (host, place)))
    return sum(1 + int(phrase / room) for phrase in phrases)


def _post_lines(content: CertificateContent) -> int:
    """Lines of the signer's office at its usual size."""
    style = STYLES[content.design].post
    return line_count(content.signer_post, style.face, size=style.size, width=points(style.width))
