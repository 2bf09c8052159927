"""What an uploaded file is by its content: PDF, PPTX, DOCX, XLSX or a picture, whatever its name says.

Magic bytes alone are not enough (a file may begin as a picture and end as a page), so each is parsed as
far as is cheap. A document with macros is refused: participants open these on their own phones.
"""

import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, BinaryIO, cast

import pikepdf

from eventmgr.shared.pictures import is_whole_picture
from eventmgr.shared.refusal import Refusal
from eventmgr.shared.text import name_with_ending

MOST_BYTES = 50 * 1024 * 1024
#: no slide deck has more parts; a folder of a million entries is an attack on memory
MOST_PARTS = 20_000
MOST_PIXELS = 150_000_000
_CONTENT_TYPES = "[Content_Types].xml"
_LARGEST_LIST = 4 * 1024 * 1024
_OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True, slots=True)
class ContentKind:
    """`label` is what people call it; `is_safe_inline` may be shown by the browser itself."""

    type: str
    ending: str
    label: str
    is_safe_inline: bool = False


PDF = ContentKind("application/pdf", "pdf", "PDF", True)
JPEG = ContentKind("image/jpeg", "jpg", "JPG", True)
PNG = ContentKind("image/png", "png", "PNG", True)
WEBP = ContentKind("image/webp", "webp", "WebP", True)
PPTX = ContentKind(f"{_OFFICE}presentationml.presentation", "pptx", "PPTX")
DOCX = ContentKind(f"{_OFFICE}wordprocessingml.document", "docx", "DOCX")
XLSX = ContentKind(f"{_OFFICE}spreadsheetml.sheet", "xlsx", "XLSX")
KINDS = {kind.type: kind for kind in (PDF, JPEG, PNG, WEBP, PPTX, DOCX, XLSX)}
#: the main part of each kind of office document
_MAIN_PARTS = {"ppt/presentation.xml": PPTX, "word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_WORDS = "PDF, PPTX, DOCX, XLSX, atau gambar JPG, PNG, WebP"


def kind_of(file: IO[bytes], size: int) -> ContentKind:
    """Find out and check what a file is; the file is left at its start.

    Raises Refusal: file_empty, file_too_large, file_kind, file_damaged, file_macros.
    """
    if size == 0:
        raise Refusal("file_empty", "Berkas ini kosong. Pilih berkas lain.")
    if size > MOST_BYTES:
        raise Refusal(
            "file_too_large",
            "Berkas ini lebih dari 50 MB. Kecilkan, atau taruh di tempat lain dan pakai tautannya.",
        )
    file.seek(0)
    head = file.read(16)
    file.seek(0)
    kind = _judge(file, head)
    file.seek(0)
    return kind


def _judge(file: IO[bytes], head: bytes) -> ContentKind:
    if head.startswith(b"%PDF-"):
        return _checked(PDF, _is_pdf, file)
    if head.startswith(b"\xff\xd8\xff"):
        return _checked(JPEG, _is_picture, file)
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return _checked(PNG, _is_picture, file)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return _checked(WEBP, _is_picture, file)
    if head.startswith(b"PK\x03\x04"):
        return _office_kind(file)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refusal(
            "file_kind",
            "Ini berkas Office lama (.doc, .ppt, .xls) atau berkas berkata sandi. "
            "Simpan sebagai PDF atau PPTX, DOCX, XLSX tanpa sandi, lalu unggah lagi.",
        )
    raise _other()


def _other() -> Refusal:
    return Refusal("file_kind", f"Materi berupa {_WORDS}. Untuk video atau yang lain, pakai tautan.")


def _checked(kind: ContentKind, is_whole: Callable[[IO[bytes], str], bool], file: IO[bytes]) -> ContentKind:
    if not is_whole(file, kind.label):
        raise Refusal(
            "file_damaged", f"Berkas {kind.label} ini rusak dan tidak terbaca. Unggah lagi dari asalnya."
        )
    return kind


def _is_pdf(file: IO[bytes], _label: str) -> bool:
    try:
        with pikepdf.open(cast(BinaryIO, file)) as document:
            return len(document.pages) > 0
    except pikepdf.PasswordError as error:
        raise Refusal(
            "file_damaged", "PDF ini berkata sandi, jadi peserta tidak dapat membukanya. Simpan tanpa sandi."
        ) from error
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return False


def _is_picture(file: IO[bytes], label: str) -> bool:
    return is_whole_picture(file, {"JPG": "JPEG"}.get(label, label.upper()), most_pixels=MOST_PIXELS)


def _office_kind(file: IO[bytes]) -> ContentKind:
    """By the parts that the package holds (ECMA-376, part 2) and by what its list of types says."""
    try:
        with zipfile.ZipFile(file) as package:
            entries = package.infolist()
            if len(entries) > MOST_PARTS:
                raise _other()
            names = {entry.filename for entry in entries}
            kind = next((kind for part, kind in _MAIN_PARTS.items() if part in names), None)
            if kind is None or _CONTENT_TYPES not in names:
                raise _other()
            if package.getinfo(_CONTENT_TYPES).file_size > _LARGEST_LIST:
                raise _other()
            types = package.read(_CONTENT_TYPES)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise Refusal(
            "file_damaged", "Berkas ini rusak dan tidak terbaca. Unggah lagi dari asalnya."
        ) from error
    if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refusal(
            "file_macros",
            f"Berkas ini memuat makro. Simpan sebagai {kind.label} biasa atau PDF, lalu unggah lagi.",
        )
    return kind


def fitting_name(name: str, kind: ContentKind) -> str:
    """The name as given, ending as the content says: paparan-dtks.pdf"""
    return name_with_ending(name, kind.ending, otherwise="materi")
