"""One's own password, and the first sign-in that demands it."""

from collections.abc import Callable

import pytest
from flask import Flask

from eventmgr.accounts.actions import reset_password
from eventmgr.accounts.models import User
from eventmgr.audit.actor import Actor
from eventmgr.shared.clock import now
from eventmgr.shared.db import write
from tests.builders import PASSWORD
from tests.cast import Cast
from tests.page_client import PageClient, words_of

MakeClient = Callable[[], PageClient]
NEW = "kuda putih di sawah"


def _demand_change(app: Flask, user_id: int) -> None:
    with app.app_context(), write() as session:
        session.get_one(User, user_id).must_change = True


def test_a_one_time_password_opens_nothing_but_its_change(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    _demand_change(app, cast.ani.id)
    client = page_client().sign_in(cast.ani)
    for path in ("/kegiatan", f"/kegiatan/{cast.slug}/peserta"):
        assert client.get(path, status=302).headers["Location"] == "/kata-sandi"
    client.post("/kata-sandi", {"old": PASSWORD, "new": NEW, "again": NEW}, form_page="/kata-sandi")
    client.get("/kegiatan")


def test_the_door_tells_a_one_time_password_in_json(app: Flask, cast: Cast, page_client: MakeClient) -> None:
    _demand_change(app, cast.budi.id)
    answer = page_client().sign_in(cast.budi).http.get(f"/api/scan/state?event={cast.slug}&checkpoint=hari-1")
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (422, "own_password")


def test_other_sign_ins_end_with_the_old_password(cast: Cast, page_client: MakeClient) -> None:
    elsewhere, here = page_client().sign_in(cast.ani), page_client().sign_in(cast.ani)
    here.post("/kata-sandi", {"old": PASSWORD, "new": NEW, "again": NEW}, form_page="/kata-sandi")
    here.get("/kegiatan")
    elsewhere.get("/kegiatan", status=302)


def test_a_second_click_finds_the_password_changed(cast: Cast, page_client: MakeClient) -> None:
    client, fields = page_client().sign_in(cast.ani), {"old": PASSWORD, "new": NEW, "again": NEW}
    client.post("/kata-sandi", fields, form_page="/kata-sandi")
    client.post("/kata-sandi", fields)
    assert "Kata sandi sudah diganti." in words_of(client.get("/kegiatan"))


def test_who_finds_an_open_sign_in_cannot_guess_its_password_for_long(
    cast: Cast, page_client: MakeClient
) -> None:
    client = page_client().sign_in(cast.ani)
    fields = {"old": "salah sekali", "new": NEW, "again": NEW}
    for _ in range(8):
        client.post("/kata-sandi", fields, status=422)
    page = client.post("/kata-sandi", {**fields, "old": PASSWORD}, status=422)
    assert "Terlalu banyak percobaan." in words_of(page)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"old": "salah", "new": NEW, "again": NEW}, "Kata sandi lama belum cocok."),
        ({"old": PASSWORD, "new": "pendek", "again": "pendek"}, "paling sedikit 10"),
        ({"old": PASSWORD, "new": NEW, "again": NEW + "x"}, "belum sama"),
        ({"old": PASSWORD, "new": PASSWORD, "again": PASSWORD}, "harus berbeda"),
        ({"old": PASSWORD, "new": "aaaaaaaaaaaa", "again": "aaaaaaaaaaaa"}, "mudah ditebak"),
        ({"old": "", "new": "", "again": ""}, "Isi kata sandi lama."),
    ],
)
def test_what_cannot_be_a_password_is_said_beside_its_field(
    cast: Cast, page_client: MakeClient, fields: dict[str, str], words: str
) -> None:
    client = page_client().sign_in(cast.ani)
    page = client.post("/kata-sandi", fields, status=422, form_page="/kata-sandi")
    assert words in words_of(page)


@pytest.mark.parametrize("shape", ["{}", " {} ", "k7 qf 2m9d{}"])
def test_a_one_time_password_may_be_typed_in_small_letters_and_without_its_hyphens(
    app: Flask, cast: Cast, page_client: MakeClient, shape: str
) -> None:
    with app.app_context():
        given = reset_password(Actor("command", None, "uji coba"), now(), email=cast.ani.email_norm)
    typed = shape.format(given.lower().replace("-", " "))
    is_right = shape != "k7 qf 2m9d{}"
    client = page_client()
    fields = {"email": cast.ani.email_norm, "password": typed}
    client.post("/masuk", fields, form_page="/masuk", status=302 if is_right else 422)
    if is_right:
        loose = {"old": typed.replace(" ", ""), "new": NEW, "again": NEW}
        client.post("/kata-sandi", loose, form_page="/kata-sandi", status=302)


def test_a_password_of_one_s_own_keeps_its_small_letters(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    own = "k7qf2m9dxw3h"
    client = page_client().sign_in(cast.ani)
    client.post("/kata-sandi", {"old": PASSWORD, "new": own, "again": own}, form_page="/kata-sandi")
    for typed, status in ((own.upper(), 422), (own, 302)):
        fields = {"email": cast.ani.email_norm, "password": typed}
        page_client().post("/masuk", fields, form_page="/masuk", status=status)
