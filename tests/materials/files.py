"""Small files of every kind, made here."""

import io
import zipfile

import pikepdf
from PIL import Image

_PARTS = {"pptx": "ppt/presentation.xml", "docx": "word/document.xml", "xlsx": "xl/workbook.xml"}


def pdf(pages: int = 1) -> bytes:
    """A PDF with empty pages."""
    document, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        document.add_blank_page()
    document.save(out, deterministic_id=True)
    return out.getvalue()


def locked_pdf() -> bytes:
    """A PDF that asks for a password."""
    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    document.save(out, encryption=pikepdf.Encryption(owner="rahasia", user="rahasia"))
    return out.getvalue()


def picture(form: str = "PNG") -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, form)
    return out.getvalue()


def office(ending: str, *, extra: dict[str, bytes] | None = None, types: bytes = b"<Types/>") -> bytes:
    """The bare bones of an office document."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", types)
        package.writestr(_PARTS[ending], b"<x/>")
        for name, data in (extra or {}).items():
            package.writestr(name, data)
    return out.getvalue()
