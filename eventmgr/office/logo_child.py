"""The bounded child process that turns a stranger's picture into a PNG. Run by path, never imported.

Standard input: the bytes of a PNG or an SVG. Standard output: a PNG with transparency, or nothing.
Arguments: kind ("png" or "svg"), memory in bytes, CPU seconds, longest side of the result in pixels.
"""

import base64
import contextlib
import io
import resource
import sys

import pypdfium2
from PIL import Image

from eventmgr.shared.pdf_engine import html_to_pdf

#: a page in CSS pixels; the drawing fills it and keeps its proportions
_PAGE = 512


def _limit(memory: int, cpu_seconds: int) -> None:
    wanted = (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    )
    for kind, value in wanted:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (value, value))


def _drawn(svg: bytes, longest: int) -> Image.Image:
    source = f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}"
    style = (
        f"@page {{ size: {_PAGE}px {_PAGE}px; margin: 0 }} body {{ margin: 0 }}"
        f"img {{ display: block; width: {_PAGE}px; height: {_PAGE}px; object-fit: contain }}"
    )
    pdf = pypdfium2.PdfDocument(html_to_pdf(f'<style>{style}</style><img src="{source}" alt="">'))
    page = pdf[0]
    picture = page.render(
        scale=longest / page.get_width(), fill_color=(255, 255, 255, 0), rev_byteorder=True
    ).to_pil()
    return picture.convert("RGBA")


def main() -> None:
    """Write the PNG; whatever goes wrong in here ends the process and stays in here."""
    kind, memory, cpu_seconds, longest = sys.argv[1], *(int(value) for value in sys.argv[2:5])
    _limit(memory, cpu_seconds)
    data = sys.stdin.buffer.read()
    picture = _drawn(data, longest) if kind == "svg" else Image.open(io.BytesIO(data)).convert("RGBA")
    box = picture.getchannel("A").getbbox()
    picture = picture.crop(box) if box else picture
    picture.thumbnail((longest, longest))
    if box is None or min(picture.size) < 8:
        sys.exit(1)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    sys.stdout.buffer.write(out.getvalue())


if __name__ == "__main__":
    main()
