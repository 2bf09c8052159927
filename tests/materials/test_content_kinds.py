"""A file is what its content says, and what is no material is refused with the reason."""

import io
import zipfile

import pytest

from eventmgr.materials import content_kinds
from eventmgr.materials.content_kinds import MOST_BYTES, PDF, fitting_name, kind_of
from eventmgr.shared.refusal import Refusal
from tests.materials import files


def _kind(data: bytes) -> content_kinds.ContentKind:
    return kind_of(io.BytesIO(data), len(data))


@pytest.mark.parametrize(
    ("data", "label"),
    [
        (files.pdf(), "PDF"),
        (files.picture("PNG"), "PNG"),
        (files.picture("JPEG"), "JPG"),
        (files.picture("WEBP"), "WebP"),
        (files.office("pptx"), "PPTX"),
        (files.office("docx"), "DOCX"),
        (files.office("xlsx"), "XLSX"),
    ],
    ids=["pdf", "png", "jpg", "webp", "pptx", "docx", "xlsx"],
)
def test_each_kind_is_known_by_its_content(data: bytes, label: str) -> None:
    assert _kind(data).label == label


def _plain_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("catatan.txt", "halo")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"<html><script>alert(1)</script>", "file_kind"),
        (b"MZ\x90\x00program", "file_kind"),
        (_plain_zip(), "file_kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "file_kind"),
        (b"%PDF-1.7 bukan PDF", "file_damaged"),
        (files.pdf()[:200], "file_damaged"),
        (files.locked_pdf(), "file_damaged"),
        (files.picture("PNG")[:40], "file_damaged"),
        (b"\xff\xd8\xff" + b"<html>", "file_damaged"),
        (files.office("pptx")[:80], "file_damaged"),
        (files.office("docx", extra={"word/vbaProject.bin": b"x"}), "file_macros"),
        (files.office("xlsx", types=b'<Types ContentType="...macroEnabled.main+xml"/>'), "file_macros"),
    ],
    ids=[
        *("empty", "page", "program", "zip", "old_office"),
        *("no_pdf", "half_pdf", "locked_pdf", "half_png", "polyglot", "half_office", "macros", "macro_type"),
    ],
)
def test_what_is_no_material_is_refused_with_its_reason(data: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        _kind(data)
    assert refused.value.code == code


def test_more_than_50_mb_is_refused_before_it_is_read() -> None:
    with pytest.raises(Refusal) as refused:
        kind_of(io.BytesIO(b"%PDF-"), MOST_BYTES + 1)
    assert refused.value.code == "file_too_large"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("paparan-dtks.pdf", "paparan-dtks.pdf"),
        ("C:\\fakepath\\Paparan DTKS.PPTX", "Paparan DTKS.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "a_b__Set-Cookie_ x.pdf"),
        ("...", "materi.pdf"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_names_keep_no_folders_and_no_signs(name: str, kept: str) -> None:
    assert fitting_name(name, PDF) == kept
