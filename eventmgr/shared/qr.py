"""QR codes: the matrix once for each text, then a PNG of one pixel a module or an SVG path."""

import base64
import io
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import qrcode
from PIL import Image
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError

Level = Literal["L", "M", "Q", "H"]
#: Rows from top to bottom, True is a dark module; no quiet zone.
Matrix = tuple[tuple[bool, ...], ...]

LEVELS = {"L": ERROR_CORRECT_L, "M": ERROR_CORRECT_M, "Q": ERROR_CORRECT_Q, "H": ERROR_CORRECT_H}
#: Clear modules that a reader wants on every side (ISO/IEC 18004).
QUIET_MODULES = 4


class QrTooLongError(ValueError):
    """Raised when a text does not fit the version that a paper has room for."""


@dataclass(frozen=True)
class QrPath:
    """An SVG path in module units, with the quiet zone inside `size`."""

    size: int
    path: str


@lru_cache(maxsize=2048)
def qr_matrix(text: str, *, version: int, level: Level, may_grow: bool = False) -> Matrix:
    """The modules of `text` at a fixed version, so that all codes of a paper look alike.

    `may_grow` takes the next larger version when the text is too long (an address nobody
    can choose freely); without it QrTooLongError is raised. Costs about 6 ms, therefore kept.
    """
    code = qrcode.QRCode(version=version, error_correction=LEVELS[level], border=0)
    code.add_data(text)
    try:
        code.make(fit=may_grow)
    except DataOverflowError as error:
        raise QrTooLongError(f"{len(text)} characters do not fit version {version}-{level}") from error
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())


def qr_png(matrix: Matrix, *, dark: str = "#1b1714", light: str = "#ffffff", quiet: int = 0) -> bytes:
    """A palette PNG, one pixel a module; `quiet` is the clear zone around it in modules."""
    size = len(matrix) + 2 * quiet
    image = Image.new("P", (size, size), 0)
    image.putpalette(bytes.fromhex(light.removeprefix("#") + dark.removeprefix("#")))
    for y, row in enumerate(matrix):
        for x, module in enumerate(row):
            if module:
                image.putpixel((x + quiet, y + quiet), 1)
    out = io.BytesIO()
    image.save(out, "PNG", bits=1, optimize=True)
    return out.getvalue()


def qr_png_data_uri(matrix: Matrix, *, dark: str = "#1b1714", light: str = "#ffffff", quiet: int = 0) -> str:
    """The PNG as an address for `src`; 2 ms in WeasyPrint where an SVG path costs 7 to 30."""
    png = qr_png(matrix, dark=dark, light=light, quiet=quiet)
    return "data:image/png;base64," + base64.b64encode(png).decode()


def qr_svg_path(matrix: Matrix, *, quiet: int = QUIET_MODULES) -> QrPath:
    """One path for web pages: `<path d="…">` in a viewBox of `size` by `size` modules."""
    runs: list[str] = []
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            if not row[x]:
                x += 1
                continue
            end = x
            while end < len(row) and row[end]:
                end += 1
            runs.append(f"M{x + quiet} {y + quiet}h{end - x}v1h-{end - x}z")
            x = end
    return QrPath(len(matrix) + 2 * quiet, "".join(runs))
