"""The kept bytes of an ended certificate, shown with a mark across; what is stored stays as it was."""

import base64
import io
from functools import cache
from pathlib import Path

import pikepdf

from eventmgr.certificates.engraving import Place, watermark_svg
from eventmgr.shared.paper import paper_html
from eventmgr.shared.pdf import render_pdf

#: state of the certificate → word across the page and the sentence at its foot
WORDS = {
    "revoked": ("DICABUT", "Arsip. Sertifikat ini sudah dicabut dan tidak berlaku lagi."),
    "replaced": ("DIGANTI", "Arsip. Sertifikat ini sudah diganti dan tidak berlaku lagi."),
}


def marked_bytes(document: bytes, state: str) -> bytes:
    """The paper with its mark over every page; a valid one comes back as it is."""
    if state not in WORDS:
        return document
    with pikepdf.open(io.BytesIO(document)) as target, pikepdf.open(io.BytesIO(_mark(state))) as source:
        mark = target.copy_foreign(source.pages[0].as_form_xobject())
        target.remove_unreferenced_resources()
        for page in target.pages:
            page.add_overlay(mark, pikepdf.Rectangle(page.mediabox))
        out = io.BytesIO()
        target.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


@cache
def _mark(state: str) -> bytes:
    """Shipped with the program, so that no request draws a paper: `python -m scripts.draw_archive_marks`."""
    return mark_path(state).read_bytes()


def mark_path(state: str) -> Path:
    """Where the drawn mark of a state lies."""
    return Path(__file__).with_name("data") / f"archive-{state}.pdf"


def draw_mark(state: str) -> bytes:
    """The mark as its template draws it."""
    word, sentence = WORDS[state]
    # Turned the other way than CONTOH, so that both can be read on a paper of the demo.
    picture = base64.b64encode(watermark_svg(word, opacity=0.55, place=Place(turn=18)).encode()).decode()
    return render_pdf(
        paper_html(
            "certificates/paper_mark.html",
            picture=f"data:image/svg+xml;base64,{picture}",
            sentence=sentence,
        )
    )
