"""The page where somebody chooses the PIN with which arrivals are permitted at the door."""

from collections.abc import Callable

import pytest
from flask import Flask

from eventmgr.accounts.models import User
from eventmgr.accounts.passwords import password_matches
from eventmgr.accounts.rules import may_be_pin
from eventmgr.shared.db import db
from tests.builders import PASSWORD
from tests.cast import Cast
from tests.page_client import PageClient, words_of

Clients = Callable[[], PageClient]


def pin_hash_of(app: Flask, user_id: int) -> str | None:
    with app.app_context():
        return db.session.get_one(User, user_id).pin_hash


def test_a_pin_is_chosen_with_the_password_and_stored_as_a_hash(
    app: Flask, cast: Cast, page_client: Clients
) -> None:
    ani_id, client = cast.ani.id, page_client().sign_in(cast.ani)
    client.post(
        "/pin", {"password": PASSWORD, "pin": "271828", "again": "271828"}, form_page="/pin", status=303
    )
    stored = pin_hash_of(app, ani_id)
    assert stored is not None
    assert "271828" not in stored
    assert password_matches(stored, "271828")
    assert "PIN Anda tersimpan." in words_of(client.get("/sesi-masuk"))
    assert "Ganti PIN" in words_of(client.get("/pin"))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"password": "bukan itu"}, "Kata sandi belum cocok."),
        ({"pin": "123456", "again": "123456"}, "PIN ini mudah ditebak."),
        ({"pin": "27182", "again": "27182"}, "PIN terdiri dari enam angka."),
        ({"pin": "٢٧١٨٢٨", "again": "٢٧١٨٢٨"}, "PIN terdiri dari enam angka."),
        ({"again": "271829"}, "Kedua PIN belum sama."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(
    app: Flask, cast: Cast, page_client: Clients, fields: dict[str, str], words: str
) -> None:
    ani_id, client = cast.ani.id, page_client().sign_in(cast.ani)
    typed = {"password": PASSWORD, "pin": "271828", "again": "271828"} | fields
    page = client.post("/pin", typed, form_page="/pin", status=422)
    assert words in words_of(page)
    assert pin_hash_of(app, ani_id) is None


@pytest.mark.parametrize(
    ("pin", "is_allowed"),
    [
        ("271828", True),
        ("111111", False),
        ("121212", False),
        ("654321", False),
        ("12345x", False),
        ("", False),
    ],
)
def test_which_digits_may_be_a_pin(pin: str, is_allowed: bool) -> None:
    assert bool(may_be_pin(pin)) is is_allowed
