"""Eyes for paper: pages of a PDF as printed."""

from pathlib import Path

import pypdfium2
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
