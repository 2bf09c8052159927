"""Bad input on every form: whatever comes, the answer is a page or a sentence of ours and never a fault."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from tests.cast import Cast
from tests.furnished import Furnished, furnish
from tests.page_client import PageClient
from tests.web.doors import every_door, page_paths
from tests.web.page_forms import forms_on_pages

MakeClient = Callable[[], PageClient]
HUGE = "x" * 30_000
#: each is put in the place of every field of a form
WRONG: dict[str, Any] = {
    "empty": "",
    "huge": HUGE,
    "a number beyond every id": "9" * 30,
    "a power sign that counts as a digit": "²",
    "below zero": "-1",
    "NUL and direction signs": "\x00a\u202e\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "markup": "<script>1</script>{{ 7*7 }}",
    "JSON": '{"a": [1]}',
    "not a number": "nan",
    "a list": ["1", "2"],
}
#: what a form carries along unseen; without it a form is stopped before its fields are read
CARRIED = {"request_uid", "revision", "seen", "seen_revision", "shown", "seen_code"}
#: what takes away what other forms need comes last
LAST = ("hapus", "akhiri", "nonaktif", "kata-sandi", "batal", "keadaan", "ganti", "urungkan", "geser")
#: stands for a body of JSON in the place of a form
JSON = "(json)"
ENDS_SIGN_IN = {"accounts.sign_out", "accounts.own_sign_ins_ended", "accounts.change_password"}
JSON_BODIES: tuple[Any, ...] = (
    None,
    [],
    "x",
    7,
    {},
    {"event": 7},
    {"event": "sosialisasi-2024", "ops": HUGE},
    {"event": "sosialisasi-2024", "ops": [None, 1, "x", {}]},
)


#: so that the forms are sent by several workers
SHARES = 3


@pytest.fixture
def furnished(app: Flask, cast: Cast) -> Furnished:
    with app.app_context():
        return furnish(cast, 6)


def _bodies(fields: dict[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Forms of an older page, and forms filled with what does not belong there."""
    yield "no field at all", {}
    yield "fields that no page knows", {"lama": "1", "halaman_lama": "y"}
    for name, value in WRONG.items():
        yield f"{name} everywhere", dict.fromkeys(fields, value)
        yield f"{name} in what is typed", {**fields, **dict.fromkeys(fields.keys() - CARRIED, value)}
    for name in sorted(fields.keys() & CARRIED):
        yield f"without {name}", {one: value for one, value in fields.items() if one != name}
    yield "JSON", {JSON: [7]}
    yield "files for words", {name: (io.BytesIO(b"\x00\x01"), "a.bin") for name in fields}


def _answer(client: PageClient, path: str, body: dict[str, Any]) -> str:
    """A fault in words, or nothing."""
    try:
        sent: dict[str, Any] = {"data": {"csrf_token": client.last_token, **body}}
        if JSON in body:
            sent = {"json": body[JSON], "headers": {"X-CSRFToken": client.last_token}}
        with client.http.post(path, **sent) as answer:
            return "" if answer.status_code < 500 else f"{answer.status_code}"
    except Exception as fault:  # the test app passes its faults on
        return f"{type(fault).__name__}: {str(fault)[:160]}"


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.parametrize("share", range(SHARES))
def test_no_form_filled_with_nonsense_is_a_fault_of_ours(
    share: int, app: Flask, cast: Cast, furnished: Furnished, page_client: MakeClient
) -> None:
    admin = page_client().sign_in(cast.aminah)
    doors = every_door(app, furnished)
    forms = forms_on_pages(admin, page_paths(doors, furnished))
    sent_to = [door for door in doors if "POST" in door.methods and not door.is_api]
    sent_to.sort(key=lambda door: (door.endpoint in ENDS_SIGN_IN, any(one in door.rule for one in LAST)))
    faults, sent = [], 0
    admin.get("/kata-sandi")
    for door in sent_to[share::SHARES]:
        if door.endpoint in ENDS_SIGN_IN:
            admin = page_client().sign_in(cast.aminah)
            admin.get("/kata-sandi")
        for words, body in _bodies(forms[door.path].fields if door.path in forms else {}):
            fault, sent = _answer(admin, door.path, body), sent + 1
            if fault:
                faults.append(f"{door.rule} {words}: {fault}")
    assert not faults, "\n".join(faults)
    assert sent > 1000 / SHARES


def test_no_delivery_of_nonsense_is_a_fault_of_ours(
    app: Flask, cast: Cast, furnished: Furnished, page_client: MakeClient
) -> None:
    budi = page_client().sign_in(cast.budi)
    budi.get(f"/kegiatan/{cast.slug}/pindai")
    headers = {"X-CSRFToken": budi.last_token}
    for door in every_door(app, furnished):
        if door.is_api and "POST" in door.methods:
            for body in JSON_BODIES:
                answer = budi.http.post(door.path, json=body, headers=headers)
                assert 400 <= answer.status_code < 500, f"{door.rule} {str(body)[:80]}: {answer.status_code}"
