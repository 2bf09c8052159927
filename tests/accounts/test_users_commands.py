"""`users create` and `users reset`, as scripts use them."""

import json
from typing import Any

from flask import Flask

from eventmgr.accounts.queries import user_by_email_or_none
from eventmgr.events.queries import role_in_event_or_none
from tests.cast import Cast
from tests.page_client import PageClient


def _run(app: Flask, *arguments: str) -> tuple[int, dict[str, Any]]:
    result = app.test_cli_runner().invoke(args=["users", *arguments, "--json"])
    return result.exit_code, json.loads(result.stdout)


def test_a_new_user_gets_a_role_and_a_password_to_be_changed(app: Flask, cast: Cast) -> None:
    code, told = _run(
        app,
        "create",
        "--email",
        "Rina@Contoh.go.id",
        "--name",
        "Rina",
        "--event",
        cast.slug,
        "--role",
        "crew",
    )
    assert code == 0
    assert told["email"] == "rina@contoh.go.id"
    with app.app_context():
        user = user_by_email_or_none("rina@contoh.go.id")
        assert user is not None
        assert user.must_change
        assert role_in_event_or_none(cast.event, user.id) == "crew"
    client = PageClient(app)
    fields = {"email": "rina@contoh.go.id", "password": told["one_time_password"]}
    client.post("/masuk", fields, form_page="/masuk")
    assert client.get("/kegiatan", status=302).headers["Location"] == "/kata-sandi"


def test_a_taken_address_is_refused_in_words(app: Flask, cast: Cast) -> None:
    code, told = _run(app, "create", "--email", cast.ani.email_norm, "--name", "Ani lain")
    assert (code, told["error"]["code"]) == (2, "email_taken")


def test_an_unknown_event_leaves_no_user_behind(app: Flask, cast: Cast) -> None:
    code, told = _run(
        app,
        "create",
        "--email",
        "rina@contoh.go.id",
        "--name",
        "Rina",
        "--event",
        "tidak-ada",
        "--role",
        "crew",
    )
    assert (code, told["error"]["code"]) == (2, "event_unknown")
    with app.app_context():
        assert user_by_email_or_none("rina@contoh.go.id") is None


def test_odd_input_is_one_json_object_and_exit_code_2(app: Flask) -> None:
    assert (
        _run(app, "create", "--email", "bukan surel", "--name", "Rina")[1]["error"]["code"] == "email_invalid"
    )
    code, told = _run(app, "create", "--name", "Rina")
    assert (code, told["error"]["code"]) == (2, "usage")
    code, told = _run(app, "create", "--email", "a@b.id", "--name", "A", "--role", "raja", "--event", "x")
    assert (code, told["error"]["code"]) == (2, "usage")


def test_reset_ends_all_sign_ins_and_the_old_password(app: Flask, cast: Cast) -> None:
    client = PageClient(app).sign_in(cast.ani)
    client.get("/kegiatan")
    code, told = _run(app, "reset", "--email", cast.ani.email_norm)
    assert code == 0
    client.get("/kegiatan", status=302)
    fields = {"email": cast.ani.email_norm, "password": told["one_time_password"]}
    PageClient(app).post("/masuk", fields, form_page="/masuk")


def test_reset_of_nobody_is_refused(app: Flask) -> None:
    assert _run(app, "reset", "--email", "tidak.ada@contoh.go.id")[0] == 2


def test_disable_closes_the_account_but_never_the_last_admins(app: Flask, cast: Cast) -> None:
    client = PageClient(app).sign_in(cast.ani)
    assert _run(app, "disable", "--email", cast.ani.email_norm)[0] == 0
    client.get("/kegiatan", status=302)
    code, told = _run(app, "disable", "--email", cast.aminah.email_norm)
    assert (code, told["error"]["code"]) == (2, "last_admin")
