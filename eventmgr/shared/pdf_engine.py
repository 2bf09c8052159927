"""WeasyPrint behind a closed fetcher. Imported lazily by pdf.py: without Pango the import fails."""

import mimetypes

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
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})


def html_to_pdf(html: str) -> bytes:
    """One PDF of a whole HTML document; raises ForbiddenAddressError when it reaches outside."""
    try:
        document = HTML(string=html, base_url=f"{STATIC_SCHEME}:", url_fetcher=ClosedFetcher())
        pdf: bytes = document.write_pdf()
    except _Forbidden as error:
        raise ForbiddenAddressError(str(error)) from error
    return pdf
