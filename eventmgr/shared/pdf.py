"""PDF files: rendered in one place, split, merged, and shown as a picture."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pikepdf
import pypdfium2
from PIL import Image

from eventmgr.shared.refusal import Refusal

NO_PANGO = (
    "Berkas PDF belum dapat dibuat karena pustaka Pango belum terpasang di komputer ini. "
    "Jalankan make run sekali lagi dan ikuti perintah yang ditampilkan."
)


@dataclass(frozen=True)
class Part:
    """A run of pages that becomes a file of its own, and the title that the file gets."""

    pages: int
    title: str


@dataclass(frozen=True)
class Layers:
    """What lies behind a page: a page of the backgrounds, and over it one of the document's shared pages."""

    background: int
    shared: int | None = None


def render_pdf(html: str, *, tell: Callable[[float], None] | None = None, pages: int = 1) -> bytes:
    """The only call of WeasyPrint in the project; reads `data:` and our static files, nothing else.

    `tell` hears how far a long document of about so many `pages` is, from 0 to 1.
    Raises Refusal "pdf_library" when Pango is missing: all other parts work without it, so it
    is imported at the first paper and not at the start.
    """
    try:
        from eventmgr.shared import pdf_engine
    except OSError as error:
        raise Refusal("pdf_library", NO_PANGO) from error
    return pdf_engine.html_to_pdf(html, tell, pages)


def underlay_pdf(document: bytes, backgrounds: bytes, layers: Sequence[Layers]) -> bytes:
    """Lay what pages have in common behind them; `layers` says what, one for each page that is to stay.

    The pages of the document after those are its shared layers and are dropped as pages. What is laid behind
    is drawn once and shared: an ornament or a table costs its bytes once a file and no time a page.
    """
    with pikepdf.open(io.BytesIO(document)) as target, pikepdf.open(io.BytesIO(backgrounds)) as source:
        grounds = [target.copy_foreign(page.as_form_xobject()) for page in source.pages]
        kept = len(layers)
        # WeasyPrint's pages share one dictionary of everything: give each its own first.
        target.remove_unreferenced_resources()
        shared = [target.make_indirect(page.as_form_xobject()) for page in list(target.pages)[kept:]]
        del target.pages[kept:]
        for page, layer in zip(target.pages, layers, strict=True):
            whole = pikepdf.Rectangle(page.mediabox)
            if layer.shared is not None:
                page.add_underlay(shared[layer.shared], whole)
            page.add_underlay(grounds[layer.background], whole)
        return _saved(target)


def split_pdf(document: bytes, parts: Sequence[Part]) -> list[bytes]:
    """Cut a finished document into files, in order.

    The document is the saved bytes, opened anew: splitting one that was never saved compresses
    shared drawings again for each part. Raises ValueError when the pages do not add up.
    """
    with pikepdf.open(io.BytesIO(document)) as source:
        if sum(part.pages for part in parts) != len(source.pages):
            raise ValueError(f"{len(source.pages)} pages do not split into {len(parts)} parts")
        files: list[bytes] = []
        first = 0
        for part in parts:
            with pikepdf.new() as target:
                target.pages.extend(source.pages[first : first + part.pages])
                # Pages of one document share their resources: without this each file would carry the
                # pictures, and so the codes, of all the others.
                target.remove_unreferenced_resources()
                _describe(target, part.title)
                files.append(_saved(target))
            first += part.pages
    return files


def merge_pdfs(documents: Sequence[bytes], title: str) -> bytes:
    """All pages of all documents in one file."""
    with pikepdf.new() as target:
        for document in documents:
            with pikepdf.open(io.BytesIO(document)) as source:
                target.pages.extend(source.pages)
        _describe(target, title)
        return _saved(target)


def page_count(document: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(io.BytesIO(document)) as pdf:
        return len(pdf.pages)


def first_page_png(document: bytes, *, width: int) -> bytes:
    """The first page as a PNG, `width` pixels wide."""
    pdf = pypdfium2.PdfDocument(document)
    try:
        page = pdf[0]
        picture = page.render(scale=width / page.get_width()).to_pil()
    finally:
        pdf.close()
    out = io.BytesIO()
    # 64 colours are enough for two inks on one paper and make a quarter of the bytes.
    picture.quantize(64, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "PNG")
    return out.getvalue()


def _describe(pdf: pikepdf.Pdf, title: str) -> None:
    pdf.docinfo["/Title"] = title
    pdf.Root.Lang = pikepdf.String("id")
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
