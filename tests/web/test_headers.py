"""Headers that every answer carries."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.cast import Cast
from tests.page_client import PageClient, counted_statements

MakeClient = Callable[[], PageClient]


def test_no_page_lets_inline_or_foreign_script_run(page_client: MakeClient) -> None:
    policy = page_client().get("/masuk").headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "wasm-unsafe-eval" not in policy
    assert "frame-ancestors 'none'" in policy


def test_only_the_scan_page_may_compile_the_qr_reader(page_client: MakeClient, cast: Cast) -> None:
    client = page_client().sign_in(cast.budi)
    scan_page = client.get(f"/kegiatan/{cast.slug}/pindai")
    assert "'wasm-unsafe-eval'" in scan_page.headers["Content-Security-Policy"]
    assert "camera=(self)" in scan_page.headers["Permissions-Policy"]


def test_pages_are_not_kept_by_caches_but_files_are(page_client: MakeClient) -> None:
    client = page_client()
    assert client.get("/masuk").headers["Cache-Control"] == "no-store"
    with client.http.get("/static/css/tokens.css") as file:
        assert "no-store" not in file.headers.get("Cache-Control", "")


def test_a_private_page_tells_no_other_site_its_address(page_client: MakeClient, cast: Cast) -> None:
    assert page_client().get(cast.dedi_link).headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/masuk", "/tidak-ada", "/static/css/tokens.css"])
def test_types_are_never_guessed(app: Flask, path: str) -> None:
    with app.test_client().get(path) as response:
        assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_the_cookie_is_hidden_from_scripts_and_stays_home(page_client: MakeClient) -> None:
    cookie = page_client().get("/masuk").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_the_worker_of_the_private_page_comes_from_the_root_and_is_asked_for_anew(app: Flask) -> None:
    with app.test_client().get("/halaman-peserta.js") as response:
        assert response.mimetype == "text/javascript"
        assert response.headers["Cache-Control"] == "no-cache"
        assert "worker-src 'self'" in response.headers["Content-Security-Policy"]


def test_the_icon_lies_where_browsers_look_beside_a_pdf_and_asks_no_database(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    client = page_client().sign_in(cast.ani)
    with counted_statements(app) as statements, client.http.get("/favicon.ico") as response:
        assert (response.status_code, response.mimetype) == (200, "image/svg+xml")
        assert response.headers["Cache-Control"] == "public, max-age=86400"
    assert not statements


def test_only_answers_below_the_private_link_are_marked_as_ours(page_client: MakeClient, cast: Cast) -> None:
    client = page_client()
    assert client.get(cast.dedi_link).headers["X-Eventmgr"] == "page"
    assert client.get("/p/tidak-ada", status=404).headers["X-Eventmgr"] == "page"
    assert "X-Eventmgr" not in client.get("/masuk").headers
