"""The coat of arms: what is taken in becomes a PNG of our own making, the rest is refused in words."""

import io
import zlib
from collections.abc import Callable

import pytest
from flask import Flask
from PIL import Image

from eventmgr.office.logos import read_logo
from eventmgr.shared.refusal import Refusal
from tests.cast import Cast
from tests.page_client import PageClient, words_of

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 48">'
    b'<path d="M2 2h36v24L20 46 2 26Z" fill="#7b1e28"/></svg>'
)


def _png(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (width, height), (123, 30, 40, 255)).save(out, "PNG")
    return out.getvalue()


def _bomb(side: int) -> bytes:
    """A PNG that says how large it is, and holds nothing."""
    head = b"\x89PNG\r\n\x1a\n"
    body = b"IHDR" + side.to_bytes(4, "big") * 2 + b"\x08\x06\x00\x00\x00"
    return head + (13).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")


def test_a_png_is_made_anew_and_no_larger_than_needed() -> None:
    picture = Image.open(io.BytesIO(read_logo(_png(1600, 2000))))
    assert (picture.format, max(picture.size)) == ("PNG", 1024)


def test_an_svg_becomes_a_png_with_clear_ground() -> None:
    picture = Image.open(io.BytesIO(read_logo(SVG)))
    assert picture.format == "PNG"
    assert picture.height > 900
    corner = picture.convert("RGBA").crop((2, picture.height - 3, 3, picture.height - 2))
    assert corner.tobytes()[3] == 0
    middle = picture.convert("RGBA").crop((picture.width // 2, 60, picture.width // 2 + 1, 61))
    assert tuple(middle.tobytes()[:3]) == (123, 30, 40)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "logo_empty"),
        (b"GIF89a" + b"0" * 100, "logo_kind"),
        (b"<html><body>x</body></html>", "logo_kind"),
        (_png(300, 511), "logo_small"),
        (_bomb(9000), "logo_huge"),
        (_bomb(60_000), "logo_huge"),
        (_bomb(600), "logo_damaged"),
        (_png(600, 600)[:60], "logo_damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 200, "logo_damaged"),
        (SVG.replace(b"<path", b"<script>alert(1)</script><path"), "logo_active"),
        (SVG.replace(b"<path", b'<path onload="x()"'), "logo_active"),
        (SVG.replace(b"<path", b'<image href="file:///etc/passwd"/><path'), "logo_active"),
        (SVG.replace(b"<path", b'<use xlink:href="http://contoh.id/x.svg#a"/><path'), "logo_active"),
        (SVG.replace(b'fill="#7b1e28"', b'fill="url(http://contoh.id/x)"'), "logo_active"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG, "logo_active"),
        (b"<svg" + b" " * 200 + b"<", "logo_damaged"),
        (b"x" * (2 * 1024 * 1024 + 1), "logo_large"),
    ],
)
def test_what_is_no_usable_picture_is_refused_with_its_reason(data: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_logo(data)
    assert refused.value.code == code


def test_an_uploaded_logo_stands_on_the_letterhead_and_can_be_taken_off(
    app: Flask, cast: Cast, page_client: Callable[[], PageClient]
) -> None:
    admin = page_client().sign_in(cast.aminah)
    path = "/pengaturan/kantor/lambang"
    admin.get(path)
    bad = admin.post(path, {"logo": (io.BytesIO(b"MZ"), "virus.png")}, status=422)
    assert "bukan PNG atau SVG" in words_of(bad)
    admin.post(path, {"logo": (io.BytesIO(SVG), "lambang.svg")}, status=303)
    picture = admin.get("/pengaturan/kantor/lambang.png")
    assert picture.mimetype == "image/png"
    assert picture.data.startswith(b"\x89PNG")
    assert "Lambang: terpasang" in words_of(admin.get("/pengaturan/kantor"))
    admin.get(path)
    admin.post(f"{path}/hapus", status=303)
    assert "Lambang: belum diunggah" in words_of(admin.get("/pengaturan/kantor"))
