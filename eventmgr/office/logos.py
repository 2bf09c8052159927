"""The office's coat of arms: taken in as PNG or SVG, kept and shown as a PNG that we made ourselves."""

import base64
import io
import re
import subprocess
import sys
from functools import lru_cache

from PIL import Image

from eventmgr.config import ROOT
from eventmgr.office.models import Office
from eventmgr.shared.files import file_path
from eventmgr.shared.refusal import Refusal

LEAST_SIDE = 512
MOST_BYTES = 2 * 1024 * 1024
MOST_SIDE = 8000
_KEPT_SIDE = 1024
#: 14 mm at 600 dots an inch
_PAPER_SIDE, _PAPER_COLOURS = 330, 128
_MEMORY, _CPU_SECONDS, _WALL_SECONDS = 1536 * 1024 * 1024, 20, 30
_PNG = b"\x89PNG\r\n\x1a\n"
#: an SVG that calls, embeds or expands something is refused before anything parses it
_ACTIVE = re.compile(
    rb"<!DOCTYPE|<!ENTITY|<\?xml-stylesheet|<script|<foreignObject|<iframe|<image|\son\w+\s*=|javascript:"
    rb"|href\s*=\s*[\"']\s*(?!#)|url\(\s*[\"']?\s*(?!#)|@import",
    re.IGNORECASE,
)
_WORDS = {
    "logo_empty": "Pilih berkas lambang.",
    "logo_large": "Lambang paling besar 2 MB. Perkecil gambarnya, lalu unggah lagi.",
    "logo_kind": "Berkas ini bukan PNG atau SVG. Simpan lambangnya sebagai PNG, lalu unggah lagi.",
    "logo_small": f"Lambang terlalu kecil: sisi terpanjang paling sedikit {LEAST_SIDE} piksel.",
    "logo_huge": f"Lambang terlalu lebar: sisi terpanjang paling banyak {MOST_SIDE} piksel.",
    "logo_active": "SVG ini memuat skrip atau mengambil sesuatu dari luar. Simpan lambangnya sebagai PNG.",
    "logo_damaged": "Gambar ini rusak atau terlalu rumit. Simpan lambangnya sebagai PNG, lalu unggah lagi.",
}


def read_logo(data: bytes) -> bytes:
    """A PNG of our own making from an uploaded PNG or SVG. Slow (a second): call it before `write()`.

    Raises Refusal; its code begins with "logo_".
    """
    if not data:
        raise _refusal("logo_empty")
    if len(data) > MOST_BYTES:
        raise _refusal("logo_large")
    kind = _kind_of(data)
    command = [sys.executable, "-m", "eventmgr.office.logo_child", kind]
    limits = [str(limit) for limit in (_MEMORY, _CPU_SECONDS, _KEPT_SIDE)]
    try:
        done = subprocess.run(
            command + limits, input=data, capture_output=True, timeout=_WALL_SECONDS, check=False, cwd=ROOT
        )
    except subprocess.TimeoutExpired as error:
        raise _refusal("logo_damaged") from error
    if done.returncode != 0 or not done.stdout.startswith(_PNG):
        raise _refusal("logo_damaged")
    return done.stdout


def _kind_of(data: bytes) -> str:
    """ "png" or "svg", by content and never by name."""
    if data.startswith(_PNG):
        if data[12:16] != b"IHDR" or len(data) < 33:
            raise _refusal("logo_damaged")
        longest = max(int.from_bytes(data[16:20]), int.from_bytes(data[20:24]))
        if longest < LEAST_SIDE:
            raise _refusal("logo_small")
        if longest > MOST_SIDE:
            raise _refusal("logo_huge")
        return "png"
    head = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:4096]
    if b"\x00" in data or not head.startswith(b"<") or b"<svg" not in head:
        raise _refusal("logo_kind")
    if _ACTIVE.search(re.sub(rb"xmlns(:\w+)?\s*=\s*([\"']).*?\2", b"", data)):
        raise _refusal("logo_active")
    return "svg"


def logo_png_or_none(office: Office) -> bytes | None:
    """The kept PNG; None when there is none or the data folder lost it."""
    return _kept(str(file_path(office.logo_file_uid))) if office.logo_file_uid else None


def logo_data_address(file_uid: str | None) -> str:
    """A kept logo as a `data:` address for papers, which open nothing else; "" without one.

    Smaller than what is kept and in few colours, because every file of a certificate carries it.
    """
    return _for_papers(str(file_path(file_uid))) if file_uid else ""


@lru_cache(maxsize=8)
def _for_papers(path: str) -> str:
    png = _kept(path)
    if png is None:
        return ""
    picture = Image.open(io.BytesIO(png)).convert("RGBA")
    picture.thumbnail((_PAPER_SIDE, _PAPER_SIDE))
    out = io.BytesIO()
    picture.quantize(_PAPER_COLOURS, method=Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
    return f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"


@lru_cache(maxsize=8)
def _kept(path: str) -> bytes | None:
    # a file of the data folder is written once under a random name and never changes
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def _refusal(code: str) -> Refusal:
    return Refusal(code, _WORDS[code])
