"""Signing in and out."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from eventmgr.accounts.models import SignIn
from eventmgr.accounts.user_actions import disable_user
from eventmgr.audit.actor import Actor
from eventmgr.shared.clock import now
from eventmgr.shared.db import db
from tests.builders import PASSWORD
from tests.cast import Cast
from tests.conftest import TestClock
from tests.page_client import PageClient, words_of

MakeClient = Callable[[], PageClient]


def _sign_in(
    client: PageClient, cast: Cast, *, password: str = PASSWORD, status: int = 302, path: str = "/masuk"
) -> TestResponse:
    fields = {"email": cast.ani.email_norm, "password": password}
    return client.post(path, fields, status=status, form_page=path)


def test_the_right_password_opens_the_page_one_came_for(page_client: MakeClient, cast: Cast) -> None:
    client = page_client()
    sent_away = client.get(f"/kegiatan/{cast.slug}", status=302)
    assert sent_away.headers["Location"] == f"/masuk?lanjut=/kegiatan/{cast.slug}"
    response = _sign_in(client, cast, path=sent_away.headers["Location"])
    assert response.headers["Location"] == f"/kegiatan/{cast.slug}"


def test_a_way_back_to_another_host_is_not_taken(page_client: MakeClient, cast: Cast) -> None:
    for target in (
        *("https://lain.example/", "//lain.example", "/\\lain.example", "javascript:alert(1)"),
        *("//[", "http://["),
    ):
        response = _sign_in(page_client(), cast, path=f"/masuk?lanjut={target}")
        assert response.headers["Location"] == "/kegiatan"


def test_a_button_pressed_after_the_sign_in_ended_leads_back_to_its_page(
    page_client: MakeClient, cast: Cast
) -> None:
    client, page = page_client(), f"/kegiatan/{cast.slug}/sertifikat"
    client.get("/masuk")
    pressed = client.post(f"{page}/terbitkan", headers={"Referer": f"http://localhost{page}?a=1"})
    assert pressed.headers["Location"] == f"/masuk?lanjut={page}?a%3D1"
    elsewhere = client.post(f"{page}/terbitkan", headers={"Referer": "http://localhost.lain.example/x"})
    assert elsewhere.headers["Location"] == "/masuk"


def test_a_wrong_password_says_not_which_of_the_two_was_wrong(page_client: MakeClient, cast: Cast) -> None:
    wrong = _sign_in(page_client(), cast, password="salah sekali", status=422)
    assert "Surel atau kata sandi belum cocok." in words_of(wrong)
    fields = {"email": "tidak.ada@contoh.go.id", "password": "salah sekali"}
    unknown = page_client().post("/masuk", fields, status=422, form_page="/masuk")
    assert "Surel atau kata sandi belum cocok." in words_of(unknown)


def test_empty_fields_are_named(page_client: MakeClient, cast: Cast) -> None:
    page = words_of(
        page_client().post("/masuk", {"email": "", "password": ""}, status=422, form_page="/masuk")
    )
    assert "Isi surel." in page
    assert "Isi kata sandi." in page


def test_many_wrong_tries_are_slowed_down_and_a_pause_helps(
    page_client: MakeClient, cast: Cast, clock: TestClock
) -> None:
    client = page_client()
    for _ in range(8):
        _sign_in(client, cast, password="salah sekali", status=422)
    slowed = _sign_in(client, cast, status=429)
    assert int(slowed.headers["Retry-After"]) > 60
    assert "Tunggu" in words_of(slowed)
    clock.moment += timedelta(minutes=16)
    _sign_in(client, cast)


def test_each_sign_in_is_a_row_that_ends_at_sign_out(app: Flask, page_client: MakeClient, cast: Cast) -> None:
    client = page_client()
    _sign_in(client, cast)
    client.get("/kegiatan")
    old_cookie = client.http.get_cookie("eventmgr")
    client.post("/keluar")
    client.get("/kegiatan", status=302)
    assert old_cookie is not None
    client.http.set_cookie("eventmgr", old_cookie.value)
    client.get("/kegiatan", status=302)
    with app.app_context():
        assert db.session.scalar(select(func.count(SignIn.id)).where(SignIn.ended_at.is_not(None))) == 1


def test_a_disabled_user_is_out_at_once(app: Flask, page_client: MakeClient, cast: Cast) -> None:
    client = page_client().sign_in(cast.ani)
    client.get("/kegiatan")
    with app.app_context():
        disable_user(Actor("user", cast.aminah.id, "Aminah"), now(), email=cast.ani.email_norm)
    client.get("/kegiatan", status=302)
    _sign_in(page_client(), cast, status=422)
