"""Smaller answers for slow phones: style sheets, scripts, drawings, and the pages of participants and public.

Pages behind a sign-in stay as they are: they hold a CSRF token beside text that others may choose, and the
length of a compressed answer would give the token away bit by bit (BREACH).
"""

import gzip
from functools import lru_cache

from flask import Flask, request
from werkzeug.wrappers import Response

_TYPES = frozenset({"text/html", "text/css", "text/javascript", "image/svg+xml", "application/wasm"})
_OPEN_PATHS = ("/static/", "/p/", "/v/")
#: below this many bytes the headers weigh more than what is saved
LEAST_BYTES = 600


def init_compression(app: Flask) -> None:
    app.after_request(_compress)


@lru_cache(maxsize=256)
def _packed(_etag: str, data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def _may_compress(response: Response) -> bool:
    return (
        response.status_code == 200
        and request.path.startswith(_OPEN_PATHS)
        and response.mimetype in _TYPES
        and "Content-Encoding" not in response.headers
        and "Range" not in request.headers
        and bool(request.accept_encodings["gzip"])
    )


def _compress(response: Response) -> Response:
    if not _may_compress(response):
        return response
    response.direct_passthrough = False
    data = response.get_data()
    response.vary.add("Accept-Encoding")
    if len(data) < LEAST_BYTES:
        return response
    etag, _ = response.get_etag()
    is_file = request.endpoint == "static"
    response.set_data(_packed(etag or "", data) if is_file else gzip.compress(data, 6, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    if etag:
        response.set_etag(etag, weak=True)
    return response
