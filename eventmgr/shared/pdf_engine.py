"""WeasyPrint behind a closed fetcher. Imported lazily by pdf.py: without Pango the import fails."""

import io
import logging
import mimetypes
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from fontTools.ttLib import woff2
from PIL import ImageFile
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from eventmgr.shared.paper import STATIC_FOLDER, STATIC_SCHEME

# WeasyPrint lets Pillow take half pictures in the whole process; an uploaded photo must be whole.
ImageFile.LOAD_TRUNCATED_IMAGES = False


class ForbiddenAddressError(ValueError):
    """Raised when a paper asks for anything but `data:` or our own static files."""


class _Forbidden(FatalURLFetchingError):  # type: ignore[misc]
    """The form of it that WeasyPrint lets through (a BaseException; never leaves this file)."""


class ClosedFetcher(URLFetcher):  # type: ignore[misc]
    """Opens `data:` and `static:PATH` only.

    WeasyPrint's own fetcher reads local files and the network: it embedded /etc/passwd as an
    attachment when a template asked for it. A refusal stops the rendering; it is never a gap.
    """

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The bytes behind `url`; refuses every other scheme or place."""
        scheme, _, rest = url.partition(":")
        if scheme.lower() == "data":
            return super().fetch(url, headers)
        if scheme != STATIC_SCHEME:
            raise _Forbidden(f"a paper may not open {scheme}: addresses")
        path = (STATIC_FOLDER / rest).resolve()
        if not path.is_relative_to(STATIC_FOLDER) or not path.is_file():
            raise _Forbidden(f"no such file of ours: {rest}")
        if path.suffix == ".woff2":
            return URLFetcherResponse(url, _unpacked_font(path), {"Content-Type": "font/ttf"})
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})


@cache
def _unpacked_font(path: Path) -> bytes:
    """A font as WeasyPrint would unpack it, kept: doing that for each paper was half of its rendering."""
    unpacked = io.BytesIO()
    woff2.decompress(io.BytesIO(path.read_bytes()), unpacked)
    return unpacked.getvalue()


#: WeasyPrint's steps by the beginning of what it notes, and the share of the time that lies behind each;
#: measured on a list of 323 people, half of it applying the style sheet, most of the rest laying out pages
_STEPS = {"Step 4": 0.4, "Step 6": 0.87, "Step 7": 0.97}
_PAGE, _FIRST_PAGE, _PAGES = "Step 5 - Creating layout - Page", 0.45, 0.42


class _StepReader(logging.Handler):
    """Turns WeasyPrint's own notes of this thread into a share that only grows."""

    def __init__(self, tell: Callable[[float], None], pages: int) -> None:
        super().__init__()
        self.tell, self.pages, self.told = tell, max(pages, 1), 0.0
        self.reader = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        """Called with each note; `pages` are about so many as there will be."""
        if record.thread != self.reader:
            return
        words = record.getMessage()
        share = _STEPS.get(words[:6], 0.0)
        if words.startswith(_PAGE):
            share = _FIRST_PAGE + _PAGES * min(int(words.rsplit(" ", 1)[1]) - 1, self.pages) / self.pages
        if share > self.told:
            self.told = share
            self.tell(share)


@contextmanager
def _told(tell: Callable[[float], None] | None, pages: int) -> Iterator[None]:
    if tell is None:
        yield
        return
    notes, reader = logging.getLogger("weasyprint.progress"), _StepReader(tell, pages)
    before = notes.level, notes.propagate
    notes.addHandler(reader)
    notes.setLevel(logging.INFO)
    notes.propagate = False
    try:
        yield
    finally:
        notes.removeHandler(reader)
        notes.setLevel(before[0])
        notes.propagate = before[1]


def html_to_pdf(html: str, tell: Callable[[float], None] | None = None, pages: int = 1) -> bytes:
    """One PDF of a whole HTML document; raises ForbiddenAddressError when it reaches outside.

    `tell` hears how far it is, from 0 to 1, for a document of about so many `pages`.
    """
    try:
        document = HTML(string=html, base_url=f"{STATIC_SCHEME}:", url_fetcher=ClosedFetcher())
        with _told(tell, pages):
            pdf: bytes = document.write_pdf()
    except _Forbidden as error:
        raise ForbiddenAddressError(str(error)) from error
    return pdf
