"""Pages without a sign-in and static files travel packed; pages with a token never do."""

import gzip
from collections.abc import Callable

from werkzeug.test import TestResponse

from tests.cast import Cast
from tests.page_client import PageClient

Client = Callable[[], PageClient]
PACKED = {"Accept-Encoding": "gzip, br"}


def fetch(client: PageClient, path: str, **headers: str) -> TestResponse:
    """The whole answer; files are closed."""
    response = client.http.get(path, headers=headers)
    assert response.get_data() is not None
    response.close()
    return response


def test_the_private_page_is_packed_and_the_same(page_client: Client, cast: Cast) -> None:
    client = page_client()
    packed = fetch(client, cast.dedi_link, **PACKED)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(packed.data) == fetch(client, cast.dedi_link).data


def test_a_style_sheet_is_packed_and_still_answers_304(page_client: Client) -> None:
    client = page_client()
    first = fetch(client, "/static/css/base.css", **PACKED)
    assert len(first.data) * 3 < len(gzip.decompress(first.data))
    again = fetch(client, "/static/css/base.css", **PACKED, **{"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    plain = fetch(client, "/static/css/base.css")
    assert plain.data == gzip.decompress(first.data)


def test_pages_with_a_token_are_not_packed(page_client: Client, cast: Cast) -> None:
    for client, path in ((page_client().sign_in(cast.ani), "/kegiatan"), (page_client(), "/masuk")):
        assert "Content-Encoding" not in fetch(client, path, **PACKED).headers


def test_fonts_and_small_answers_stay_as_they_are(page_client: Client) -> None:
    for path in ("vendor/plus-jakarta-sans-5.3.0/plus-jakarta-sans-wght-normal.woff2", "img/chevron.svg"):
        assert "Content-Encoding" not in fetch(page_client(), f"/static/{path}", **PACKED).headers
