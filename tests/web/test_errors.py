"""Errors: the right status, words on what to do, no traceback, nothing half-written."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from eventmgr.factory import create_app
from eventmgr.shared.migrate import migrate_if_behind
from eventmgr.shared.refusal import Refusal
from eventmgr.web.access import allow
from tests.cast import Cast
from tests.conftest import settings_for
from tests.page_client import PageClient, words_of

MakeClient = Callable[[], PageClient]


@pytest.fixture
def broken_app(tmp_path: Path) -> Flask:
    """An app with a view that breaks and one that refuses."""
    app = create_app(settings_for(tmp_path), CHEAP_PASSWORDS=True)
    with app.app_context():
        migrate_if_behind()

    def broken() -> str:
        raise ValueError("rahasia 1371061506809003")

    def refusing() -> str:
        raise Refusal("uji", "Nama ini sudah ada. Pilih nama lain.")

    app.add_url_rule("/rusak", "rusak", allow("public")(broken))
    app.add_url_rule("/api/rusak", "api_rusak", allow("public")(broken))
    app.add_url_rule("/tolak", "tolak", allow("public")(refusing))
    app.add_url_rule("/api/tolak", "api_tolak", allow("public")(refusing))
    return app


def test_a_fault_shows_a_code_that_stands_in_the_log(
    broken_app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    response = broken_app.test_client().get("/rusak")
    page = response.get_data(as_text=True)
    assert response.status_code == 500
    assert "Traceback" not in page
    assert "rahasia" not in page
    told = next(record for record in caplog.records if "fault" in record.msg)
    assert isinstance(told.args, tuple)
    code = told.args[0]
    assert str(code) in page


def test_a_fault_on_a_private_page_leaves_its_link_out_of_the_log(
    broken_app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(token: str) -> str:
        raise ValueError

    broken_app.add_url_rule("/p/<token>/rusak", "p_rusak", allow("public")(broken))
    assert broken_app.test_client().get("/p/7ZK3M9QW4T8XN2/rusak").status_code == 500
    assert "7ZK3M9QW4T8XN2" not in caplog.text
    assert "/p/<token>/rusak" in caplog.text


def test_the_fault_page_brings_its_own_style_past_the_policy(broken_app: Flask) -> None:
    policy = broken_app.test_client().get("/rusak").headers["Content-Security-Policy"]
    assert "style-src 'sha256-" in policy
    assert "unsafe" not in policy


def test_the_api_answers_faults_and_refusals_as_json(broken_app: Flask) -> None:
    client = broken_app.test_client()
    fault, refusal = client.get("/api/rusak"), client.get("/api/tolak")
    assert (fault.status_code, fault.get_json()["error"]["code"]) == (500, "fault")
    assert (refusal.status_code, refusal.get_json()["error"]["code"]) == (422, "uji")


def test_a_refusal_shows_its_sentence(broken_app: Flask) -> None:
    response = broken_app.test_client().get("/tolak")
    assert response.status_code == 422
    assert "Nama ini sudah ada. Pilih nama lain." in response.get_data(as_text=True)


def test_an_unknown_address_says_where_to_go(page_client: MakeClient) -> None:
    page = page_client().get("/tidak-ada", status=404)
    assert "Traceback" not in words_of(page)
    assert "href=" in page.get_data(as_text=True)


def test_a_form_without_its_token_changes_nothing_and_says_so(page_client: MakeClient, cast: Cast) -> None:
    client = page_client().sign_in(cast.ani)
    response = client.http.post("/kata-sandi", data={"old": "a", "new": "b", "again": "b"})
    assert response.status_code == 400
    assert "belum ada yang berubah" in response.get_data(as_text=True)


def test_a_wrong_method_is_no_fault(page_client: MakeClient) -> None:
    assert page_client().http.get("/keluar").status_code == 405
