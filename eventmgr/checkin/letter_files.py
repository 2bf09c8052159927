"""A letter that comes with an absence: what it is by its content, whatever its name says.

Magic bytes are not enough (one file may begin as a picture and end as a page), so it is parsed, too.
It is only ever handed out as a download.
"""

import io
from dataclasses import dataclass

import pikepdf

from eventmgr.shared.pictures import is_whole_picture
from eventmgr.shared.refusal import Refusal
from eventmgr.shared.text import name_with_ending

MOST_BYTES = 10 * 1024 * 1024
#: a page of A4 at 600 dots an inch is 35 million; more is not a letter but an attack on memory
MOST_PIXELS = 100_000_000
_MAGIC = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
_PICTURES = {"image/jpeg": "JPEG", "image/png": "PNG"}
_ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


@dataclass(frozen=True, slots=True)
class Letter:
    """A checked letter that is not stored yet. `name` ends as its content says."""

    data: bytes
    type: str
    name: str


def read_letter(data: bytes, name: str) -> Letter:
    """Check a letter by its content.

    Raises Refusal: letter_too_large, letter_empty, letter_kind (not PDF, JPG or PNG), letter_damaged.
    """
    if not data:
        raise Refusal("letter_empty", "Berkas surat ini kosong. Pilih berkas lain.")
    if len(data) > MOST_BYTES:
        raise Refusal("letter_too_large", "Surat paling besar 10 MB. Kecilkan fotonya, lalu pilih lagi.")
    kind = next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), None)
    if kind is None:
        raise Refusal("letter_kind", "Surat harus berupa PDF, JPG, atau PNG. Pilih berkas lain.")
    if not (
        _is_pdf(data)
        if kind == "application/pdf"
        else is_whole_picture(io.BytesIO(data), _PICTURES[kind], most_pixels=MOST_PIXELS)
    ):
        raise Refusal("letter_damaged", "Berkas surat ini rusak dan tidak terbaca. Foto atau pindai lagi.")
    return Letter(data, kind, name_with_ending(name, _ENDINGS[kind], otherwise="surat"))


def _is_pdf(data: bytes) -> bool:
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            return len(document.pages) > 0
    except pikepdf.PasswordError:
        return True  # a letter may be locked; the organizer knows the word
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return False
