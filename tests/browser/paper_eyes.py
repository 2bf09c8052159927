"""Eyes for paper: pages of a PDF as printed, and the codes on them."""

from pathlib import Path

import pypdfium2
import zxingcpp
from PIL.Image import Image


def page_picture(pdf: Path, page: int = 0, dots_an_inch: int = 150) -> Image:
    """A page of a PDF as printed."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[page].render(scale=dots_an_inch / 72).to_pil()
    finally:
        document.close()


def page_count(pdf: Path) -> int:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def codes_on(picture: Image) -> list[str]:
    """What a reader finds on the paper, from top left to bottom right."""
    found = zxingcpp.read_barcodes(picture)
    placed = sorted(found, key=lambda code: (round(code.position.top_left.y / 100), code.position.top_left.x))
    return [code.text for code in placed]
