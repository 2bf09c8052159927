"""JSON for phones: packed, under a strong ETag, so that what a phone has already is not sent again."""

import gzip
import hashlib
from typing import Any

from flask import json, request
from werkzeug.wrappers import Response


def packed_json(content: dict[str, Any]) -> Response:
    """The content, or 304 when the phone has it already.

    It is packed here, which pages are not: there must be no secret in it that a length could give away.
    """
    body = json.dumps(content).encode()
    etag = hashlib.sha256(body).hexdigest()
    response = Response(body, mimetype="application/json")
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"]:
        response.set_data(gzip.compress(body, 6, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        etag += "-gz"
    response.set_etag(etag)
    response.cache_control.private = True
    response.cache_control.no_cache = True
    return response.make_conditional(request)
